//! What a `synth` adds to a node, and which Rust values attributes can be set to. When each runs is in `growth`.

use crate::model::value::{Text, Value};
use crate::model::{EntryId, Key};
use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
use crate::nix::system::System;
use crate::report::panics;
use crate::rust::body::{Context, Failure};
use crate::rust::view::{AsNode, AttrTag, FromValue, List, Map, Reference};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::panic::Location;
use std::rc::Rc;

/// A compiled `synth`.
#[doc(hidden)]
pub type SynthFn = for<'a> fn(Context<'a>, &mut Additions) -> Result<(), Failure>;

/// What a `synth` adds to one node: attributes, and children with additions of their own.
#[derive(Debug)]
pub struct Additions {
    /// Each with where it is set.
    pub(crate) attrs: Vec<(Key, Value<'static>, &'static Location<'static>)>,
    pub(crate) children: Vec<Addition>,
    room: Rc<Room>,
}

/// What may be added, to all nodes taken together. A loop that does not end would fill the memory.
#[derive(Debug)]
pub(crate) struct Room {
    /// How many nodes may still be made.
    nodes: Cell<usize>,
    /// How many attributes there are: more in one node are the same ones again.
    attrs: usize,
    is_over: Cell<bool>,
}

impl Room {
    pub(crate) fn new(nodes: usize, attrs: usize) -> Rc<Self> {
        Rc::new(Self { nodes: Cell::new(nodes), attrs, is_over: Cell::new(false) })
    }

    /// Whether a `synth` has asked for one node too many.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Makes room for a node, or ends the `synth`.
    fn take(&self) {
        match self.nodes.get().checked_sub(1) {
            Some(left) => self.nodes.set(left),
            None => {
                self.is_over.set(true);
                panics::stop();
            }
        }
    }
}

/// Without a limit.
impl Default for Additions {
    fn default() -> Self {
        Self::none(&Room::new(usize::MAX, usize::MAX))
    }
}

/// A node that a `synth` makes.
#[derive(Debug)]
pub(crate) struct Addition {
    pub(crate) name: String,
    pub(crate) is: &'static [Key],
    pub(crate) from: Option<EntryId>,
    pub(crate) has: Additions,
    /// Where it is made.
    pub(crate) at: &'static Location<'static>,
}

impl Additions {
    pub(crate) fn none(room: &Rc<Room>) -> Self {
        Self { attrs: Vec::new(), children: Vec::new(), room: room.clone() }
    }

    /// Sets an attribute to a Rust value of its type.
    #[track_caller]
    pub fn set<T>(&mut self, attr: impl Fn() -> AttrTag<T>, value: impl IntoAttr<T>) {
        self.set_literal(attr().key, value.into_attr());
    }

    /// Sets an attribute to a literal, of which the macro has seen that it is of the attribute's type.
    #[doc(hidden)]
    #[track_caller]
    pub fn set_literal(&mut self, attr: Key, value: Value<'static>) {
        // Among more than there are, one is set twice: that is told, and the loop need not go on.
        if self.attrs.len() > self.room.attrs {
            panics::stop();
        }
        self.attrs.push((attr, value, Location::caller()));
    }

    /// A child with a name and traits.
    #[track_caller]
    pub fn child(&mut self, name: impl Display, is: &'static [Key]) -> &mut Self {
        self.add(name, None, is)
    }

    /// A child that has the attributes of a node, as far as its traits require them and it does not set them.
    #[track_caller]
    pub fn child_from<'a>(
        &mut self,
        name: impl Display,
        from: impl AsNode<'a>,
        is: &'static [Key],
    ) -> &mut Self {
        self.add(name, Some(from.as_node().id), is)
    }

    #[track_caller]
    fn add(&mut self, name: impl Display, from: Option<EntryId>, is: &'static [Key]) -> &mut Self {
        self.room.take();
        let has = Self::none(&self.room);
        self.children.push(Addition { name: name.to_string(), is, from, has, at: Location::caller() });
        let last = self.children.len() - 1;
        &mut self.children[last].has
    }
}

