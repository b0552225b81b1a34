//! Which traits a node has: those written, those they need, and those that join by themselves.

use crate::document::Document;
use crate::model::{EntryId, Fleet, TraitId, Tree};
use crate::problem::{Finding, Site};
use crate::selector::Selector;
use crate::tested::Tested;
use crate::truth::Truth;

/// The traits of every entry, in the order in which they came.
#[derive(Debug, Clone)]
pub struct Traits {
    joined: Vec<Vec<Joined>>,
    open: Vec<bool>,
    /// The nodes of each trait, in the order in which it joined them.
    nodes: Vec<Vec<EntryId>>,
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
    /// No traits yet, on no entries.
    pub fn none(fleet: &Fleet) -> Self {
        Self { joined: Vec::new(), open: Vec::new(), nodes: vec![Vec::new(); fleet.traits.len()] }
    }

    /// Takes in the entries that a tree has gained: what is written on them, and what that needs.
    ///
    /// What joins in a circle has no meaning, and is reported: with one, any node may have any trait.
    pub fn take_in(&mut self, fleet: &Fleet, tree: &Tree, is_circular: bool) {
        for id in tree.ids().skip(self.joined.len()) {
            let entry = &tree[id];
            self.joined.push(Vec::new());
            self.open.push(entry.open || (entry.is_node() && is_circular));
            for written in entry.is.iter().flatten() {
                self.join(id, *written, Why::Written);
            }
            self.close(fleet, id);
        }
    }

    /// The traits of an entry; a namespace has none.
    pub fn of(&self, entry: EntryId) -> &[Joined] {
        &self.joined[entry.index()]
    }

    /// Whether an entry has a trait.
    pub fn has(&self, entry: EntryId, id: TraitId) -> bool {
        self.of(entry).iter().any(|joined| joined.id == id)
    }

    /// Whether a trait is on an entry because its own `needed_by` matched.
    pub fn joined_by_itself(&self, entry: EntryId, id: TraitId) -> bool {
        self.of(entry).contains(&Joined { id, why: Why::NeededBy })
    }

    /// The nodes that have a trait, in the order in which it joined them.
    pub fn nodes_with(&self, id: TraitId) -> &[EntryId] {
        &self.nodes[id.index()]
    }

    /// Whether some entry may have traits that are not known.
    pub fn any_open(&self) -> bool {
        self.open.contains(&true)
    }

    /// Whether an entry may have traits that are not known. Never so in a fleet that compiled.
    pub fn is_open(&self, entry: EntryId) -> bool {
        self.open[entry.index()]
    }

    /// Adds a trait and what it needs; tells those that the entry had not.
    pub fn bring(&mut self, fleet: &Fleet, entry: EntryId, id: TraitId, why: Why) -> Vec<TraitId> {
        let had = self.of(entry).len();
        self.join(entry, id, why);
        self.close(fleet, entry);
        self.of(entry)[had..].iter().map(|joined| joined.id).collect()
    }

    /// Adds a trait that the entry has not; says whether it did.
    fn join(&mut self, entry: EntryId, id: TraitId, why: Why) -> bool {
        let new = !self.has(entry, id);
        if new {
            self.joined[entry.index()].push(Joined { id, why });
            self.nodes[id.index()].push(entry);
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

/// Lets traits join by themselves, until none does any more: the least fixpoint of `needs` and `needed_by`.
///
/// None of `joining` depends on the absence of another of them, so adding traits only makes more selectors match, and
/// the order decides nothing but the order of a node's list.
///
/// A predicate that panics is a finding, and its trait does not join.
pub fn close(document: Document, traits: &mut Traits, joining: &[TraitId], findings: &mut Vec<Finding>) {
    let fleet = document.fleet;
    let mut failed = Vec::new();
    loop {
        let mut changed = Vec::new();
        for id in joining {
            let Some(selector) = fleet[*id].needed_by.as_ref().filter(|_| !failed.contains(id)) else {
                continue;
            };
            match tested(Document { traits, ..document }, *id, selector) {
                Err(finding) => {
                    findings.push(finding);
                    failed.push(*id);
                }
                Ok(tested) => {
                    for (node, truth) in tested {
                        match truth {
                            Truth::Yes => {
                                traits.join(node, *id, Why::NeededBy);
                                changed.push(node);
                            }
                            Truth::Unknown => traits.open[node.index()] = true,
                            Truth::No => {}
                        }
                    }
                }
            }
        }
        if changed.is_empty() {
            return;
        }
        changed.iter().for_each(|node| traits.close(fleet, *node));
    }
}

/// The nodes that a trait may join. All are tested before any is joined: which is tested first decides nothing.
fn tested(document: Document, id: TraitId, selector: &Selector) -> Result<Vec<(EntryId, Truth)>, Finding> {
    let tested = Tested::of(document, None, selector).without(|node| document.traits.has(node, id));
    let site = Site::NeededBy(id);
    tested.map(|(node, truth)| Ok((node, truth.map_err(|problem| Finding { site, problem })?))).collect()
}
