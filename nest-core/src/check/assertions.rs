//! What the fleet promises of itself.

use super::names::absent;
use super::nothing_matches;
use crate::model::{Claim, EntryId};
use crate::problem::Problem;
use crate::report::panics::caught_alone;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::rust::select::Survey;
use crate::selector::Selector;
use crate::world::matching::Matcher;
use crate::world::namespaces::only_namespaces;
use crate::world::tested::matching;
use crate::world::truth::Truth;

/// `assert wbe => [env = "prod"], "…";`: where nothing is meant, anything holds.
pub(super) fn assertions_are_about_something(resolved: &Resolved, report: &mut Vec<Finding>) {
    for (id, assertion) in resolved.world.fleet.assertions.entries() {
        let Claim::Each(of, _) = &assertion.claim else { continue };
        // A namespace that is selected and a name that is not there are told.
        if !resolved.world.pending.may_match(of)
            && nothing_matches(resolved, of)
            && only_namespaces(&resolved.world, of, false).is_empty()
            && absent(resolved, of).is_empty()
        {
            let selector = of.display(resolved.world.fleet).to_string();
            report.push(Finding { site: Site::Claim(id), problem: Problem::DeadAssertion { selector } });
        }
    }
}

/// `assert web => [env = "prod"], "webs are in prod";`, and a web in staging.
pub(super) fn assertions_hold(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (id, assertion) in fleet.assertions.entries() {
        let site = Site::Assertion(id);
        let told = !fleet.allow.contains(&"only-namespaces");
        let broken = match &assertion.claim {
            // Of a namespace, it is told that it is one.
            Claim::Each(_, must) if told && !only_namespaces(&resolved.world, must, false).is_empty() => {
                Ok(None)
            }
            Claim::Each(of, must) => caught_alone(|| each(resolved, of, must)).map(|broken| {
                (!broken.is_empty()).then(|| broken.iter().map(|node| resolved.path(*node)).collect())
            }),
            Claim::Whole(condition) => match resolved.code {
                // Before it is compiled, nothing is known of it.
                None => Ok(None),
                Some(code) => {
                    let holds = caught_alone(|| code[*condition](Survey { world: &resolved.world }));
                    holds.map(|holds| (!holds).then(Vec::new))
                }
            },
        };
        match broken {
            Ok(None) => {}
            Ok(Some(broken)) => {
                let problem = Problem::BrokenAssertion { why: assertion.why.to_owned(), broken };
                report.push(Finding { site, problem });
            }
            Err(problem) => report.push(Finding { site, problem }),
        }
    }
}

/// The nodes that certainly match `of` and certainly not `must`.
fn each(resolved: &Resolved, of: &Selector, must: &Selector) -> Vec<EntryId> {
    let world = &resolved.world;
    let mut matcher = Matcher::new(world, must);
    let mut nodes = matching(world, of);
    nodes.retain(|node| matcher.test(*node) == Truth::No);
    nodes
}
