//! Values on their way to Nix: what the bodies of rules assign.

mod assign;
mod assigned;
pub(crate) mod condition;
pub(crate) mod deferred;
pub(crate) mod imports;
mod into;
mod parts;
pub(crate) mod paths;
mod properties;
mod refusal;
pub(crate) mod system;
mod workspace_path;

pub use assign::{Attrs, Scope};
pub use assigned::Assigned;
pub use deferred::Deferred;
pub use into::{IntoNix, lines};
pub(crate) use into::{list, set};
pub use parts::Part;
pub use properties::{
    mk_after, mk_before, mk_default, mk_force, mk_if, mk_merge, mk_order, mk_override, order, priority,
};
pub use refusal::Refusal;
pub use workspace_path::path_refusal;

use std::borrow::Cow;

/// A Nix value.
#[derive(Debug, Clone, PartialEq)]
pub enum NixValue {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer; Nix's have 64 bits and a sign.
    Int(i64),
    /// A finite floating-point number.
    Float(f64),
    /// A string: data, never code.
    Text(Cow<'static, str>),
    /// A list, whose elements need not be of one type.
    List(Vec<NixValue>),
    /// An attribute set.
    Set(Set),
    /// A module by itself, with the place that it came from: what `… as module` puts below an option.
    Module(String, Set),
    /// A property of the module system around a value.
    Property(Box<Property>),
    /// What only Nix knows.
    Deferred(Box<Deferred>),
    /// What Nix cannot take. It is named when the body has run, with the option that it was assigned to.
    Refused(Refusal),
}

/// What the module system's `mkForce`, `mkOrder`, `mkIf` and `mkMerge` make.
#[derive(Debug, Clone, PartialEq)]
pub enum Property {
    /// `mkOverride priority content`
    Override(i64, NixValue),
    /// `mkOrder priority content`
    Order(i64, NixValue),
    /// `mkIf condition content`
    If(NixValue, NixValue),
    /// `mkMerge contents`
    Merge(Vec<NixValue>),
}

/// An attribute set: names, each once, in the order in which they were first written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Set(pub(crate) Vec<(Name, NixValue)>);

/// The name of an attribute.
pub type Name = Cow<'static, str>;

impl Set {
    /// The names and values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &NixValue)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&NixValue> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }
}

/// The names and values.
impl IntoIterator for Set {
    type Item = (Name, NixValue);
    type IntoIter = std::vec::IntoIter<(Name, NixValue)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A name that comes twice is refused, as a path that is assigned twice.
impl FromIterator<(Name, NixValue)> for Set {
    fn from_iter<T: IntoIterator<Item = (Name, NixValue)>>(entries: T) -> Self {
        let mut attrs = Attrs::new();
        for (name, value) in entries {
            attrs.root().assign(&[name], value);
        }
        attrs.build()
    }
}

/// A name as Nix writes it in an attribute path: in quotes where it has to be.
///
/// ```
/// use nest_core::nix::quote;
///
/// assert_eq!(quote("web-1"), "web-1");
/// assert_eq!(quote("a.b"), "\"a.b\"");
/// assert_eq!(quote("${x}"), "\"\\${x}\"");
/// ```
pub fn quote(name: &str) -> Cow<'_, str> {
    const KEYWORDS: [&str; 11] =
        ["assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with", "__curPos"];
    let mut letters = name.chars();
    let plain = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || "_-'".contains(c))
        && !KEYWORDS.contains(&name);
    if plain {
        return Cow::Borrowed(name);
    }
    Cow::Owned(string(name))
}

/// A string as Nix writes it: data, whatever it holds.
///
/// ```
/// assert_eq!(nest_core::nix::string("a\n$${x}"), "\"a\\n$\\${x}\"");
/// ```
pub fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '$' if rest.peek() == Some(&'{') => quoted.push_str("\\$"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Only messages name what has one: Nix has no way to write it.
            '\0' => quoted.push_str("\\0"),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Names as Nix writes an attribute path.
///
/// ```
/// assert_eq!(nest_core::nix::path(["prod", "a.b"]), "prod.\"a.b\"");
/// ```
pub fn path<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(quote).collect::<Vec<_>>().join(".")
}
