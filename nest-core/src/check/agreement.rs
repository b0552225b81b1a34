//! Whether the rules of a configuration agree.

use crate::model::value::Value;
use crate::model::{Assignment, Condition, EntryId, RuleId};
use crate::nix;
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::route;
use std::collections::{HashMap, HashSet};

/// What a path is made of: names, and what a route computes for a node.
#[derive(PartialEq, Eq, Hash)]
enum Part<'r> {
    Name(&'r str),
    Computed(EntryId),
}

/// `rule a => nixos { x.enable = true; }  rule b => nixos { x.enable = false; }`, for a node that matches both.
///
/// Of several priorities the module system takes the definitions with the lowest number, so only those can conflict;
/// and where a value is not known, its priority is not either.
pub(super) fn rules_agree(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    let mut reported = HashSet::new();
    let mut seen: HashSet<Vec<(RuleId, u32)>> = HashSet::new();
    for configuration in resolved.configurations().filter(|c| route::is_module(c.output())) {
        let all = configuration.contributions();
        // Many nodes have the same bodies, and each conflict is told of the first node. What comes from below may be put
        // under a path of the node's own.
        let own = all.iter().map(|given| given.hops.is_empty().then_some((given.rule, given.at)));
        if own.collect::<Option<_>>().is_some_and(|bodies| !seen.insert(bodies)) {
            continue;
        }
        let mut places: HashMap<Vec<Part>, usize> = HashMap::new();
        let mut definitions: Vec<Vec<(Site, EntryId, RuleId, &Assignment)>> = Vec::new();
        for given in &all {
            for (i, assigned) in given.body.assignments.entries() {
                let Some(names) = assigned.names() else { continue };
                let mut path: Vec<Part> = Vec::new();
                for hop in given.hops.iter().rev() {
                    let names = hop.at.iter().flat_map(|at| at.path.iter());
                    path.extend(names.map(|name| name.map_or(Part::Computed(hop.node), Part::Name)));
                }
                path.extend(names.into_iter().map(Part::Name));
                let place = *places.entry(path).or_insert(definitions.len());
                if place == definitions.len() {
                    definitions.push(Vec::new());
                }
                let site = Site::Assignment(given.rule, given.at, i);
                definitions[place].push((site, given.node, given.rule, assigned));
            }
        }
        for definitions in &definitions {
            if definitions.iter().any(|(.., assigned)| !is_certain(assigned)) {
                continue;
            }
            let lowest = definitions.iter().map(|(.., assigned)| assigned.priority).min();
            let mut winners = definitions.iter().filter(|(.., assigned)| Some(assigned.priority) == lowest);
            let Some((_, _, first_rule, first)) = winners.next() else { continue };
            for (site, node, rule, assigned) in winners {
                if rule != first_rule && !assigned.value.equals(&first.value) && reported.insert(*site) {
                    let problem = Problem::RuleConflict {
                        path: nix::path(assigned.path.iter().flatten().copied()),
                        value: assigned.value.to_string(),
                        node: resolved.path(*node),
                        other: resolved.rule_name(*first_rule).to_owned(),
                        other_value: first.value.to_string(),
                        line: site.line_of(first.place, fleet, &resolved.world.tree),
                    };
                    report.push(Finding { site: *site, problem });
                }
            }
        }
    }
}

/// Whether an assignment certainly gives a value that no other can be merged with: what a text or a list is for its
/// option, and whether several make one, is not known here.
fn is_certain(assigned: &Assignment) -> bool {
    assigned.condition == Condition::Always
        && matches!(assigned.value, Value::Bool(_) | Value::Int(_) | Value::Float(_))
}
