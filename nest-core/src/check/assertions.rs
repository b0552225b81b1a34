//! What the fleet promises of itself.

use crate::matching::Matcher;
use crate::model::{Claim, EntryId};
use crate::panics::caught_alone;
use crate::problem::{Finding, Problem, Site};
use crate::resolve::Resolved;
use crate::select::Survey;
use crate::selector::Selector;
use crate::tested::matching;
use crate::truth::Truth;

/// `assert web => [env = "prod"], "webs are in prod";`, and a web in staging.
pub(super) fn assertions_hold(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (i, assertion) in fleet.assertions.iter().enumerate() {
        let site = Site::Assertion(i as u32);
        let broken = match &assertion.claim {
            Claim::Each(of, must) => caught_alone(|| each(resolved, of, must)).map(|broken| {
                (!broken.is_empty()).then(|| broken.iter().map(|node| resolved.path(*node)).collect())
            }),
            // Before it is compiled, nothing is known of it.
            Claim::Whole(code) if code.index() >= fleet.code.conditions.len() => Ok(None),
            Claim::Whole(code) => {
                let holds = caught_alone(|| fleet.code[*code](Survey { scene: resolved.scene() }));
                holds.map(|holds| (!holds).then(Vec::new))
            }
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
    resolved.scene().with_document(|document| {
        let mut matcher = Matcher::new(document, must);
        let mut nodes = matching(document, Some(&resolved.index), of);
        nodes.retain(|node| matcher.test(*node) == Truth::No);
        nodes
    })
}
