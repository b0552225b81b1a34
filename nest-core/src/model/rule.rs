//! Rules: which nodes, and what they get.

use super::selector::Selector;
use super::value::{Text, Value};
use super::{BodyId, ClassId, Declared, EntryId, Place, Synth, Table, TraitId};
use std::fmt::{self, Display};

/// Some nodes, and the class bodies that each of them gets.
#[derive(Debug, Clone)]
pub struct Rule<'a> {
    /// The name behind `as`.
    pub label: Option<&'a str>,
    /// The doc comment.
    pub doc: &'a str,
    /// Where it is written: the line of the selector, or of the class that stands in a node.
    pub place: Place,
    /// The codes that `#[allow(…)]` names.
    pub allow: Table<'a, &'a str>,
    /// The nodes that get its bodies.
    pub target: Target<'a>,
    /// The class bodies, in the order written.
    pub bodies: Table<'a, ClassBody<'a>>,
    /// What it adds to these nodes.
    pub synth: Option<Synth<'a>>,
}

impl Rule<'_> {
    /// What it is called: its label, or its target.
    pub(crate) fn name(&self, fleet: &Declared) -> String {
        self.label.map_or_else(|| self.target.display(fleet).to_string(), str::to_owned)
    }
}

/// Which nodes a rule is of.
#[derive(Debug, Clone, PartialEq)]
pub enum Target<'a> {
    /// `rule web => …`: all that match.
    Matching(Selector<'a>),
    /// A class body in a node: that node, or those that a loop makes of it.
    Written {
        /// The entries, lowest id first.
        entries: Table<'a, EntryId>,
        /// Their path as written, `prod.web-[i]`.
        path: Text<'a>,
    },
}

impl<'a> Target<'a> {
    /// The selector, if it is one.
    pub fn selector(&self) -> Option<&Selector<'a>> {
        match self {
            Target::Matching(selector) => Some(selector),
            Target::Written { .. } => None,
        }
    }

    /// As written, which is also how a rule without a label is named.
    pub fn display<'s>(&'s self, fleet: &'s Declared<'_>) -> impl Display + 's {
        fmt::from_fn(move |f| match self {
            Target::Matching(selector) => selector.display(fleet).fmt(f),
            Target::Written { path, .. } => f.write_str(path),
        })
    }
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
