//! The tables of a fleet, as `fleet!` writes them.
//!
//! Everything here is data. What it means is in the modules that read it: [`resolve`](crate::resolve()) names
//! them in order.

mod assertion;
mod attr;
mod dom;
mod id;
mod own_output;
mod place;
mod query;
mod rule;
pub mod selector;
mod synth;
mod table;
mod traits;
mod tree;
mod ty;
mod typed;
pub mod value;

pub use assertion::{Assertion, Claim};
pub use attr::{Attr, Unique};
pub use id::{
    AssertionId, AttrId, BodyId, ClassId, ConditionId, EntryId, FileId, Key, OutputBodyId, OutputId,
    PredicateId, QueryId, RouteId, RuleId, SynthId, TraitId,
};
pub use own_output::OutputBody;
pub use place::Place;
pub use query::Query;
pub use rule::{Argument, Assignment, ClassBody, Condition, Rule, Target};
pub use synth::{Child, Synth};
pub use table::Table;
pub use traits::{At, Class, Require, Route, Trait};
pub use tree::{Entry, Maker, Tree};
pub use ty::{Int, Scalar, Type, Wrap};
pub use typed::Mismatch;
pub(crate) use value::Value;

use selector::Selector;
use std::collections::HashSet;

/// What a fleet declares, whatever nodes there are and whatever code is compiled.
#[derive(Debug, Clone)]
pub struct Declared<'a> {
    /// The package whose code declares the fleet.
    pub package: &'a str,
    /// The name of the `static`.
    pub ident: &'a str,
    /// The source files, that of the `fleet!` first: the package's name and the path under its manifest, never absolute.
    pub files: Table<'a, &'a str>,
    /// The doc comment.
    pub doc: &'a str,
    /// The codes that `#[allow(…)]` names, for all of it.
    pub allow: Table<'a, &'a str>,
    /// What nodes are called in outputs.
    pub names: Names,
    /// How the fleet is written.
    pub layout: Layout,
    /// The arguments that the user's flake gives to modules, beside those that all have.
    pub special_args: Table<'a, &'a str>,
    /// The attributes, in the order declared.
    pub attrs: Table<'a, Attr<'a>>,
    /// The traits, in the order declared.
    pub traits: Table<'a, Trait<'a>>,
    /// The names of the classes that traits define.
    pub classes: Table<'a, &'a str>,
    /// The names of the outputs that classes route to, in the order in which they first appear.
    pub outputs: Table<'a, &'a str>,
    /// The rules, in the order written.
    pub rules: Table<'a, Rule<'a>>,
    /// The assertions, in the order written.
    pub assertions: Table<'a, Assertion<'a>>,
    /// The own outputs, in the order written.
    pub own_outputs: Table<'a, OutputBody<'a>>,
    /// The selectors that bodies ask for.
    pub queries: Table<'a, Query<'a>>,
}

/// What nodes are called in outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// By their names: `web-1`.
    Name,
    /// `names = path;`: by the names on the way to them, with hyphens between: `prod-web-1`.
    Path,
}

/// How a fleet is written. There is one way at a time, and what another one wrote is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As one file, `<fleet>.json`.
    Single,
    /// `layout = split;`: as a folder, `<fleet>/`, with an index and a file for each system.
    Split,
    /// `layout = nix;`: as a Nix expression, `<fleet>.fleet.nix`.
    Nix,
}

impl<'a> Declared<'a> {
    /// Nothing at all, to begin from.
    pub const EMPTY: Self = Self {
        package: "",
        ident: "",
        files: Table::EMPTY,
        doc: "",
        allow: Table::EMPTY,
        names: Names::Name,
        layout: Layout::Single,
        special_args: Table::EMPTY,
        attrs: Table::EMPTY,
        traits: Table::EMPTY,
        classes: Table::EMPTY,
        outputs: Table::EMPTY,
        rules: Table::EMPTY,
        assertions: Table::EMPTY,
        own_outputs: Table::EMPTY,
        queries: Table::EMPTY,
    };

    /// Every `synth`, with who has it: the traits' in the order declared, then the rules' in the order written.
    pub fn synths(&self) -> impl Iterator<Item = (Maker, &Synth<'a>)> {
        let traits = self.traits.entries().map(|(id, t)| (Maker::Trait(id), &t.synth));
        let rules = self.rules.entries().map(|(id, r)| (Maker::Rule(id), &r.synth));
        traits.chain(rules).filter_map(|(maker, synth)| Some((maker, synth.as_ref()?)))
    }

    /// The traits that define a class, in the order declared.
    pub fn defining(&self, class: ClassId) -> impl Iterator<Item = TraitId> + '_ {
        self.traits.entries().filter(move |(_, declared)| declared.defines(class)).map(|(id, _)| id)
    }

    /// Traits and all that they need, breadth first, each once.
    pub fn closed(&self, ids: impl IntoIterator<Item = TraitId>) -> Vec<TraitId> {
        let mut found: Vec<TraitId> = Vec::new();
        let mut seen: HashSet<TraitId> = HashSet::new();
        found.extend(ids.into_iter().filter(|id| seen.insert(*id)));
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            next += 1;
            found.extend(self[id].needs.iter().copied().filter(|need| seen.insert(*need)));
        }
        found
    }

    /// The traits that join nodes by themselves, with the nodes that they join.
    pub fn joining(&self) -> impl Iterator<Item = (TraitId, &Selector<'a>)> {
        self.traits.entries().filter_map(|(id, declared)| Some((id, declared.needed_by.as_ref()?)))
    }

    /// The source file that the `fleet!` stands in.
    pub fn own_file(&self) -> &'a str {
        self.files.first().copied().unwrap_or_default()
    }

    /// The source file of a place.
    pub fn file(&self, place: Place) -> &'a str {
        self.files.get(place.file.index()).copied().unwrap_or_default()
    }

    /// The name on the command line and of the file that is written: the static's, in lower case.
    pub fn name(&self) -> String {
        self.ident.to_lowercase()
    }
}

/// Lets ids read the tables of a struct: `fleet[id]`.
macro_rules! reads {
    ($of:ident: $($table:ident: $id:ty => $entry:ty;)*) => {$(
        impl<'a> std::ops::Index<$id> for $of<'a> {
            type Output = $entry;

            fn index(&self, id: $id) -> &$entry {
                &self.$table[id.index()]
            }
        }
    )*};
}
pub(crate) use reads;

reads! {
    Declared:
    attrs: AttrId => Attr<'a>;
    traits: TraitId => Trait<'a>;
    classes: ClassId => &'a str;
    outputs: OutputId => &'a str;
    rules: RuleId => Rule<'a>;
    assertions: AssertionId => Assertion<'a>;
    own_outputs: OutputBodyId => OutputBody<'a>;
    queries: QueryId => Query<'a>;
}
