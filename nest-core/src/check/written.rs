//! What Nix would read otherwise than it is written: names and keys that it cuts, or takes for more than names.

use crate::model::EntryId;
use crate::model::value::Value;
use crate::nix::{self, Refusal, quote};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::world::World;

/// `"a\0b" { … }`, which Nix would take for `a`; `"" { … }`
pub(super) fn entries_have_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for id in resolved.world.tree.ids() {
        if let Some(refusal) = refused(&resolved.world.tree[id].name) {
            report.push(resolved.finding(id, refusal.problem(&resolved.path(id))));
        }
    }
}

/// `class nixos => nixosConfigurations.[""];`
pub(super) fn computed_names_are_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for node in resolved.nodes().filter(|node| resolved.world.computed_names.contains_key(&node.id())) {
        if let Some(refusal) = refused(node.output()) {
            report.push(resolved.name_finding(node.id(), refusal.problem(&quote(node.output()))));
        }
    }
}

/// `output "a\0b" { … }`
pub(super) fn own_outputs_have_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for (id, own_output) in resolved.world.fleet.own_outputs.entries() {
        if let Some(refusal) = refused(own_output.name) {
            let problem = refusal.problem(&quote(own_output.name));
            report.push(Finding { site: Site::OwnOutput(id), problem });
        }
    }
}

/// `attr ports: {u16};  a { ports = { "a\0b" = 1; _type = 2; }; }`
pub(super) fn keys_are_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    let World { fleet, tree, .. } = &resolved.world;
    for (entry, attr, value) in resolved.all_values() {
        // Most values have no keys, and need no path.
        if matches!(value, Value::List(_) | Value::Map(_)) {
            let names = entry.map_or(Vec::new(), |id| tree.path(id)).into_iter().chain([fleet[attr].name]);
            let found = &mut |problem| report.push(resolved.value_finding(entry, attr, problem));
            keys(value, &nix::path(names), found);
        }
    }
}

/// What is wrong with the keys in a value; of its text, its type says that.
fn keys(value: &Value, path: &str, found: &mut impl FnMut(Problem)) {
    match value {
        Value::List(parts) => parts.iter().for_each(|part| keys(part, path, found)),
        Value::Map(parts) => {
            for (name, part) in parts {
                let path = format!("{path}.{}", quote(name));
                if let Some(refusal) = Refusal::of_key(name) {
                    found(refusal.problem(&path));
                }
                keys(part, &path, found);
            }
        }
        _ => {}
    }
}

/// Why nothing can have a name.
fn refused(name: &str) -> Option<Refusal> {
    if name.is_empty() { Some(Refusal::NoName) } else { Refusal::of_text(name) }
}

/// Whether an entry has a name that is told already, it or one that it stands in.
pub(super) fn has_no_name(resolved: &Resolved, entry: EntryId) -> bool {
    if let Some((_, name)) = resolved.world.computed_names.get(&entry) {
        return refused(name).is_some();
    }
    resolved.world.tree.path(entry).into_iter().any(|name| refused(name).is_some())
}
