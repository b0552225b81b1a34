//! Syntax tree to model: names become ids, and the result is what nest-core knows.

mod allow;
mod arguments;
mod assertions;
mod assignments;
mod attrs;
mod code;
mod dom;
mod files;
mod in_nodes;
mod lookup;
mod nodes;
mod own_outputs;
mod queries;
mod redeclared;
mod routes;
mod rules;
mod scope;
mod selectors;
mod source_map;
mod synth;
mod trait_names;
mod traits;
mod unknown;
mod values;

pub(crate) use attrs::plain as plain_types;
pub(crate) use code::{ArgumentKind, Code, CodeKind, CodeTable, Meanings, Short, Source};
pub(crate) use source_map::Named;

use crate::ast::{Ast, Header, Identifier};
use crate::report::{Report, Spans};
use allow::Item;
use code::{Arguments, Codes};
use dom::Forest;
use files::Files;
use nest_core::model::{Declared, Key, Tree};
use nest_core::problem::{Kind, Line};
use proc_macro2::Span;
use scope::Scope;
use source_map::SourceMap;
use std::path::PathBuf;
use unknown::Unknown;

/// What is declared and the tree, and what the macro knows besides.
pub(crate) struct Lowered<'a> {
    pub(crate) declared: Declared<'a>,
    pub(crate) tree: Tree<'a>,
    pub(crate) codes: Codes<'a>,
    pub(crate) map: SourceMap<'a>,
    /// What the Rust items of each trait are called.
    pub(crate) trait_items: Vec<&'a str>,
    /// Every word that is unknown, and what it was to be: it may be half typed.
    pub(crate) half_typed: Vec<(Kind, Identifier)>,
}

impl<'a> Lowered<'a> {
    /// What an argument is called in the code.
    pub(crate) fn called(&self, (word, kind): &(&'a Identifier, ArgumentKind)) -> &'a str {
        match kind {
            ArgumentKind::Trait(id) => self.trait_items[id.index()],
            _ => &word.text,
        }
    }
}

/// What is known of the crate that the macro runs for.
pub(crate) struct Place {
    pub(crate) package: String,
    /// The package and the path under its manifest.
    pub(crate) file: String,
    /// The folder of its manifest, where the paths of data begin.
    pub(crate) folder: PathBuf,
}

/// What is known while a fleet is lowered.
struct Lowering<'a> {
    /// The package and the name of the fleet.
    fleet: String,
    scope: Scope<'a>,
    unknown: Unknown<'a>,
    codes: Codes<'a>,
    map: SourceMap<'a>,
    files: Files<'a>,
    report: &'a Report,
}

impl<'a> Lowering<'a> {
    /// The key of what has a path in the fleet.
    fn key(&self, path: &str) -> Key {
        Key::of(&self.fleet, path)
    }

    /// The line of something, as what is told of another place mentions it.
    fn line(&self, of: Spans, told: Spans) -> Line {
        match of.data {
            Some(_) => self.report.line(of),
            None => self.files.line(of.start, told.start),
        }
    }

    /// Takes in code; its number among those of its table.
    fn code(&mut self, kind: CodeKind<'a>, arguments: Arguments<'a>, source: Source<'a>) -> usize {
        self.codes.add(kind, arguments, source, self.report.mark())
    }
}

pub(crate) fn lower<'a>(ast: &'a Ast, place: &'a Place, report: &'a Report) -> Lowered<'a> {
    let header = ast.header.as_ref();
    let ident = header.map_or("", |header| &header.name);
    let mut lower = Lowering {
        fleet: format!("{}::{ident}", place.package),
        scope: Scope::of(ast),
        unknown: Unknown::of(ast),
        codes: Codes::default(),
        map: SourceMap::of(ast),
        files: Files::of(ast, &place.file),
        report,
    };
    redeclared::report(ast, &lower);
    let allow = header.map_or(Vec::new(), |header| lower.allow(&header.notes.allow, Item::Fleet));
    let mut attrs = attrs::lower(ast, &mut lower);
    let forest = Forest::of(ast, &mut lower);
    lower.scope.nodes = forest.nodes(ast.may_lack_nodes());
    attrs::defaults(ast, &mut attrs, &mut lower);
    let traits = traits::lower(ast, &mut lower);
    let rules = rules::lower(ast, &forest, &mut lower);
    let assertions = assertions::lower(ast, &mut lower);
    let own_outputs = own_outputs::lower(ast, &mut lower);
    let tree = forest.into_tree(&mut lower);
    let queries = queries::lower(&mut lower);
    let Lowering { scope, unknown, codes, map, files, .. } = lower;
    unknown.report(&scope, report);
    let declared = Declared {
        package: &place.package,
        ident,
        files: files.into_names().into(),
        doc: header.map_or("", |header| &header.notes.doc),
        names: header.and_then(|header| header.settings.names).unwrap_or(Declared::EMPTY.names),
        layout: header.and_then(|header| header.settings.layout).unwrap_or(Declared::EMPTY.layout),
        special_args: special_args(header).collect::<Vec<_>>().into(),
        allow: allow.into(),
        attrs: attrs.into(),
        traits: traits.into(),
        classes: scope.classes.into(),
        outputs: scope.outputs.into(),
        rules: rules.into(),
        assertions: assertions.into(),
        own_outputs: own_outputs.into(),
        queries: queries.into(),
    };
    let trait_items = ast.traits.iter().map(|decl| decl.item.as_str()).collect();
    Lowered { declared, tree, codes, map, trait_items, half_typed: unknown.half_typed }
}

/// The line of a token. Only what is printed may depend on it: editors do not know lines.
fn line(span: Span) -> u32 {
    span.start().line as u32
}

/// The arguments of modules that a header declares.
fn special_args(header: Option<&Header>) -> impl Iterator<Item = &str> {
    header.into_iter().flat_map(|header| &header.settings.special_args).map(|word| word.text.as_str())
}
