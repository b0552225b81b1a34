//! Traits that join by themselves.

use crate::model::TraitId;
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::selector::Simple;
use crate::world::World;
use crate::world::tested::Tested;
use crate::world::traits::Why;
use crate::world::truth::Truth;

/// Lets traits join by themselves, until none does any more: the least fixpoint of `needs` and `needed_by`.
///
/// None of `joining` depends on the absence of another of them, so adding traits only makes more selectors match, and
/// the order decides nothing but the order of a node's list.
///
/// A predicate that panics is a finding, and its trait does not join.
pub(crate) fn close(world: &mut World, joining: &[TraitId], findings: &mut Vec<Finding>) {
    let fleet = world.fleet;
    let mut failed = Vec::new();
    loop {
        let mut changed = Vec::new();
        for id in joining {
            let Some(selector) = fleet[*id].needed_by.as_ref().filter(|_| !failed.contains(id)) else {
                continue;
            };
            // What code asks for stands in the lists.
            if selector.any_simple(&mut |simple| matches!(simple, Simple::When(_))) {
                world.index_now();
            }
            let tested = Tested::of(world, selector).without(|node| world.traits.has(node, *id));
            // All are tested before any is joined: which is tested first decides nothing.
            let tested: Result<Vec<_>, Box<Problem>> =
                tested.map(|(node, truth)| Ok((node, truth?))).collect();
            let tested = tested.unwrap_or_else(|problem| {
                findings.push(Finding { site: Site::NeededBy(*id), problem: *problem });
                failed.push(*id);
                Vec::new()
            });
            for (node, truth) in tested {
                match truth {
                    Truth::Yes => {
                        world.traits_mut().join(node, *id, Why::NeededBy);
                        changed.push(node);
                    }
                    Truth::Unknown => world.traits_mut().open(node),
                    Truth::No => {}
                }
            }
        }
        if changed.is_empty() {
            return;
        }
        changed.iter().for_each(|node| world.traits_mut().close(fleet, *node));
    }
}
