//! Where to find what queries and rules ask for, worked out once.

use crate::document::Document;
use crate::model::{AttrId, EntryId, Fleet, Key, Names, QueryId, TraitId};
use crate::scene::Scene;
use crate::tested::matching;
use crate::value::Value;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Lists of nodes, all in document order.
#[derive(Debug)]
pub(crate) struct Index {
    nodes: Vec<EntryId>,
    by_trait: Vec<Vec<EntryId>>,
    by_parent_node: HashMap<Option<EntryId>, Vec<EntryId>>,
    parent_node: Vec<Option<EntryId>>,
    /// For each attribute the entries by value; filled when somebody first asks for the attribute.
    by_value: Vec<OnceLock<ByValue>>,
    /// For each query that is a selector the nodes that match it; filled when a body first asks.
    by_query: Vec<OnceLock<Vec<EntryId>>>,
    /// What entries are called in outputs, if that is not their name.
    output_names: Option<Vec<String>>,
    traits: HashMap<Key, TraitId>,
    attrs: HashMap<Key, AttrId>,
    queries: HashMap<Key, QueryId>,
}

/// The entries that have an attribute.
#[derive(Debug)]
struct ByValue {
    all: Vec<EntryId>,
    /// By the canonical text of the value.
    lists: HashMap<String, Vec<EntryId>>,
    /// Whether some value is not known: then no list of a value is complete.
    is_open: bool,
}

impl Index {
    pub(crate) fn of(document: Document) -> Self {
        let Document { fleet, tree, places, traits, .. } = document;
        let nodes: Vec<EntryId> = places.order().iter().copied().filter(|id| tree[*id].is_node()).collect();
        let mut by_trait = vec![Vec::new(); fleet.traits.len()];
        let mut by_parent_node: HashMap<_, Vec<_>> = HashMap::new();
        let parent_node: Vec<_> = tree.ids().map(|id| document.parent_node(id)).collect();
        for node in &nodes {
            by_parent_node.entry(parent_node[node.index()]).or_default().push(*node);
            for joined in traits.of(*node) {
                by_trait[joined.id.index()].push(*node);
            }
        }
        let path = |id| tree.path(id).join("-");
        Self {
            nodes,
            by_trait,
            by_parent_node,
            parent_node,
            by_value: fleet.attrs.iter().map(|_| OnceLock::new()).collect(),
            by_query: fleet.queries.iter().map(|_| OnceLock::new()).collect(),
            output_names: (fleet.names == Names::Path).then(|| tree.ids().map(path).collect()),
            traits: fleet.traits.iter().enumerate().map(|(i, t)| (t.key, TraitId::at(i))).collect(),
            attrs: fleet.attrs.iter().enumerate().map(|(i, a)| (a.key, AttrId::at(i))).collect(),
            queries: fleet.queries.iter().enumerate().map(|(i, q)| (q.key, QueryId::at(i))).collect(),
        }
    }

    pub(crate) fn nodes(&self) -> &[EntryId] {
        &self.nodes
    }

    pub(crate) fn nodes_with(&self, id: TraitId) -> &[EntryId] {
        &self.by_trait[id.index()]
    }

    pub(crate) fn with_parent_node(&self, parent: Option<EntryId>) -> &[EntryId] {
        self.by_parent_node.get(&parent).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn parent_node(&self, id: EntryId) -> Option<EntryId> {
        self.parent_node[id.index()]
    }

    /// What a node is called in outputs.
    pub(crate) fn output_name<'d>(&'d self, fleet_name: &'d str, id: EntryId) -> &'d str {
        self.output_names.as_ref().map_or(fleet_name, |names| &names[id.index()])
    }

    /// The nodes whose value of an attribute is the one that `node` has.
    pub(crate) fn with_same(&self, document: Document, node: EntryId, attr: AttrId) -> Vec<EntryId> {
        let same = document.value(node, attr).and_then(|(_, value)| self.with_value(document, attr, value));
        same.unwrap_or(&[]).iter().copied().filter(|id| document.tree[*id].is_node()).collect()
    }

    /// The entries whose value of an attribute is this one, unless some value is not known.
    pub(crate) fn with_value(&self, document: Document, attr: AttrId, value: &Value) -> Option<&[EntryId]> {
        let found = self.by_value(document, attr);
        let key = document.fleet[attr].ty.canonical(value);
        let is_known = !found.is_open && *value != Value::Unknown;
        is_known.then(|| found.lists.get(&key).map_or(&[][..], Vec::as_slice))
    }

    /// The entries that have an attribute, whether or not its value is known.
    pub(crate) fn having(&self, document: Document, attr: AttrId) -> &[EntryId] {
        &self.by_value(document, attr).all
    }

    fn by_value(&self, document: Document, attr: AttrId) -> &ByValue {
        let fleet: &Fleet = document.fleet;
        self.by_value[attr.index()].get_or_init(|| {
            let mut found = ByValue { all: Vec::new(), lists: HashMap::new(), is_open: false };
            for id in document.places.order() {
                if let Some((_, value)) = document.value(*id, attr) {
                    found.all.push(*id);
                    found.lists.entry(fleet[attr].ty.canonical(value)).or_default().push(*id);
                    found.is_open |= *value == Value::Unknown;
                }
            }
            found
        })
    }

    /// The nodes that match the selector of a query.
    pub(crate) fn of_query(&self, scene: Scene, key: Key) -> &[EntryId] {
        let Some(id) = self.queries.get(&key) else { return &[] };
        self.by_query[id.index()].get_or_init(|| {
            let selector = &scene.fleet[*id].selector;
            scene.with_document(|document| matching(document, Some(self), selector))
        })
    }

    pub(crate) fn query_of(&self, key: Key) -> Option<QueryId> {
        self.queries.get(&key).copied()
    }

    pub(crate) fn trait_of(&self, key: Key) -> Option<TraitId> {
        self.traits.get(&key).copied()
    }

    pub(crate) fn attr_of(&self, key: Key) -> Option<AttrId> {
        self.attrs.get(&key).copied()
    }
}
