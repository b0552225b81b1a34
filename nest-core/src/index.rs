//! Where to find what queries ask for, worked out once.

use crate::document::Document;
use crate::model::{AttrId, EntryId, Fleet, Key, TraitId};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Lists of nodes, all in document order.
#[derive(Debug)]
pub(crate) struct Index {
    nodes: Vec<EntryId>,
    by_trait: Vec<Vec<EntryId>>,
    by_parent_node: HashMap<Option<EntryId>, Vec<EntryId>>,
    parent_node: Vec<Option<EntryId>>,
    /// For each attribute, the nodes by value; filled when `select.same` first asks for the attribute.
    by_value: Vec<OnceLock<HashMap<String, Vec<EntryId>>>>,
    /// One past the last entry below each entry: what is below stands in one run.
    end: Vec<u32>,
    traits: HashMap<Key, TraitId>,
    attrs: HashMap<Key, AttrId>,
}

impl Index {
    pub(crate) fn of(document: Document) -> Self {
        let Document { fleet, tree, traits, .. } = document;
        let nodes: Vec<EntryId> = tree.ids().filter(|id| tree[*id].is_node()).collect();
        let mut by_trait = vec![Vec::new(); fleet.traits.len()];
        let mut by_parent_node: HashMap<_, Vec<_>> = HashMap::new();
        let parent_node: Vec<_> = tree.ids().map(|id| document.parent_node(id)).collect();
        for node in &nodes {
            by_parent_node.entry(parent_node[node.index()]).or_default().push(*node);
            for joined in traits.of(*node) {
                by_trait[joined.id.index()].push(*node);
            }
        }
        let mut end: Vec<u32> = tree.ids().map(|id| id.0 + 1).collect();
        for id in tree.ids().collect::<Vec<_>>().into_iter().rev() {
            if let Some(parent) = tree[id].parent {
                end[parent.index()] = end[parent.index()].max(end[id.index()]);
            }
        }
        Self {
            nodes,
            by_trait,
            by_parent_node,
            parent_node,
            by_value: fleet.attrs.iter().map(|_| OnceLock::new()).collect(),
            end,
            traits: fleet.traits.iter().enumerate().map(|(i, t)| (t.key, TraitId::at(i))).collect(),
            attrs: fleet.attrs.iter().enumerate().map(|(i, a)| (a.key, AttrId::at(i))).collect(),
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

    /// The part of an ordered list that stands below an entry.
    pub(crate) fn below<'l>(&self, id: EntryId, list: &'l [EntryId]) -> &'l [EntryId] {
        let start = list.partition_point(|other| *other <= id);
        let end = list.partition_point(|other| other.0 < self.end[id.index()]);
        &list[start..end]
    }

    /// The nodes whose value of an attribute is the one that `node` has.
    pub(crate) fn with_same(&self, document: Document, node: EntryId, attr: AttrId) -> &[EntryId] {
        let fleet: &Fleet = document.fleet;
        let text = |id| document.value(id, attr).map(|(_, value)| fleet[attr].ty.canonical(value));
        let by_value = self.by_value[attr.index()].get_or_init(|| {
            let mut lists: HashMap<String, Vec<EntryId>> = HashMap::new();
            for id in &self.nodes {
                if let Some(text) = text(*id) {
                    lists.entry(text).or_default().push(*id);
                }
            }
            lists
        });
        text(node).and_then(|text| by_value.get(&text)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn trait_of(&self, key: Key) -> Option<TraitId> {
        self.traits.get(&key).copied()
    }

    pub(crate) fn attr_of(&self, key: Key) -> Option<AttrId> {
        self.attrs.get(&key).copied()
    }
}
