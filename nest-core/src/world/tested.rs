//! Which nodes match a selector, or a rule is of: those that can be at all, tested one by one.

use crate::model::{Entry, EntryId, Rule, Target};
use crate::problem::Problem;
use crate::report::panics::caught;
use crate::report::{Finding, Site};
use crate::selector::Selector;
use crate::world::World;
use crate::world::candidates::Candidates;
use crate::world::matching::Matcher;
use crate::world::truth::Truth;
use std::vec::IntoIter;

/// The nodes that certainly match a selector, in document order. If a predicate panics, so does this.
pub(crate) fn matching(world: &World, selector: &Selector) -> Vec<EntryId> {
    let mut tested = Tested::of(world, selector);
    let nodes = std::mem::take(&mut tested.nodes);
    nodes.filter(|node| tested.test(*node) == Truth::Yes).collect()
}

/// The nodes that can match a selector, in document order, each with whether it does, or how a predicate panicked. They
/// are tested as they are asked for.
pub(crate) struct Tested<'s, 'd> {
    world: &'d World<'d>,
    /// What tests them; nothing where they are written.
    matcher: Option<Matcher<'s, 'd>>,
    nodes: IntoIter<EntryId>,
    listed: usize,
}

impl<'s, 'd> Tested<'s, 'd> {
    pub(crate) fn of(world: &'d World<'d>, selector: &'s Selector<'s>) -> Self {
        let Candidates { nodes, listed } = Candidates::of(world, selector);
        Self { world, matcher: Some(Matcher::new(world, selector)), nodes: nodes.into_iter(), listed }
    }

    /// The nodes that a rule is of.
    pub(crate) fn of_rule(world: &'d World<'d>, rule: &'s Rule<'s>) -> Self {
        match &rule.target {
            Target::Matching(selector) => Self::of(world, selector),
            Target::Written { entries, .. } => {
                let tree = &world.tree;
                // Another tree than the one that is written may have fewer.
                let is_node = |id: &EntryId| tree.entries.get(id.index()).is_some_and(Entry::is_node);
                let nodes: Vec<EntryId> = entries.iter().copied().filter(is_node).collect();
                Self { world, matcher: None, nodes: nodes.into_iter(), listed: entries.len() }
            }
        }
    }

    fn test(&mut self, node: EntryId) -> Truth {
        self.matcher.as_mut().map_or(Truth::Yes, |matcher| matcher.test(node))
    }

    /// Without some, which are not tested.
    pub(crate) fn without(self, is_one: impl Fn(EntryId) -> bool) -> Self {
        let nodes: Vec<EntryId> = self.nodes.filter(|node| !is_one(*node)).collect();
        Self { nodes: nodes.into_iter(), ..self }
    }

    /// The next one, where a predicate that panics is told at a site, and leaves open whether the node matches.
    pub(crate) fn next_told(&mut self, site: Site, findings: &mut Vec<Finding>) -> Option<(EntryId, Truth)> {
        let (node, truth) = self.next()?;
        let open = |problem: Box<Problem>| {
            findings.push(Finding { site, problem: *problem });
            Truth::Unknown
        };
        Some((node, truth.unwrap_or_else(open)))
    }

    /// How many steps it took so far: to find the candidates, and to test them.
    pub(crate) fn steps(&self) -> usize {
        self.listed + self.matcher.as_ref().map_or(0, Matcher::steps)
    }
}

impl Iterator for Tested<'_, '_> {
    type Item = (EntryId, Result<Truth, Box<Problem>>);

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.nodes.next()?;
        let tree = &self.world.tree;
        Some((node, caught(tree, node, || self.test(node))))
    }
}

/// Whether it is certain that no node matches a selector.
pub(crate) fn nothing_matches(world: &World, selector: &Selector) -> bool {
    let mut tested = Tested::of(world, selector);
    tested.all(|(_, truth)| truth == Ok(Truth::No))
}
