//! The classes of nodes.

use crate::model::{Class, ClassId, EntryId, TraitId};
use crate::world::World;
use crate::world::truth::Truth;

impl World<'_> {
    /// The classes of a node, each with the trait that defines it. An `extern` node has none.
    pub(crate) fn classes(&self, node: EntryId) -> impl Iterator<Item = (TraitId, &Class<'_>)> {
        let Self { fleet, tree, traits, .. } = self;
        let traits = if tree[node].is_extern { &[] } else { traits.of(node) };
        traits
            .iter()
            .flat_map(move |joined| fleet[joined.id].classes.iter().map(move |class| (joined.id, class)))
    }

    /// Whether a node has a class.
    pub(crate) fn has_class(&self, node: EntryId, class: ClassId) -> Truth {
        if self.tree[node].is_extern { Truth::No } else { self.has_trait_with(node, class) }
    }

    /// Whether an entry has a trait that defines a class.
    pub(crate) fn has_trait_with(&self, entry: EntryId, class: ClassId) -> Truth {
        if self.traits.has_defining(self.fleet, entry, class) {
            Truth::Yes
        } else {
            Truth::unless(self.traits.is_open(entry))
        }
    }
}
