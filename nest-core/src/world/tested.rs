//! Which nodes match a selector: those that can at all, tested one by one.

use crate::model::EntryId;
use crate::problem::Problem;
use crate::report::panics::caught;
use crate::selector::Selector;
use crate::world::World;
use crate::world::candidates::Candidates;
use crate::world::matching::Matcher;
use crate::world::truth::Truth;
use std::vec::IntoIter;

/// The nodes that certainly match a selector, in document order. If a predicate panics, so does this.
pub(crate) fn matching(world: &World, selector: &Selector) -> Vec<EntryId> {
    let mut matcher = Matcher::new(world, selector);
    let Candidates { mut nodes, .. } = Candidates::of(world, selector);
    nodes.retain(|node| matcher.test(*node) == Truth::Yes);
    nodes
}

/// The nodes that can match a selector, in document order, each with whether it does, or how a predicate panicked. They
/// are tested as they are asked for.
pub(crate) struct Tested<'s, 'd> {
    world: &'d World<'d>,
    matcher: Matcher<'s, 'd>,
    nodes: IntoIter<EntryId>,
    listed: usize,
}

impl<'s, 'd> Tested<'s, 'd> {
    pub(crate) fn of(world: &'d World<'d>, selector: &'s Selector<'s>) -> Self {
        let Candidates { nodes, listed } = Candidates::of(world, selector);
        Self { world, matcher: Matcher::new(world, selector), nodes: nodes.into_iter(), listed }
    }

    /// Without some, which are not tested.
    pub(crate) fn without(self, is_one: impl Fn(EntryId) -> bool) -> Self {
        let nodes: Vec<EntryId> = self.nodes.filter(|node| !is_one(*node)).collect();
        Self { nodes: nodes.into_iter(), ..self }
    }

    /// How many steps it took so far: to find the candidates, and to test them.
    pub(crate) fn steps(&self) -> usize {
        self.listed + self.matcher.steps()
    }
}

impl Iterator for Tested<'_, '_> {
    type Item = (EntryId, Result<Truth, Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.nodes.next()?;
        Some((node, caught(&self.world.tree, node, || self.matcher.test(node))))
    }
}

/// Whether it is certain that no node matches a selector.
pub(crate) fn nothing_matches(world: &World, selector: &Selector) -> bool {
    let mut tested = Tested::of(world, selector);
    tested.all(|(_, truth)| truth == Ok(Truth::No))
}
