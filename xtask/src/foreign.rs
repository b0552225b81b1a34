//! What the modules of a fleet ask of the world outside: files of the workspace, and functions in the Nix language.

use crate::{deferred, workspace};
use nest_core::nix::{Deferred, NixValue, Property, Set};
use nest_core::problem::Problem;
use nest_core::{Configuration, Diagnostic, Evaluated, Resolved};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Functions in the Nix language, by what the document calls them.
pub type Expressions = BTreeMap<String, &'static str>;

/// What a value asks for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Paths of files, from the workspace's root.
    files: Vec<String>,
    expressions: Expressions,
}

impl Asked {
    /// What the modules and the arguments of a system ask for, all together.
    pub fn by(evaluated: &Evaluated) -> Self {
        let Evaluated { args, modules, data, warnings: _ } = evaluated;
        let mut asked = Self::default();
        asked.set(args);
        modules.iter().for_each(|module| asked.set(&module.set));
        data.iter().for_each(|data| asked.value(data));
        asked
    }

    /// What an own output asks for.
    pub fn by_set(set: &Set) -> Self {
        let mut asked = Self::default();
        asked.set(set);
        asked
    }

    /// The functions.
    pub fn expressions(self) -> Expressions {
        self.expressions
    }

    fn set(&mut self, set: &Set) {
        set.iter().for_each(|(_, value)| self.value(value));
    }

    fn value(&mut self, value: &NixValue) {
        match value {
            NixValue::List(elements) => elements.iter().for_each(|element| self.value(element)),
            NixValue::Set(set) | NixValue::Module(_, set) => self.set(set),
            NixValue::Property(property) => match &**property {
                Property::Override(_, content) | Property::Order(_, content) => self.value(content),
                Property::If(condition, content) => {
                    self.value(condition);
                    self.value(content);
                }
                Property::Merge(contents) => contents.iter().for_each(|content| self.value(content)),
            },
            NixValue::Deferred(deferred) => match &**deferred {
                Deferred::Path(path) => self.files.push(path.clone()),
                Deferred::Text(parts) => parts.iter().for_each(|part| self.value(part)),
                Deferred::Expression { source, arguments } => {
                    self.expressions.insert(deferred::id(source), source);
                    self.set(arguments);
                }
                Deferred::Reference(_) => {}
            },
            NixValue::Null
            | NixValue::Bool(_)
            | NixValue::Int(_)
            | NixValue::Float(_)
            | NixValue::Text(_)
            | NixValue::Refused(_) => {}
        }
    }
}

/// The files that the modules of a system name and that are not there, each where it is named.
pub fn missing_files(
    resolved: &Resolved,
    configuration: &Configuration,
    evaluated: &Evaluated,
) -> Vec<Diagnostic> {
    let fleet = resolved.declared();
    let mut told = Vec::new();
    let root = OnceCell::new();
    // Without a workspace, paths start where the command runs. It is asked for only if there is a path.
    let is_there = |path: &String| root.get_or_init(root_or_here).join(path).exists();
    for module in &evaluated.modules {
        let files = Asked::by_set(&module.set).files;
        // A link that leads nowhere is as good as no file.
        for path in files.into_iter().filter(|path| !is_there(path)) {
            let problem = Problem::MissingFile { path };
            told.push(Diagnostic {
                site: None,
                file: fleet.file.to_owned(),
                line: fleet[module.rule].line,
                body: Some(format!("rule `{}`", resolved.rule_name(module.rule))),
                node: Some(configuration.node().path()),
                level: problem.level(),
                problem,
            });
        }
    }
    told
}

fn root_or_here() -> PathBuf {
    workspace::root().unwrap_or_default()
}

/// The functions as a file of Nix: `{ "<id>" = { pkgs, lib, config, inputs }: (…); }`. Nothing without any.
pub fn file_of(fleet: &str, expressions: &Expressions) -> Option<String> {
    if expressions.is_empty() {
        return None;
    }
    let mut text = format!("{MARK}: what `nix!` says in the fleet `{fleet}`, by the hash of its text.\n{{\n");
    for (id, source) in expressions {
        // The text stands as it is: in its strings, white space counts.
        text.push_str(&format!("  \"{id}\" = {{ pkgs, lib, config, inputs }}: (\n{source}\n  );\n"));
    }
    text.push_str("}\n");
    Some(text)
}

/// How a file of functions begins, and no other does.
pub const MARK: &str = "# Written by `cargo xtask emit`";
