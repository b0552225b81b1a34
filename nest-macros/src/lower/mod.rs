//! Syntax tree to model: names become ids, and the result is the `Fleet` that nest-core knows.

mod allow;
mod attrs;
mod dom;
mod known;
mod rules;
mod selectors;
mod traits;
mod unknown;

use crate::ast::{Ast, Body, EntryDecl, Unread, Word};
use crate::report::{Report, Spans};
use allow::Item;
use nest_core::Fleet;
use nest_core::model::{AttrId, BodyId, ClassId, EntryId, Key, OutputId, Table, TraitId};
use nest_core::problem::{self, Problem, Site};
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// The fleet, and what the macro knows besides: where everything is.
pub(crate) struct Lowered<'a> {
    pub(crate) fleet: Fleet<'a>,
    pub(crate) sites: HashMap<Site, Spans>,
    /// What becomes of each [`BodyId`].
    pub(crate) code: Vec<Code<'a>>,
    /// The keyword and the name of each attribute and each trait, where it is declared.
    pub(crate) attr_spans: Vec<Spans>,
    pub(crate) trait_spans: Vec<Spans>,
    /// Entries of whose braces something could not be read.
    pub(crate) broken: HashSet<EntryId>,
    /// Every mention of a trait or an attribute, for editors.
    pub(crate) mentions: Vec<&'a Word>,
    /// Every word that is unknown, and what it was to be: it may be half typed.
    pub(crate) half_typed: Vec<(problem::Word, Word)>,
}

/// Rust code that a body of the model stands for.
pub(crate) struct Code<'a> {
    pub(crate) kind: CodeKind<'a>,
    pub(crate) body: &'a Body,
}

pub(crate) enum CodeKind<'a> {
    /// The body of a rule, with its arguments.
    Rule(Vec<(&'a Word, ArgumentKind)>),
    /// The arguments of a class of this trait.
    Class(TraitId),
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ArgumentKind {
    Select,
    Node,
    Trait,
}

/// What is known of the crate that the macro runs for.
pub(crate) struct Place {
    pub(crate) package: String,
    /// The package and the path under its manifest.
    pub(crate) file: String,
}

/// The tables that names are looked up in.
struct Names<'a> {
    report: &'a Report,
    unread: Unread,
    attrs: HashMap<&'a str, AttrId>,
    traits: HashMap<&'a str, TraitId>,
    /// The names of nodes and namespaces.
    entries: HashSet<&'a str>,
    classes: Vec<&'a str>,
    outputs: Vec<&'a str>,
    /// Class and output, wherever a trait has both in one line.
    routes: Vec<(&'a str, &'a str)>,
    mentions: Vec<&'a Word>,
    /// What is declared, and what of it the fleet mentions.
    declared: Vec<(problem::Word, &'a str, Spans)>,
    mentioned: HashSet<&'a str>,
    missing: Vec<unknown::Missing>,
    half_typed: Vec<(problem::Word, Word)>,
    sites: HashMap<Site, Spans>,
    code: Vec<Code<'a>>,
    broken: HashSet<EntryId>,
}

pub(crate) fn lower<'a>(ast: &'a Ast, place: &'a Place, report: &'a Report) -> Lowered<'a> {
    let mut names = Names::of(ast, report);
    let ident: &'a str = ast.header.as_ref().map_or("", |header| &header.name);
    let keys = |path: &str| Key::of(&format!("{}::{ident}", place.package), path);
    let allow =
        ast.header.as_ref().map_or(Vec::new(), |header| names.allow(&header.notes.allow, Item::Fleet));
    for decl in &ast.attrs {
        names.allow(&decl.notes.allow, Item::Other);
    }
    let attrs = attrs::lower(ast, &keys, report);
    let traits = traits::lower(ast, &keys, &attrs, &mut names);
    let rules = rules::lower(ast, &attrs, &mut names);
    let tree = dom::lower(ast, &attrs, &mut names);
    names.report_unknown();
    let fleet = Fleet {
        package: &place.package,
        ident,
        file: &place.file,
        doc: ast.header.as_ref().map_or("", |header| &header.notes.doc),
        allow: allow.into(),
        attrs: attrs.into(),
        traits: traits.into(),
        classes: names.classes.into(),
        outputs: names.outputs.into(),
        rules: rules.into(),
        dom: tree.encode().into(),
        bodies: Table::EMPTY,
    };
    let declared = |keyword, name: &Word| Spans { start: keyword, end: name.span };
    Lowered {
        fleet,
        sites: names.sites,
        code: names.code,
        attr_spans: ast.attrs.iter().map(|decl| declared(decl.keyword, &decl.name)).collect(),
        trait_spans: ast.traits.iter().map(|decl| declared(decl.keyword, &decl.name)).collect(),
        broken: names.broken,
        mentions: names.mentions,
        half_typed: names.half_typed,
    }
}

