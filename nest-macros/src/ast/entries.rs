//! The tree: nodes, namespaces, and the loops that repeat them.

use super::{ClassBodyDecl, Identifier, Name, NamePattern, Notes, ValueDecl};
use crate::report::Number;
use crate::template::Bound;
use proc_macro2::Span;

/// What stands in the DOM.
pub(crate) enum Branch {
    Entry(EntryDecl),
    For(ForDecl),
    Data(DataDecl),
}

impl Branch {
    pub(crate) fn number(&self) -> Number {
        match self {
            Branch::Entry(decl) => decl.number,
            Branch::For(decl) => decl.number,
            Branch::Data(decl) => decl.number,
        }
    }

    pub(crate) fn notes(&self) -> &Notes {
        match self {
            Branch::Entry(decl) => &decl.notes,
            Branch::For(decl) => &decl.notes,
            Branch::Data(decl) => &decl.notes,
        }
    }

    /// What stands between its braces.
    pub(crate) fn inside(&self) -> &[Branch] {
        match self {
            Branch::Entry(decl) => &decl.entries,
            Branch::For(decl) => &decl.branches,
            // Below a node of a file stands nothing.
            Branch::Data(_) => &[],
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

/// `nodes from "hosts.csv" as host { addr = ip; _ = [comment]; }`
pub(crate) struct DataDecl {
    pub(crate) number: Number,
    pub(crate) notes: Notes,
    /// The path of the file, and where it is written.
    pub(crate) path: String,
    pub(crate) span: Span,
    /// The traits that all nodes have.
    pub(crate) is: Vec<Identifier>,
    /// What fields set: an attribute, `name` or `is`, and the field.
    pub(crate) fields: Vec<(Identifier, Name)>,
    /// The fields that set nothing.
    pub(crate) ignored: Vec<Name>,
    /// The nodes, once the file is read.
    pub(crate) nodes: Vec<EntryDecl>,
    /// Something of it, or of the file, could not be read.
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

impl EntryDecl {
    /// One of which nothing is known.
    pub(crate) fn empty(number: Number) -> Self {
        Self {
            number,
            notes: Notes::default(),
            external: None,
            path: Vec::new(),
            is: None,
            attrs: Vec::new(),
            half_typed: Vec::new(),
            entries: Vec::new(),
            bodies: Vec::new(),
            broken: false,
        }
    }
}

/// `nixos { … }` in a node: a rule on it alone.
pub(crate) struct NodeBodyDecl {
    pub(crate) notes: Notes,
    pub(crate) body: ClassBodyDecl,
    /// How many rules are written before it.
    pub(crate) after: usize,
}
