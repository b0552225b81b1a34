//! What the fleet promises of itself.

use super::names::absent;
use super::{nothing_matches, only_namespaces};
use crate::matching::Matcher;
use crate::model::{Claim, EntryId};
use crate::panics::caught_alone;
use crate::problem::{Finding, Problem, Site};
use crate::resolve::Resolved;
use crate::select::Survey;
use crate::selector::Selector;
use crate::tested::matching;
use crate::truth::Truth;

/// `assert wbe => [env = "prod"], "…";`: where nothing is meant, anything holds.
pub(super) fn assertions_are_about_something(resolved: &Resolved, report: &mut Vec<Finding>) {
    for (i, assertion) in resolved.fleet.assertions.iter().enumerate() {
        let Claim::Each(of, _) = &assertion.claim else { continue };
        // A namespace that is selected and a name that is not there are told.
        if !resolved.pending.may_match(of)
            && nothing_matches(resolved, of)
            && only_namespaces(resolved, of, false).is_empty()
            && absent(resolved, of).is_empty()
        {
            let selector = of.display(resolved.fleet).to_string();
            report
                .push(Finding { site: Site::Claim(i as u32), problem: Problem::DeadAssertion { selector } });
        }
    }
}

/// `assert web => [env = "prod"], "webs are in prod";`, and a web in staging.
pub(super) fn assertions_hold(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (i, assertion) in fleet.assertions.iter().enumerate() {
        let site = Site::Assertion(i as u32);
        let told = !fleet.allow.contains(&"only-namespaces");
        let broken = match &assertion.claim {
            // Of a namespace, it is told that it is one.
            Claim::Each(_, must) if told && !only_namespaces(resolved, must, false).is_empty() => Ok(None),
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