/// A Rust value that an attribute of the Rust type `T` can be set to.
///
/// What is text in the fleet, such as an address, can also be set to text: whether it is an address shows when the
/// `synth` has run.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{T}` cannot be set to a `{Self}`",
    label = "not of the attribute's type"
)]
pub trait IntoAttr<T> {
    /// The value as it stands in the tree.
    fn into_attr(self) -> Value<'static>;
}

macro_rules! into_attr {
    ($([$($g:tt)*] $attr:ty, $ty:ty: |$value:ident| $result:expr;)*) => {$(
        impl<$($g)*> IntoAttr<$attr> for $ty {
            fn into_attr(self) -> Value<'static> {
                let $value = self;
                $result
            }
        }
    )*};
}

into_attr! {
    ['a] &'a str, &str: |text| Value::Str(text.to_owned().into());
    ['a] &'a str, String: |text| Value::Str(text.into());
    ['a] &'a str, Cow<'_, str>: |text| Value::Str(text.into_owned().into());
    [] bool, bool: |value| Value::Bool(value);
    [] f64, f64: |value| Value::Float(value);
    [] i32, i32: |value| Value::Int(value.into());
    [] i64, i64: |value| Value::Int(value);
    [] u8, u8: |value| Value::Int(value.into());
    [] u16, u16: |value| Value::Int(value.into());
    [] u32, u32: |value| Value::Int(value.into());
    // One that Nix has not is out of the attribute's range too.
    [] u64, u64: |value| Value::Int(value.try_into().unwrap_or(-1));
    [] IpAddr, Ipv4Addr: |value| Value::Str(value.to_string().into());
    [] IpAddr, Ipv6Addr: |value| Value::Str(value.to_string().into());
    [] IpNet, Ipv4Net: |value| Value::Str(value.to_string().into());
    [] IpNet, Ipv6Net: |value| Value::Str(value.to_string().into());
    [T, V: IntoAttr<T>] Option<T>, Option<V>: |value| value.map_or(Value::Null, IntoAttr::into_attr);
    ['a, T, V: IntoAttr<T>] List<'a, T>, Vec<V>: |values| list(values);
    ['a, T, V: IntoAttr<T>, const N: usize] List<'a, T>, [V; N]: |values| list(values);
    ['a, T, V: IntoAttr<T> + Clone] List<'a, T>, &[V]: |values| list(values.iter().cloned());
    ['a, 'b, T, V: IntoAttr<T> + FromValue<'b> + 'b] List<'a, T>, List<'b, V>: |values| list(values.iter());
    ['a, T, K: Into<String>, V: IntoAttr<T>] Map<'a, T>, BTreeMap<K, V>: |values| map(values);
    ['a, 'b, T, V: IntoAttr<T> + FromValue<'b> + 'b] Map<'a, T>, Map<'b, V>: |values| map(values.iter());
    ['a, 'b, V, N: AsNode<'b>] Reference<'a, V>, N: |node| reference(&node);
}

macro_rules! texts {
    ($($ty:ty)*) => {$(into_attr! {
        [] $ty, $ty: |value| Value::Str(value.to_string().into());
        [] $ty, &str: |text| Value::Str(text.to_owned().into());
        [] $ty, String: |text| Value::Str(text.into());
    })*};
}

texts!(Ipv4Addr Ipv6Addr IpAddr Ipv4Net Ipv6Net IpNet MacAddr System);

fn list<T>(values: impl IntoIterator<Item: IntoAttr<T>>) -> Value<'static> {
    Value::List(values.into_iter().map(IntoAttr::into_attr).collect::<Vec<_>>().into())
}

fn map<T, K: Into<String>>(values: impl IntoIterator<Item = (K, impl IntoAttr<T>)>) -> Value<'static> {
    let entry = |(name, value): (K, _)| (Text::Owned(name.into()), IntoAttr::<T>::into_attr(value));
    Value::Map(values.into_iter().map(entry).collect::<Vec<_>>().into())
}

/// The value that names a node.
#[doc(hidden)]
pub fn reference<'a>(node: &impl AsNode<'a>) -> Value<'static> {
    let node = node.as_node();
    Value::Node(node.id, Text::Owned(node.name.to_owned()))
}
