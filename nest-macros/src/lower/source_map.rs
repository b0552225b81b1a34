//! Where everything stands.

use crate::ast::{Ast, Identifier};
use crate::report::{Number, Spans};
use nest_core::model::{ClassId, EntryId, RuleId, TraitId};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::value::Text;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(crate) struct SourceMap<'a> {
    sites: HashMap<Site, Spans>,
    /// The references at a site, by how they are written.
    references: HashMap<(Site, String), Spans>,
    /// The keyword and the name of each attribute and each trait, where it is declared.
    pub(crate) attrs: Vec<Spans>,
    pub(crate) traits: Vec<Spans>,
    /// Every mention of a trait or an attribute, by its Rust item, for editors.
    pub(crate) mentions: Vec<(&'a str, Span)>,
    /// Every mention of a node by its name, for editors. What a loop repeats has a number.
    pub(crate) names: Vec<(Named<'a>, Option<Number>, Spans)>,
    /// The definitions of classes: of which trait, its how manieth, and where.
    pub(crate) classes: Vec<(TraitId, usize, Span)>,
    /// Every mention of a class, for editors.
    pub(crate) class_mentions: Vec<(ClassId, Span)>,
    /// Entries of whose braces something could not be read.
    pub(crate) broken: HashSet<EntryId>,
    /// What a loop repeats: from which name in the text each entry comes.
    pub(crate) repeated: HashMap<EntryId, Number>,
    /// What comes of files of data: from which declaration.
    pub(crate) from_data: HashMap<EntryId, Number>,
    /// The bodies of a rule that are written once with one before them, for another class: which that is.
    shared: HashMap<(RuleId, u32), u32>,
}

/// What `#db` means.
pub(crate) enum Named<'a> {
    /// The one node.
    Entry(EntryId),
    /// All of that name.
    Name(Text<'a>),
}

impl<'a> SourceMap<'a> {
    pub(super) fn of(ast: &Ast) -> Self {
        let spans = |keyword, name: &Identifier| Spans::new(keyword, name.span);
        Self {
            attrs: ast.attrs.iter().map(|decl| spans(decl.keyword, &decl.name)).collect(),
            traits: ast.traits.iter().map(|decl| spans(decl.keyword, &decl.name)).collect(),
            ..Self::default()
        }
    }

    /// Notes a mention of a trait or an attribute. In a file of data no editor can show it.
    pub(super) fn mention(&mut self, item: &'a str, word: &Identifier) {
        if word.data.is_none() {
            self.mentions.push((item, word.span));
        }
    }

    pub(super) fn note(&mut self, site: Site, at: impl Into<Spans>) {
        self.sites.insert(site, at.into());
    }

    /// Notes that a body is written once with another of its rule.
    pub(super) fn note_shared(&mut self, rule: RuleId, body: u32, first: u32) {
        self.shared.insert((rule, body), first);
    }

    /// The site of what is written once for several classes: that of the first.
    pub(crate) fn written(&self, site: Site) -> Site {
        let first = |rule, body| self.shared.get(&(rule, body)).copied().unwrap_or(body);
        match site {
            Site::Argument(rule, body, i) => Site::Argument(rule, first(rule, body), i),
            Site::Assignment(rule, body, i) => Site::Assignment(rule, first(rule, body), i),
            site => site,
        }
    }

    pub(crate) fn at(&self, site: Site) -> Option<Spans> {
        self.sites.get(&site).copied()
    }

    /// Notes where a site refers to a node: `#db`.
    pub(super) fn note_reference(&mut self, site: Site, word: String, at: Spans) {
        self.references.insert((site, word), at);
    }

    /// Where a problem stands: at the word that it is about, if it is one of the site's.
    pub(crate) fn find(&self, site: Site, problem: &Problem) -> Option<Spans> {
        let reference = match problem {
            Problem::MistypedValue { value: word, .. }
            | Problem::UnknownName { word, .. }
            | Problem::DeadName { word, .. }
            | Problem::OnlyNamespaces { word, .. } => self.references.get(&(site, word.clone())),
            _ => None,
        };
        reference.or_else(|| self.sites.get(&site)).copied()
    }
}
