//! The checks on a whole fleet: what a fleet may not do.
//!
//! They run when the macro expands and again when the program resolves the fleet. Only what is certain is reported:
//! where a word has an error already, nothing is concluded from it.

use crate::document::Source;
use crate::model::{AttrId, EntryId, Fleet, Known, OutputId, RuleId, TraitId};
use crate::nix;
use crate::problem::{Finding, Problem, Site, Word};
use crate::resolve::Resolved;
use crate::route;
use crate::strata::NoStrata;
use crate::truth::Truth;
use crate::value::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Everything that is wrong with a fleet.
pub(crate) fn all(resolved: &Resolved) -> Vec<Finding> {
    let mut report = Vec::new();
    for check in CHECKS {
        check(resolved, &mut report);
    }
    report
}

type Check = fn(&Resolved, &mut Vec<Finding>);

const CHECKS: [Check; 14] = [
    values_are_of_their_types,
    outputs_have_names_of_their_own,
    outputs_are_known,
    needs_have_no_cycle,
    nodes_have_what_their_traits_require,
    unique_values_are_unique,
    a_node_has_a_class_once,
    names_in_an_output_differ,
    hosts_have_host_names,
    rules_match,
    needed_by_fires,
    bodies_have_their_arguments,
    rules_agree,
    namespaces_have_nodes,
];

/// `trait a { needed_by = :not(b); }  trait b { needed_by = a; }`: whether a node has `a` depends on itself.
pub(crate) fn no_strata(fleet: &Fleet, found: &NoStrata) -> Finding {
    let site = found.cycle.first().map_or(Site::NeededBy(TraitId(0)), |id| Site::NeededBy(*id));
    let cycle = found.cycle.iter().map(|id| fleet[*id].name.to_owned()).collect();
    Finding { site, problem: Problem::NoStrata { cycle } }
}

/// `a { port = "80"; }` where `attr port: u16;`
fn values_are_of_their_types(resolved: &Resolved, report: &mut Vec<Finding>) {
    let Resolved { fleet, tree, .. } = resolved;
    for id in tree.ids() {
        for (attr, value) in &tree[id].attrs {
            if let Err(mismatch) = fleet[*attr].ty.check(value) {
                report.push(Finding { site: Site::EntryAttr(id, *attr), problem: mismatch.problem });
            }
        }
    }
}

/// `class nixos => nodes;`
fn outputs_have_names_of_their_own(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, declared)| (TraitId::at(i), declared)) {
        for (i, class) in declared.classes.iter().enumerate() {
            let name = fleet[class.output()];
            if let Some(why) = route::reserved_output(name) {
                let problem = Problem::ReservedName { name: name.to_owned(), why };
                report.push(Finding { site: Site::Output(id, i as u32), problem });
            }
        }
    }
}

/// `class nixos => nixosConfiguration;`: any name can be an output, but hardly one letter off what flakes have.
fn outputs_are_known(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, declared)| (TraitId::at(i), declared)) {
        for (i, class) in declared.classes.iter().enumerate() {
            let word = fleet[class.output()];
            if let Some(meant) = route::output_meant_by(word) {
                let problem = Problem::UnknownWord {
                    kind: Word::Output,
                    word: word.to_owned(),
                    nearest: Some(meant.to_owned()),
                    known: Vec::new(),
                };
                report.push(Finding { site: Site::Output(id, i as u32), problem });
            }
        }
    }
}

/// `trait a { needs = [b]; }  trait b { needs = [a]; }`
fn needs_have_no_cycle(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let mut done = HashSet::new();
    for start in (0..fleet.traits.len()).map(TraitId::at) {
        // Depth first, with the way taken and the next need to try at each step of it.
        let mut way = vec![(start, 0)];
        while let Some((id, next)) = way.last_mut() {
            let at = *id;
            let Some(need) = fleet[at].needs.get(*next).copied().filter(|_| !done.contains(&at)) else {
                done.insert(at);
                way.pop();
                continue;
            };
            let site = Site::Need(at, *next as u32);
            *next += 1;
            if let Some(first) = way.iter().position(|(id, _)| *id == need) {
                let cycle = way[first..].iter().map(|(id, _)| fleet[*id].name.to_owned()).collect();
                report.push(Finding { site, problem: Problem::NeedsCycle { cycle } });
            } else {
                way.push((need, 0));
            }
        }
    }
}

