//! What stands between the braces of `fleet!`, with the span of every word.

mod assignments;
mod bodies;
mod entries;
mod items;
mod name;
mod parts;
mod rust;
mod selectors;
mod synths;
mod values;
mod visit;

pub(crate) use assignments::{Assignment, Given, is_loop};
pub(crate) use bodies::{
    Arm, Body, Logic, OptionPath, Part, Segment, Setting, Statement, Step, Term, TextPart, Value,
};
pub(crate) use entries::{Branch, DataDecl, EntryDecl, ForDecl, NodeBodyDecl};
pub(crate) use items::{
    AssertDecl, AttrDecl, ClaimDecl, ClassBodyDecl, ClassDecl, Header, KEYWORDS, LAYOUTS, NAMINGS, Notes,
    OwnOutputDecl, PathDecl, RequireDecl, RouteDecl, RuleDecl, SETTINGS, ScalarDecl, Settings, TraitDecl,
    TypeDecl, UniqueDecl,
};
pub(crate) use name::{Identifier, Name, NamePattern};
pub(crate) use parts::PartDecl;
pub(crate) use rust::{ClosureDecl, Fragment, QueryDecl, Rust};
pub(crate) use selectors::{ComplexDecl, CompoundDecl, SelectorDecl, SimpleDecl};
pub(crate) use synths::{Addition, ChildDecl, SetDecl, SetValue, SynthDecl};
pub(crate) use values::{ValueDecl, ValueKind};
pub(crate) use visit::Visit;

#[derive(Default)]
pub(crate) struct Ast {
    pub(crate) header: Option<Header>,
    pub(crate) attrs: Vec<AttrDecl>,
    pub(crate) traits: Vec<TraitDecl>,
    pub(crate) entries: Vec<Branch>,
    pub(crate) rules: Vec<RuleDecl>,
    pub(crate) assertions: Vec<AssertDecl>,
    pub(crate) own_outputs: Vec<OwnOutputDecl>,
    pub(crate) parts: Vec<PartDecl>,
    pub(crate) unread: Unread,
    /// The files of data that are read.
    pub(crate) files: Vec<DataFile>,
}

/// A file of data.
pub(crate) struct DataFile {
    /// From the package's folder, as written.
    pub(crate) path: String,
    /// With the package's name before it: the same on every machine.
    pub(crate) name: String,
}

/// Declarations whose names could not be read: a word that is not known may be one of them.
#[derive(Default, Clone, Copy)]
pub(crate) struct Unread {
    pub(crate) attrs: bool,
    pub(crate) traits: bool,
    pub(crate) classes: bool,
}

impl Ast {
    /// Whether there may be nodes, or traits of nodes, that could not be read: what seems to match nothing may match
    /// one of them. (A node of which something could not be read is known to be one.)
    pub(crate) fn may_lack_nodes(&self) -> bool {
        let Unread { attrs, traits, classes } = self.unread;
        let synths =
            self.traits.iter().map(|decl| &decl.synth).chain(self.rules.iter().map(|decl| &decl.synth));
        attrs
            || traits
            || classes
            || self.traits.iter().any(|decl| decl.broken)
            || synths.flatten().any(|synth| synth.unread)
            || lacks_nodes(&self.entries)
    }
}

fn lacks_nodes(branches: &[Branch]) -> bool {
    let lacks = |branch: &Branch| match branch {
        Branch::Entry(entry) => entry.is.is_none() && entry.broken,
        Branch::For(each) => each.broken,
        Branch::Data(data) => data.broken,
    };
    branches.iter().any(|branch| lacks(branch) || lacks_nodes(branch.inside()))
}
