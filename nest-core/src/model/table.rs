//! A table: a slice that a static borrows and that the macro owns.

use super::Id;
use std::ops::Deref;

/// A slice of the model: borrowed in a `static`, owned while the macro builds it.
///
/// This is what lets the macro build the same [`Declared`](super::Declared) that the compiled program reads, and run
/// the same checks on it.
#[derive(Debug)]
pub enum Table<'a, T> {
    /// Part of a static.
    Static(&'a [T]),
    /// Built at compile time by the macro, or at run time.
    Owned(Vec<T>),
}

impl<T> Table<'_, T> {
    /// A table without entries.
    pub const EMPTY: Self = Self::Static(&[]);

    /// The entries with their ids.
    pub fn entries<I: Id>(&self) -> impl Iterator<Item = (I, &T)> + Clone {
        self.ids().zip(self.iter())
    }

    /// The ids of the entries.
    pub fn ids<I: Id>(&self) -> impl Iterator<Item = I> + Clone + use<I, T> {
        (0..self.len()).map(I::at)
    }
}

impl<T: Clone> Table<'_, T> {
    /// The entries, to be changed: a borrowed table becomes a copy of its own.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        if let Self::Static(slice) = self {
            *self = Self::Owned(slice.to_vec());
        }
        match self {
            Self::Owned(vec) => vec,
            Self::Static(_) => unreachable!("it has just become an owned one"),
        }
    }
}

impl<T> Deref for Table<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Static(slice) => slice,
            Self::Owned(vec) => vec,
        }
    }
}

impl<'t, T> IntoIterator for &'t Table<'_, T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Clone> Clone for Table<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::Static(slice) => Self::Static(slice),
            Self::Owned(vec) => Self::Owned(vec.clone()),
        }
    }
}

impl<T: PartialEq> PartialEq for Table<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T> From<Vec<T>> for Table<'_, T> {
    fn from(vec: Vec<T>) -> Self {
        Self::Owned(vec)
    }
}
