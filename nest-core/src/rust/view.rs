//! Typed access to nodes: what traits and attributes are in Rust.
//!
//! `fleet!` makes a struct and a function of each trait, and a function of each attribute. The functions are the
//! values that queries take: `select.peers(web)`, `node.get(httpPort)`.

use crate::model::system::System;
use crate::model::value::{Text, Value};
use crate::model::{EntryId, Key};
use crate::rust::node::Node;
use crate::rust::scene::Scene;
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The view of a node as one of its traits: a struct with the node's name and every attribute that the trait, or
/// one that it needs, requires.
pub trait View<'a>: Copy {
    /// The trait.
    const KEY: Key;

    /// The view of a node that has the trait.
    fn view(node: Node<'a>) -> Self;
}

/// What the function of a trait returns; it stands for the trait in queries.
pub struct Tag<V>(PhantomData<fn() -> V>);

impl<V> Tag<V> {
    /// The tag of a view's trait.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

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
    fn candidates(self, scene: Scene<'a>) -> &'a [EntryId];

    /// Whether a node is asked for.
    fn is_asked(self, node: Node<'a>) -> bool;

    /// What is returned for a node; nothing if it is not asked for.
    fn item(self, node: Node<'a>) -> Option<Self::Item>;

    /// The query in words, for messages.
    fn describe(self, scene: Scene<'_>) -> String;
}

fn nodes_with<'a, V: View<'a>>(scene: Scene<'a>) -> &'a [EntryId] {
    scene.index.trait_of(V::KEY).map_or(&[], |id| scene.index.nodes_with(id))
}

fn is_one<'a, V: View<'a>>(node: Node<'a>) -> bool {
    node.scene.index.trait_of(V::KEY).is_some_and(|id| node.scene.traits.has(node.id, id))
}

fn trait_name<'a, V: View<'a>>(scene: Scene<'_>) -> String {
    scene.index.trait_of(V::KEY).map_or("?", |id| scene.fleet[id].name).to_owned()
}

impl<'a, F, V> Query<'a> for F
where
    F: Fn() -> Tag<V> + Copy,
    V: View<'a>,
{
    type Item = V;

    fn candidates(self, scene: Scene<'a>) -> &'a [EntryId] {
        nodes_with::<V>(scene)
    }

    fn is_asked(self, node: Node<'a>) -> bool {
        is_one::<V>(node)
    }

    fn item(self, node: Node<'a>) -> Option<V> {
        is_one::<V>(node).then(|| V::view(node))
    }

    fn describe(self, scene: Scene<'_>) -> String {
        trait_name::<V>(scene)
    }
}

macro_rules! tuples {
    ($(($($name:ident $at:tt),*))*) => {$(
        impl<'a, $($name: Query<'a>),*> Query<'a> for ($($name,)*) {
            type Item = ($($name::Item,)*);

            fn candidates(self, scene: Scene<'a>) -> &'a [EntryId] {
                let all = [$(self.$at.candidates(scene)),*];
                all.into_iter().min_by_key(|ids| ids.len()).unwrap_or(&[])
            }

            fn is_asked(self, node: Node<'a>) -> bool {
                $(self.$at.is_asked(node))&&*
            }

            fn item(self, node: Node<'a>) -> Option<Self::Item> {
                Some(($(self.$at.item(node)?,)*))
            }

            fn describe(self, scene: Scene<'_>) -> String {
                [$(self.$at.describe(scene)),*].join(" & ")
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

    fn candidates(self, scene: Scene<'a>) -> &'a [EntryId] {
        scene.index.of_query(scene, self.0)
    }

    fn is_asked(self, node: Node<'a>) -> bool {
        node.scene.places.has(self.candidates(node.scene), node.id)
    }

    fn item(self, node: Node<'a>) -> Option<Node<'a>> {
        self.is_asked(node).then_some(node)
    }

    fn describe(self, scene: Scene<'_>) -> String {
        let selector =
            scene.index.query_of(self.0).map(|id| scene.fleet[id].selector.display(scene.fleet).to_string());
        format!("sel!({})", selector.unwrap_or_default())
    }
}

/// A node, or a view of one.
#[diagnostic::on_unimplemented(message = "`{Self}` is no node and no view of one")]
pub trait AsNode<'a> {
    /// The node.
    fn as_node(&self) -> Node<'a>;
}

impl<'a> AsNode<'a> for Node<'a> {
    fn as_node(&self) -> Node<'a> {
        *self
    }
}

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
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self> {
        match value {
            Value::Node(id, _) => Some(Self { node: scene.node(*id), view: PhantomData }),
            _ => None,
        }
    }
}

/// Lets a view stand for its trait in a query, so that an argument `web` does not hide the trait `web`; and for its
/// node.
#[doc(hidden)]
#[macro_export]
macro_rules! __view_is_query {
    ($view:ident) => {
        impl<'a, 'b> $crate::view::Query<'a> for $view<'b> {
            type Item = $view<'a>;

            fn candidates(self, scene: $crate::Scene<'a>) -> &'a [$crate::model::EntryId] {
                $crate::view::Query::candidates($view, scene)
            }

            fn is_asked(self, node: $crate::Node<'a>) -> bool {
                $crate::view::Query::is_asked($view, node)
            }

            fn item(self, node: $crate::Node<'a>) -> ::core::option::Option<$view<'a>> {
                $crate::view::Query::item($view, node)
            }

            fn describe(self, scene: $crate::Scene<'_>) -> ::std::string::String {
                $crate::view::Query::describe($view, scene)
            }
        }

        impl<'a> $crate::view::AsNode<'a> for $view<'a> {
            fn as_node(&self) -> $crate::Node<'a> {
                self.node
            }
        }

        impl $crate::view::Refers for $view<'_> {}

        impl<'a> $crate::view::FromValue<'a> for $view<'a> {
            fn from_value(
                value: &'a $crate::value::Value<'a>,
                scene: $crate::Scene<'a>,
            ) -> ::core::option::Option<Self> {
                let node = <$crate::Node<'a> as $crate::view::FromValue<'a>>::from_value(value, scene)?;
                ::core::option::Option::Some($crate::view::View::view(node))
            }
        }

        impl<'a, 'b> $crate::synth::IntoAttr<$view<'a>> for $view<'b> {
            fn into_attr(self) -> $crate::value::Value<'static> {
                $crate::synth::reference(&self)
            }
        }

        impl<'a, 'b> $crate::synth::IntoAttr<$view<'a>> for $crate::Node<'b> {
            fn into_attr(self) -> $crate::value::Value<'static> {
                $crate::synth::reference(&self)
            }
        }
    };
}

/// What the function of an attribute returns; `T` is the attribute's Rust type.
pub struct AttrTag<T> {
    pub(crate) key: Key,
    ty: PhantomData<fn() -> T>,
}

impl<T> AttrTag<T> {
    /// The tag of the attribute with that key.
    pub const fn new(key: Key) -> Self {
        Self { key, ty: PhantomData }
    }
}

/// An attribute, by its function.
#[diagnostic::on_unimplemented(message = "`{Self}` is no attribute of the fleet", label = "not an attribute")]
pub trait Attribute<'a> {
    /// The attribute's Rust type.
    type Type: FromValue<'a>;

    /// Which attribute.
    fn key(self) -> Key;
}

impl<'a, F, T> Attribute<'a> for F
where
    F: Fn() -> AttrTag<T>,
    T: FromValue<'a>,
{
    type Type = T;

    fn key(self) -> Key {
        self().key
    }
}

/// The Rust type of an attribute whose values name nodes.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` names no node",
    label = "not an attribute of type `node(…)`"
)]
pub trait Refers {}

impl Refers for Node<'_> {}
impl<V> Refers for Reference<'_, V> {}
impl<T: Refers> Refers for Option<T> {}
impl<T: Refers> Refers for List<'_, T> {}
impl<T: Refers> Refers for Map<'_, T> {}

/// The Rust type of an attribute's values.
pub trait FromValue<'a>: Sized {
    /// The value, if it is of the type: those of a fleet that compiled are.
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self>;
}

