//! A node of a resolved fleet.

use crate::closure::Joined;
use crate::model::{EntryId, Key};
use crate::resolve::Resolved;
use crate::view::{Attribute, FromValue};
use std::fmt;

/// A node of a resolved fleet. Two are equal if they are the same node.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The name: the last part of the path.
    pub name: &'a str,
    pub(crate) resolved: &'a Resolved<'a>,
    pub(crate) id: EntryId,
}

impl<'a> Node<'a> {
    pub(crate) fn new(resolved: &'a Resolved<'a>, id: EntryId) -> Self {
        Self { name: resolved.tree[id].name, resolved, id }
    }

    /// The entry of the DOM.
    pub fn id(self) -> EntryId {
        self.id
    }

    /// The value of an attribute, if the node has one, its own or inherited: `node.get(httpPort)`.
    pub fn get<A: Attribute<'a>>(self, attr: A) -> Option<A::Type> {
        self.value(attr.key())
    }

    /// The name that the node is output under.
    pub fn output(self) -> &'a str {
        self.name
    }

    /// The path from the root, as Nix writes one: `prod.web-1`.
    pub fn path(self) -> String {
        self.resolved.path(self.id)
    }

    /// The traits, each with why the node has it, in the order in which they came.
    pub fn traits(self) -> impl ExactSizeIterator<Item = (&'a str, Joined)> {
        self.resolved.traits.of(self.id).iter().map(|joined| (self.resolved.fleet[joined.id].name, *joined))
    }

    fn value<T: FromValue<'a>>(self, key: Key) -> Option<T> {
        let attr = self.resolved.index.attr_of(key)?;
        let (_, value) = self.resolved.document().value(self.id, attr)?;
        T::from_value(value)
    }

    /// A field of a view: an attribute that the view's trait requires.
    #[doc(hidden)]
    pub fn required<T: FromValue<'a>>(self, key: Key) -> T {
        match self.value(key) {
            Some(value) => value,
            // Every node with a trait has what the trait requires, of its type: `check` saw to it.
            None => unreachable!("`{}` lacks a required attribute", self.path()),
        }
    }

    /// A field of a view: an attribute that the view's trait requires with a `?`.
    #[doc(hidden)]
    pub fn optional<T: FromValue<'a>>(self, key: Key) -> Option<T> {
        self.value(key)
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.resolved, other.resolved)
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.path())
    }
}
