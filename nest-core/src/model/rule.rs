//! Rules: a selector, and what matching nodes get.

use super::selector::Selector;
use super::{BodyId, ClassId, Place, Synth, Table, TraitId};
use crate::model::value::Value;

/// A selector and the class bodies that every matching node gets.
#[derive(Debug, Clone)]
pub struct Rule<'a> {
    /// The name behind `as`.
    pub label: Option<&'a str>,
    /// The doc comment.
    pub doc: &'a str,
    /// Where it is written: the line of the selector.
    pub place: Place,
    /// The codes that `#[allow(…)]` names.
    pub allow: Table<'a, &'a str>,
    /// The nodes that get its bodies.
    pub selector: Selector<'a>,
    /// The class bodies, in the order written.
    pub bodies: Table<'a, ClassBody<'a>>,
    /// What it adds to matching nodes.
    pub synth: Option<Synth<'a>>,
}

/// One class body of a rule: a module for every matching node that has the class.
#[derive(Debug, Clone)]
pub struct ClassBody<'a> {
    /// The class; unknown only while the macro reports a word that it does not know.
    pub class: Option<ClassId>,
    /// Where it is written: the line of the class's name.
    pub place: Place,
    /// The arguments that are traits: the node itself, or an ancestor, must have each.
    pub arguments: Table<'a, Argument>,
    /// What the body assigns to paths that are known before it runs.
    pub known: Table<'a, Known<'a>>,
    /// The compiled body.
    pub body: BodyId,
}

/// An assignment of a body, as far as it is known before the body runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<'a> {
    /// The option's path.
    pub path: Table<'a, &'a str>,
    /// A boolean or a number that is certainly assigned; unknown if it is anything else, or in a branch or a loop.
    pub value: Value<'a>,
    /// The priority that the module system will see: 100 unless the body says otherwise.
    pub priority: i64,
    /// Where it is written.
    pub place: Place,
}

/// An argument of a body that names a trait: the view of the node itself, else of its nearest ancestor that has
/// the trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument(pub TraitId);
