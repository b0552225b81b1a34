//! Which traits a node has: those written, those they need, and those that join by themselves.

use crate::document::{Children, Document};
use crate::matching::matches;
use crate::model::{EntryId, Fleet, TraitId, Tree};
use crate::strata::Strata;
use crate::truth::Truth;

/// The traits of every entry, in the order in which they came.
#[derive(Debug)]
pub struct Traits {
    joined: Vec<Vec<Joined>>,
    open: Vec<bool>,
}

/// A trait that a node has, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Which.
    pub id: TraitId,
    /// Why.
    pub why: Why,
}

/// Why a node has a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It stands in `is`.
    Written,
    /// This trait, which the node has, needs it.
    Needs(TraitId),
    /// Its own `needed_by` matches the node.
    NeededBy,
}

impl Traits {
    /// The traits of an entry; a namespace has none.
    pub fn of(&self, entry: EntryId) -> &[Joined] {
        &self.joined[entry.index()]
    }

    /// Whether an entry has a trait.
    pub fn has(&self, entry: EntryId, id: TraitId) -> bool {
        self.of(entry).iter().any(|joined| joined.id == id)
    }

    /// Whether an entry may have traits that are not known. Never so in a fleet that compiled.
    pub fn is_open(&self, entry: EntryId) -> bool {
        self.open[entry.index()]
    }

    /// Adds a trait that the entry has not; says whether it did.
    fn join(&mut self, entry: EntryId, id: TraitId, why: Why) -> bool {
        let new = !self.has(entry, id);
        if new {
            self.joined[entry.index()].push(Joined { id, why });
        }
        new
    }

    /// Adds what the entry's traits need, breadth first, each once: the list is the queue.
    fn close(&mut self, fleet: &Fleet, entry: EntryId) {
        let mut next = 0;
        while let Some(Joined { id, .. }) = self.of(entry).get(next).copied() {
            next += 1;
            self.open[entry.index()] |= fleet[id].open;
            for need in &fleet[id].needs {
                self.join(entry, *need, Why::Needs(id));
            }
        }
    }
}

/// The least fixpoint of `needs` and `needed_by` over the whole tree.
///
/// Within a stratum no trait depends on the absence of another, so adding traits only makes more selectors match,
/// and the order decides nothing but the order of a node's list.
pub fn close(fleet: &Fleet, tree: &Tree, children: &Children, strata: &Strata) -> Traits {
    let mut traits = Traits {
        joined: vec![Vec::new(); tree.entries.len()],
        // What joins in a circle has no meaning, and is reported: any node may have it.
        open: tree
            .entries
            .iter()
            .map(|entry| entry.open || (entry.is_node() && !strata.circles.is_empty()))
            .collect(),
    };
    let nodes: Vec<EntryId> = tree.ids().filter(|id| tree[*id].is_node()).collect();
    for node in &nodes {
        for id in tree[*node].is.iter().flatten() {
            traits.join(*node, *id, Why::Written);
        }
        traits.close(fleet, *node);
    }
    for stratum in strata.iter() {
        loop {
            let mut changed = Vec::new();
            for id in stratum {
                let Some(selector) = &fleet[*id].needed_by else { continue };
                for node in &nodes {
                    if traits.has(*node, *id) {
                        continue;
                    }
                    match matches(Document { fleet, tree, children, traits: &traits }, *node, selector) {
                        Truth::Yes => {
                            traits.join(*node, *id, Why::NeededBy);
                            changed.push(*node);
                        }
                        Truth::Unknown => traits.open[node.index()] = true,
                        Truth::No => {}
                    }
                }
            }
            if changed.is_empty() {
                break;
            }
            changed.iter().for_each(|node| traits.close(fleet, *node));
        }
    }
    traits
}
