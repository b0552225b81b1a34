//! Where the files go, and how that is said.

use crate::terminal::Stop;
use crate::workspace;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// The folder that the files are in.
pub struct Folder {
    pub path: PathBuf,
    /// The path to print.
    shown: PathBuf,
    /// The command that writes the files.
    command: String,
}

impl Folder {
    /// The folder that `--out` gives, or else the usual one.
    pub fn new(out: Option<&Path>) -> Result<Self, Stop> {
        match out {
            None => Ok(Self::below(&workspace::root()?)),
            Some(path) => Ok(Self {
                path: path.to_owned(),
                shown: path.to_owned(),
                command: format!("{COMMAND} --out {}", path.display()),
            }),
        }
    }

    /// The usual one in the workspace with that root.
    pub fn below(root: &Path) -> Self {
        const NAME: &str = "generated";
        Self { path: root.join(NAME), shown: NAME.into(), command: COMMAND.to_owned() }
    }

    /// That what is called so differs, and what to run.
    pub fn differs(&self, shown: &str, how: impl Display) -> Stop {
        Stop::wrong(vec![format!("{shown} {how}; run `{}`", self.command)])
    }

    /// What is in the folder under that name: its path, and what to call it.
    pub fn entry(&self, name: &str) -> (PathBuf, String) {
        (self.path.join(name), self.shown.join(name).display().to_string())
    }
}

const COMMAND: &str = "cargo xtask emit";
