//! Selectors.

use super::{ClosureDecl, Identifier, Name, ValueDecl};
use crate::report::Spans;
use nest_core::selector::{Combinator, Op};
use proc_macro2::Span;

pub(crate) struct SelectorDecl {
    pub(crate) spans: Spans,
    pub(crate) any: Vec<ComplexDecl>,
    /// Something of it could not be read.
    pub(crate) broken: bool,
}

pub(crate) struct ComplexDecl {
    pub(crate) first: CompoundDecl,
    pub(crate) rest: Vec<(Combinator, CompoundDecl)>,
}

pub(crate) struct CompoundDecl {
    pub(crate) all: Vec<SimpleDecl>,
}

pub(crate) enum SimpleDecl {
    Any,
    Trait(Identifier),
    /// A word with hyphens, which no trait has.
    Hyphenated(Name),
    Name(Name),
    Has(Identifier),
    Attr {
        attr: Identifier,
        op: Op,
        op_span: Span,
        value: ValueDecl,
    },
    Is(SelectorDecl),
    Not(SelectorDecl),
    Class(Identifier),
    HasRelative(Vec<(Combinator, ComplexDecl)>),
    Within(SelectorDecl),
    Root,
    Empty,
    FirstChild,
    LastChild,
    OnlyChild,
    NthChild {
        step: i64,
        first: i64,
        of: Option<SelectorDecl>,
    },
    When(ClosureDecl),
    /// Reported already.
    Wrong,
}
