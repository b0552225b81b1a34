//! The values of attributes.

use super::NamePattern;
use crate::report::{Number, Spans};
use crate::template::{Template, Variable};

pub(crate) struct ValueDecl {
    pub(crate) number: Number,
    pub(crate) spans: Spans,
    pub(crate) kind: ValueKind,
}

pub(crate) enum ValueKind {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Template),
    /// The variable of a `for`.
    Variable(Variable),
    List(Vec<ValueDecl>),
    Map(Vec<(NamePattern, ValueDecl)>),
    /// `#db-eu`
    Node(NamePattern),
    /// Reported already.
    Wrong,
}
