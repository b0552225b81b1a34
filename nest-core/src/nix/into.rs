//! What Rust values become in Nix.

use super::{NixValue, Refusal, Set};
use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
use crate::nix::system::System;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A Rust value that can be assigned to an option.
///
/// Integers beyond 64 bits signed are refused: Nix would read something else. `None` is `null`. A hash map or set arrives sorted, so that what is written is the same from run to run.
///
/// ```
/// use nest_core::nix::{IntoNix, NixValue};
///
/// assert_eq!(80u16.into_nix(), NixValue::Int(80));
/// assert_eq!(None::<bool>.into_nix(), NixValue::Null);
/// assert_eq!(["a", "b"].into_nix(), vec!["a".to_string(), "b".to_string()].into_nix());
/// assert!(matches!(u64::MAX.into_nix(), NixValue::Refused(_)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a Nix option",
    label = "cannot be assigned to an option",
    note = "collect an iterator with `.collect::<Vec<_>>()`, write text with `format!(\"…\")` or `.to_string()`, and \
            implement `IntoNix` for a type of your own"
)]
pub trait IntoNix {
    /// The value in Nix.
    fn into_nix(self) -> NixValue;
}

/// One line for each item, joined with newlines, without one at the end.
///
/// ```
/// assert_eq!(nest_core::nix::lines(["a", "b"]), "a\nb");
/// ```
pub fn lines<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join("\n")
}

macro_rules! into_nix {
    ($([$($g:tt)*] $ty:ty: |$value:ident| $nix:expr;)*) => {$(
        impl<$($g)*> IntoNix for $ty {
            fn into_nix(self) -> NixValue {
                let $value = self;
                $nix
            }
        }
    )*};
}

into_nix! {
    [] NixValue: |value| value;
    [] bool: |b| NixValue::Bool(b);
    [] f64: |x| NixValue::Float(x);
    [] f32: |x| f64::from(x).into_nix();
    [] String: |s| NixValue::Text(Cow::Owned(s));
    [] &str: |s| NixValue::Text(Cow::Owned(s.to_owned()));
    [] Cow<'_, str>: |s| NixValue::Text(Cow::Owned(s.into_owned()));
    [] char: |c| NixValue::Text(Cow::Owned(c.to_string()));
    [] Ipv4Addr: |address| NixValue::Text(Cow::Owned(address.to_string()));
    [] Ipv6Addr: |address| NixValue::Text(Cow::Owned(address.to_string()));
    [] IpAddr: |address| NixValue::Text(Cow::Owned(address.to_string()));
    [] Ipv4Net: |net| NixValue::Text(Cow::Owned(net.to_string()));
    [] Ipv6Net: |net| NixValue::Text(Cow::Owned(net.to_string()));
    [] IpNet: |net| NixValue::Text(Cow::Owned(net.to_string()));
    [] MacAddr: |address| NixValue::Text(Cow::Owned(address.to_string()));
    [] System: |system| NixValue::Text(Cow::Borrowed(system.as_str()));
    [] Set: |set| NixValue::Set(set);
    [T: IntoNix] Option<T>: |option| option.map_or(NixValue::Null, IntoNix::into_nix);
    [T: IntoNix] Vec<T>: |items| list(items);
    [T: IntoNix + Clone] &[T]: |items| list(items.iter().cloned());
    [T: IntoNix + Clone] &T: |value| value.clone().into_nix();
    [T: IntoNix] Box<T>: |value| (*value).into_nix();
    [T: IntoNix] BTreeSet<T>: |items| list(items);
    [T: IntoNix + Ord, S] HashSet<T, S>: |items| list(items.into_iter().collect::<BTreeSet<_>>());
    [K: Into<String>, V: IntoNix] BTreeMap<K, V>: |map| set(map);
    [K: Into<String> + Ord, V: IntoNix, S] HashMap<K, V, S>: |map| set(map.into_iter().collect::<BTreeMap<_, _>>());
}

impl<T: IntoNix, const N: usize> IntoNix for [T; N] {
    fn into_nix(self) -> NixValue {
        list(self)
    }
}

macro_rules! integers {
    ($($ty:ty)*) => {$(
        impl IntoNix for $ty {
            fn into_nix(self) -> NixValue {
                let refused = || NixValue::Refused(Refusal::IntegerRange(self.try_into().unwrap_or(i128::MAX)));
                i64::try_from(self).map_or_else(|_| refused(), NixValue::Int)
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 usize);

/// A list of what can be assigned.
pub(crate) fn list(items: impl IntoIterator<Item: IntoNix>) -> NixValue {
    NixValue::List(items.into_iter().map(IntoNix::into_nix).collect())
}

/// An attribute set of what can be assigned.
pub(crate) fn set<K: Into<String>, V: IntoNix>(entries: impl IntoIterator<Item = (K, V)>) -> NixValue {
    let entry = |(name, value): (K, V)| (Cow::Owned(name.into()), value.into_nix());
    NixValue::Set(entries.into_iter().map(entry).collect())
}
