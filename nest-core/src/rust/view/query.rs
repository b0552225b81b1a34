//! What a query asks for.

use super::{Tag, View};
use crate::model::{EntryId, Key};
use crate::rust::node::Node;
use crate::world::World;

/// What a query asks for: a trait by its function (`web`) or a view of it, or several traits at once
/// (`(host, web)`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no trait of the fleet",
    label = "a query takes a trait (`web`) or several (`(host, web)`)"
)]
pub trait Query<'a>: Copy {
    /// What the query returns for a node: its view, or a tuple of views.
    type Item: Copy;

    /// The nodes of a superset of the answer, in document order.
    fn candidates(self, world: &'a World<'a>) -> &'a [EntryId];

    /// Whether a node is asked for.
    fn is_asked(self, node: Node<'a>) -> bool;

    /// What is returned for a node; nothing if it is not asked for.
    fn item(self, node: Node<'a>) -> Option<Self::Item>;

    /// The query in words, for messages.
    fn describe(self, world: &World<'_>) -> String;
}

impl<'a, F, V> Query<'a> for F
where
    F: Fn() -> Tag<V> + Copy,
    V: View<'a>,
{
    type Item = V;

    fn candidates(self, world: &'a World<'a>) -> &'a [EntryId] {
        world.keys.trait_of(V::KEY).map_or(&[], |id| world.index.nodes_with(id))
    }

    fn is_asked(self, node: Node<'a>) -> bool {
        node.world.keys.trait_of(V::KEY).is_some_and(|id| node.world.traits.has(node.id, id))
    }

    fn item(self, node: Node<'a>) -> Option<V> {
        self.is_asked(node).then(|| V::view(node))
    }

    fn describe(self, world: &World<'_>) -> String {
        world.keys.trait_of(V::KEY).map_or("?", |id| world.fleet[id].name).to_owned()
    }
}

macro_rules! tuples {
    ($(($($name:ident $at:tt),*))*) => {$(
        impl<'a, $($name: Query<'a>),*> Query<'a> for ($($name,)*) {
            type Item = ($($name::Item,)*);

            fn candidates(self, world: &'a World<'a>) -> &'a [EntryId] {
                let all = [$(self.$at.candidates(world)),*];
                all.into_iter().min_by_key(|ids| ids.len()).unwrap_or(&[])
            }

            fn is_asked(self, node: Node<'a>) -> bool {
                $(self.$at.is_asked(node))&&*
            }

            fn item(self, node: Node<'a>) -> Option<Self::Item> {
                Some(($(self.$at.item(node)?,)*))
            }

            fn describe(self, world: &World<'_>) -> String {
                [$(self.$at.describe(world)),*].join(" & ")
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}

/// A query that is a selector: what `sel!(…)` is in a body of a fleet. It returns nodes.
#[derive(Clone, Copy)]
pub struct Selected(Key);

impl Selected {
    /// The query with that key.
    pub const fn new(key: Key) -> Self {
        Self(key)
    }
}

impl<'a> Query<'a> for Selected {
    type Item = Node<'a>;

    fn candidates(self, world: &'a World<'a>) -> &'a [EntryId] {
        world.keys.query_of(self.0).map_or(&[], |id| world.index.of_query(world, id))
    }

    fn is_asked(self, node: Node<'a>) -> bool {
        node.world.places.has(self.candidates(node.world), node.id)
    }

    fn item(self, node: Node<'a>) -> Option<Node<'a>> {
        self.is_asked(node).then_some(node)
    }

    fn describe(self, world: &World<'_>) -> String {
        let selector =
            world.keys.query_of(self.0).map(|id| world.fleet[id].selector.display(world.fleet).to_string());
        format!("sel!({})", selector.unwrap_or_default())
    }
}
