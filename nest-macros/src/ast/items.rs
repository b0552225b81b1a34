//! What is declared beside the tree.

use super::{Body, ClosureDecl, Identifier, Name, OptionPath, SelectorDecl, SynthDecl, ValueDecl};
use nest_core::model::{Layout, Names, Wrap};
use proc_macro2::{Ident, Span, TokenStream};

/// The words that an item begins with, but for entries.
pub(crate) const KEYWORDS: [&str; 8] =
    ["attr", "trait", "rule", "assert", "output", "for", "extern", "include"];

/// What stands in front of an item: the doc comment, and the codes of `#[allow(…)]`.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) doc: String,
    pub(crate) allow: Vec<Name>,
}

/// `pub static NAME;`, `pub static NAME { names = path; layout = split; }`
pub(crate) struct Header {
    pub(crate) notes: Notes,
    pub(crate) visibility: TokenStream,
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) settings: Settings,
}

/// What the header's braces say.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) names: Option<Names>,
    pub(crate) layout: Option<Layout>,
    /// The arguments of modules that the flake gives beside those that all have.
    pub(crate) special_args: Vec<Identifier>,
}

/// The words that a setting begins with.
pub(crate) const SETTINGS: [&str; 3] = ["names", "layout", "specialArgs"];

/// What `names` can be.
pub(crate) const NAMINGS: [(&str, Names); 2] = [("path", Names::Path), ("name", Names::Name)];

/// What `layout` can be.
pub(crate) const LAYOUTS: [(&str, Layout); 3] =
    [("split", Layout::Split), ("single", Layout::Single), ("nix", Layout::Nix)];

/// `attr name: unique within site inherited Type = default;`
pub(crate) struct AttrDecl {
    pub(crate) keyword: Span,
    pub(crate) notes: Notes,
    pub(crate) name: Identifier,
    pub(crate) unique: UniqueDecl,
    pub(crate) inherited: bool,
    pub(crate) ty: TypeDecl,
    pub(crate) default: Option<ValueDecl>,
}

pub(crate) enum UniqueDecl {
    No,
    InFleet,
    /// `within site`
    Within(Identifier),
}

pub(crate) struct TypeDecl {
    pub(crate) wraps: Vec<Wrap>,
    pub(crate) scalar: ScalarDecl,
}

pub(crate) enum ScalarDecl {
    Named(Identifier),
    Choice(Vec<(String, Span)>),
    /// `node(db)`
    Node(Identifier),
    /// Reported already.
    Wrong,
}

/// `trait name { … }`. One that is nested stands behind those around it.
pub(crate) struct TraitDecl {
    pub(crate) keyword: Span,
    pub(crate) notes: Notes,
    pub(crate) name: Identifier,
    /// The name with those around it: `host::user`.
    pub(crate) path: String,
    /// What its Rust items are called.
    pub(crate) item: String,
    pub(crate) needs: Vec<Identifier>,
    pub(crate) needed_by: Option<SelectorDecl>,
    pub(crate) requires: Vec<RequireDecl>,
    pub(crate) classes: Vec<ClassDecl>,
    pub(crate) synth: Option<SynthDecl>,
    /// Something of it could not be read.
    pub(crate) broken: bool,
}

pub(crate) struct RequireDecl {
    pub(crate) attr: Identifier,
    pub(crate) optional: bool,
}

/// `class name => …;`
pub(crate) struct ClassDecl {
    pub(crate) name: Identifier,
    pub(crate) route: RouteDecl,
}

/// Where the modules of a class go.
pub(crate) enum RouteDecl {
    /// `output.[name] { args }`
    Output { output: Identifier, name: Option<PathDecl>, args: Option<Body> },
    /// `parent.class at path as module`
    Parent { class: Identifier, at: Option<PathDecl>, as_module: bool },
    /// `|select, modules| expression`
    Closure(ClosureDecl),
}

/// `users.users.[node.name]`; a name that is computed, `[node.name]`, is a path of one part.
pub(crate) struct PathDecl {
    pub(crate) path: OptionPath,
    /// Something in it is no Rust, and was reported.
    pub(crate) broken: bool,
}

/// `rule SELECTOR as label { class(args) { … } }`
pub(crate) struct RuleDecl {
    pub(crate) notes: Notes,
    pub(crate) selector: SelectorDecl,
    pub(crate) label: Option<Name>,
    pub(crate) bodies: Vec<ClassBodyDecl>,
    pub(crate) synth: Option<SynthDecl>,
}

/// `nixos, darwin(args) { … }`: one body, for each of its classes.
pub(crate) struct ClassBodyDecl {
    pub(crate) first: Identifier,
    pub(crate) others: Vec<Identifier>,
    pub(crate) arguments: Vec<Identifier>,
    pub(crate) body: Body,
}

/// `assert web => [env = "prod"], "why";`
pub(crate) struct AssertDecl {
    pub(crate) notes: Notes,
    pub(crate) keyword: Span,
    pub(crate) claim: ClaimDecl,
    pub(crate) why: String,
}

pub(crate) enum ClaimDecl {
    Each(SelectorDecl, SelectorDecl),
    /// `|select| …`
    Whole(ClosureDecl),
}

/// `output dns(select) { … }`
pub(crate) struct OwnOutputDecl {
    pub(crate) notes: Notes,
    pub(crate) name: Name,
    pub(crate) arguments: Vec<Identifier>,
    pub(crate) body: Body,
}

impl ClassBodyDecl {
    /// Its classes, in the order written.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &Identifier> {
        std::iter::once(&self.first).chain(&self.others)
    }
}
