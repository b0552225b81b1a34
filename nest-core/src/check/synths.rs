//! What synths certainly do wrong, as far as that shows before they run. Where there is code, it is told as they run.

use crate::model::{AttrId, EntryId, Maker, TraitId};
use crate::nix::{path, quote};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::selector::{Selector, Simple};
use crate::world::{Source, World};
use std::collections::{HashMap, HashSet};

/// `trait web { synth { port = 80; } }  a { is = [web]; port = 81; }`
pub(super) fn synths_set_what_is_not_set(resolved: &Resolved, report: &mut Vec<Finding>) {
    if resolved.code.is_some() {
        return;
    }
    let fleet = resolved.world.fleet;
    let mut setters: HashMap<(EntryId, AttrId), Maker> = HashMap::new();
    for (maker, synth) in fleet.synths() {
        for attr in synth.always.iter().copied() {
            let site = Site::SynthSet(maker, attr);
            // Whatever the nodes are, it is one mistake.
            let mut first = None;
            for node in nodes_of(resolved, maker) {
                let other = setters.get(&(node, attr)).map(|other| format!("by {}", other.describe(fleet)));
                first = first.or_else(|| written(resolved, node, attr, site)).or(other);
                setters.entry((node, attr)).or_insert(maker);
            }
            report.extend(first.map(|first| {
                let name = fleet[attr].name.to_owned();
                Finding { site, problem: Problem::SetAlready { name, first } }
            }));
        }
    }
}

/// Where a node's own value of an attribute is written, or one that flows to it.
fn written(resolved: &Resolved, node: EntryId, attr: AttrId, site: Site) -> Option<String> {
    let World { tree, .. } = &resolved.world;
    let (Source::Entry(from), _) = resolved.world.value(node, attr)? else { return None };
    tree[from].attrs.iter().find(|(other, _)| *other == attr)?;
    let line = resolved.line_of(from, site);
    let above = (from != node).then(|| format!(", and inherited from `{}`", resolved.path(from)));
    Some(format!("on {line}{}", above.unwrap_or_default()))
}

/// `trait web { synth { child again { is = [web]; } } }`
pub(super) fn synthesis_ends(resolved: &Resolved, report: &mut Vec<Finding>) {
    if resolved.code.is_some() {
        return;
    }
    let World { fleet, tree, .. } = &resolved.world;
    let mut done: HashSet<Maker> = HashSet::new();
    for (start, _) in fleet.synths() {
        let Some(node) = nodes_of(resolved, start).next() else { continue };
        // Depth first, with the way taken: each maker, what it leads to, and the next of these to try.
        let mut way = vec![(start, leads_to(resolved, start), 0)];
        while let Some((at, next, tried)) = way.last_mut() {
            let at = *at;
            let Some((maker, _)) = next.get(*tried).cloned().filter(|_| !done.contains(&at)) else {
                done.insert(at);
                way.pop();
                continue;
            };
            *tried += 1;
            let Some(first) = way.iter().position(|(other, ..)| *other == maker) else {
                way.push((maker, leads_to(resolved, maker), 0));
                continue;
            };
            let names: Vec<&str> = way.iter().map(|(_, next, tried)| &*next[tried - 1].1).collect();
            let circle = names[first..].iter().cycle().take(8);
            let start = path(tree.path(node));
            let example = std::iter::once(start.as_str()).chain(names.iter().chain(circle).copied()).take(8);
            let problem = Problem::EndlessSynthesis {
                chain: way[first..].iter().map(|(maker, ..)| maker.describe(fleet)).collect(),
                example: example.collect::<Vec<_>>().join("."),
            };
            report.push(Finding { site: Site::Synth(maker), problem });
            // Whatever else they lead to, it is one mistake.
            done.extend(way[first..].iter().map(|(maker, ..)| *maker));
        }
    }
}

/// The makers that certainly run for a node that a maker certainly makes, with the name of that.
fn leads_to(resolved: &Resolved, maker: Maker) -> Vec<(Maker, String)> {
    let fleet = resolved.world.fleet;
    let children = maker.synth(fleet).map_or(&[][..], |synth| &synth.children);
    let mut found = Vec::new();
    for child in children.iter().filter(|child| child.always && !child.open) {
        let traits = fleet.closed(child.is.iter().copied());
        let name = child.name.map_or("…".into(), quote);
        let next = fleet.synths().map(|(other, _)| other).filter(|other| match other {
            Maker::Trait(id) => traits.contains(id),
            Maker::Rule(id) => fleet[*id].target.selector().is_some_and(|selector| is_any(selector, &traits)),
        });
        found.extend(next.map(|other| (other, name.clone().into_owned())));
    }
    found
}

/// Whether a selector matches whatever has some traits: one of them is all that it asks for.
fn is_any(selector: &Selector, traits: &[TraitId]) -> bool {
    selector.any.iter().any(|complex| {
        complex.links.is_empty()
            && matches!(&*complex.subject.all, [Simple::Trait(id)] if traits.contains(id))
    })
}

/// The nodes that a maker's `synth` certainly runs for, in document order.
fn nodes_of<'r>(resolved: &'r Resolved, maker: Maker) -> impl Iterator<Item = EntryId> + 'r {
    let Resolved { world, matched, .. } = resolved;
    let nodes = match maker {
        Maker::Trait(id) => world.index.nodes_with(id),
        Maker::Rule(id) => matched.nodes(id),
    };
    nodes.iter().copied().filter(move |node| match maker {
        Maker::Trait(_) => true,
        Maker::Rule(id) => matched.is_certain(id, *node),
    })
}
