//! The values of attributes that are lists and maps.

use super::FromValue;
use crate::model::value::{Text, Value};
use crate::nix::{IntoNix, NixValue, list, set};
use crate::world::World;
use std::fmt;
use std::marker::PhantomData;

/// The value of an attribute of type `[T]`.
pub struct List<'a, T> {
    parts: &'a [Value<'a>],
    world: &'a World<'a>,
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> List<'a, T> {
    /// The elements, in the order written.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(move |value| T::from_value(value, self.world))
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
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
        match value {
            Value::List(parts) => Some(Self { parts, world, ty: PhantomData }),
            _ => None,
        }
    }
}

/// The value of an attribute of type `{ String: T }`.
pub struct Map<'a, T> {
    parts: &'a [(Text<'a>, Value<'a>)],
    world: &'a World<'a>,
    ty: PhantomData<fn() -> T>,
}

impl<'a, T: FromValue<'a>> Map<'a, T> {
    /// The names and values, in the order written.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = (&'a str, T)> + Clone + 'a
    where
        T: 'a,
    {
        self.parts.iter().filter_map(move |(name, value)| Some((&**name, T::from_value(value, self.world)?)))
    }

    /// The value of a name.
    pub fn get(self, name: &str) -> Option<T> {
        self.parts.iter().find(|(n, _)| n == name).and_then(|(_, value)| T::from_value(value, self.world))
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
    fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
        match value {
            Value::Map(parts) => Some(Self { parts, world, ty: PhantomData }),
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

impl<'a, T: FromValue<'a> + IntoNix + 'a> IntoNix for List<'a, T> {
    fn into_nix(self) -> NixValue {
        list(self.iter())
    }
}

impl<'a, T: FromValue<'a> + IntoNix + 'a> IntoNix for Map<'a, T> {
    fn into_nix(self) -> NixValue {
        set(self.iter())
    }
}
