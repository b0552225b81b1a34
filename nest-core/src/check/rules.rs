//! Rules and synths: whether they match, and have what they ask for.

use crate::model::{EntryId, Maker, RuleId, TraitId};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::namespaces::only_namespaces;
use crate::world::truth::Truth;

/// `rule web => …` without a web server; `rule registry => nixos { … }` where no registry has class `nixos`.
pub(super) fn rules_match(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (id, rule) in fleet.rules.entries::<RuleId>() {
        let selector = || rule.selector.display(fleet).to_string();
        let nodes = &resolved.matched.possible[id.index()];
        // A node that a `synth` will add may be meant.
        if resolved.world.pending.may_match(&rule.selector) {
            continue;
        }
        if nodes.is_empty() {
            // Where namespaces are selected, that is told.
            if !only_namespaces(&resolved.world, &rule.selector, false).is_empty() {
                continue;
            }
            report
                .push(Finding { site: Site::Rule(id), problem: Problem::DeadRule { selector: selector() } });
            continue;
        }
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            if nodes.iter().all(|node| resolved.world.has_class(*node, class) == Truth::No) {
                let class = fleet[class].to_owned();
                let problem = match rule.selector.is_in_node() {
                    true => Problem::NoSuchClass { node: selector(), class },
                    false => Problem::DeadBody { class, selector: selector() },
                };
                report.push(Finding { site: Site::Body(id, i as u32), problem });
            }
        }
    }
}

/// `rule host => nixos(lb) { … }` where a host is no `lb` and stands under none.
pub(super) fn bodies_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (id, rule) in fleet.rules.entries::<RuleId>() {
        let certain = |node: &&EntryId| resolved.matched.rules[node.index()].binary_search(&id).is_ok();
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            let runs =
                |node: &&EntryId| certain(node) && resolved.world.has_class(**node, class) == Truth::Yes;
            for (j, argument) in body.arguments.iter().enumerate() {
                let nodes = &resolved.matched.possible[id.index()];
                if let Some(node) = nodes.iter().filter(runs).find(|node| lacks(resolved, **node, argument.0))
                {
                    let problem = Problem::MissingArgument {
                        name: fleet[argument.0].name.to_owned(),
                        node: resolved.path(*node),
                    };
                    report.push(Finding { site: Site::Argument(id, i as u32, j as u32), problem });
                }
            }
        }
    }
}

/// Whether it is certain that neither a node nor one above it has a trait.
fn lacks(resolved: &Resolved, node: EntryId, id: TraitId) -> bool {
    resolved
        .world
        .tree
        .upwards(node)
        .all(|up| !resolved.world.traits.has(up, id) && !resolved.world.traits.is_open(up))
}

/// `trait web { synth(lb) { … } }` where a web is no `lb` and stands under none.
pub(super) fn synths_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where there is code, this is told when it is to run.
    if resolved.code.is_some() {
        return;
    }
    for (maker, synth) in resolved.world.fleet.synths() {
        let is_certain = |node: &EntryId| match maker {
            Maker::Trait(id) => resolved.world.traits.has(*node, id),
            Maker::Rule(id) => resolved.matched.rules[node.index()].binary_search(&id).is_ok(),
        };
        for (i, argument) in synth.arguments.iter().enumerate() {
            let mut nodes = resolved.world.index.nodes().iter().filter(|node| is_certain(node));
            if let Some(node) = nodes.find(|node| lacks(resolved, **node, argument.0)) {
                let name = resolved.world.fleet[argument.0].name.to_owned();
                let problem = Problem::MissingArgument { name, node: resolved.path(*node) };
                report.push(Finding { site: Site::SynthArgument(maker, i as u32), problem });
            }
        }
    }
}
