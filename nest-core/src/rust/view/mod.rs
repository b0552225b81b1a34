//! Typed access to nodes: what traits and attributes are in Rust.
//!
//! `fleet!` makes a struct and a function of each trait, and a function of each attribute. The functions are the
//! values that queries take: `select.peers(web)`, `node.get(httpPort)`.

mod attribute;
mod list;
mod query;
mod reference;
mod value;

pub use attribute::{Attribute, Refers};
pub use list::{List, Map};
pub use query::Query;
pub use reference::Reference;

#[doc(hidden)]
pub use self::{attribute::AttrTag, query::Selected, value::FromValue};

use crate::model::Key;
use crate::rust::node::Node;
use std::marker::PhantomData;

/// The view of a node as one of its traits: a struct with the node's name and every attribute that the trait, or
/// one that it needs, requires.
pub trait View<'a>: Copy {
    /// Which trait it is the view of, across crates.
    const KEY: Key;

    /// The view of a node that has the trait.
    fn view(node: Node<'a>) -> Self;
}

/// What the function of a trait returns; it stands for the trait in queries.
#[doc(hidden)]
pub struct Tag<V>(PhantomData<fn() -> V>);

impl<V> Tag<V> {
    /// The tag of a view's trait.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A node, or a view of one.
#[diagnostic::on_unimplemented(message = "`{Self}` is no node and no view of one")]
pub trait AsNode<'a> {
    /// The node itself, or the one that it is a view of.
    fn as_node(&self) -> Node<'a>;
}

impl<'a> AsNode<'a> for Node<'a> {
    fn as_node(&self) -> Node<'a> {
        *self
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

            fn candidates(self, world: &'a $crate::__private::World<'a>) -> &'a [$crate::model::EntryId] {
                $crate::view::Query::candidates($view, world)
            }

            fn is_asked(self, node: $crate::Node<'a>) -> bool {
                $crate::view::Query::is_asked($view, node)
            }

            fn item(self, node: $crate::Node<'a>) -> ::core::option::Option<$view<'a>> {
                $crate::view::Query::item($view, node)
            }

            fn describe(self, world: &$crate::__private::World<'_>) -> ::std::string::String {
                $crate::view::Query::describe($view, world)
            }
        }

        impl<'a> $crate::view::AsNode<'a> for $view<'a> {
            fn as_node(&self) -> $crate::Node<'a> {
                self.node
            }
        }

        impl $crate::view::Refers for $view<'_> {}

        impl<'a> $crate::__private::FromValue<'a> for $view<'a> {
            fn from_value(
                value: &'a $crate::value::Value<'a>,
                world: &'a $crate::__private::World<'a>,
            ) -> ::core::option::Option<Self> {
                let node = <$crate::Node<'a> as $crate::__private::FromValue<'a>>::from_value(value, world)?;
                ::core::option::Option::Some($crate::view::View::view(node))
            }
        }

        impl<'a, 'b> $crate::synth::IntoAttr<$view<'a>> for $view<'b> {
            fn into_attr(self) -> $crate::value::Value<'static> {
                $crate::__private::node_value(&self)
            }
        }

        impl<'a, 'b> $crate::synth::IntoAttr<$view<'a>> for $crate::Node<'b> {
            fn into_attr(self) -> $crate::value::Value<'static> {
                $crate::__private::node_value(&self)
            }
        }
    };
}
