//! References whose views would hold themselves.

use super::{AsNode, FromValue, View};
use crate::model::value::Value;
use crate::rust::node::Node;
use crate::world::World;
use std::fmt;
use std::marker::PhantomData;

/// A reference to a node whose trait, by way of other references, refers to itself: a view of it would hold itself.
/// [`Reference::view`] makes one.
pub struct Reference<'a, V> {
    node: Node<'a>,
    view: PhantomData<fn() -> V>,
}

impl<'a, V: View<'a>> Reference<'a, V> {
    /// The view of the node.
    pub fn view(self) -> V {
        V::view(self.node)
    }
}

impl<'a, V> AsNode<'a> for Reference<'a, V> {
    fn as_node(&self) -> Node<'a> {
        self.node
    }
}

impl<V> Clone for Reference<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Reference<'_, V> {}

impl<V> fmt::Debug for Reference<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<'a, V> FromValue<'a> for Reference<'a, V> {
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
        match value {
            Value::Node(id, _) => Some(Self { node: Node::new(world, *id), view: PhantomData }),
            _ => None,
        }
    }
}
