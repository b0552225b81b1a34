//! Queries about the fleet as a whole.

use super::views::{Views, views};
use crate::rust::view::{AsNode, Query};
use crate::world::World;
use std::fmt;

/// The queries that can be asked for the fleet as a whole: in own outputs and in assertions.
#[derive(Clone, Copy)]
pub struct Survey<'a> {
    pub(crate) world: &'a World<'a>,
}

impl<'a> Survey<'a> {
    /// The nodes of the whole fleet that are asked for.
    pub fn all<Q: Query<'a>>(self, query: Q) -> Views<'a, Q> {
        views(self.world, query, query.candidates(self.world), |_| true)
    }

    /// The nodes below a node.
    pub fn within<Q: Query<'a>>(self, node: impl AsNode<'a>, query: Q) -> Views<'a, Q> {
        let list = self.world.places.part_below(node.as_node().id, query.candidates(self.world));
        views(self.world, query, list, |_| true)
    }

    /// The one node of the fleet that is asked for.
    ///
    /// # Errors
    ///
    /// [`NotOne`] if there are none or several.
    pub fn one<Q: Query<'a>>(self, query: Q) -> Result<Q::Item, NotOne> {
        let mut found = self.all(query);
        match (found.next(), found.len()) {
            (Some(item), 0) => Ok(item),
            (first, rest) => {
                Err(NotOne { query: query.describe(self.world), found: usize::from(first.is_some()) + rest })
            }
        }
    }
}

/// [`Select::one`](super::Select::one) found none, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOne {
    query: String,
    found: usize,
}

impl fmt::Display for NotOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`select.one({})` asks for one node, and there are {}", self.query, self.found)
    }
}

impl std::error::Error for NotOne {}
