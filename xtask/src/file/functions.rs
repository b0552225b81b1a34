//! The file of functions beside a document: `<fleet>.nix`. It is there only if the fleet has some.

use super::{Outcome, cannot, read, replace};
use crate::document::Functions;
use crate::terminal::Stop;
use nest_core::Fleet;
use std::fs;
use std::path::{Path, PathBuf};

/// How a file of functions begins, and no other does.
const MARK: &str = "# Written by `cargo xtask emit`";

/// What every function can ask for.
const WORDS: [&str; 6] = ["pkgs", "lib", "config", "options", "inputs", "modulesPath"];

/// How the file of the fleet with that name begins.
pub fn beginning_of_functions(fleet: &str) -> String {
    format!("{MARK}: what `nix!` says in the fleet `{fleet}`")
}

/// The file in a folder, and what it shall hold.
pub struct FunctionsFile {
    path: PathBuf,
    name: String,
    text: Option<String>,
}

impl FunctionsFile {
    /// Of a fleet, in that folder.
    pub fn of(fleet: &Fleet, folder: &Path, functions: &Functions) -> Self {
        let name = format!("{}.nix", fleet.name());
        Self { path: folder.join(&name), text: text_of(fleet, functions), name }
    }

    /// Writes the file, or removes the one that was written before; says whether anything changed.
    pub fn put(&self) -> Result<bool, Stop> {
        let Some(new) = &self.text else {
            return match self.is_old()? {
                true => {
                    fs::remove_file(&self.path).map(|()| true).map_err(|e| cannot("remove", &self.path, e))
                }
                false => Ok(false),
            };
        };
        // What somebody else put there is not ours to lose.
        if read(&self.path)?.is_some_and(|text| !text.starts_with(MARK)) {
            let shown = self.path.display();
            return Err(Stop::wrong(vec![format!(
                "`{shown}` is not from `cargo xtask emit`, which writes the functions of `nix!` there; move it away"
            )]));
        }
        Ok(replace(&self.path, new.as_bytes())? == Outcome::Written)
    }

    /// How the file differs from what would be written, if it does.
    pub fn difference(&self) -> Result<Option<String>, Stop> {
        let Self { name, text, .. } = self;
        Ok(match (text, read(&self.path)?) {
            (Some(new), Some(old)) if *new == old => None,
            (Some(_), Some(_)) => Some(name.clone()),
            (Some(_), None) => Some(format!("{name} (missing)")),
            (None, _) if self.is_old()? => Some(format!("{name} (superfluous)")),
            (None, _) => None,
        })
    }

    /// Whether there is a file that an earlier run wrote. Any other of the name is somebody's own.
    fn is_old(&self) -> Result<bool, Stop> {
        Ok(read(&self.path)?.is_some_and(|text| text.starts_with(MARK)))
    }
}

/// The functions as a file of Nix: `{ "<id>" = { pkgs, lib, … }: (…); }`. Nothing without any.
fn text_of(fleet: &Fleet, functions: &Functions) -> Option<String> {
    if functions.is_empty() {
        return None;
    }
    let words = WORDS.iter().chain(&*fleet.declared.special_args).copied().collect::<Vec<_>>().join(", ");
    let mut text = beginning_of_functions(&fleet.name()) + ", by the hash of its text.\n{\n";
    for (id, source) in functions {
        // The text stands as it is: in its strings, white space counts.
        text.push_str(&format!("  \"{id}\" = {{ {words} }}: (\n{source}\n  );\n"));
    }
    text.push_str("}\n");
    Some(text)
}
