//! Syntax tree to model: names become ids, and the result is what nest-core knows.

mod allow;
mod arguments;
mod assertions;
mod assignments;
mod attrs;
mod code;
mod dom;
mod in_nodes;
mod names;
mod own_outputs;
mod queries;
mod routes;
mod rules;
mod selectors;
mod synth;
mod trait_names;
mod traits;
mod unknown;
mod values;

pub(crate) use code::{ArgumentKind, Code, CodeKind, CodeTable, Meanings, Short, Source};

use crate::ast::{Ast, Identifier};
use crate::report::{Report, Spans};
use allow::Item;
use names::Names;
use nest_core::model::{Declared, EntryId, Key, Tree};
use nest_core::problem::{self};
use nest_core::report::Site;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// What is declared and the tree, and what the macro knows besides: where everything is.
pub(crate) struct Lowered<'a> {
    pub(crate) declared: Declared<'a>,
    pub(crate) tree: Tree<'a>,
    pub(crate) sites: HashMap<Site, Spans>,
    /// The Rust code, in the order of its numbers: those of a kind count by themselves.
    pub(crate) code: Vec<Code<'a>>,
    /// The keyword and the name of each attribute and each trait, where it is declared.
    pub(crate) attr_spans: Vec<Spans>,
    pub(crate) trait_spans: Vec<Spans>,
    /// Entries of whose braces something could not be read.
    pub(crate) broken: HashSet<EntryId>,
    /// What a loop repeats: which entries come from one declaration.
    pub(crate) repeated: HashMap<EntryId, usize>,
    /// Where in the value of an attribute each reference stands, by how it is written.
    pub(crate) references: HashMap<(Site, String), Spans>,
    /// What the Rust items of each trait are called.
    pub(crate) trait_items: Vec<&'a str>,
    /// Every mention of a trait or an attribute, by its Rust item, for editors.
    pub(crate) mentions: Vec<(&'a str, Span)>,
    /// Every word that is unknown, and what it was to be: it may be half typed.
    pub(crate) half_typed: Vec<(problem::Kind, Identifier)>,
}

/// What is known of the crate that the macro runs for.
pub(crate) struct Place {
    pub(crate) package: String,
    /// The package and the path under its manifest.
    pub(crate) file: String,
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
    let mut attrs = attrs::lower(ast, &keys, &mut names);
    let forest = dom::Forest::of(ast, &mut names);
    attrs::defaults(ast, &mut attrs, &mut names);
    let traits = traits::lower(ast, &keys, &attrs, &mut names);
    let rules = rules::lower(ast, &forest, &attrs, &mut names);
    let assertions = assertions::lower(ast, &attrs, &mut names);
    let own_outputs = own_outputs::lower(ast, &mut names);
    let tree = forest.into_tree(&attrs, &mut names);
    let queries = queries::lower(&keys, &attrs, &mut names);
    names.report_unknown();
    let declared = Declared {
        package: &place.package,
        ident,
        files: vec![place.file.as_str()].into(),
        doc: ast.header.as_ref().map_or("", |header| &header.notes.doc),
        names: ast.header.as_ref().and_then(|header| header.names).unwrap_or(Declared::EMPTY.names),
        allow: allow.into(),
        attrs: attrs.into(),
        traits: traits.into(),
        classes: names.classes.into(),
        outputs: names.outputs.into(),
        rules: rules.into(),
        assertions: assertions.into(),
        own_outputs: own_outputs.into(),
        queries: queries.into(),
    };
    let spans = |keyword, name: &Identifier| Spans { start: keyword, end: name.span };
    Lowered {
        declared,
        tree,
        sites: names.sites,
        code: names.code,
        attr_spans: ast.attrs.iter().map(|decl| spans(decl.keyword, &decl.name)).collect(),
        trait_spans: ast.traits.iter().map(|decl| spans(decl.keyword, &decl.name)).collect(),
        trait_items: ast.traits.iter().map(|decl| decl.item.as_str()).collect(),
        broken: names.broken,
        repeated: names.repeated,
        references: names.references,
        mentions: names.mentions,
        half_typed: names.half_typed,
    }
}

/// Where a token is.
fn place(span: Span) -> nest_core::model::Place {
    nest_core::model::Place::new(0, line(span), span.start().column as u32 + 1)
}

/// The line of a token. Only what is printed may depend on it: editors do not know lines.
fn line(span: Span) -> u32 {
    span.start().line as u32
}
