//! The modules that bodies give.

use crate::model::{EntryId, RuleId};
use crate::nix::{Assigned, IntoNix, Name, NixValue, Set};

/// One body of one rule, run for one node.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Module {
    /// The rule whose body gave it: [`Resolved::rule_name`](crate::Resolved::rule_name) tells its name.
    pub rule: RuleId,
    /// Which of the rule's bodies.
    pub body: u32,
    /// The node that it ran for: [`Resolved::node`](crate::Resolved::node) has more of it.
    pub node: EntryId,
    /// The nodes that handed it up, from that one on: none where it ran for the node whose module it is.
    pub route: Vec<EntryId>,
    /// The file and the rule's name, as the module system shall print it. It has no line: a comment above a rule
    /// must not change what is written.
    pub file: String,
    /// The options that it sets, as they arrive where the routes lead.
    pub set: Set,
    /// Where in the source they were assigned.
    pub assigned: Assigned,
}

/// A module as the closure of a class assigns it: its options, and its place as `_file`.
impl IntoNix for Module {
    fn into_nix(self) -> NixValue {
        let Self { file, set, .. } = self;
        let place = (Name::Borrowed("_file"), file.into_nix());
        NixValue::Set(Set(std::iter::once(place).chain(set.0).collect()))
    }
}
