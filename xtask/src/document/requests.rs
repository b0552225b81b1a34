//! What values ask of the world outside: files of the workspace, and functions in the Nix language.

use super::functions::{Functions, id};
use nest_core::nix::{Deferred, NixValue, Part, Set, path as path_of};

/// What is asked for.
#[derive(Debug, Default)]
pub struct Requests {
    pub files: Vec<RequestedFile>,
    pub functions: Functions,
}

/// A file or a folder.
#[derive(Debug)]
pub struct RequestedFile {
    /// The path, from the workspace's root.
    pub path: String,
    /// Whether it is imported as a module.
    pub is_import: bool,
    /// The option that asks for it.
    pub option: String,
}

impl Requests {
    /// Adds what a set asks for.
    pub fn add_set(&mut self, set: &Set) {
        set.each_part(&mut |part, value| self.add(value, is_import(part, false), &way(&[], part)));
    }

    /// Adds what a value asks for.
    pub fn add_value(&mut self, value: &NixValue) {
        self.add(value, false, &[]);
    }

    fn add<'v>(&mut self, value: &'v NixValue, imported: bool, names: &[&'v str]) {
        if let NixValue::Deferred(deferred) = value {
            match &**deferred {
                Deferred::Path(path) => {
                    self.files.push(RequestedFile {
                        path: path.clone(),
                        is_import: imported,
                        option: path_of(names.iter().copied()),
                    });
                }
                Deferred::Expression { source, .. } => {
                    self.functions.insert(id(source), source);
                }
                Deferred::Text(_)
                | Deferred::Reference(_)
                | Deferred::Call { .. }
                | Deferred::Select { .. }
                | Deferred::Not(_)
                | Deferred::All(_)
                | Deferred::Any(_)
                | Deferred::If { .. } => {}
            }
        }
        value.each_part(&mut |part, value| self.add(value, is_import(part, imported), &way(names, part)));
    }
}

/// The names on the way to a part of a value.
fn way<'v>(names: &[&'v str], part: Part<'v>) -> Vec<&'v str> {
    let name = match part {
        Part::Attr(name) => Some(name),
        Part::Argument(_)
        | Part::Element(_)
        | Part::Content
        | Part::Condition
        | Part::Function
        | Part::Positional
        | Part::Text => None,
    };
    names.iter().copied().chain(name).collect()
}

/// Whether a part of a value is imported, if the value is or is not.
fn is_import(part: Part, imported: bool) -> bool {
    match part {
        Part::Element(_) | Part::Content => imported,
        // Also in what is no module itself: `home-manager.users.ada.imports`.
        Part::Attr(name) | Part::Argument(name) => name == "imports",
        Part::Condition | Part::Function | Part::Positional | Part::Text => false,
    }
}