/// `trait web { requires = [port]; }  a { is = [web]; }`
fn nodes_have_what_their_traits_require(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for node in resolved.index.nodes() {
        let mut missing = HashSet::new();
        for joined in resolved.traits.of(*node) {
            for require in fleet[joined.id].requires.iter().filter(|require| !require.optional) {
                if resolved.value(*node, require.attr).is_none() && missing.insert(require.attr) {
                    let problem = Problem::MissingAttribute {
                        node: resolved.path(*node),
                        attr: fleet[require.attr].name.to_owned(),
                        by: fleet[joined.id].name.to_owned(),
                    };
                    report.push(Finding { site: Site::Entry(*node), problem });
                }
            }
        }
    }
}

/// `attr addr: unique Ipv4Addr;  a { addr = "10.0.0.1"; … }  b { addr = "10.0.0.1"; … }`
fn unique_values_are_unique(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let document = resolved.document();
    let unique = (0..fleet.attrs.len()).map(AttrId::at).filter(|id| fleet[*id].unique);
    for attr in unique {
        let mut first: HashMap<String, (EntryId, Source)> = HashMap::new();
        for node in resolved.index.nodes() {
            let Some((source, value)) = document.value(*node, attr).filter(|(_, v)| **v != Value::Unknown)
            else {
                continue;
            };
            // What a node hands down to those below it is still one value of one node.
            let of_node = matches!(source, Source::Entry(id) if resolved.tree[id].is_node());
            let key = fleet[attr].ty.canonical(value);
            match first.get(&key) {
                None => drop(first.insert(key, (*node, source))),
                Some((_, other)) if of_node && *other == source => {}
                Some((other, _)) => {
                    let problem = Problem::NotUnique {
                        attr: fleet[attr].name.to_owned(),
                        value: value.to_string(),
                        node: resolved.path(*node),
                        other: resolved.path(*other),
                        line: resolved.tree[*other].line,
                    };
                    let site = match source {
                        Source::Entry(id) => Site::EntryAttr(id, attr),
                        Source::Default => Site::Entry(*node),
                    };
                    report.push(Finding { site, problem });
                }
            }
        }
    }
}

/// `trait host { class nixos => …; }  trait vm { class nixos => …; }  a { is = [host, vm]; }`
fn a_node_has_a_class_once(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for node in resolved.index.nodes() {
        let mut first: HashMap<_, TraitId> = HashMap::new();
        for (from, class) in resolved.classes(*node) {
            match first.get(&class.id) {
                // Twice by one trait is a mistake in the trait, reported there.
                Some(other) if *other != from => {
                    let problem = Problem::ClassTwice {
                        node: resolved.path(*node),
                        class: fleet[class.id].to_owned(),
                        first: fleet[*other].name.to_owned(),
                        second: fleet[from].name.to_owned(),
                    };
                    report.push(Finding { site: Site::Entry(*node), problem });
                }
                Some(_) => {}
                None => drop(first.insert(class.id, from)),
            }
        }
    }
}

/// `prod { web { is = [host]; … } }  staging { web { is = [host]; … } }`, and a node with two classes into one output.
fn names_in_an_output_differ(resolved: &Resolved, report: &mut Vec<Finding>) {
    for output in (0..resolved.fleet.outputs.len()).map(OutputId::at) {
        let mut first: HashMap<&str, EntryId> = HashMap::new();
        for configuration in resolved.configurations_of(output) {
            let node = configuration.node().id();
            match first.get(configuration.name()) {
                Some(other) if *other != node => {
                    let problem = Problem::OutputCollision {
                        output: configuration.output().to_owned(),
                        name: configuration.name().to_owned(),
                        path: resolved.path(node),
                        other: resolved.path(*other),
                        line: resolved.tree[*other].line,
                    };
                    report.push(Finding { site: Site::Entry(node), problem });
                }
                Some(_) => {
                    let (node_path, output) = (resolved.path(node), configuration.output().to_owned());
                    let problem = Problem::OutputTwice { node: node_path, output };
                    report.push(Finding { site: Site::Entry(node), problem });
                }
                None => drop(first.insert(configuration.name(), node)),
            }
        }
    }
}

/// `web_1 { is = [host]; … }`: no name that DNS can find a machine under.
fn hosts_have_host_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for node in resolved.nodes() {
        let is_system = resolved.outputs(node.id()).any(route::is_machine);
        if is_system && !is_dns_label(node.name) {
            let problem = Problem::HostName { name: node.name.to_owned() };
            report.push(Finding { site: Site::Entry(node.id()), problem });
        }
    }
}

