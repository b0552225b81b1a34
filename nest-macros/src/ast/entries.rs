//! The tree: nodes, namespaces, and the loops that repeat them.

use super::{ClassBodyDecl, Identifier, NamePattern, Notes, ValueDecl};
use crate::report::Number;
use crate::template::Bound;
use proc_macro2::Span;

/// What stands in the DOM.
pub(crate) enum Branch {
    Entry(EntryDecl),
    For(ForDecl),
}

impl Branch {
    pub(crate) fn number(&self) -> Number {
        match self {
            Branch::Entry(decl) => decl.number,
            Branch::For(decl) => decl.number,
        }
    }

    pub(crate) fn notes(&self) -> &Notes {
        match self {
            Branch::Entry(decl) => &decl.notes,
            Branch::For(decl) => &decl.notes,
        }
    }

    /// What stands between its braces.
    pub(crate) fn inside(&self) -> &[Branch] {
        match self {
            Branch::Entry(decl) => &decl.entries,
            Branch::For(decl) => &decl.branches,
        }
    }
}

/// `for i in 1..=40 { … }`
pub(crate) struct ForDecl {
    pub(crate) number: Number,
    pub(crate) notes: Notes,
    pub(crate) variable: String,
    pub(crate) values: Vec<Bound>,
    pub(crate) branches: Vec<Branch>,
    /// Something of it could not be read: what it repeats, or how often.
    pub(crate) broken: bool,
}

/// `name { … }`, in the DOM
pub(crate) struct EntryDecl {
    pub(crate) number: Number,
    pub(crate) notes: Notes,
    /// The word `extern` before it.
    pub(crate) external: Option<Span>,
    /// `prod.eu` is short for `prod { eu { … } }`.
    pub(crate) path: Vec<NamePattern>,
    pub(crate) is: Option<Vec<Identifier>>,
    pub(crate) attrs: Vec<(Identifier, ValueDecl)>,
    /// Words that stand alone, and may become attributes.
    pub(crate) half_typed: Vec<Identifier>,
    pub(crate) entries: Vec<Branch>,
    pub(crate) bodies: Vec<NodeBodyDecl>,
    /// Something between the braces could not be read.
    pub(crate) broken: bool,
}

/// `nixos { … }` in a node: a rule on it alone.
pub(crate) struct NodeBodyDecl {
    pub(crate) notes: Notes,
    pub(crate) body: ClassBodyDecl,
    /// How many rules are written before it.
    pub(crate) after: usize,
}
