//! What Nix cannot take.

use super::{Deferred, NixValue, Part, Set, path_refusal, quote};
use crate::problem::Problem;
use std::fmt;

/// Why a value cannot go to Nix.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// Text with a NUL, where Nix would cut it.
    Nul,
    /// No name at all.
    NoName,
    /// An integer outside 64 bits, signed.
    IntegerRange(i128),
    /// NaN or an infinity.
    NotFinite(f64),
    /// A name that only nest may give a meaning to.
    ReservedName(String),
    /// The text of a `path!` that is no path from the workspace's root, and what is wrong with it.
    Path {
        /// The text, as it was written or computed.
        text: String,
        /// What is wrong.
        what: &'static str,
    },
    /// One path assigned twice, or a path and something below it.
    Conflict(Box<Problem>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Nul => f.write_str("text with a NUL, where Nix would cut it; take the NUL out"),
            Refusal::NoName => f.write_str("an empty name; write one"),
            Refusal::IntegerRange(i) => f.write_str(&outside(i)),
            Refusal::NotFinite(x) => write!(f, "`{x}` is no number that Nix has; assign a finite one"),
            Refusal::ReservedName(name) => write!(f, "an attribute set with `{name}`"),
            Refusal::Path { text, what } => write!(
                f,
                "`{text}` {what}; write a path from the workspace's root, such as `hosts/web-1.nix`"
            ),
            Refusal::Conflict(problem) => write!(f, "{problem}"),
        }
    }
}

fn outside(integer: impl fmt::Display) -> String {
    format!("`{integer}` is outside Nix's integers, which have 64 bits and a sign; write it as text")
}

impl Refusal {
    /// The problem that a name is in an attribute set where it would be taken for more; nothing if it would not.
    pub fn of_literal_key(name: &str) -> Option<Problem> {
        match Self::of_key(name)? {
            refusal @ Refusal::ReservedName(_) => Some(refusal.problem(name)),
            _ => None,
        }
    }

    /// The problem that an integer is which is too large for Nix.
    pub fn of_literal_integer(digits: &str) -> Problem {
        Problem::LiteralRefused { why: outside(digits) }
    }

    /// Why Nix would not read a text as it is.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        text.contains('\0').then_some(Refusal::Nul)
    }

    /// Why Nix would not read a name in an attribute set as a name.
    pub(crate) fn of_key(name: &str) -> Option<Self> {
        // `_type` makes the module system take a set for a property, and `_nest` is this project's own.
        let is_reserved = name == "_type" || name == "_nest";
        if is_reserved { Some(Refusal::ReservedName(name.to_owned())) } else { Self::of_text(name) }
    }

    /// The problem that a literal is which Nix would cut; nothing if it would not.
    pub fn of_literal_text(text: &str) -> Option<Problem> {
        Self::of_text(text).map(|_| Problem::LiteralRefused {
            why: format!("`{text:?}` has a NUL, where Nix would cut it; take the NUL out"),
        })
    }

    /// The problem that the refusal is, of a literal: its token says where it is.
    pub fn of_literal(&self) -> Problem {
        match self {
            Refusal::Conflict(problem) => (**problem).clone(),
            _ => Problem::LiteralRefused { why: self.to_string() },
        }
    }

    /// The problem that the refusal is, of a value assigned to the option `path`, or of a name that ends it.
    pub(crate) fn problem(&self, path: &str) -> Problem {
        match self {
            Refusal::Conflict(problem) => (**problem).clone(),
            Refusal::ReservedName(_) => Problem::ReservedName {
                name: path.to_owned(),
                why: "in an attribute set it would be taken for more than data, as what `mk_force`, `mk_if` and the \
                      like make is",
            },
            Refusal::Nul
            | Refusal::NoName
            | Refusal::IntegerRange(_)
            | Refusal::NotFinite(_)
            | Refusal::Path { .. } => Problem::ValueRefused { path: path.to_owned(), why: self.to_string() },
        }
    }
}

impl NixValue {
    /// Everything in the value that Nix cannot take, each with its path below a name.
    pub fn refused(&self, name: &str) -> Vec<(String, Problem)> {
        let mut found = Vec::new();
        search(self, &mut quote(name).into_owned(), &mut found);
        found
    }
}

impl Set {
    /// Everything in the set that Nix cannot take, each with the option that it is in.
    pub fn refused(&self) -> Vec<(String, Problem)> {
        let mut found = Vec::new();
        search_set(self, &mut String::new(), &mut found);
        found
    }
}

fn search_set(set: &Set, path: &mut String, found: &mut Vec<(String, Problem)>) {
    set.each_part(&mut |part, value| search_part(part, value, path, found));
}

/// Looks into a part of a value, below its name.
fn search_part(part: Part, value: &NixValue, path: &mut String, found: &mut Vec<(String, Problem)>) {
    let end = path.len();
    match part {
        Part::Element(i) => path.push_str(&format!("[{i}]")),
        Part::Attr(name) | Part::Argument(name) => {
            if end > 0 {
                path.push('.');
            }
            path.push_str(&quote(name));
            found.extend(Refusal::of_text(name).map(|refusal| (path.clone(), refusal.problem(path))));
        }
        Part::Content | Part::Condition | Part::Function | Part::Positional | Part::Text => {}
    }
    search(value, path, found);
    path.truncate(end);
}

fn search(value: &NixValue, path: &mut String, found: &mut Vec<(String, Problem)>) {
    let refusal = match value {
        NixValue::Refused(refusal) => Some(refusal.clone()),
        NixValue::Float(x) if !x.is_finite() => Some(Refusal::NotFinite(*x)),
        NixValue::Text(text) => Refusal::of_text(text),
        NixValue::Deferred(deferred) => match &**deferred {
            Deferred::Expression { source, .. } => Refusal::of_text(source),
            Deferred::Path(file) => path_refusal(file),
            Deferred::Reference(names) | Deferred::Select { path: names, .. } => {
                names.iter().find_map(|name| Refusal::of_text(name))
            }
            Deferred::Text(_)
            | Deferred::Call { .. }
            | Deferred::Not(_)
            | Deferred::All(_)
            | Deferred::Any(_)
            | Deferred::If { .. } => None,
        },
        _ => None,
    };
    found.extend(refusal.map(|refusal| (path.clone(), refusal.problem(path))));
    value.each_part(&mut |part, value| search_part(part, value, path, found));
}
