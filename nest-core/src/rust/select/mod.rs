//! Queries: what a body asks about the rest of the fleet.

mod survey;
mod views;

pub use survey::{NotOne, Survey};
pub use views::{Others, Views};

use crate::model::EntryId;
use crate::problem::Problem;
use crate::rust::body::Log;
use crate::rust::node::Node;
use crate::rust::view::{AsNode, Attribute, Query, Refers};
use crate::world::World;
use std::panic::Location;

/// The queries of a body, asked from the node that it runs for.
///
/// All iterators are in document order, and over nodes: namespaces are never returned.
///
/// ```
/// use nest_core::prelude::*;
///
/// nest_macros::fleet! {
///     pub static TWO;
///     attr system: System;
///     attr port: u16;
///     trait host { requires = [system, port]; class nixos => nixosConfigurations { system = node.system; }; }
///     eu { system = "x86_64-linux"; a { is = [host]; port = 80; } b { is = [host]; port = 81; } }
///     us { system = "x86_64-linux"; c { is = [host]; port = 82; } }
///     rule host => nixos(select) {
///         networking.firewall.allowedTCPPorts = select.peers(host).map(|h| h.port).collect::<Vec<_>>();
///         networking.extraHosts = lines(select.siblings(host).and_self().map(|h| h.name));
///     }
/// }
///
/// let resolved = nest_core::resolve(&TWO).unwrap();
/// let a = resolved.configurations().next().unwrap().evaluate().unwrap();
/// let Some(NixValue::Set(networking)) = a.modules[0].set.get("networking") else { panic!() };
/// assert_eq!(networking.get("extraHosts"), Some(&"a\nb\nc".into_nix()));
/// ```
#[derive(Clone, Copy)]
pub struct Select<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) log: &'a Log,
}

impl<'a> Select<'a> {
    /// The nodes of the whole fleet that are asked for, oneself among them.
    pub fn all<Q: Query<'a>>(self, query: Q) -> Views<'a, Q> {
        Survey { world: self.node.world }.all(query)
    }

    /// The nodes of the whole fleet that are asked for, whatever their environments, not oneself.
    pub fn others<Q: Query<'a>>(self, query: Q) -> Others<'a, Q> {
        self.among(query, self.node.world.index.nodes(), |_| true)
    }

    /// The nodes with the same parent node, not oneself. Namespaces are no nodes: all top-level hosts are siblings,
    /// whatever their environments.
    #[track_caller]
    pub fn siblings<Q: Query<'a>>(self, query: Q) -> Others<'a, Q> {
        let index = &self.node.world.index;
        let parent = index.parent_node(self.node.id);
        let siblings =
            self.among(query, index.with_parent_node(parent), |id| index.parent_node(id) == parent);
        let tree = &self.node.world.tree;
        let is_elsewhere = |id: &&EntryId| tree[**id].parent != tree[self.node.id].parent;
        if let Some(other) = siblings.views.ids.as_slice().iter().find(is_elsewhere) {
            let problem = Problem::SiblingCrossesNamespace {
                query: query.describe(self.node.world),
                other: Node::new(self.node.world, *other).path(),
            };
            self.log.note(problem.at(Some(Location::caller().into())));
        }
        siblings
    }

    /// The nodes under the same enclosing entry (the environment), not oneself.
    pub fn peers<Q: Query<'a>>(self, query: Q) -> Others<'a, Q> {
        let World { tree, places, .. } = self.node.world;
        let parent = tree[self.node.id].parent;
        let is_peer = move |id: EntryId| tree[id].parent == parent && tree[id].is_node();
        self.among(query, places.below(parent), is_peer)
    }

    /// The nodes with the same value of an attribute, wherever they are, not oneself; none without a value.
    pub fn same<Q: Query<'a>>(self, attr: impl Attribute<'a>, query: Q) -> Others<'a, Q> {
        let World { keys, index, places, .. } = self.node.world;
        let same = match keys.attr_of(attr.key()) {
            Some(attr) => index.with_same(self.node.world, self.node.id, attr),
            None => Vec::new(),
        };
        self.among(query, &same, |id| places.has(&same, id))
    }

    /// The nodes whose parent node is this one.
    pub fn children<Q: Query<'a>>(self, query: Q) -> Views<'a, Q> {
        let index = &self.node.world.index;
        self.views(query, index.with_parent_node(Some(self.node.id)), |_| true)
    }

    /// The nodes below this one.
    pub fn descendants<Q: Query<'a>>(self, query: Q) -> Views<'a, Q> {
        self.within(self.node, query)
    }

    /// The nodes below a node.
    pub fn within<Q: Query<'a>>(self, node: impl AsNode<'a>, query: Q) -> Views<'a, Q> {
        Survey { world: self.node.world }.within(node, query)
    }

    /// The nodes whose reference attribute names this one: `select.referring(primary, replica)`.
    pub fn referring<Q: Query<'a>>(self, attr: impl Attribute<'a, Type: Refers>, query: Q) -> Views<'a, Q> {
        let world = self.node.world;
        let attr = world.keys.attr_of(attr.key());
        let refers = |id| {
            let mut is_named = false;
            if let Some((_, value)) = attr.and_then(|attr| world.value(id, attr)) {
                value.each_node(&mut |node, _| is_named |= node == self.node.id);
            }
            is_named
        };
        views::views(world, query, query.candidates(world), refers)
    }

    /// The nodes above this one, nearest first.
    pub fn parents<Q: Query<'a>>(self, query: Q) -> Views<'a, Q> {
        let index = &self.node.world.index;
        let above = std::iter::successors(index.parent_node(self.node.id), |id| index.parent_node(*id));
        self.views(query, &above.collect::<Vec<_>>(), |_| true)
    }

    /// The parent node, if it is asked for.
    pub fn parent<Q: Query<'a>>(self, query: Q) -> Option<Q::Item> {
        let parent = self.node.world.index.parent_node(self.node.id)?;
        query.item(Node::new(self.node.world, parent))
    }

    /// The nearest of this node and those above it that is asked for.
    pub fn closest<Q: Query<'a>>(self, query: Q) -> Option<Q::Item> {
        query.item(self.node).or_else(|| self.parents(query).next())
    }

    /// The one node of the whole fleet that is asked for.
    ///
    /// # Errors
    ///
    /// [`NotOne`] if there are none or several.
    pub fn one<Q: Query<'a>>(self, query: Q) -> Result<Q::Item, NotOne> {
        Survey { world: self.node.world }.one(query)
    }

    /// The nodes that stand in `list` and pass `is_meant`, whichever of `list` and the query's own nodes is shorter.
    fn among<Q: Query<'a>>(
        self,
        query: Q,
        list: &[EntryId],
        is_meant: impl Fn(EntryId) -> bool,
    ) -> Others<'a, Q> {
        let candidates = query.candidates(self.node.world);
        let shorter = if candidates.len() < list.len() { candidates } else { list };
        Others { views: self.views(query, shorter, is_meant), me: self.node.id }
    }

    fn views<Q: Query<'a>>(
        self,
        query: Q,
        list: &[EntryId],
        is_meant: impl Fn(EntryId) -> bool,
    ) -> Views<'a, Q> {
        views::views(self.node.world, query, list, is_meant)
    }
}