impl<'a> Names<'a> {
    /// The declared names. Of two of one name the first counts; the second is reported.
    fn of(ast: &'a Ast, report: &'a Report) -> Self {
        let mut names = Self {
            report,
            unread: ast.unread,
            attrs: HashMap::new(),
            traits: HashMap::new(),
            entries: HashSet::new(),
            classes: Vec::new(),
            outputs: Vec::new(),
            routes: Vec::new(),
            mentions: Vec::new(),
            declared: Vec::new(),
            mentioned: HashSet::new(),
            missing: Vec::new(),
            half_typed: Vec::new(),
            sites: HashMap::new(),
            code: Vec::new(),
            broken: HashSet::new(),
        };
        let mut first: HashMap<&str, (problem::Word, u32)> = HashMap::new();
        let attrs = ast.attrs.iter().map(|decl| (problem::Word::Attribute, &decl.name));
        let traits = ast.traits.iter().map(|decl| (problem::Word::Trait, &decl.name));
        for (kind, name) in attrs.chain(traits) {
            names.declared.push((kind, &name.text, name.into()));
            if let Some(why) = reserved(kind, &name.text) {
                report.add(name, Problem::ReservedName { name: name.text.clone(), why });
            }
            match first.get(name.text.as_str()) {
                Some((first_kind, line)) => report.add(
                    name,
                    Problem::DuplicateDeclaration {
                        kind,
                        name: name.text.clone(),
                        first_kind: *first_kind,
                        first: *line,
                    },
                ),
                None => drop(first.insert(&name.text, (kind, line(name.span)))),
            }
        }
        for (i, decl) in ast.attrs.iter().enumerate() {
            names.attrs.entry(&decl.name.text).or_insert(AttrId::at(i));
        }
        for (i, decl) in ast.traits.iter().enumerate() {
            names.traits.entry(&decl.name.text).or_insert(TraitId::at(i));
        }
        let mut entries: Vec<&EntryDecl> = ast.entries.iter().collect();
        while let Some(entry) = entries.pop() {
            names.entries.extend(entry.path.iter().map(|name| name.text.as_str()));
            entries.extend(&entry.entries);
        }
        // Classes are known before the rules that have bodies of them.
        for class in ast.traits.iter().flat_map(|decl| &decl.classes) {
            intern(&mut names.classes, &class.name.text);
            intern(&mut names.outputs, &class.output.text);
            names.declared.push((problem::Word::Class, &class.name.text, (&class.name).into()));
            names.routes.push((&class.name.text, &class.output.text));
        }
        names
    }

    /// A trait by its name; one that is not declared will be reported.
    fn trait_id(&mut self, word: &'a Word) -> Option<TraitId> {
        let found = self.traits.get(word.text.as_str()).copied();
        match found {
            Some(_) => self.mention(word),
            None => {
                let known: Vec<&str> = self.traits.keys().copied().collect();
                self.miss(problem::Word::Trait, &word.text, word.into(), known.into_iter());
            }
        }
        found
    }

    /// An attribute by its name; or the one that may be meant, if it is not declared and will be reported.
    fn attr_id(&mut self, word: &'a Word) -> Result<AttrId, Option<AttrId>> {
        if let Some(id) = self.attrs.get(word.text.as_str()).copied() {
            self.mention(word);
            return Ok(id);
        }
        let known: Vec<&str> = self.attrs.keys().copied().collect();
        let meant = self.miss(problem::Word::Attribute, &word.text, word.into(), known.into_iter());
        Err(meant.and_then(|name| self.attrs.get(name.as_str()).copied()))
    }

    fn class_id(&mut self, word: &'a Word) -> Option<ClassId> {
        let found = self.classes.iter().position(|class| *class == word.text).map(ClassId::at);
        if found.is_some() {
            self.mentioned.insert(&word.text);
        } else {
            let known = self.classes.clone();
            self.miss(problem::Word::Class, &word.text, word.into(), known.into_iter());
        }
        found
    }

    fn mention(&mut self, word: &'a Word) {
        self.mentions.push(word);
        self.mentioned.insert(&word.text);
    }

    fn output_id(&mut self, word: &'a Word) -> OutputId {
        OutputId::at(intern(&mut self.outputs, &word.text))
    }

    fn outputs_of(&self, class: &str) -> Vec<&'a str> {
        self.routes.iter().filter(|(name, _)| *name == class).map(|(_, output)| *output).collect()
    }

    fn code(&mut self, kind: CodeKind<'a>, body: &'a Body) -> BodyId {
        self.code.push(Code { kind, body });
        BodyId::at(self.code.len() - 1)
    }
}

fn intern<'a>(names: &mut Vec<&'a str>, name: &'a str) -> usize {
    names.iter().position(|other| *other == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Why a name cannot be declared.
fn reserved(kind: problem::Word, name: &str) -> Option<&'static str> {
    match (kind, name) {
        (_, "self" | "super" | "crate" | "Self" | "_") => Some("it cannot be the name of a Rust item"),
        (problem::Word::Attribute, "name" | "node") => Some("every view has a field of that name"),
        (problem::Word::Attribute, "is") => Some("`is = […]` says which traits a node has"),
        (problem::Word::Trait, "select" | "node") => Some("it is an argument of every body"),
        (problem::Word::Trait, "pkgs" | "lib" | "config" | "inputs") => {
            Some("in a body it stands for Nix's own")
        }
        _ => None,
    }
}

/// The line of a token. Only what is printed may depend on it: editors do not know lines.
fn line(span: Span) -> u32 {
    span.start().line as u32
}
