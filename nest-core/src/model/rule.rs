//! Rules: a selector, and what matching nodes get.

use super::{BodyId, ClassId, Table, TraitId};
use crate::selector::Selector;

/// A selector and the class bodies that every matching node gets.
#[derive(Debug)]
pub struct Rule<'a> {
    /// The name behind `as`.
    pub label: Option<&'a str>,
    /// The doc comment.
    pub doc: &'a str,
    /// The line of the selector.
    pub line: u32,
    /// Which nodes.
    pub selector: Selector<'a>,
    /// The class bodies, in the order written.
    pub bodies: Table<'a, ClassBody<'a>>,
}

/// One class body of a rule: a module for every matching node that has the class.
#[derive(Debug)]
pub struct ClassBody<'a> {
    /// The class; unknown only while the macro reports a word that it does not know.
    pub class: Option<ClassId>,
    /// The line of the class's name.
    pub line: u32,
    /// The arguments that are traits: the node itself, or an ancestor, must have each.
    pub arguments: Table<'a, Argument>,
    /// The compiled body.
    pub body: BodyId,
}

/// An argument of a body that names a trait: the view of the node itself, else of its nearest ancestor that has
/// the trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument(pub TraitId);
