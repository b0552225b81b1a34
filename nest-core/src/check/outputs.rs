//! Where modules go, and what systems are called.

use super::written::has_no_name;
use crate::model::{Class, Declared, Names};
use crate::output::configuration::Configuration;
use crate::problem::{Kind, Problem};
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::route;
use std::collections::HashMap;

/// `class nixos => nodes;`
pub(super) fn outputs_have_names_of_their_own(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (site, name) in outputs(fleet) {
        if let Some(why) = route::reserved_output(name) {
            report.push(Finding { site, problem: Problem::ReservedName { name: name.to_owned(), why } });
        }
    }
    for (id, own_output) in fleet.own_outputs.entries() {
        let taken =
            || fleet.outputs.contains(&own_output.name).then_some("a class has an output of that name");
        let systems = || route::is_module(own_output.name).then_some("it holds systems, which classes give");
        if let Some(why) = route::reserved_output(own_output.name).or_else(taken).or_else(systems) {
            let problem = Problem::ReservedName { name: own_output.name.to_owned(), why };
            report.push(Finding { site: Site::OwnOutput(id), problem });
        }
    }
}

/// `class nixos => nixosConfiguration;`: any name can be an output, but hardly one letter off what flakes have.
pub(super) fn outputs_are_known(resolved: &Resolved, report: &mut Vec<Finding>) {
    for (site, word) in outputs(resolved.world.fleet) {
        if let Some(meant) = route::output_meant_by(word) {
            let problem = Problem::UnknownWord {
                kind: Kind::Output,
                word: word.to_owned(),
                nearest: Some(meant.to_owned()),
                known: Vec::new(),
            };
            report.push(Finding { site, problem });
        }
    }
}

/// The outputs that classes go to, and where that is written.
fn outputs<'a>(fleet: &'a Declared<'a>) -> impl Iterator<Item = (Site, &'a str)> {
    fleet.traits.entries().flat_map(move |(id, declared)| {
        let output = move |(i, class): (u32, &Class)| Some((Site::Output(id, i), fleet[class.output()?]));
        declared.classes.entries().filter_map(output)
    })
}

/// `trait user { class user => parent.nixos at …; }`, and a user that stands below no host.
pub(super) fn routes_lead_somewhere(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (node, class, target) in &resolved.routed.lost {
        let problem = Problem::LandsNowhere {
            node: resolved.path(*node),
            class: fleet[*class].to_owned(),
            target: fleet[*target].to_owned(),
        };
        report.push(resolved.finding(*node, problem));
    }
}

/// `prod { web { is = [host]; … } }  staging { web { is = [host]; … } }`, and a node with two classes into one output.
pub(super) fn names_in_an_output_differ(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    let way = |node| resolved.world.tree.path(node).join("-");
    for (output, _) in fleet.outputs.entries() {
        let mut first: HashMap<&str, Configuration> = HashMap::new();
        for configuration in resolved.configurations_of(output) {
            let node = configuration.node().id();
            let Some(name) = resolved.world.settled_name(node) else { continue };
            let Some(other) = first.get(name).copied() else {
                first.insert(name, configuration);
                continue;
            };
            let first = other.node().id();
            if first == node {
                // Of a class that it has twice, it is told that.
                if configuration.class() != other.class() {
                    let (node_path, output) = (resolved.path(node), configuration.output().to_owned());
                    report.push(resolved.finding(node, Problem::OutputTwice { node: node_path, output }));
                }
                continue;
            }
            // What is computed is the one too many, and then what is made.
            let is_computed = |node| resolved.world.computed_names.contains_key(&node);
            let is_more = |node| (is_computed(node), resolved.is_made(node));
            let (node, first) = if is_more(node) >= is_more(first) { (node, first) } else { (first, node) };
            let site = resolved.name_site(node);
            let problem = Problem::OutputCollision {
                output: configuration.output().to_owned(),
                name: name.to_owned(),
                path: resolved.path(node),
                from: resolved.author(node, site),
                other: resolved.path(first),
                other_from: resolved.author(first, site),
                by_path: fleet.names == Names::Name && way(node) != way(first) && !is_computed(node),
            };
            report.push(resolved.name_finding(node, problem));
        }
    }
}

/// `web_1 { is = [host]; … }`: no name that DNS can find a machine under. `"web-1.example.org"` is one.
pub(super) fn hosts_have_host_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for node in resolved.nodes() {
        let is_system = node.outputs().any(route::is_machine);
        let Some(name) = resolved.world.settled_name(node.id()).filter(|_| is_system) else { continue };
        if !is_domain_name(name) && !has_no_name(resolved, node.id()) {
            let problem = Problem::HostName { name: name.to_owned() };
            report.push(resolved.name_finding(node.id(), problem));
        }
    }
}

/// A host name by itself, or with its domain: RFC 1123, section 2.1, and RFC 1035, section 2.3.4.
fn is_domain_name(name: &str) -> bool {
    name.len() <= 253 && name.split('.').all(is_dns_label)
}

/// One label of a domain name: RFC 1123, section 2.1.
fn is_dns_label(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}