macro_rules! from_value {
    ($($ty:ty: $pattern:pat => $result:expr;)*) => {$(
        impl<'a> FromValue<'a> for $ty {
            fn from_value(value: &'a Value<'a>, _: Scene<'a>) -> Option<Self> {
                match value {
                    $pattern => $result,
                    _ => None,
                }
            }
        }
    )*};
}

from_value! {
    &'a str: Value::Str(s) => Some(s);
    bool: Value::Bool(b) => Some(*b);
    f64: Value::Float(x) => Some(*x);
    i32: Value::Int(i) => (*i).try_into().ok();
    i64: Value::Int(i) => Some(*i);
    u8: Value::Int(i) => (*i).try_into().ok();
    u16: Value::Int(i) => (*i).try_into().ok();
    u32: Value::Int(i) => (*i).try_into().ok();
    u64: Value::Int(i) => (*i).try_into().ok();
    Ipv4Addr: Value::Str(s) => s.parse().ok();
    Ipv6Addr: Value::Str(s) => s.parse().ok();
    IpAddr: Value::Str(s) => s.parse().ok();
    System: Value::Str(s) => System::parse(s);
}

impl<'a> FromValue<'a> for Node<'a> {
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self> {
        match value {
            Value::Node(id, _) => Some(scene.node(*id)),
            _ => None,
        }
    }
}

