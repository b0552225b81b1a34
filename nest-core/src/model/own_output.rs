//! Own outputs: data that the fleet gives as a whole.

use super::{OutputBodyId, Place};

/// `output dns(select) { … }`: a key of what is written, beside the outputs of classes.
#[derive(Debug, Clone)]
pub struct OutputBody<'a> {
    /// The name: a key of the document that is written.
    pub name: &'a str,
    /// The doc comment.
    pub doc: &'a str,
    /// Where it is written: the line of the name.
    pub place: Place,
    /// The compiled body.
    pub code: OutputBodyId,
}
