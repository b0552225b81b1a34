//! Rules and synths: whether they match, and have what they ask for.

use super::names::dead_name;
use crate::model::{Argument, EntryId, Maker, RuleId, Table, Target};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::condition::stands_under;
use crate::world::namespaces::only_namespaces;
use crate::world::truth::Truth;

/// `rule web => …` without a web server; `rule registry => nixos { … }` where no registry has class `nixos`.
pub(super) fn rules_match(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (id, rule) in fleet.rules.entries::<RuleId>() {
        let target = || rule.target.display(fleet).to_string();
        let nodes = resolved.matched.nodes(id);
        let selector = rule.target.selector();
        // A node that a `synth` will add may be meant.
        if selector.is_some_and(|selector| resolved.world.pending.may_match(selector)) {
            continue;
        }
        if nodes.is_empty() {
            // Where namespaces are selected, that is told.
            let selects = |selector| !only_namespaces(&resolved.world, selector, false).is_empty();
            if !selector.is_some_and(selects) {
                let misspelt = selector.and_then(|selector| dead_name(resolved, selector));
                let problem = misspelt.unwrap_or_else(|| Problem::DeadRule { selector: target() });
                report.push(Finding { site: Site::Rule(id), problem });
            }
            continue;
        }
        for (i, body) in rule.bodies.entries() {
            let Some(class) = body.class else { continue };
            if nodes.iter().all(|node| resolved.world.has_class(*node, class) == Truth::No) {
                let class = fleet[class].to_owned();
                let problem = match rule.target {
                    Target::Written { .. } => Problem::NoSuchClass { node: target(), class },
                    Target::Matching(_) => Problem::DeadBody { class, selector: target() },
                };
                report.push(Finding { site: Site::Body(id, i), problem });
            }
        }
    }
}

/// `rule host => nixos(lb) { … }` where a host is no `lb` and stands under none.
pub(super) fn bodies_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    let Resolved { world, matched, .. } = resolved;
    for (id, rule) in world.fleet.rules.entries::<RuleId>() {
        for (i, body) in rule.bodies.entries() {
            let Some(class) = body.class else { continue };
            let runs =
                |node: &EntryId| matched.is_certain(id, *node) && world.has_class(*node, class) == Truth::Yes;
            let nodes = matched.nodes(id).iter().copied().filter(runs);
            lacking(resolved, &body.arguments, nodes, |j| Site::Argument(id, i, j), report);
        }
    }
}

/// `trait web { synth(lb) { … } }` where a web is no `lb` and stands under none.
pub(super) fn synths_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where there is code, this is told when it is to run.
    if resolved.code.is_some() {
        return;
    }
    let Resolved { world, matched, .. } = resolved;
    for (maker, synth) in world.fleet.synths() {
        let nodes = match maker {
            Maker::Trait(id) => world.index.nodes_with(id),
            Maker::Rule(id) => matched.nodes(id),
        };
        // Of nodes that a `synth` made, this is told when it is to run.
        let is_meant = |node: &EntryId| {
            let is_certain = match maker {
                Maker::Trait(_) => true,
                Maker::Rule(id) => matched.is_certain(id, *node),
            };
            is_certain && world.tree[*node].maker.is_none()
        };
        let nodes = nodes.iter().copied().filter(is_meant);
        lacking(resolved, &synth.arguments, nodes, |i| Site::SynthArgument(maker, i), report);
    }
}

/// Tells of each argument the first node that certainly neither has the trait nor stands under one that has.
fn lacking(
    resolved: &Resolved,
    arguments: &Table<Argument>,
    nodes: impl Iterator<Item = EntryId> + Clone,
    site: impl Fn(u32) -> Site,
    report: &mut Vec<Finding>,
) {
    for (i, Argument(id)) in arguments.entries() {
        let lacks = |node: &EntryId| stands_under(&resolved.world, *node, *id) == Truth::No;
        report.extend(nodes.clone().find(lacks).map(|node| {
            let name = resolved.world.fleet[*id].name.to_owned();
            let problem = Problem::MissingArgument { name, node: resolved.path(node) };
            Finding { site: site(i), problem }
        }));
    }
}
