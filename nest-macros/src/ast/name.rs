//! Names and words.

use crate::report::{DataPlace, Number, Spans};
use crate::template::Template;
use proc_macro2::Span;

/// A name that may have hyphens, or stand in quotes.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) quoted: bool,
    pub(crate) spans: Spans,
}

/// A name that becomes a Rust item; of a trait also a path, `host::user`.
#[derive(Clone)]
pub(crate) struct Identifier {
    pub(crate) text: String,
    /// The name itself: the last part of a path.
    pub(crate) span: Span,
    /// Where a path begins.
    pub(crate) start: Span,
    /// Where it really stands, if that is a file of data.
    pub(crate) data: Option<DataPlace>,
}

/// A name in which variables of loops may stand.
#[derive(Clone)]
pub(crate) struct NamePattern {
    pub(crate) number: Number,
    pub(crate) text: Template,
    /// As written: `web-[i]`.
    pub(crate) written: String,
    /// Where the name itself begins: behind the `#` of a reference.
    pub(crate) first: Span,
    pub(crate) spans: Spans,
}