impl<'a, T: FromValue<'a>> FromValue<'a> for Option<T> {
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value, scene).map(Some),
        }
    }
}

/// The value of an attribute of type `[T]`.
pub struct List<'a, T> {
    parts: &'a [Value<'a>],
    scene: Scene<'a>,
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> List<'a, T> {
    /// The elements.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(move |value| T::from_value(value, self.scene))
    }

    /// How many elements.
    pub fn len(self) -> usize {
        self.parts.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.parts.is_empty()
    }
}

impl<'a, T: FromValue<'a> + 'a> IntoIterator for List<'a, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<_>>().into_iter()
    }
}

impl<'a, T: FromValue<'a>> FromValue<'a> for List<'a, T> {
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self> {
        match value {
            Value::List(parts) => Some(Self { parts, scene, ty: PhantomData }),
            _ => None,
        }
    }
}

/// The value of an attribute of type `{ String: T }`.
pub struct Map<'a, T> {
    parts: &'a [(Text<'a>, Value<'a>)],
    scene: Scene<'a>,
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> Map<'a, T> {
    /// The names and values, in the order written.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = (&'a str, T)> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(move |(name, value)| Some((&**name, T::from_value(value, self.scene)?)))
    }

    /// The value of a name.
    pub fn get(self, name: &str) -> Option<T> {
        self.parts.iter().find(|(n, _)| n == name).and_then(|(_, value)| T::from_value(value, self.scene))
    }

    /// How many names.
    pub fn len(self) -> usize {
        self.parts.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.parts.is_empty()
    }
}

impl<'a, T: FromValue<'a> + 'a> IntoIterator for Map<'a, T> {
    type Item = (&'a str, T);
    type IntoIter = std::vec::IntoIter<(&'a str, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<_>>().into_iter()
    }
}

impl<'a, T: FromValue<'a>> FromValue<'a> for Map<'a, T> {
    fn from_value(value: &'a Value<'a>, scene: Scene<'a>) -> Option<Self> {
        match value {
            Value::Map(parts) => Some(Self { parts, scene, ty: PhantomData }),
            _ => None,
        }
    }
}

macro_rules! copies {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<'_, T> {}
    )*};
}

copies!(List Map);

impl<'a, T: FromValue<'a> + fmt::Debug + 'a> fmt::Debug for List<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T: FromValue<'a> + fmt::Debug + 'a> fmt::Debug for Map<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
