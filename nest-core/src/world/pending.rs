//! What a fleet's Rust code may do to its tree, while only its declarations are known.

use crate::model::{AttrId, Declared, TraitId};
use crate::selector::{Complex, Selector, Simple};
use std::collections::HashSet;

/// The additions that are still to come. There are none where code is: its `synth`s run.
#[derive(Debug, Default)]
pub struct Pending {
    attrs: HashSet<AttrId>,
    /// For each `child` that is written, the traits that it may come to have; nothing if they are not known.
    children: Vec<Option<HashSet<TraitId>>>,
    /// What they may be called; nothing if the name of one is computed.
    names: Option<HashSet<String>>,
}

impl Pending {
    /// What the `synth`s of a fleet may add.
    pub fn of(fleet: &Declared, is_compiled: bool) -> Self {
        if is_compiled {
            return Self::default();
        }
        let waiting: Vec<_> = fleet.synths().collect();
        let children = waiting.iter().flat_map(|(_, synth)| &synth.children);
        let names = children.clone().map(|child| child.name.map(str::to_owned)).collect();
        Self {
            attrs: waiting.iter().flat_map(|(_, synth)| synth.sets.iter().copied()).collect(),
            children: children.map(|child| (!child.open).then(|| possible(fleet, &child.is))).collect(),
            names,
        }
    }

    /// Whether an attribute may still be set on a node.
    pub fn may_set(&self, attr: AttrId) -> bool {
        self.attrs.contains(&attr)
    }

    /// Whether nodes may still come.
    pub fn may_add(&self) -> bool {
        !self.children.is_empty()
    }

    /// Whether a node of that name may still come.
    pub fn may_name(&self, name: &str) -> bool {
        self.may_add() && self.names.as_ref().is_none_or(|names| names.contains(name))
    }

    /// What nodes that may still come are called, where that is written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flatten().map(String::as_str)
    }

    /// Whether a node that may still come could be one that a selector matches: it can have all traits that the
    /// subject asks for. Its name, its attributes and its place are not known.
    pub fn may_match(&self, selector: &Selector) -> bool {
        let fits = |complex: &Complex, child: &Option<HashSet<TraitId>>| {
            complex.subject.all.iter().all(|simple| match (simple, child) {
                (Simple::Trait(id), Some(traits)) => traits.contains(id),
                _ => true,
            })
        };
        selector.any.iter().any(|complex| self.children.iter().any(|child| fits(complex, child)))
    }
}

/// The traits that are written, all that may join by themselves, and those that these need.
fn possible(fleet: &Declared, is: &[TraitId]) -> HashSet<TraitId> {
    let joining = fleet.joining().map(|(id, _)| id);
    fleet.closed(is.iter().copied().chain(joining)).into_iter().collect()
}
