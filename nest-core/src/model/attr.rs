//! Attributes.

use super::{AttrId, Key, Place, Type, Value};

/// An attribute: a name and a type, declared once for the fleet.
#[derive(Debug, Clone)]
pub struct Attr<'a> {
    /// Who this is, across crates.
    pub key: Key,
    /// The name, as written.
    pub name: &'a str,
    /// The doc comment.
    pub doc: &'a str,
    /// Where it is written: the line of the declaration.
    pub place: Place,
    /// What its values are.
    pub ty: Type<'a>,
    /// Which nodes may have the same value.
    pub unique: Unique,
    /// A node's own value flows to the nodes below it.
    pub inherited: bool,
    /// The value of nodes whose traits require the attribute and that have none.
    pub default: Option<Value<'a>>,
}

/// Which nodes may have the same value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// Any.
    No,
    /// `unique`: no two.
    InFleet,
    /// `unique within site`: no two that have the same value of another attribute, or both have none.
    Within(AttrId),
}