/// One label of a domain name: RFC 1123, section 2.1.
fn is_dns_label(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// `rule web => …` without a web server; `rule registry => nixos { … }` where no registry has class `nixos`.
fn rules_match(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
        let selector = || rule.selector.display(fleet).to_string();
        let nodes = &resolved.matched.possible[id.index()];
        if nodes.is_empty() {
            report
                .push(Finding { site: Site::Rule(id), problem: Problem::DeadRule { selector: selector() } });
            continue;
        }
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            if nodes.iter().all(|node| resolved.has_class(*node, class) == Truth::No) {
                let problem = Problem::DeadBody { class: fleet[class].to_owned(), selector: selector() };
                report.push(Finding { site: Site::Body(id, i as u32), problem });
            }
        }
    }
}

/// `trait monitoring { needed_by = sever; }` where no node is a `sever`.
fn needed_by_fires(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let document = resolved.document();
    for id in (0..fleet.traits.len()).map(TraitId::at) {
        let Some(selector) = &fleet[id].needed_by else { continue };
        let fires = |node: &EntryId| crate::matching::matches(document, *node, selector) != Truth::No;
        if !resolved.index.nodes().iter().any(fires) {
            let problem = Problem::DeadNeededBy { name: fleet[id].name.to_owned() };
            report.push(Finding { site: Site::NeededBy(id), problem });
        }
    }
}

/// `rule host => nixos(lb) { … }` where a host is no `lb` and stands under none.
fn bodies_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let traits = &resolved.traits;
    for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
        let certain = |node: &&EntryId| resolved.matched.rules[node.index()].binary_search(&id).is_ok();
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            let runs = |node: &&EntryId| certain(node) && resolved.has_class(**node, class) == Truth::Yes;
            for (j, argument) in body.arguments.iter().enumerate() {
                let lacks = |node: &&EntryId| {
                    let mut line = resolved.tree.upwards(**node);
                    line.all(|up| !traits.has(up, argument.0) && !traits.is_open(up))
                };
                let nodes = &resolved.matched.possible[id.index()];
                if let Some(node) = nodes.iter().filter(runs).find(lacks) {
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

/// `rule a => nixos { x.enable = true; }  rule b => nixos { x.enable = false; }`, for a node that matches both.
///
/// Of several priorities the module system takes the definitions with the lowest number, so only those can conflict;
/// and where a value is not known, its priority is not either.
fn rules_agree(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let mut reported = HashSet::new();
    for configuration in resolved.configurations().filter(|c| route::is_module(c.output())) {
        let node = configuration.node().id();
        let mut by_path: BTreeMap<&[&str], Vec<(Site, RuleId, &Known)>> = BTreeMap::new();
        for rule in &resolved.matched.rules[node.index()] {
            for (i, body) in fleet[*rule].bodies.iter().enumerate() {
                if body.class != Some(configuration.class()) {
                    continue;
                }
                for (j, known) in body.known.iter().enumerate() {
                    let site = Site::Known(*rule, i as u32, j as u32);
                    by_path.entry(&known.path).or_default().push((site, *rule, known));
                }
            }
        }
        for definitions in by_path.values() {
            if definitions.iter().any(|(_, _, known)| known.value == Value::Unknown) {
                continue;
            }
            let lowest = definitions.iter().map(|(_, _, known)| known.priority).min();
            let mut winners = definitions.iter().filter(|(_, _, known)| Some(known.priority) == lowest);
            let Some((_, first_rule, first)) = winners.next() else { continue };
            for (site, rule, known) in winners {
                if rule != first_rule && !known.value.equals(&first.value) && reported.insert(*site) {
                    let problem = Problem::RuleConflict {
                        path: nix::path(known.path.iter().copied()),
                        value: known.value.to_string(),
                        node: resolved.path(node),
                        other: resolved.rule_name(*first_rule).to_owned(),
                        other_value: first.value.to_string(),
                        line: first.line,
                    };
                    report.push(Finding { site: *site, problem });
                }
            }
        }
    }
}

/// `web-3 { addr = "10.0.1.12"; }`: without `is` it is a namespace, and nothing stands in it.
fn namespaces_have_nodes(resolved: &Resolved, report: &mut Vec<Finding>) {
    for id in resolved.tree.ids().filter(|id| !resolved.tree[*id].is_node()) {
        if resolved.children.below(Some(id)).is_empty() && !resolved.traits.is_open(id) {
            let problem = Problem::EmptyNamespace { path: resolved.path(id) };
            report.push(Finding { site: Site::Entry(id), problem });
        }
    }
}
