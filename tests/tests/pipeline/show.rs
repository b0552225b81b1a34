//! A fleet in words, for whoever looks into a case that fails.

use crate::code::SCRIPTS;
use nest_core::model::Declared;
use nest_core::model::{EntryId, Synth, TraitId, Tree};
use std::fmt::Write as _;

pub fn show(fleet: &Declared<'static>, tree: &Tree) -> String {
    let mut out = String::new();
    let synth = |synth: &Option<Synth>| match synth {
        Some(synth) => format!(" synth {:?} {:?}", synth.arguments, SCRIPTS[synth.code.index()]),
        None => String::new(),
    };
    for attr in &fleet.attrs {
        let inherited = if attr.inherited { " inherited" } else { "" };
        let default = attr.default.as_ref().map_or(String::new(), |value| format!(" = {value}"));
        let _ = writeln!(out, "attr {}{inherited}{default}", attr.name);
    }
    for declared in &fleet.traits {
        let needs: Vec<&str> = declared.needs.iter().map(|id| fleet[*id].name).collect();
        let requires: Vec<&str> = declared.requires.iter().map(|require| fleet[require.attr].name).collect();
        let classes: Vec<u32> = declared.classes.iter().map(|class| class.id.0).collect();
        let needed_by = declared.needed_by.as_ref();
        let needed_by = needed_by.map_or(String::new(), |s| format!(" needed_by {}", s.display(fleet)));
        let (name, synth) = (declared.name, synth(&declared.synth));
        let _ = writeln!(
            out,
            "trait {name} needs {needs:?} requires {requires:?} classes {classes:?}{needed_by}{synth}"
        );
    }
    for rule in &fleet.rules {
        let label = rule.label.unwrap_or_default();
        let _ = writeln!(out, "rule {} as {label}{}", rule.target.display(fleet), synth(&rule.synth));
    }
    let _ = writeln!(out, "asked {}", fleet.queries[0].selector.display(fleet));
    for (id, entry) in tree.ids().map(|id: EntryId| (id, &tree[id])) {
        let names = |traits: &[TraitId]| traits.iter().map(|id| fleet[*id].name).collect::<Vec<_>>();
        let is = entry.is.as_ref().map_or(String::new(), |is| format!(" is {:?}", names(is)));
        let attrs: Vec<String> =
            entry.attrs.iter().map(|(attr, value)| format!(" {} = {value}", fleet[*attr].name)).collect();
        let _ = writeln!(out, "{}{is}{}", tree.path(id).join("/"), attrs.concat());
    }
    out
}
