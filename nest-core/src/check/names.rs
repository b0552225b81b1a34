//! Names in selectors.

use super::nothing_matches;
use crate::model::{Claim, Declared};
use crate::problem::Problem;
use crate::problem::suggest::nearest;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::selector::Selector;
use std::collections::BTreeSet;

/// `rule host:not(#lb-prdo) => …`: a misspelt name matches nothing, and behind a negation everything.
pub(super) fn names_are_there(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where nothing matches because of it, that is told.
    let is_dead = |site: &Site, selector| match site {
        Site::Rule(id) => resolved.matched.possible[id.index()].is_empty(),
        Site::NeededBy(_) => nothing_matches(resolved, selector),
        _ => false,
    };
    for (site, selector) in selectors(resolved.world.fleet).into_iter().filter(|(site, s)| !is_dead(site, s))
    {
        for word in absent(resolved, selector) {
            let known: BTreeSet<&str> =
                resolved.world.tree.entries.iter().map(|entry| &*entry.name).collect();
            let nearest = nearest(&word, known.into_iter()).map(|name| format!("#{name}"));
            report
                .push(Finding { site, problem: Problem::UnknownName { word: format!("#{word}"), nearest } });
        }
    }
}

/// Every selector of a fleet, and where it stands.
fn selectors<'f, 'a>(fleet: &'f Declared<'a>) -> Vec<(Site, &'f Selector<'a>)> {
    let rules = fleet.rules.entries().map(|(id, rule)| (Site::Rule(id), &rule.selector));
    let joining = fleet.joining().map(|(id, selector)| (Site::NeededBy(id), selector));
    let claims = fleet.assertions.iter().enumerate().flat_map(|(i, assertion)| {
        let both = match &assertion.claim {
            Claim::Each(of, must) => vec![of, must],
            Claim::Whole(_) => Vec::new(),
        };
        both.into_iter().map(move |selector| (Site::Assertion(i as u32), selector))
    });
    let queries = fleet.queries.entries().map(|(id, query)| (Site::Query(id), &query.selector));
    rules.chain(joining).chain(claims).chain(queries).collect()
}

/// The names in a selector that nothing has, nor will have.
fn absent(resolved: &Resolved, selector: &Selector) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !resolved.world.pending.may_add() {
        selector.each_name(&mut |name| {
            if resolved.world.places.named(&resolved.world.tree, name).is_empty() {
                found.insert(name.to_owned());
            }
        });
    }
    found
}
