//! Rules and synths: whether they match, and have what they ask for.

use crate::model::{EntryId, Maker, RuleId, Target, TraitId};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
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
                let problem = Problem::DeadRule { selector: target() };
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
    let fleet = resolved.world.fleet;
    for (id, rule) in fleet.rules.entries::<RuleId>() {
        let certain = |node: &&EntryId| resolved.matched.is_certain(id, **node);
        for (i, body) in rule.bodies.entries() {
            let Some(class) = body.class else { continue };
            let runs =
                |node: &&EntryId| certain(node) && resolved.world.has_class(**node, class) == Truth::Yes;
            for (j, argument) in body.arguments.entries() {
                let nodes = resolved.matched.nodes(id);
                if let Some(node) = nodes.iter().filter(runs).find(|node| lacks(resolved, **node, argument.0))
                {
                    let problem = Problem::MissingArgument {
                        name: fleet[argument.0].name.to_owned(),
                        node: resolved.path(*node),
                    };
                    report.push(Finding { site: Site::Argument(id, i, j), problem });
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
            Maker::Rule(id) => resolved.matched.is_certain(id, *node),
        };
        for (i, argument) in synth.arguments.entries() {
            let mut nodes = resolved.world.index.nodes().iter().filter(|node| is_certain(node));
            if let Some(node) = nodes.find(|node| lacks(resolved, **node, argument.0)) {
                let name = resolved.world.fleet[argument.0].name.to_owned();
                let problem = Problem::MissingArgument { name, node: resolved.path(*node) };
                report.push(Finding { site: Site::SynthArgument(maker, i), problem });
            }
        }
    }
}
