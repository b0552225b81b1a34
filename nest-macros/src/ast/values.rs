//! The values of attributes.

use super::NamePattern;
use crate::report::{Number, Spans};
use crate::template::{Arithmetic, Template};

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
    /// A cell of a table, which the attribute's type reads.
    Cell(String),
    /// `i`, `8000 + i`
    Computed(Arithmetic),
    List(Vec<ValueDecl>),
    Map(Vec<(NamePattern, ValueDecl)>),
    /// `#db-eu`
    Node(NamePattern),
    /// Reported already.
    Wrong,
}
