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
    /// What the body assigns, through blocks and sets, in the order written.
    pub assignments: Table<'a, Assignment<'a>>,
    /// The compiled body.
    pub body: BodyId,
}

/// An assignment of a body, as far as it is known before the body runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment<'a> {
    /// The option's path; nothing where a part is computed.
    pub path: Table<'a, Option<&'a str>>,
    /// A literal, or a list or set whose parts are; unknown, as a part too, where it is anything else.
    pub value: Value<'a>,
    /// Whether the body makes it.
    pub condition: Condition,
    /// The priority that the module system will see: [`PLAIN`](Self::PLAIN) unless the body says otherwise.
    pub priority: i64,
    /// Where it is written.
    pub place: Place,
}

/// Whether a body makes an assignment when it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It certainly does.
    Always,
    /// In a branch, or in what a property of the module system holds: once, or not at all.
    Perhaps,
    /// In a loop: any number of times.
    Repeatedly,
}

impl<'a> Assignment<'a> {
    /// The priority of a definition that names none. Source: nixpkgs, `lib/modules.nix`.
    pub const PLAIN: i64 = 100;

    /// An assignment of which no more is known than where it goes.
    #[must_use]
    pub const fn unknown(path: Table<'a, Option<&'a str>>, place: Place) -> Self {
        Self { path, value: Value::Unknown, condition: Condition::Always, priority: Self::PLAIN, place }
    }

    /// The path, if no part of it is computed.
    #[must_use]
    pub fn names(&self) -> Option<Vec<&'a str>> {
        self.path.iter().copied().collect()
    }
}

/// An argument of a body that names a trait: the view of the node itself, else of its nearest ancestor that has
/// the trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument(pub TraitId);
