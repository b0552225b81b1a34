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
}

/// What lists and maps have both: the value that each is read from, what it is iterated over, what it is in Nix.
macro_rules! collections {
    ($($name:ident: $value:ident of $item:ty, $into_nix:ident, $debug:ident;)*) => {$(
        impl<'a, T: FromValue<'a>> $name<'a, T> {
            /// How many there are.
            pub fn len(self) -> usize {
                self.parts.len()
            }

            /// Whether there are none.
            pub fn is_empty(self) -> bool {
                self.parts.is_empty()
            }
        }

        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<'_, T> {}

        impl<'a, T: FromValue<'a> + 'a> IntoIterator for $name<'a, T> {
            type Item = $item;
            type IntoIter = std::vec::IntoIter<$item>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter().collect::<Vec<_>>().into_iter()
            }
        }

        impl<'a, T: FromValue<'a>> FromValue<'a> for $name<'a, T> {
            fn from_value(value: &'a Value<'a>, world: &'a World<'a>) -> Option<Self> {
                match value {
                    Value::$value(parts) => Some(Self { parts, world, ty: PhantomData }),
                    _ => None,
                }
            }
        }

        impl<'a, T: FromValue<'a> + fmt::Debug + 'a> fmt::Debug for $name<'a, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.$debug().entries(self.iter()).finish()
            }
        }

        impl<'a, T: FromValue<'a> + IntoNix + 'a> IntoNix for $name<'a, T> {
            fn into_nix(self) -> NixValue {
                $into_nix(self.iter())
            }
        }
    )*};
}

collections! {
    List: List of T, list, debug_list;
    Map: Map of (&'a str, T), set, debug_map;
}
