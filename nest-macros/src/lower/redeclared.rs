//! Names that cannot be declared, or are declared already.

use super::Lowering;
use crate::ast::{Ast, Name};
use crate::parse::NIX_WORDS;
use nest_core::problem::{Kind, Line, Problem};
use proc_macro2::Span;
use std::collections::HashMap;

/// Of two attributes or traits of one name the first counts; the second is reported.
pub(super) fn report(ast: &Ast, lower: &Lowering) {
    let report = lower.report;
    let mut first: HashMap<&str, (Kind, Span)> = HashMap::new();
    let attrs = ast.attrs.iter().map(|decl| {
        let text = decl.name.text.as_str();
        (Kind::Attribute, &decl.name, text, text)
    });
    let traits = ast.traits.iter().map(|decl| (Kind::Trait, &decl.name, &*decl.path, &*decl.item));
    for (kind, name, path, item) in attrs.chain(traits) {
        let is_declared = kind == Kind::Trait && report.special_args().contains(&name.text);
        if let Some(why) = reserved(kind, &name.text).or(is_declared.then_some(OF_NIX)) {
            report.add(name, Problem::ReservedName { name: name.text.clone(), why });
        }
        let Some((first_kind, first)) = first.get(item).copied() else {
            first.insert(item, (kind, name.span));
            continue;
        };
        let first = lower.files.line(first, name.span);
        report.add(name, Problem::DuplicateDeclaration { kind, name: path.to_owned(), first_kind, first });
    }
}

/// Reports each name that stands there again; `problem` is given the name, and the line where it stands first.
pub(super) fn report_names<'a>(
    names: impl Iterator<Item = &'a Name>,
    problem: impl Fn(String, Line) -> Problem,
    lower: &Lowering,
) {
    let mut firsts: HashMap<&str, Span> = HashMap::new();
    for Name { text, spans, .. } in names {
        match firsts.get(text.as_str()) {
            Some(first) => {
                let first = lower.files.line(*first, spans.start);
                lower.report.add(*spans, problem(text.clone(), first));
            }
            None => drop(firsts.insert(text, spans.start)),
        }
    }
}

const OF_NIX: &str = "in a body it stands for Nix's own";

/// Why a name cannot be declared.
fn reserved(kind: Kind, name: &str) -> Option<&'static str> {
    match (kind, name) {
        (_, "self" | "super" | "crate" | "Self" | "_") => Some("it cannot be the name of a Rust item"),
        (Kind::Attribute, "name" | "node") => Some("every view has a field of that name"),
        (Kind::Attribute, "is") => Some("`is = […]` says which traits a node has"),
        (Kind::Attribute, "_type" | "_nest") => Some("in Nix it says that a set is more than data"),
        (Kind::Trait, "select" | "node") => Some("it is an argument of every body"),
        (Kind::Trait, "as") => Some("in a rule it stands before the label"),
        (Kind::Trait, name) if NIX_WORDS.contains(&name) => Some(OF_NIX),
        _ => None,
    }
}
