//! Rust, and what is ours in it.

use super::{Body, Identifier, SelectorDecl, Value};
use crate::report::{Number, Spans};
use proc_macro2::{Delimiter, Span, TokenStream};

/// `|select, web| expression`
pub(crate) struct ClosureDecl {
    pub(crate) arguments: Vec<Identifier>,
    pub(crate) value: Rust,
    pub(crate) spans: Spans,
    /// It is no Rust, and was reported.
    pub(crate) broken: bool,
}

/// Rust as it stands, but for `set! { … }` and `sel!(…)` in it.
pub(crate) struct Rust(pub(crate) Vec<Fragment>);

pub(crate) enum Fragment {
    Tokens(TokenStream),
    /// Brackets with one of these macros somewhere between them.
    Group(Delimiter, Span, Rust),
    Set(Body),
    /// `text!(…)`, `path!(…)`, `nix!(…)`
    Value(Box<Value>),
    Query(QueryDecl),
}

/// `sel!(selector)`
pub(crate) struct QueryDecl {
    pub(crate) span: Span,
    pub(crate) selector: SelectorDecl,
    /// All of it, as it stands.
    pub(crate) tokens: TokenStream,
    pub(crate) number: Number,
}
