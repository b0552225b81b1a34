//! Traits: their needs, their classes, and whether they join.

use super::is_dead;
use crate::model::TraitId;
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::World;
use std::collections::{HashMap, HashSet};

/// `trait a { needs = [b]; }  trait b { needs = [a]; }`
pub(super) fn needs_have_no_cycle(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    let mut done = HashSet::new();
    for start in fleet.traits.ids() {
        // Depth first, with the way taken and the next need to try at each step of it.
        let mut way: Vec<(TraitId, usize)> = vec![(start, 0)];
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

/// `trait host { class nixos => …; }  trait vm { class nixos => …; }  a { is = [host, vm]; }`
pub(super) fn a_node_has_a_class_once(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for node in resolved.world.index.nodes() {
        let mut first: HashMap<_, TraitId> = HashMap::new();
        for (from, class) in resolved.world.classes(*node) {
            match first.get(&class.id) {
                // Twice by one trait is a mistake in the trait, reported there.
                Some(other) if *other != from => {
                    let problem = Problem::ClassTwice {
                        node: resolved.path(*node),
                        class: fleet[class.id].to_owned(),
                        first: fleet[*other].name.to_owned(),
                        second: fleet[from].name.to_owned(),
                    };
                    report.push(resolved.finding(*node, problem));
                }
                Some(_) => {}
                None => drop(first.insert(class.id, from)),
            }
        }
    }
}

/// `trait monitoring { needed_by = sever; }` where no node is a `sever`.
pub(super) fn needed_by_fires(resolved: &Resolved, report: &mut Vec<Finding>) {
    let World { fleet, traits, .. } = &resolved.world;
    for (id, selector) in fleet.joining() {
        // A predicate has been asked: whether it would say the same of the finished tree is no matter.
        let joins = traits.nodes_with(id).iter().any(|node| traits.joined_by_itself(*node, id));
        if !joins && is_dead(&resolved.world, selector) {
            let problem = Problem::DeadNeededBy { name: fleet[id].name.to_owned() };
            report.push(Finding { site: Site::NeededBy(id), problem });
        }
    }
}
