//! What a `synth` adds.

use super::{Body, Identifier, Rust, Segment, ValueDecl};
use crate::report::Number;
use proc_macro2::Span;

/// `synth(select) { … }`
pub(crate) struct SynthDecl {
    pub(crate) keyword: Span,
    pub(crate) arguments: Vec<Identifier>,
    pub(crate) body: Body<Addition>,
    /// Something of it could not be read.
    pub(crate) unread: bool,
}

/// A statement that adds something.
pub(crate) enum Addition {
    Set(SetDecl),
    Child(ChildDecl),
    /// `is = […];`: the child that it stands in takes it.
    Is(Span, Vec<Identifier>),
}

/// `key = value;` in a `synth`
pub(crate) struct SetDecl {
    pub(crate) number: Number,
    pub(crate) attr: Identifier,
    pub(crate) value: SetValue,
}

pub(crate) enum SetValue {
    Literal(ValueDecl),
    /// A Rust expression; reported already if it is none.
    Rust(Rust),
}

/// `child name from view { is = […]; … }` in a `synth`
pub(crate) struct ChildDecl {
    pub(crate) number: Number,
    pub(crate) keyword: Span,
    pub(crate) name: Segment,
    pub(crate) from: Option<Rust>,
    pub(crate) is: Vec<Identifier>,
    pub(crate) body: Body<Addition>,
}
