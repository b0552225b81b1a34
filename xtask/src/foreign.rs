//! What the modules of a fleet ask of the world outside: files of the workspace, and functions in the Nix language.

use crate::{deferred, workspace};
use nest_core::nix::{Deferred, NixValue, Part, Set};
use nest_core::problem::Problem;
use nest_core::{Configuration, Diagnostic, Evaluated, OwnOutput, Resolved};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Functions in the Nix language, by what the document calls them.
pub type Expressions = BTreeMap<String, &'static str>;

/// What a value asks for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Paths of files, from the workspace's root, and whether each is imported as a module.
    files: Vec<(String, bool)>,
    expressions: Expressions,
}

impl Asked {
    /// What the modules and the arguments of a system ask for, all together.
    pub fn by(evaluated: &Evaluated) -> Self {
        let Evaluated { args, modules, data, warnings: _ } = evaluated;
        let mut asked = Self::default();
        asked.set(args);
        modules.iter().for_each(|module| asked.set(&module.set));
        data.iter().for_each(|data| asked.value(data, false));
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
        set.each_part(&mut |part, value| self.part(part, value, false));
    }

    fn value(&mut self, value: &NixValue, is_import: bool) {
        if let NixValue::Deferred(deferred) = value {
            match &**deferred {
                Deferred::Path(path) => self.files.push((path.clone(), is_import)),
                Deferred::Expression { source, .. } => {
                    self.expressions.insert(deferred::id(source), source);
                }
                Deferred::Text(_) | Deferred::Reference(_) => {}
            }
        }
        value.each_part(&mut |part, value| self.part(part, value, is_import));
    }

    /// A part of a value that is imported, or is not.
    fn part(&mut self, part: Part, value: &NixValue, is_import: bool) {
        let is_import = match part {
            // Also in what is no module itself: `home-manager.users.ada.imports`.
            Part::Attr(name) | Part::Argument(name) => name == "imports",
            Part::Element(_) | Part::Content => is_import,
            Part::Condition | Part::Text => false,
        };
        self.value(value, is_import);
    }
}

/// The files of the workspace. Where its root is, is asked only if there is a path.
#[derive(Default)]
pub struct WorkspaceFiles {
    root: OnceCell<PathBuf>,
}

impl WorkspaceFiles {
    /// The files that a system names and that are not there, each where it is named.
    pub fn missing(
        &self,
        resolved: &Resolved,
        configuration: &Configuration,
        evaluated: &Evaluated,
    ) -> Vec<Diagnostic> {
        let Evaluated { args, modules, data, warnings: _ } = evaluated;
        let mut asked = Asked::default();
        asked.set(args);
        data.iter().for_each(|data| asked.value(data, false));
        let mut told: Vec<Diagnostic> =
            self.lacks(asked).map(|problem| configuration.diagnostic(problem)).collect();
        let fleet = resolved.declared();
        for module in modules {
            told.extend(self.lacks(Asked::by_set(&module.set)).map(|problem| {
                let body = format!("rule `{}`", resolved.rule_name(module.rule));
                let node = Some(configuration.node().path());
                Diagnostic::of_code(fleet, fleet[module.rule].place, body, node, problem)
            }));
        }
        told
    }

    /// The same, of an own output.
    pub fn missing_of(&self, output: &OwnOutput, set: &Set) -> Vec<Diagnostic> {
        self.lacks(Asked::by_set(set)).map(|problem| output.diagnostic(problem)).collect()
    }

    fn lacks(&self, asked: Asked) -> impl Iterator<Item = Problem> {
        asked.files.into_iter().filter_map(|(path, is_import)| self.lacks_file(path, is_import))
    }

    fn lacks_file(&self, path: String, is_import: bool) -> Option<Problem> {
        // Without a workspace, paths start where the command runs.
        let root = self.root.get_or_init(|| {
            let root = workspace::root().unwrap_or_default();
            root.canonicalize().unwrap_or(root)
        });
        // A link that leads nowhere is as good as no file.
        match root.join(&path).canonicalize() {
            Err(_) => Some(Problem::MissingFile { path }),
            Ok(real) if !real.starts_with(root) => Some(Problem::LinkOutside { path }),
            // To Nix, a folder that is imported is the file in it.
            Ok(real) if is_import && real.is_dir() && !real.join("default.nix").is_file() => {
                Some(Problem::FolderImported { path })
            }
            Ok(real) if !is_import && real.is_dir() && !path.ends_with('/') => {
                Some(Problem::FolderNamed { path })
            }
            Ok(_) => None,
        }
    }
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
