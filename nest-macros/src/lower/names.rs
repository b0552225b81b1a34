//! The names of a fleet, and what is known of them while it is lowered.

use super::trait_names::TraitNames;
use super::{Code, CodeTable, line, unknown};
use crate::ast::{Ast, Identifier, RouteDecl, Unread};
use crate::report::{Number, Report, Spans};
use nest_core::model::{AttrId, ClassId, EntryId, Key};
use nest_core::problem::{self, Problem};
use nest_core::report::Site;
use nest_core::value::Text;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// The tables that names are looked up in.
pub(super) struct Names<'a> {
    pub(super) report: &'a Report,
    pub(super) unread: Unread,
    pub(super) attrs: HashMap<&'a str, AttrId>,
    pub(super) traits: TraitNames<'a>,
    /// The names of nodes and namespaces.
    pub(super) entries: HashSet<Text<'a>>,
    /// The nodes of each name, with their paths.
    pub(super) nodes: HashMap<Text<'a>, Vec<(EntryId, String)>>,
    /// Whether there may be nodes that could not be read.
    pub(super) may_lack_nodes: bool,
    pub(super) classes: Vec<&'a str>,
    pub(super) outputs: Vec<&'a str>,
    /// Where the modules of classes go; of one class several, if several traits define it.
    pub(super) routes: Vec<(&'a str, &'a RouteDecl)>,
    /// The Rust items that the fleet mentions, and where.
    pub(super) mentions: Vec<(&'a str, Span)>,
    /// What is declared, and what of it the fleet mentions.
    pub(super) declared: Vec<(problem::Kind, &'a str, Spans)>,
    pub(super) mentioned: HashSet<&'a str>,
    pub(super) missing: Vec<unknown::Missing>,
    /// For how many words a name has been looked for that may be meant.
    pub(super) suggestions: usize,
    pub(super) half_typed: Vec<(problem::Kind, Identifier)>,
    pub(super) sites: HashMap<Site, Spans>,
    pub(super) code: Vec<Code<'a>>,
    /// The key of each `sel!`.
    pub(super) queries: HashMap<Number, Key>,
    /// The next number of each table of code.
    pub(super) next_code: HashMap<CodeTable, usize>,
    pub(super) broken: HashSet<EntryId>,
    /// What a loop repeats: from which declaration each entry comes.
    pub(super) repeated: HashMap<EntryId, Number>,
    /// The references that have been lowered since somebody asked, as written, and where.
    pub(super) referred: Vec<(String, Spans)>,
    /// Where in a value each reference stands.
    pub(super) references: HashMap<(Site, String), Spans>,
}

impl<'a> Names<'a> {
    /// The declared names. Of two of one name the first counts; the second is reported.
    pub(super) fn of(ast: &'a Ast, report: &'a Report) -> Self {
        let mut names = Self {
            report,
            unread: ast.unread,
            attrs: HashMap::new(),
            traits: TraitNames::of(&ast.traits),
            entries: HashSet::new(),
            nodes: HashMap::new(),
            may_lack_nodes: ast.may_lack_nodes(),
            classes: Vec::new(),
            outputs: Vec::new(),
            routes: Vec::new(),
            mentions: Vec::new(),
            declared: Vec::new(),
            mentioned: HashSet::new(),
            missing: Vec::new(),
            suggestions: 0,
            half_typed: Vec::new(),
            sites: HashMap::new(),
            code: Vec::new(),
            queries: HashMap::new(),
            next_code: HashMap::new(),
            broken: HashSet::new(),
            repeated: HashMap::new(),
            referred: Vec::new(),
            references: HashMap::new(),
        };
        let mut first: HashMap<&str, (problem::Kind, u32)> = HashMap::new();
        let attrs = ast.attrs.iter().map(|decl| (problem::Kind::Attribute, &decl.name, &*decl.name.text));
        let attrs = attrs.map(|(kind, name, text)| (kind, name, text, text));
        let traits = ast
            .traits
            .iter()
            .map(|decl| (problem::Kind::Trait, &decl.name, decl.path.as_str(), decl.item.as_str()));
        for (kind, name, path, item) in attrs.chain(traits) {
            names.declared.push((kind, path, name.into()));
            if let Some(why) = reserved(kind, &name.text) {
                report.add(name, Problem::ReservedName { name: name.text.clone(), why });
            }
            match first.get(item) {
                Some((first_kind, line)) => report.add(
                    name,
                    Problem::DuplicateDeclaration {
                        kind,
                        name: path.to_owned(),
                        first_kind: *first_kind,
                        first: *line,
                    },
                ),
                None => drop(first.insert(item, (kind, line(name.span)))),
            }
        }
        for (i, decl) in ast.attrs.iter().enumerate() {
            names.attrs.entry(&decl.name.text).or_insert(AttrId::at(i));
        }
        // Classes are known before the rules that have bodies of them.
        for class in ast.traits.iter().flat_map(|decl| &decl.classes) {
            intern(&mut names.classes, &class.name.text);
            match &class.route {
                RouteDecl::Output { output, .. } => drop(intern(&mut names.outputs, &output.text)),
                RouteDecl::Closure(_) => drop(intern(&mut names.outputs, &class.name.text)),
                RouteDecl::Parent { .. } => {}
            }
            names.declared.push((problem::Kind::Class, &class.name.text, (&class.name).into()));
            names.routes.push((&class.name.text, &class.route));
        }
        names
    }

    /// An attribute by its name; or the one that may be meant, if it is not declared and will be reported.
    pub(super) fn attr_id(&mut self, word: &'a Identifier) -> Result<AttrId, Option<AttrId>> {
        if let Some(id) = self.attrs.get(word.text.as_str()).copied() {
            self.mentions.push((&word.text, word.span));
            self.mentioned.insert(&word.text);
            return Ok(id);
        }
        let known = |names: &Self| names.attrs.keys().copied().collect();
        let meant = self.miss(problem::Kind::Attribute, &word.text, word.into(), known);
        Err(meant.and_then(|name| self.attrs.get(name.as_str()).copied()))
    }

    pub(super) fn class_id(&mut self, word: &'a Identifier) -> Option<ClassId> {
        let found = self.classes.iter().position(|class| *class == word.text).map(ClassId::at);
        if found.is_some() {
            self.mentioned.insert(&word.text);
        } else {
            self.miss(problem::Kind::Class, &word.text, word.into(), |names| names.classes.clone());
        }
        found
    }
}

pub(super) fn intern<'a>(names: &mut Vec<&'a str>, name: &'a str) -> usize {
    names.iter().position(|other| *other == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Why a name cannot be declared.
fn reserved(kind: problem::Kind, name: &str) -> Option<&'static str> {
    match (kind, name) {
        (_, "self" | "super" | "crate" | "Self" | "_") => Some("it cannot be the name of a Rust item"),
        (problem::Kind::Attribute, "name" | "node") => Some("every view has a field of that name"),
        (problem::Kind::Attribute, "is") => Some("`is = […]` says which traits a node has"),
        (problem::Kind::Attribute, "_type" | "_nest") => Some("in Nix it says that a set is more than data"),
        (problem::Kind::Trait, "select" | "node") => Some("it is an argument of every body"),
        (problem::Kind::Trait, "pkgs" | "lib" | "config" | "inputs") => {
            Some("in a body it stands for Nix's own")
        }
        _ => None,
    }
}
