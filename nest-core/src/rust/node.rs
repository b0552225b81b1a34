//! A node of a fleet.

use crate::model::value::Value;
use crate::model::{EntryId, Key, Maker, OutputId, Place};
use crate::rust::view::{Attribute, FromValue};
use crate::world::traits::Why;
use crate::world::{Source, World};
use std::fmt;

/// A node of a fleet. Two are equal if they are the same node.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The name: the last part of the path.
    pub name: &'a str,
    pub(crate) world: &'a World<'a>,
    pub(crate) id: EntryId,
}

/// Where the value of an attribute of a node comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin<'a> {
    /// The node has it, or a node or a namespace above it from which it flows down.
    Entry {
        /// The path of the one that has it.
        path: String,
        /// Where that one is written.
        place: Place,
        /// Whose `synth` set it, if it is not written.
        maker: Option<Maker>,
    },
    /// It is copied from another node, as `child … from` says.
    Copied(Node<'a>),
    /// It is the attribute's default.
    Default,
}

impl<'a> Node<'a> {
    pub(crate) fn new(world: &'a World<'a>, id: EntryId) -> Self {
        Self { name: &world.tree[id].name, world, id }
    }

    /// The entry of the tree that it is: what a [`Module`](crate::Module) names nodes by.
    pub fn id(self) -> EntryId {
        self.id
    }

    /// Where it is written: the line of its name, or of the `synth` that made it.
    pub fn place(self) -> Place {
        self.world.tree[self.id].place
    }

    /// Whose `synth` made it, if it is not written.
    pub fn maker(self) -> Option<Maker> {
        self.world.tree[self.id].maker
    }

    /// The value of an attribute, if the node has one, its own or inherited: `node.get(httpPort)`.
    pub fn get<A: Attribute<'a>>(self, attr: A) -> Option<A::Type> {
        self.optional(attr.key())
    }

    /// The name that the node is output under. One that a class computes is known in bodies alone:
    /// not in a `synth`, a predicate or an assertion.
    pub fn output(self) -> &'a str {
        self.world.output_name(self.id)
    }

    /// The path from the root, as Nix writes one: `prod.web-1`.
    pub fn path(self) -> String {
        self.world.tree.show(self.id)
    }

    /// The path of the nearest namespace around it, if there is one.
    pub fn namespace(self) -> Option<String> {
        let tree = &self.world.tree;
        let around = tree.upwards(self.id).skip(1).find(|id| !tree[*id].is_node());
        around.map(|id| tree.show(id))
    }

    /// The outputs that it is in, in the order in which they were declared.
    pub fn outputs(self) -> impl Iterator<Item = &'a str> {
        let mut ids: Vec<OutputId> =
            self.world.classes(self.id).filter_map(|(_, class)| class.output()).collect();
        ids.sort();
        ids.dedup();
        ids.into_iter().map(move |id| self.world.fleet[id])
    }

    /// The attributes that it has, its own, inherited, copied and by default, with their names.
    pub fn attrs(self) -> impl Iterator<Item = (&'a str, &'a Value<'a>)> {
        self.world.values(self.id).into_iter().map(move |(id, value)| (self.world.fleet[id].name, value))
    }

    /// Where the value of an attribute comes from, if it has one.
    ///
    /// ```
    /// use nest_core::Origin;
    /// use nest_core::prelude::*;
    ///
    /// nest_macros::fleet! {
    ///     pub static WEBS;
    ///     attr port: u16 = 80;
    ///     attr env: String;
    ///     trait web { requires = [port, env]; }
    ///     prod { env = "prod"; a { is = [web]; } }
    /// }
    ///
    /// let resolved = nest_core::resolve(&WEBS).unwrap();
    /// let a = resolved.nodes().next().unwrap();
    /// assert_eq!(a.origin("port"), Some(Origin::Default));
    /// assert!(matches!(a.origin("env"), Some(Origin::Entry { path, maker: None, .. }) if path == "prod"));
    /// ```
    pub fn origin(self, attr: &str) -> Option<Origin<'a>> {
        let World { fleet, tree, made, .. } = self.world;
        let (attr, _) = fleet.attrs.entries().find(|(_, declared)| declared.name == attr)?;
        let (source, _) = self.world.value(self.id, attr)?;
        Some(match source {
            Source::Entry(id) => {
                Origin::Entry { path: tree.show(id), place: tree[id].place, maker: made.setter(id, attr) }
            }
            Source::Copied(id) => Origin::Copied(Node::new(self.world, id)),
            Source::Default => Origin::Default,
        })
    }

    /// Whether it is written `extern`: queried like any node, and never output.
    pub fn is_extern(self) -> bool {
        self.world.tree[self.id].is_extern
    }

    /// The traits, each with why the node has it, in the order in which they came.
    pub fn traits(self) -> impl ExactSizeIterator<Item = (&'a str, Why<&'a str>)> {
        let World { fleet, traits, .. } = self.world;
        traits.of(self.id).iter().map(|joined| (fleet[joined.id].name, joined.why.map(|id| fleet[id].name)))
    }

    /// A field of a view: an attribute that the view's trait requires.
    #[doc(hidden)]
    pub fn required<T: FromValue<'a>>(self, key: Key) -> T {
        self.optional(key).unwrap_or_else(|| {
            // Every node of a finished tree has what its traits require, of their types: `check` saw to it. But a
            // `synth` sees a tree to which another may still have to add.
            let attr = self.world.keys.attr_of(key).map_or("?", |id| self.world.fleet[id].name);
            let message =
                format!("`{}` has no `{attr}` yet: no `synth` of an earlier round sets it", self.path());
            std::panic::resume_unwind(Box::new(message))
        })
    }

    /// A field of a view: an attribute that the view's trait requires with a `?`.
    #[doc(hidden)]
    pub fn optional<T: FromValue<'a>>(self, key: Key) -> Option<T> {
        let attr = self.world.keys.attr_of(key)?;
        let (_, value) = self.world.value(self.id, attr)?;
        T::from_value(value, self.world)
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.world, other.world)
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.path())
    }
}
