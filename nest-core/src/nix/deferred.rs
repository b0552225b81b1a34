//! Values that only Nix knows: they are written down here, and looked up there.

use super::{IntoNix, Name, NixValue, Property, Set};
use crate::problem::Problem;
use std::borrow::Cow;

/// A value that Nix makes when it evaluates what is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Deferred {
    /// `pkgs.git`, `config.networking.hostName`: an attribute path from `pkgs`, `lib`, `config` or `inputs`.
    Reference(Vec<Name>),
    /// A file, by its path from the workspace's root.
    Path(String),
    /// Text with values of Nix in it.
    Text(Vec<NixValue>),
    /// A function in the Nix language, and the attributes that it is called with.
    Expression {
        /// The text: a function of one attribute set, or what is no function, if there are no arguments.
        source: &'static str,
        /// The arguments.
        arguments: Set,
    },
}

/// What cannot be in `imports`: Nix knows it when it knows what is imported.
pub const RECURSIVE: [&str; 2] = ["config", "pkgs"];

impl Set {
    /// What cannot be in the `imports` of this set. What is no module is wrong only in a module.
    pub(crate) fn wrong_imports(&self, is_module: bool) -> Vec<Problem> {
        let mut found = Vec::new();
        if let Some(imports) = self.get("imports") {
            wrong_import(imports, is_module, &mut found);
        }
        found
    }
}

fn wrong_import(value: &NixValue, is_module: bool, found: &mut Vec<Problem>) {
    match value {
        NixValue::List(imports) => imports.iter().for_each(|value| wrong_import(value, is_module, found)),
        // A module that is written in place has `imports` of its own.
        NixValue::Set(set) | NixValue::Module(_, set) => found.extend(set.wrong_imports(is_module)),
        NixValue::Property(property) => match &**property {
            Property::Override(_, content) | Property::Order(_, content) => {
                wrong_import(content, is_module, found);
            }
            Property::If(condition, content) => {
                wrong_import(condition, false, found);
                wrong_import(content, is_module, found);
            }
            Property::Merge(contents) => {
                contents.iter().for_each(|value| wrong_import(value, is_module, found));
            }
        },
        NixValue::Deferred(deferred) => match &**deferred {
            Deferred::Reference(path) => {
                let word = path.first().filter(|first| RECURSIVE.contains(&&***first));
                found.extend(word.map(|word| Problem::RecursiveImport { word: word.to_string() }));
            }
            Deferred::Text(parts) => parts.iter().for_each(|part| wrong_import(part, false, found)),
            // Whether the text of an expression needs `config`, the macro says.
            Deferred::Path(_) | Deferred::Expression { .. } => {}
        },
        NixValue::Text(text) if is_module => {
            found.push(Problem::TextImported { text: Some(text.to_string()) });
        }
        NixValue::Int(int) if is_module => found.push(Problem::NoModule { value: int.to_string() }),
        NixValue::Float(float) if is_module => found.push(Problem::NoModule { value: float.to_string() }),
        NixValue::Bool(bool) if is_module => found.push(Problem::NoModule { value: bool.to_string() }),
        NixValue::Null if is_module => found.push(Problem::NoModule { value: "null".to_owned() }),
        NixValue::Text(_)
        | NixValue::Int(_)
        | NixValue::Float(_)
        | NixValue::Bool(_)
        | NixValue::Null
        | NixValue::Refused(_) => {}
    }
}

impl From<Deferred> for NixValue {
    fn from(deferred: Deferred) -> Self {
        NixValue::Deferred(Box::new(deferred))
    }
}

/// The value at an attribute path from `pkgs`, `lib`, `config` or `inputs`.
#[doc(hidden)]
pub fn reference(path: &[Name]) -> NixValue {
    Deferred::Reference(path.to_vec()).into()
}

/// The file at a path from the workspace's root.
#[doc(hidden)]
pub fn file(path: String) -> NixValue {
    Deferred::Path(path).into()
}

/// The text of a part of a path.
#[doc(hidden)]
pub fn shown(part: NixValue) -> String {
    match part {
        NixValue::Text(text) => text.into_owned(),
        // The macro lets nothing else into a path.
        _ => String::new(),
    }
}

/// Text of literal parts, of what Rust values show, and of values of Nix. Without the last it is text as any other.
#[doc(hidden)]
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
#[doc(hidden)]
pub fn expression(source: &'static str, arguments: impl IntoNix) -> NixValue {
    let arguments = match arguments.into_nix() {
        NixValue::Set(set) => set,
        _ => Set::default(),
    };
    Deferred::Expression { source, arguments }.into()
}
