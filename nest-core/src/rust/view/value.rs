//! The values of attributes in Rust.

use crate::model::value::Value;
use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
use crate::nix::system::System;
use crate::rust::node::Node;
use crate::world::World;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The Rust type of an attribute's values.
pub trait FromValue<'a>: Sized {
    /// The value, if it is of the type: those of a fleet that compiled are.
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self>;
}

macro_rules! from_value {
    ($($ty:ty: $pattern:pat => $result:expr;)*) => {$(
        impl<'a> FromValue<'a> for $ty {
            fn from_value(value: &'a Value<'a>, _: &'a World<'a>) -> Option<Self> {
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
    Ipv4Net: Value::Str(s) => s.parse().ok();
    Ipv6Net: Value::Str(s) => s.parse().ok();
    IpNet: Value::Str(s) => s.parse().ok();
    MacAddr: Value::Str(s) => s.parse().ok();
    System: Value::Str(s) => System::parse(s);
}

impl<'a> FromValue<'a> for Node<'a> {
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
        match value {
            Value::Node(id, _) => Some(Node::new(world, *id)),
            _ => None,
        }
    }
}

impl<'a, T: FromValue<'a>> FromValue<'a> for Option<T> {
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value, world).map(Some),
        }
    }
}
