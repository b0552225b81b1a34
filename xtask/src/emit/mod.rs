//! `cargo xtask emit`: the fleets as files for Nix.

mod compare;
mod expressions;
mod file_names;
mod ours;
mod single;
mod split;

pub use file_names::file_names;

use crate::Streams;
use crate::chosen::{choose, listed};
use crate::exit::Stop;
use crate::format::Format;
use crate::json::Unwritten;
use crate::workspace;
use nest_core::{Fleet, Resolved};
use std::io;
use std::path::{Path, PathBuf};

/// The arguments of `emit`.
#[derive(Debug, clap::Args)]
pub struct Emit {
    /// The fleets, by name; all of them, unless some are named
    #[arg(value_name = "FLEET")]
    fleets: Vec<String>,
    /// The folder of the files; `generated` in the workspace's root, unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write a folder for each fleet, with a file for each system, and an index
    #[arg(long)]
    split: bool,
    /// The language of the files
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Print the document of one fleet, and write no file
    #[arg(long, conflicts_with_all = ["out", "check", "split"])]
    stdout: bool,
    /// Write nothing, and fail where a file is not what would be written
    #[arg(long)]
    check: bool,
}

impl Emit {
    /// Does it.
    pub fn run<'f>(&self, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        // A fleet is split to be read quickly, and Nix reads JSON quicker than its own language.
        if self.split && self.format == Format::Nix {
            return Err(Stop::usage(vec!["`--split` writes JSON; leave out `--format nix`".to_owned()]));
        }
        let chosen = choose(&self.fleets, all)?;
        if self.stdout {
            return single::print(only(&chosen)?, self.format, streams);
        }
        let folder = Folder::of(self)?;
        match (self.split, self.check) {
            (false, false) => single::write(&chosen, self.format, &folder, streams),
            (false, true) => single::check(&chosen, self.format, &folder, streams),
            (true, false) => split::write(&chosen, &folder, streams),
            (true, true) => split::check(&chosen, &folder, streams),
        }
    }
}

/// `emit --check`, for all fleets, in the workspace with that root.
pub fn check_all<'f>(root: &Path, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
    single::check(&choose(&[], all)?, Format::Json, &Folder::below(root), streams)
}

fn only<'f>(chosen: &[&'f Fleet<'f>]) -> Result<&'f Fleet<'f>, Stop> {
    let names: Vec<String> = chosen.iter().map(|fleet| fleet.name()).collect();
    match chosen {
        [one] => Ok(one),
        _ => Err(Stop::usage(vec![format!("`--stdout` prints one fleet; name one of {}", listed(&names))])),
    }
}

/// The folder that the files are in.
struct Folder {
    path: PathBuf,
    /// The path to print.
    shown: PathBuf,
    /// The command that writes the files.
    command: String,
}

impl Folder {
    /// The folder that `--out` gives, or else the usual one.
    fn of(emit: &Emit) -> Result<Self, Stop> {
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
    fn below(root: &Path) -> Self {
        const NAME: &str = "generated";
        Self { path: root.join(NAME), shown: NAME.into(), command: COMMAND.to_owned() }
    }

    /// What is in the folder under that name: its path, and what to call it.
    fn entry(&self, name: &str) -> (PathBuf, String) {
        (self.path.join(name), self.shown.join(name).display().to_string())
    }
}

const COMMAND: &str = "cargo xtask emit";

fn resolve<'f>(fleet: &'f Fleet<'f>) -> Result<Resolved<'f>, Unwritten> {
    nest_core::resolve(fleet).map_err(|told| Unwritten::Wrong(told.iter().map(ToString::to_string).collect()))
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Stop {
    Stop::system(format_args!("cannot {what} `{}`", path.display()), error)
}

/// A file without a name could not be written.
fn unwritten(error: io::Error) -> Stop {
    cannot("write below", &std::env::temp_dir(), error)
}
