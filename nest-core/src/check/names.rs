//! Names in selectors.

use super::{nothing_matches, only_namespaces};
use crate::model::{Claim, Fleet, QueryId, RuleId, TraitId};
use crate::problem::{Finding, Problem, Site};
use crate::resolve::Resolved;
use crate::selector::Selector;
use crate::suggest::nearest;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// `rule host:not(#lb-prdo) => …`: a misspelt name matches nothing, and behind a negation everything.
pub(super) fn names_are_there(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where nothing matches because of it, that is told.
    let is_dead = |site: &Site, selector| match site {
        Site::Rule(id) => resolved.matched.possible[id.index()].is_empty(),
        Site::NeededBy(_) => nothing_matches(resolved, selector),
        _ => false,
    };
    let known = LazyCell::new(|| -> BTreeSet<&str> {
        resolved.tree.entries.iter().map(|entry| &*entry.name).collect()
    });
    for (site, selector) in selectors(resolved.fleet).into_iter().filter(|(site, s)| !is_dead(site, s)) {
        for word in absent(resolved, selector) {
            let nearest = nearest(&word, known.iter().copied()).map(|name| format!("#{name}"));
            report
                .push(Finding { site, problem: Problem::UnknownName { word: format!("#{word}"), nearest } });
        }
    }
}

/// `assert #prod => lb, "…";`: what matches are nodes, and `prod` is a namespace.
pub(super) fn nodes_are_meant(resolved: &Resolved, report: &mut Vec<Finding>) {
    let show = |selector: &Selector| selector.display(resolved.fleet).to_string();
    for (site, selector) in selectors(resolved.fleet) {
        let matches = match site {
            Site::Rule(id) => !resolved.matched.possible[id.index()].is_empty(),
            _ => false,
        };
        let wrong = only_namespaces(resolved, selector, matches);
        report.extend(wrong.iter().map(|part| Finding { site, problem: part.problem(show) }));
    }
}

/// Every selector of a fleet, and where it stands.
fn selectors<'f, 'a>(fleet: &'f Fleet<'a>) -> Vec<(Site, &'f Selector<'a>)> {
    let rules = fleet.rules.iter().enumerate().map(|(i, rule)| (Site::Rule(RuleId::at(i)), &rule.selector));
    let joining = fleet
        .traits
        .iter()
        .enumerate()
        .filter_map(|(i, declared)| Some((Site::NeededBy(TraitId::at(i)), declared.needed_by.as_ref()?)));
    let claims = fleet.assertions.iter().enumerate().flat_map(|(i, assertion)| {
        let i = i as u32;
        match &assertion.claim {
            Claim::Each(of, must) => vec![(Site::Claim(i), of), (Site::Assertion(i), must)],
            Claim::Whole(_) => Vec::new(),
        }
    });
    let queries =
        fleet.queries.iter().enumerate().map(|(i, query)| (Site::Query(QueryId::at(i)), &query.selector));
    rules.chain(joining).chain(claims).chain(queries).collect()
}

/// The names in a selector that nothing has, nor will have.
pub(super) fn absent(resolved: &Resolved, selector: &Selector) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !resolved.pending.may_add() {
        selector.each_name(&mut |name| {
            if resolved.places.named(&resolved.tree, name).is_empty() {
                found.insert(name.to_owned());
            }
        });
    }
    found
}
