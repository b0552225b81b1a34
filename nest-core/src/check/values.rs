//! The values of attributes.

use crate::model::value::Value;
use crate::model::{AttrId, EntryId, Scalar, Unique};
use crate::problem::{Author, Problem};
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::condition::has_trait;
use crate::world::truth::Truth;
use crate::world::{Source, World};
use std::collections::{HashMap, HashSet};

/// `a { port = "80"; }` where `attr port: u16;`
pub(super) fn values_are_of_their_types(resolved: &Resolved, report: &mut Vec<Finding>) {
    let World { fleet, tree, .. } = &resolved.world;
    // What a `synth` set has been checked as it was set.
    for id in tree.ids().filter(|id| tree[*id].maker.is_none()) {
        for (attr, value) in &tree[id].attrs {
            if let Err(mismatch) = fleet[*attr].ty.check(value) {
                report.push(Finding { site: Site::EntryAttr(id, *attr), problem: mismatch.problem });
            }
        }
    }
}

/// `attr primary: node(db);  web { … }  replica { primary = #web; … }`
pub(super) fn references_have_their_traits(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for (entry, attr, value) in resolved.all_values() {
        let Scalar::Node { of: Some(of), .. } = fleet[attr].ty.scalar else { continue };
        value.each_node(&mut |node, name| {
            if has_trait(&resolved.world, node, of) == Truth::No {
                let expected = fleet[attr].ty.to_string();
                let problem = Problem::MistypedValue { value: format!("#{name}"), expected, hint: None };
                report.push(resolved.value_finding(entry, attr, problem));
            }
        });
    }
}

/// `trait web { requires = [port]; }  a { is = [web]; }`
pub(super) fn nodes_have_what_their_traits_require(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    for node in resolved.world.index.nodes() {
        let mut missing = HashSet::new();
        for joined in resolved.world.traits.of(*node) {
            for require in fleet[joined.id].requires.iter().filter(|require| !require.optional) {
                if resolved.world.value(*node, require.attr).is_none() && missing.insert(require.attr) {
                    let problem = Problem::MissingAttribute {
                        node: resolved.path(*node),
                        attr: fleet[require.attr].name.to_owned(),
                        by: fleet[joined.id].name.to_owned(),
                    };
                    report.push(resolved.finding(*node, problem));
                }
            }
        }
    }
}

/// `attr addr: unique Ipv4Addr;  a { addr = "10.0.0.1"; … }  b { addr = "10.0.0.1"; … }`; with `unique within site`, where
/// both have one site, or none.
pub(super) fn unique_values_are_unique(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.world.fleet;
    let world = &resolved.world;
    for (attr, declared) in fleet.attrs.entries::<AttrId>() {
        // Where a value has to be unique: nothing is everywhere.
        let within = match declared.unique {
            Unique::No => continue,
            Unique::InFleet => None,
            Unique::Within(within) => Some(within),
        };
        let mut first: HashMap<(Option<String>, String), (EntryId, Source)> = HashMap::new();
        for node in resolved.world.index.nodes() {
            let value = world.value(*node, attr);
            // A copy is meant to be the same, and nothing is no value.
            let is_own = |(source, v): &(Source, &Value)| {
                !matches!(source, Source::Copied(_)) && !matches!(v, Value::Unknown | Value::Null)
            };
            let Some((source, value)) = value.filter(is_own) else { continue };
            // What a node hands down to those below it is still one value of one node.
            let of_node = matches!(source, Source::Entry(id) if resolved.world.tree[id].is_node());
            let around = within.and_then(|within| world.value(*node, within)).map(|(_, value)| value);
            let around = around.filter(|value| **value != Value::Null);
            if around == Some(&Value::Unknown) {
                continue;
            }
            let around_key = within.zip(around).map(|(within, value)| fleet[within].ty.canonical(value));
            let key = (around_key, declared.ty.canonical(value));
            let here = (*node, source);
            match first.get(&key).copied() {
                None => drop(first.insert(key, here)),
                Some((_, other)) if of_node && other == source => {}
                Some(other) => {
                    let setter = |(node, source)| match source {
                        Source::Entry(id) => resolved.maker(id, attr),
                        _ => resolved.world.tree[node].maker,
                    };
                    // What is made is the one too many.
                    let is_second = setter(here).is_some() || setter(other).is_none();
                    let (here, other) = if is_second { (here, other) } else { (other, here) };
                    let place = |problem| match here.1 {
                        Source::Entry(id) => resolved.attr_finding(id, attr, problem),
                        _ => resolved.finding(here.0, problem),
                    };
                    let from = |(node, source): (EntryId, Source)| match source {
                        Source::Entry(id) if !resolved.is_made(id) && setter((node, source)).is_some() => {
                            let maker = setter((node, source)).map(|maker| maker.describe(fleet));
                            Author::Set(maker.unwrap_or_default())
                        }
                        _ => resolved.author(node, resolved.site(here.0)),
                    };
                    report.push(place(Problem::NotUnique {
                        attr: declared.name.to_owned(),
                        value: value.to_string(),
                        within: within
                            .map(|within| (fleet[within].name.to_owned(), around.map(ToString::to_string))),
                        node: resolved.path(here.0),
                        from: from(here),
                        other: resolved.path(other.0),
                        other_from: from(other),
                    }));
                }
            }
        }
    }
}
