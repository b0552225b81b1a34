//! What the fleet promises of itself.

use crate::model::{Claim, EntryId};
use crate::problem::Problem;
use crate::report::panics::caught_alone;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::rust::select::Survey;
use crate::selector::Selector;
use crate::world::matching::Matcher;
use crate::world::tested::matching;
use crate::world::truth::Truth;

/// `assert web => [env = "prod"], "webs are in prod";`, and a web in staging.
pub(super) fn assertions_hold(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (i, assertion) in fleet.assertions.iter().enumerate() {
        let site = Site::Assertion(i as u32);
        let broken = match &assertion.claim {
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
    let mut nodes = matching(world, Some(&world.index), of);
    nodes.retain(|node| matcher.test(*node) == Truth::No);
    nodes
}
