//! Which traits a node has: those written, those they need, and those that joined by themselves.

use crate::model::{ClassId, Declared, EntryId, TraitId, Tree};

/// The traits of every entry, in the order in which they came.
#[derive(Debug, Clone)]
pub(crate) struct Traits {
    joined: Vec<Vec<Joined>>,
    open: Vec<bool>,
    /// The nodes of each trait, in the order in which it joined them.
    nodes: Vec<Vec<EntryId>>,
}

/// A trait that a node has, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joined {
    pub(crate) id: TraitId,
    pub(crate) why: Why<TraitId>,
}

/// Why a node has a trait. `T` stands for a trait: its name, where one asks a [`Node`](crate::Node).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why<T> {
    /// It stands in `is`: the node's own, or that of the `child` that the node was made by.
    Written,
    /// This trait, which the node has, needs it.
    Needs(T),
    /// Its own `needed_by` matches the node.
    NeededBy,
}

impl<T> Why<T> {
    /// The same of other names for the traits.
    pub fn map<U>(self, other: impl FnOnce(T) -> U) -> Why<U> {
        match self {
            Why::Written => Why::Written,
            Why::Needs(by) => Why::Needs(other(by)),
            Why::NeededBy => Why::NeededBy,
        }
    }
}

impl Traits {
    /// No traits yet, on no entries.
    pub(crate) fn none(fleet: &Declared) -> Self {
        Self { joined: Vec::new(), open: Vec::new(), nodes: vec![Vec::new(); fleet.traits.len()] }
    }

    /// Takes in the entries that a tree has gained: what is written on them, and what that needs.
    pub(crate) fn take_in(&mut self, fleet: &Declared, tree: &Tree) {
        for id in tree.ids().skip(self.joined.len()) {
            let entry = &tree[id];
            self.joined.push(Vec::new());
            self.open.push(entry.open);
            for written in entry.is.iter().flatten() {
                self.join(id, *written, Why::Written);
            }
            self.close(fleet, id);
        }
    }

    /// The traits of an entry; a namespace has none.
    pub(crate) fn of(&self, entry: EntryId) -> &[Joined] {
        &self.joined[entry.index()]
    }

    /// Whether an entry has a trait.
    pub(crate) fn has(&self, entry: EntryId, id: TraitId) -> bool {
        self.of(entry).iter().any(|joined| joined.id == id)
    }

    /// Whether an entry has a trait that defines a class.
    pub(crate) fn has_defining(&self, fleet: &Declared, entry: EntryId, class: ClassId) -> bool {
        self.of(entry).iter().any(|joined| fleet[joined.id].defines(class))
    }

    /// Whether a trait is on an entry because its own `needed_by` matched.
    pub(crate) fn joined_by_itself(&self, entry: EntryId, id: TraitId) -> bool {
        self.of(entry).contains(&Joined { id, why: Why::NeededBy })
    }

    /// The nodes that have a trait, in the order in which it joined them.
    pub(crate) fn nodes_with(&self, id: TraitId) -> &[EntryId] {
        &self.nodes[id.index()]
    }

    /// Whether some entry may have traits that are not known.
    pub(crate) fn any_open(&self) -> bool {
        self.open.contains(&true)
    }

    /// Whether an entry may have traits that are not known. Never so in a fleet that compiled.
    pub(crate) fn is_open(&self, entry: EntryId) -> bool {
        self.open[entry.index()]
    }

    /// Adds a trait and what it needs; tells those that the entry had not.
    pub(crate) fn bring(
        &mut self,
        fleet: &Declared,
        entry: EntryId,
        id: TraitId,
        why: Why<TraitId>,
    ) -> Vec<TraitId> {
        let had = self.of(entry).len();
        self.join(entry, id, why);
        self.close(fleet, entry);
        self.of(entry)[had..].iter().map(|joined| joined.id).collect()
    }

    /// Says that an entry may have more traits.
    pub(crate) fn open(&mut self, entry: EntryId) {
        self.open[entry.index()] = true;
    }

    /// Adds a trait that the entry has not; says whether it did.
    pub(crate) fn join(&mut self, entry: EntryId, id: TraitId, why: Why<TraitId>) -> bool {
        let new = !self.has(entry, id);
        if new {
            self.joined[entry.index()].push(Joined { id, why });
            self.nodes[id.index()].push(entry);
        }
        new
    }

    /// Adds what the entry's traits need, breadth first, each once: the list is the queue.
    pub(crate) fn close(&mut self, fleet: &Declared, entry: EntryId) {
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
