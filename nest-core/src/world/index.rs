//! Where to find what queries and rules ask for, worked out once.

use crate::model::value::Value;
use crate::model::{AttrId, Declared, EntryId, Names, QueryId, TraitId, Tree};
use crate::world::World;
use crate::world::places::Places;
use crate::world::tested::matching;
use crate::world::traits::Traits;
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
    /// No lists, of nothing.
    pub(crate) fn empty(fleet: &Declared) -> Self {
        Self {
            nodes: Vec::new(),
            by_trait: vec![Vec::new(); fleet.traits.len()],
            by_parent_node: HashMap::new(),
            parent_node: Vec::new(),
            by_value: Vec::new(),
            by_query: Vec::new(),
            output_names: None,
        }
    }

    pub(crate) fn of(fleet: &Declared, tree: &Tree, places: &Places, traits: &Traits) -> Self {
        let nodes: Vec<EntryId> = places.order().iter().copied().filter(|id| tree[*id].is_node()).collect();
        let mut by_trait = vec![Vec::new(); fleet.traits.len()];
        let mut by_parent_node: HashMap<_, Vec<_>> = HashMap::new();
        let parent_node: Vec<_> = tree.ids().map(|id| tree.parent_node(id)).collect();
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
    pub(crate) fn with_same(&self, world: &World, node: EntryId, attr: AttrId) -> Vec<EntryId> {
        let same = world.value(node, attr).and_then(|(_, value)| self.with_value(world, attr, value));
        same.unwrap_or(&[]).iter().copied().filter(|id| world.tree[*id].is_node()).collect()
    }

    /// The entries whose value of an attribute is this one, unless some value is not known.
    pub(crate) fn with_value(&self, world: &World, attr: AttrId, value: &Value) -> Option<&[EntryId]> {
        let found = self.by_value(world, attr);
        let key = world.fleet[attr].ty.canonical(value);
        let is_known = !found.is_open && *value != Value::Unknown;
        is_known.then(|| found.lists.get(&key).map_or(&[][..], Vec::as_slice))
    }

    /// The entries that have an attribute, whether or not its value is known.
    pub(crate) fn having(&self, world: &World, attr: AttrId) -> &[EntryId] {
        &self.by_value(world, attr).all
    }

    fn by_value(&self, world: &World, attr: AttrId) -> &ByValue {
        let fleet: &Declared = world.fleet;
        self.by_value[attr.index()].get_or_init(|| {
            let mut found = ByValue { all: Vec::new(), lists: HashMap::new(), is_open: false };
            for id in world.places.order() {
                if let Some((_, value)) = world.value(*id, attr) {
                    found.all.push(*id);
                    found.lists.entry(fleet[attr].ty.canonical(value)).or_default().push(*id);
                    found.is_open |= *value == Value::Unknown;
                }
            }
            found
        })
    }

    /// The nodes that match the selector of a query.
    pub(crate) fn of_query(&self, world: &World, id: QueryId) -> &[EntryId] {
        self.by_query[id.index()].get_or_init(|| matching(world, &world.fleet[id].selector))
    }
}
