//! What the keys of generated items mean in a fleet.

use crate::model::{AttrId, Declared, Key, QueryId, TraitId};
use std::collections::HashMap;

/// The ids of a fleet's declarations, by their keys.
#[derive(Debug)]
pub(crate) struct Keys {
    traits: HashMap<Key, TraitId>,
    attrs: HashMap<Key, AttrId>,
    queries: HashMap<Key, QueryId>,
}

impl Keys {
    pub(crate) fn of(fleet: &Declared) -> Self {
        Self {
            traits: fleet.traits.entries().map(|(id, t)| (t.key, id)).collect(),
            attrs: fleet.attrs.entries().map(|(id, a)| (a.key, id)).collect(),
            queries: fleet.queries.entries().map(|(id, q)| (q.key, id)).collect(),
        }
    }

    pub(crate) fn trait_of(&self, key: Key) -> Option<TraitId> {
        self.traits.get(&key).copied()
    }

    pub(crate) fn attr_of(&self, key: Key) -> Option<AttrId> {
        self.attrs.get(&key).copied()
    }

    pub(crate) fn query_of(&self, key: Key) -> Option<QueryId> {
        self.queries.get(&key).copied()
    }
}
