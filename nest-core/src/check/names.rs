//! Names in selectors.

use crate::model::{Claim, Declared};
use crate::problem::Problem;
use crate::problem::suggest::nearest;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::selector::{Complex, Selector, Simple};
use crate::world::World;
use crate::world::namespaces::only_namespaces;
use crate::world::tested::nothing_matches;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// `rule host:not(#lb-prdo) => …`: a misspelt name matches nothing, and behind a negation everything.
pub(super) fn names_are_there(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where nothing matches because of it, that is told.
    let is_dead = |site: &Site, selector| {
        let is_idle = match site {
            Site::Rule(id) => resolved.matched.nodes(*id).is_empty(),
            Site::NeededBy(_) => nothing_matches(&resolved.world, selector),
            _ => false,
        };
        is_idle && !resolved.world.pending.may_match(selector)
    };
    let known = LazyCell::new(|| known(resolved));
    for (site, selector) in selectors(resolved.world.fleet).into_iter().filter(|(site, s)| !is_dead(site, s))
    {
        for word in absent(resolved, selector) {
            let nearest = nearest(&word, known.iter().copied()).map(|name| format!("#{name}"));
            let problem = Problem::UnknownName { word: format!("#{word}"), nearest };
            report.push(Finding { site, problem });
        }
    }
}

/// `rule #web-3 => …`: why it is dead, if all that its selector lists asks for a name that nothing has.
pub(super) fn dead_name(resolved: &Resolved, selector: &Selector) -> Option<Problem> {
    let absent = absent(resolved, selector);
    let asked = |complex: &Complex| {
        let compounds = complex.links.iter().rev().map(|(_, compound)| compound).chain([&complex.subject]);
        compounds.flat_map(|compound| &compound.all).find_map(|simple| match simple {
            Simple::Name(name) => absent.get(&**name),
            _ => None,
        })
    };
    let names = selector.any.iter().map(asked).collect::<Option<Vec<_>>>()?;
    let word = names.first()?;
    let nearest = nearest(word, known(resolved).into_iter()).map(|name| format!("#{name}"));
    Some(Problem::DeadName { word: format!("#{word}"), nearest })
}

/// The names that something has, or will have.
fn known<'r>(resolved: &'r Resolved) -> BTreeSet<&'r str> {
    let World { tree, pending, .. } = &resolved.world;
    tree.entries.iter().map(|entry| &*entry.name).chain(pending.names()).collect()
}

/// `assert #prod => lb, "…";`: what matches are nodes, and `prod` is a namespace.
pub(super) fn nodes_are_meant(resolved: &Resolved, report: &mut Vec<Finding>) {
    let show = |selector: &Selector| selector.display(resolved.world.fleet).to_string();
    for (site, selector) in selectors(resolved.world.fleet) {
        let matches = match site {
            Site::Rule(id) => !resolved.matched.nodes(id).is_empty(),
            _ => false,
        };
        let wrong = only_namespaces(&resolved.world, selector, matches);
        report.extend(wrong.iter().map(|part| Finding { site, problem: part.problem(show) }));
    }
}

/// Every selector of a fleet, and where it stands.
fn selectors<'f, 'a>(fleet: &'f Declared<'a>) -> Vec<(Site, &'f Selector<'a>)> {
    let rules =
        fleet.rules.entries().filter_map(|(id, rule)| Some((Site::Rule(id), rule.target.selector()?)));
    let joining = fleet.joining().map(|(id, selector)| (Site::NeededBy(id), selector));
    let claims = fleet.assertions.entries().flat_map(|(id, assertion)| match &assertion.claim {
        Claim::Each(of, must) => vec![(Site::Claim(id), of), (Site::Assertion(id), must)],
        Claim::Whole(_) => Vec::new(),
    });
    let queries = fleet.queries.entries().map(|(id, query)| (Site::Query(id), &query.selector));
    rules.chain(joining).chain(claims).chain(queries).collect()
}

/// The names in a selector that nothing has, nor will have.
pub(super) fn absent(resolved: &Resolved, selector: &Selector) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let World { places, pending, tree, .. } = &resolved.world;
    selector.each_name(&mut |name| {
        if places.named(tree, name).is_empty() && !pending.may_name(name) {
            found.insert(name.to_owned());
        }
    });
    found
}
