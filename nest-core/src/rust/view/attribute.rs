//! Attributes by their functions.

use super::{FromValue, List, Map, Reference};
use crate::model::Key;
use crate::rust::node::Node;
use std::marker::PhantomData;

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

    /// Which attribute it is, across crates.
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
