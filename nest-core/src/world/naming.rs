//! What nodes are called in outputs: as the tree has it, or as a class computes it.

use crate::model::{BodyId, EntryId, Route, TraitId};
use crate::world::World;
use std::collections::HashMap;

/// A class: the trait that defines it, and which of its classes it is.
pub(crate) type Definition = (TraitId, u32);

/// The names that classes have computed, and which class it was. While a tree grows there are none.
pub(crate) type ComputedNames = HashMap<EntryId, (Definition, String)>;

impl World<'_> {
    /// What a node is called in outputs.
    pub(crate) fn output_name(&self, node: EntryId) -> &str {
        match self.computed_names.get(&node) {
            Some((_, name)) => name,
            None => self.index.output_name(&self.tree[node].name, node),
        }
    }

    /// The same, unless a class may still compute it.
    pub(crate) fn settled_name(&self, node: EntryId) -> Option<&str> {
        let may_gain = || self.traits.is_open(node) && self.computes_names();
        let is_settled =
            self.computed_names.contains_key(&node) || self.naming(node).next().is_none() && !may_gain();
        is_settled.then(|| self.output_name(node))
    }

    /// Whether a class of the fleet computes names.
    pub(crate) fn computes_names(&self) -> bool {
        let mut classes = self.fleet.traits.iter().flat_map(|declared| declared.classes.iter());
        classes.any(|class| class.route.name().is_some())
    }

    /// The classes of a node that compute its name, with their code.
    pub(crate) fn naming(&self, node: EntryId) -> impl Iterator<Item = (Definition, BodyId)> {
        let traits = if self.tree[node].is_extern { &[] } else { self.traits.of(node) };
        traits.iter().flat_map(|joined| {
            let classes = self.fleet[joined.id].classes.entries::<u32>();
            classes.filter_map(|(i, class)| Some(((joined.id, i), class.route.name()?)))
        })
    }
}

impl Route<'_> {
    /// The code that computes what a node is called, if there is some.
    fn name(&self) -> Option<BodyId> {
        match self {
            Route::Output { name, .. } => *name,
            Route::Parent { .. } | Route::Closure { .. } => None,
        }
    }
}
