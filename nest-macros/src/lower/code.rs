//! The Rust code of a fleet.

use crate::ast::{Addition, Assignment, Body, ClosureDecl, Identifier, PathDecl, Visit};
use crate::report::{Mark, Number};
use nest_core::model::{AttrId, Key, TraitId};
use nest_core::value::Value;
use std::collections::{HashMap, HashSet};

/// Rust code that a number of the model stands for.
pub(crate) struct Code<'a> {
    pub(crate) kind: CodeKind<'a>,
    /// The arguments by name. The `node` of a class is not one: it is always there.
    pub(crate) arguments: Arguments<'a>,
    pub(crate) source: Source<'a>,
    /// What it assigns, if it is a body.
    pub(crate) assignments: Vec<Assignment<'a>>,
    /// Behind what was told of what is around it.
    pub(crate) mark: Mark,
}

/// Code that uses what it has not asked for, by its place in the list of all. It is reported, and rustc, which would
/// report it once more, is not to see it.
pub(crate) type Short = HashSet<usize>;

impl Code<'_> {
    /// Whether some of it is no Rust.
    pub(crate) fn is_broken(&self) -> bool {
        match self.source {
            Source::Body(body) => body.broken,
            Source::Path(path) => path.broken,
            Source::Synth(body, _) => body.broken,
            Source::Closure(closure) => closure.broken,
        }
    }
}

/// What is written.
pub(crate) enum Source<'a> {
    Body(&'a Body),
    /// Where a route leads.
    Path(&'a PathDecl),
    Synth(&'a Body<Addition>, Meanings<'a>),
    Closure(&'a ClosureDecl),
}

impl<'a> Source<'a> {
    pub(crate) fn walk(&self, visit: &mut impl Visit<'a>) {
        match self {
            Source::Body(body) => visit.set(body),
            Source::Path(at) => visit.path(&at.path),
            Source::Synth(body, _) => visit.synth(body),
            Source::Closure(closure) => visit.rust(&closure.value),
        }
    }
}

pub(crate) enum CodeKind<'a> {
    /// The body of a rule, and whether what it gives is read as a module.
    Rule { is_module: bool },
    /// The arguments of a class of this trait.
    Class { of: TraitId, output: &'a str },
    /// The path of a route of this trait.
    Path(TraitId),
    /// `:when(|web| …)`
    Predicate,
    /// `synth(select) { … }`
    Synth,
    /// `class vm => |select, modules| …` of this trait
    Closure(TraitId),
    /// `output dns(select) { … }`
    OwnOutput,
    /// `assert |select| …`
    Condition,
}

/// What the words of a `synth` mean, by the numbers of its additions.
#[derive(Default)]
pub(crate) struct Meanings<'a> {
    /// The attributes that are set, with their values where those are literals.
    pub(crate) sets: HashMap<Number, (AttrId, Value<'a>)>,
    /// The traits of children.
    pub(crate) children: HashMap<Number, Vec<TraitId>>,
}

/// The table that code stands in. Each counts by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CodeTable {
    Bodies,
    Predicates,
    Synths,
    Routes,
    OwnOutputs,
    Conditions,
}

/// Arguments as written.
pub(crate) type Arguments<'a> = Vec<(&'a Identifier, ArgumentKind)>;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ArgumentKind {
    Select,
    Node,
    Modules,
    Trait(TraitId),
    /// `pkgs`, `lib`, `config` and the like: nothing in Rust, but Nix's own.
    Nix,
}

impl CodeKind<'_> {
    pub(crate) fn table(&self) -> CodeTable {
        match self {
            CodeKind::Rule { .. } | CodeKind::Class { .. } | CodeKind::Path(_) => CodeTable::Bodies,
            CodeKind::Predicate => CodeTable::Predicates,
            CodeKind::Synth => CodeTable::Synths,
            CodeKind::Closure(_) => CodeTable::Routes,
            CodeKind::OwnOutput => CodeTable::OwnOutputs,
            CodeKind::Condition => CodeTable::Conditions,
        }
    }
}

/// All code of a fleet.
#[derive(Default)]
pub(crate) struct Codes<'a> {
    /// In the order of the numbers: those of a table count by themselves.
    pub(crate) all: Vec<Code<'a>>,
    /// The key of each `sel!`.
    pub(crate) queries: HashMap<Number, Key>,
    next: HashMap<CodeTable, usize>,
}

impl<'a> Codes<'a> {
    /// Takes in code; its number among those of its table.
    pub(super) fn add(
        &mut self,
        kind: CodeKind<'a>,
        arguments: Arguments<'a>,
        source: Source<'a>,
        mark: Mark,
    ) -> usize {
        let next = self.next.entry(kind.table()).or_default();
        let number = *next;
        *next += 1;
        let assignments = match source {
            Source::Body(body) => Assignment::all(body),
            Source::Path(_) | Source::Synth(..) | Source::Closure(_) => Vec::new(),
        };
        self.all.push(Code { kind, arguments, source, assignments, mark });
        number
    }
}
