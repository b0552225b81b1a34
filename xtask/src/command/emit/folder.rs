//! Where the files go, and how that is said.

use super::Emit;
use crate::file::Difference;
use crate::format::Format;
use crate::terminal::{Stop, Streams};
use crate::workspace;
use std::path::{Path, PathBuf};

/// The folder that the files are in.
pub struct Folder {
    pub path: PathBuf,
    /// The path to print.
    shown: PathBuf,
    /// The command that writes the files.
    pub command: String,
}

impl Folder {
    /// The folder that `--out` gives, or else the usual one.
    pub fn new(emit: &Emit) -> Result<Self, Stop> {
        let mut folder = match &emit.out {
            None => Self::below(&workspace::root()?),
            Some(path) => Self { path: path.clone(), shown: path.clone(), command: COMMAND.to_owned() },
        };
        if emit.split {
            folder.command += " --split";
        }
        if emit.format == Format::Nix {
            folder.command += " --format nix";
        }
        if let Some(path) = &emit.out {
            folder.command += &format!(" --out {}", path.display());
        }
        Ok(folder)
    }

    /// The usual one in the workspace with that root.
    pub fn below(root: &Path) -> Self {
        const NAME: &str = "generated";
        Self { path: root.join(NAME), shown: NAME.into(), command: COMMAND.to_owned() }
    }

    /// Tells that what is called so is up to date, or how it differs.
    pub fn told(&self, shown: &str, how: &Difference, streams: &mut Streams) -> Result<(), Stop> {
        match how {
            Difference::None => {
                streams.say(format_args!("up to date {shown}"));
                Ok(())
            }
            _ => Err(Stop::wrong(vec![format!("{shown} {how}; run `{}`", self.command)])),
        }
    }

    /// What is in the folder under that name: its path, and what to call it.
    pub fn entry(&self, name: &str) -> (PathBuf, String) {
        (self.path.join(name), self.shown.join(name).display().to_string())
    }
}

const COMMAND: &str = "cargo xtask emit";
