//! Typed access to nodes: what traits and attributes are in Rust.
//!
//! `fleet!` makes a struct and a function of each trait, and a function of each attribute. The functions are the
//! values that queries take: `select.peers(web)`, `node.get(httpPort)`.

use crate::model::{EntryId, Key};
use crate::node::Node;
use crate::resolve::Resolved;
use crate::system::System;
use crate::value::Value;
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
    fn candidates(self, resolved: &'a Resolved<'a>) -> &'a [EntryId];

    /// What is returned for a node; nothing if it is not asked for.
    fn item(self, node: Node<'a>) -> Option<Self::Item>;

    /// The query in words, for messages.
    fn describe(self, resolved: &Resolved<'_>) -> String;
}

fn nodes_with<'a, V: View<'a>>(resolved: &'a Resolved<'a>) -> &'a [EntryId] {
    resolved.index.trait_of(V::KEY).map_or(&[], |id| resolved.index.nodes_with(id))
}

fn view_of<'a, V: View<'a>>(node: Node<'a>) -> Option<V> {
    let id = node.resolved.index.trait_of(V::KEY)?;
    node.resolved.traits.has(node.id, id).then(|| V::view(node))
}

fn trait_name<'a, V: View<'a>>(resolved: &Resolved<'_>) -> String {
    resolved.index.trait_of(V::KEY).map_or("?", |id| resolved.fleet[id].name).to_owned()
}

impl<'a, F, V> Query<'a> for F
where
    F: Fn() -> Tag<V> + Copy,
    V: View<'a>,
{
    type Item = V;

    fn candidates(self, resolved: &'a Resolved<'a>) -> &'a [EntryId] {
        nodes_with::<V>(resolved)
    }

    fn item(self, node: Node<'a>) -> Option<V> {
        view_of(node)
    }

    fn describe(self, resolved: &Resolved<'_>) -> String {
        trait_name::<V>(resolved)
    }
}

macro_rules! tuples {
    ($(($($name:ident $at:tt),*))*) => {$(
        impl<'a, $($name: Query<'a>),*> Query<'a> for ($($name,)*) {
            type Item = ($($name::Item,)*);

            fn candidates(self, resolved: &'a Resolved<'a>) -> &'a [EntryId] {
                let all = [$(self.$at.candidates(resolved)),*];
                all.into_iter().min_by_key(|ids| ids.len()).unwrap_or(&[])
            }

            fn item(self, node: Node<'a>) -> Option<Self::Item> {
                Some(($(self.$at.item(node)?,)*))
            }

            fn describe(self, resolved: &Resolved<'_>) -> String {
                [$(self.$at.describe(resolved)),*].join(" & ")
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

/// Lets a view stand for its trait in a query, so that an argument `web` does not hide the trait `web`.
#[doc(hidden)]
#[macro_export]
macro_rules! __view_is_query {
    ($view:ident) => {
        impl<'a, 'b> $crate::view::Query<'a> for $view<'b> {
            type Item = $view<'a>;

            fn candidates(self, resolved: &'a $crate::Resolved<'a>) -> &'a [$crate::model::EntryId] {
                $crate::view::Query::candidates($view, resolved)
            }

            fn item(self, node: $crate::Node<'a>) -> ::core::option::Option<$view<'a>> {
                $crate::view::Query::item($view, node)
            }

            fn describe(self, resolved: &$crate::Resolved<'_>) -> ::std::string::String {
                $crate::view::Query::describe($view, resolved)
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

/// The Rust type of an attribute's values.
pub trait FromValue<'a>: Sized {
    /// The value, if it is of the type: those of a fleet that compiled are.
    fn from_value(value: &'a Value<'a>) -> Option<Self>;
}

macro_rules! from_value {
    ($($ty:ty: $pattern:pat => $result:expr;)*) => {$(
        impl<'a> FromValue<'a> for $ty {
            fn from_value(value: &'a Value<'a>) -> Option<Self> {
                match value {
                    $pattern => $result,
                    _ => None,
                }
            }
        }
    )*};
}

from_value! {
    &'a str: Value::Str(s) => Some(*s);
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

impl<'a, T: FromValue<'a>> FromValue<'a> for Option<T> {
    fn from_value(value: &'a Value<'a>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// The value of an attribute of type `[T]`.
pub struct List<'a, T> {
    parts: &'a [Value<'a>],
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> List<'a, T> {
    /// The elements.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(T::from_value)
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
    fn from_value(value: &'a Value<'a>) -> Option<Self> {
        match value {
            Value::List(parts) => Some(Self { parts, ty: PhantomData }),
            _ => None,
        }
    }
}

/// The value of an attribute of type `{ String: T }`.
pub struct Map<'a, T> {
    parts: &'a [(&'a str, Value<'a>)],
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> Map<'a, T> {
    /// The names and values, in the order written.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = (&'a str, T)> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(|(name, value)| Some((*name, T::from_value(value)?)))
    }

    /// The value of a name.
    pub fn get(self, name: &str) -> Option<T> {
        self.parts.iter().find(|(n, _)| *n == name).and_then(|(_, value)| T::from_value(value))
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
    fn from_value(value: &'a Value<'a>) -> Option<Self> {
        match value {
            Value::Map(parts) => Some(Self { parts, ty: PhantomData }),
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

impl<'a, T: FromValue<'a> + fmt::Debug> fmt::Debug for List<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.parts.iter().filter_map(T::from_value)).finish()
    }
}

impl<'a, T: FromValue<'a> + fmt::Debug> fmt::Debug for Map<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.parts.iter().filter_map(|(name, value)| Some((name, T::from_value(value)?)));
        f.debug_map().entries(entries).finish()
    }
}
