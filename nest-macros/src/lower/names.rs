//! The names of a fleet, and what is known of them while it is lowered.

use super::{Code, line, unknown};
use crate::ast::{Ast, Unread, Word};
use crate::report::{Report, Spans};
use nest_core::model::{AttrId, ClassId, EntryId, OutputId, TraitId};
use nest_core::problem::{self, Problem, Site};
use nest_core::suggest::nearest;
use nest_core::value::Text;
use std::collections::{HashMap, HashSet};

/// The tables that names are looked up in.
pub(super) struct Names<'a> {
    pub(super) report: &'a Report,
    pub(super) unread: Unread,
    pub(super) attrs: HashMap<&'a str, AttrId>,
    pub(super) traits: HashMap<&'a str, TraitId>,
    /// The names of nodes and namespaces.
    pub(super) entries: HashSet<Text<'a>>,
    /// The nodes of each name, with their paths.
    pub(super) nodes: HashMap<Text<'a>, Vec<(EntryId, String)>>,
    /// Whether there may be nodes that could not be read.
    pub(super) may_lack_nodes: bool,
    pub(super) classes: Vec<&'a str>,
    pub(super) outputs: Vec<&'a str>,
    /// Class and output, wherever a trait has both in one line.
    pub(super) routes: Vec<(&'a str, &'a str)>,
    pub(super) mentions: Vec<&'a Word>,
    /// What is declared, and what of it the fleet mentions.
    pub(super) declared: Vec<(problem::Word, &'a str, Spans)>,
    pub(super) mentioned: HashSet<&'a str>,
    pub(super) missing: Vec<unknown::Missing>,
    pub(super) half_typed: Vec<(problem::Word, Word)>,
    pub(super) sites: HashMap<Site, Spans>,
    pub(super) code: Vec<Code<'a>>,
    pub(super) broken: HashSet<EntryId>,
    /// What a loop repeats: from which declaration each entry and each rule comes.
    pub(super) repeated: HashMap<Site, usize>,
    /// What has been said of declarations, by their addresses: a loop lowers them again and again.
    pub(super) said: HashSet<(usize, &'static str)>,
}

impl<'a> Names<'a> {
    /// The declared names. Of two of one name the first counts; the second is reported.
    pub(super) fn of(ast: &'a Ast, report: &'a Report) -> Self {
        let mut names = Self {
            report,
            unread: ast.unread,
            attrs: HashMap::new(),
            traits: HashMap::new(),
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
            half_typed: Vec::new(),
            sites: HashMap::new(),
            code: Vec::new(),
            broken: HashSet::new(),
            repeated: HashMap::new(),
            said: HashSet::new(),
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
    pub(super) fn trait_id(&mut self, word: &'a Word) -> Option<TraitId> {
        let found = self.traits.get(word.text.as_str()).copied();
        match found {
            Some(_) => self.mention(word),
            None if self.is_new(word, "unknown-trait") => {
                let known: Vec<&str> = self.traits.keys().copied().collect();
                self.miss(problem::Word::Trait, &word.text, word.into(), known.into_iter());
            }
            None => {}
        }
        found
    }

    /// An attribute by its name; or the one that may be meant, if it is not declared and will be reported.
    pub(super) fn attr_id(&mut self, word: &'a Word) -> Result<AttrId, Option<AttrId>> {
        if let Some(id) = self.attrs.get(word.text.as_str()).copied() {
            self.mention(word);
            return Ok(id);
        }
        let known: Vec<&str> = self.attrs.keys().copied().collect();
        let meant = if self.is_new(word, "unknown-attribute") {
            self.miss(problem::Word::Attribute, &word.text, word.into(), known.into_iter())
        } else {
            nearest(&word.text, known.into_iter()).map(str::to_owned)
        };
        Err(meant.and_then(|name| self.attrs.get(name.as_str()).copied()))
    }

    pub(super) fn class_id(&mut self, word: &'a Word) -> Option<ClassId> {
        let found = self.classes.iter().position(|class| *class == word.text).map(ClassId::at);
        if found.is_some() {
            self.mentioned.insert(&word.text);
        } else {
            let known = self.classes.clone();
            self.miss(problem::Word::Class, &word.text, word.into(), known.into_iter());
        }
        found
    }

    pub(super) fn mention(&mut self, word: &'a Word) {
        if self.is_new(word, "mention") {
            self.mentions.push(word);
            self.mentioned.insert(&word.text);
        }
    }

    /// Whether something is said of a declaration for the first time. Where it stands in the text says nothing: in an
    /// editor all of it stands in one place.
    pub(super) fn is_new<T>(&mut self, declaration: &'a T, what: &'static str) -> bool {
        self.said.insert((address(declaration), what))
    }

    pub(super) fn output_id(&mut self, word: &'a Word) -> OutputId {
        OutputId::at(intern(&mut self.outputs, &word.text))
    }

    pub(super) fn outputs_of(&self, class: &str) -> Vec<&'a str> {
        self.routes.iter().filter(|(name, _)| *name == class).map(|(_, output)| *output).collect()
    }
}

pub(super) fn intern<'a>(names: &mut Vec<&'a str>, name: &'a str) -> usize {
    names.iter().position(|other| *other == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Who a declaration is, among all that stand in the tree.
pub(super) fn address<T>(declaration: &T) -> usize {
    std::ptr::from_ref(declaration).addr()
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
