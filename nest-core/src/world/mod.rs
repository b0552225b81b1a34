//! A tree, and what can be asked of it: places, traits, attributes, selectors, routes. No Rust of the fleet stands here.

pub(crate) mod attributes;
pub(crate) mod candidates;
pub(crate) mod classes;
pub(crate) mod condition;
pub(crate) mod index;
pub(crate) mod keys;
pub(crate) mod made;
pub(crate) mod matched;
pub(crate) mod matching;
pub(crate) mod memory;
pub(crate) mod namespaces;
pub(crate) mod naming;
pub(crate) mod pending;
pub(crate) mod places;
pub(crate) mod route;
pub(crate) mod routed;
pub(crate) mod tested;
pub(crate) mod traits;
pub(crate) mod truth;

pub(crate) use attributes::Source;

use crate::model::{Declared, EntryId, PredicateId, Tree};
use index::Index;
use keys::Keys;
use made::Made;
use naming::ComputedNames;
use pending::Pending;
use places::Places;
use std::fmt;
use traits::Traits;

/// A tree and all that is known of it: a finished one, or one that still grows.
#[derive(Debug)]
pub struct World<'d> {
    pub(crate) fleet: &'d Declared<'d>,
    pub(crate) keys: Keys,
    pub(crate) tree: Tree<'d>,
    pub(crate) made: Made,
    pub(crate) places: Places,
    /// The traits known so far.
    pub(crate) traits: Traits,
    /// Lists of what the tree and the traits are, or were.
    pub(crate) index: Index,
    /// Whether the lists are of the tree and the traits as they are now.
    pub(crate) is_indexed: bool,
    pub(crate) computed_names: ComputedNames,
    /// What Rust may still do to it.
    pub(crate) pending: Pending,
    /// What selectors ask Rust; nothing while the macro runs.
    pub(crate) predicates: Option<&'d dyn Predicates>,
}

impl<'d> World<'d> {
    /// The world of a tree as it is written. What is certain of traits is known: those in `is`, and what they need. The
    /// lists are to be made.
    pub(crate) fn of(
        fleet: &'d Declared<'d>,
        tree: Tree<'d>,
        pending: Pending,
        predicates: Option<&'d dyn Predicates>,
    ) -> Self {
        let mut traits = Traits::none(fleet);
        traits.take_in(fleet, &tree);
        let places = Places::of(&tree);
        Self {
            fleet,
            keys: Keys::of(fleet),
            tree,
            made: Made::default(),
            places,
            traits,
            index: Index::empty(fleet),
            is_indexed: false,
            computed_names: ComputedNames::new(),
            pending,
            predicates,
        }
    }

    /// Takes in what the tree has gained. The lists are to be made anew.
    pub(crate) fn take_in(&mut self) {
        self.traits.take_in(self.fleet, &self.tree);
        self.places = Places::of(&self.tree);
        self.is_indexed = false;
    }

    /// Lets the traits of nodes change.
    pub(crate) fn traits_mut(&mut self) -> &mut Traits {
        self.is_indexed = false;
        &mut self.traits
    }

    /// Says that any node may have any trait: what joins in a circle has no meaning, and is reported.
    pub(crate) fn open_all(&mut self) {
        self.is_indexed = false;
        self.tree.nodes().for_each(|id| self.traits.open(id));
    }

    /// Makes the lists anew, if anything has changed.
    pub(crate) fn index_now(&mut self) {
        if std::mem::replace(&mut self.is_indexed, true) {
            return;
        }
        self.index = Index::of(self.fleet, &self.tree, &self.places, &self.traits);
    }
}

/// The compiled predicates of selectors.
pub trait Predicates: fmt::Debug + Sync {
    /// Whether a predicate holds for a node that has its arguments.
    fn holds(&self, predicate: PredicateId, world: &World<'_>, node: EntryId) -> bool;
}
