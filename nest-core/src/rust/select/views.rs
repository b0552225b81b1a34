//! The answers to queries.

use crate::model::EntryId;
use crate::rust::node::Node;
use crate::rust::view::Query;
use crate::world::World;

/// The answer to a query: a view, or a tuple of views, for each node.
#[derive(Clone)]
pub struct Views<'a, Q> {
    world: &'a World<'a>,
    query: Q,
    pub(super) ids: std::vec::IntoIter<EntryId>,
}

impl<'a, Q: Query<'a>> Views<'a, Q> {
    fn item(&self, id: EntryId) -> Option<Q::Item> {
        self.query.item(Node::new(self.world, id))
    }
}

impl<'a, Q: Query<'a>> Iterator for Views<'a, Q> {
    type Item = Q::Item;

    fn next(&mut self) -> Option<Q::Item> {
        let id = self.ids.next()?;
        self.item(id)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
    }
}

impl<'a, Q: Query<'a>> DoubleEndedIterator for Views<'a, Q> {
    fn next_back(&mut self) -> Option<Q::Item> {
        let id = self.ids.next_back()?;
        self.item(id)
    }
}

impl<'a, Q: Query<'a>> ExactSizeIterator for Views<'a, Q> {}

/// The answer to a query that leaves out oneself.
#[derive(Clone)]
pub struct Others<'a, Q> {
    pub(super) views: Views<'a, Q>,
    pub(super) me: EntryId,
}

impl<'a, Q: Query<'a>> Others<'a, Q> {
    /// The same with oneself, if one is asked for, at one's place in document order.
    pub fn and_self(self) -> Views<'a, Q> {
        self.views
    }
}

impl<'a, Q: Query<'a>> Iterator for Others<'a, Q> {
    type Item = Q::Item;

    fn next(&mut self) -> Option<Q::Item> {
        let id = self.views.ids.find(|id| *id != self.me)?;
        self.views.item(id)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.views.ids.as_slice();
        let count = rest.len() - usize::from(rest.contains(&self.me));
        (count, Some(count))
    }
}

impl<'a, Q: Query<'a>> DoubleEndedIterator for Others<'a, Q> {
    fn next_back(&mut self) -> Option<Q::Item> {
        let id = self.views.ids.rfind(|id| *id != self.me)?;
        self.views.item(id)
    }
}

impl<'a, Q: Query<'a>> ExactSizeIterator for Others<'a, Q> {}

/// The nodes of a list that pass `is_meant` and that a query asks for.
pub(super) fn views<'a, Q: Query<'a>>(
    world: &'a World<'a>,
    query: Q,
    list: &[EntryId],
    is_meant: impl Fn(EntryId) -> bool,
) -> Views<'a, Q> {
    let is_answer = |id: &EntryId| is_meant(*id) && query.is_asked(Node::new(world, *id));
    let ids: Vec<EntryId> = list.iter().copied().filter(is_answer).collect();
    Views { world, query, ids: ids.into_iter() }
}
