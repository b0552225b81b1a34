//! Values that only Nix knows: they are written down here, and looked up there.

use super::{IntoNix, Name, NixValue, Set};
use std::borrow::Cow;

/// A value that Nix makes when it evaluates what is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Deferred {
    /// `pkgs.git`, `config.networking.hostName`: an attribute path from an argument of modules.
    Reference(Vec<Name>),
    /// `lib.getExe pkgs.git`: a function, applied to one value after another.
    Call {
        /// What is called.
        function: NixValue,
        /// What it is applied to; at least one value.
        arguments: Vec<NixValue>,
    },
    /// `(pkgs.formats.json { }).type`: an attribute path from what something else gives.
    Select {
        /// Where the path begins.
        from: NixValue,
        /// The path.
        path: Vec<Name>,
    },
    /// A file, by its path from the workspace's root.
    Path(String),
    /// Text with values of Nix in it.
    Text(Vec<NixValue>),
    /// A function in the Nix language, and the attributes that it is called with.
    Expression {
        /// The text: a function of one attribute set, or what is no function, if there are no arguments.
        source: &'static str,
        /// What it is called with, by name.
        arguments: Set,
    },
    /// `!a`
    Not(NixValue),
    /// `a && b`
    All(Vec<NixValue>),
    /// `a || b`
    Any(Vec<NixValue>),
    /// `if condition then … else …`
    If {
        /// What decides.
        condition: NixValue,
        /// The value if it holds.
        then: NixValue,
        /// The value if it does not.
        otherwise: NixValue,
    },
}

impl From<Deferred> for NixValue {
    fn from(deferred: Deferred) -> Self {
        NixValue::Deferred(Box::new(deferred))
    }
}

/// The value at an attribute path from an argument of modules.
pub fn reference(path: &[Name]) -> NixValue {
    Deferred::Reference(path.to_vec()).into()
}

/// What a function gives for some arguments.
pub fn call(function: NixValue, arguments: Vec<NixValue>) -> NixValue {
    Deferred::Call { function, arguments }.into()
}

/// The value at an attribute path from another value.
pub fn select(from: NixValue, path: &[Name]) -> NixValue {
    Deferred::Select { from, path: path.to_vec() }.into()
}

/// The file at a path from the workspace's root.
pub fn file(path: String) -> NixValue {
    Deferred::Path(path).into()
}

/// The text of a part of a path.
pub fn shown(part: NixValue) -> String {
    match part {
        NixValue::Text(text) => text.into_owned(),
        // The macro lets nothing else into a path.
        _ => String::new(),
    }
}

/// Text of literal parts, of what Rust values show, and of values of Nix. Without the last it is text as any other.
pub fn text(parts: impl IntoIterator<Item = NixValue>) -> NixValue {
    let mut joined: Vec<NixValue> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(NixValue::Text(before)), NixValue::Text(text)) => before.to_mut().push_str(&text),
            (_, part) => joined.push(part),
        }
    }
    match joined.as_slice() {
        [] => NixValue::Text(Cow::Borrowed("")),
        [NixValue::Text(_)] => joined.remove(0),
        _ => Deferred::Text(joined).into(),
    }
}

/// A function in the Nix language, called with arguments.
pub fn expression(source: &'static str, arguments: impl IntoNix) -> NixValue {
    let arguments = match arguments.into_nix() {
        NixValue::Set(set) => set,
        _ => Set::default(),
    };
    Deferred::Expression { source, arguments }.into()
}
