//! `cargo xtask emit`: the fleets as files for Nix.

mod folder;
mod single;
mod split;
mod staged;

use super::chosen::choose;
use crate::document::Unwritten;
use crate::file::cannot;
use crate::format::Format;
use crate::report::Printer;
use crate::terminal::{Exit, Stop, Streams, counted, listed};
use folder::Folder;
use nest_core::problem::Level;
use nest_core::{Diagnostic, Fleet, Resolved};
use std::collections::HashSet;
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
            let done = single::print(only(&chosen)?, self.format, streams);
            return done.map_err(|stop| summed(stop, "nothing was printed"));
        }
        let folder = Folder::new(self)?;
        let done = match (self.split, self.check) {
            (false, false) => single::write(&chosen, self.format, &folder, streams),
            (false, true) => single::check(&chosen, self.format, &folder, streams),
            (true, false) => split::write(&chosen, &folder, streams),
            (true, true) => split::check(&chosen, &folder, streams),
        };
        done.map_err(|stop| if self.check { stop } else { summed(stop, "nothing was written") })
    }
}

/// `emit --check`, for all fleets, in the workspace with that root.
pub fn check_all<'f>(root: &Path, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
    single::check(&choose(&[], all)?, Format::Json, &Folder::below(root), streams)
}

fn only<'f>(chosen: &[&'f Fleet<'f>]) -> Result<&'f Fleet<'f>, Stop> {
    let [one] = chosen else {
        let names: Vec<String> = chosen.iter().map(|fleet| fleet.name()).collect();
        let names = listed(names.iter().map(String::as_str));
        return Err(Stop::usage(vec![format!("`--stdout` prints one fleet; name one of {names}")]));
    };
    Ok(one)
}

/// Does something with each fleet, also after one that is wrong, so that all that is wrong is told at once.
fn each<'f, T>(
    fleets: &[&'f Fleet<'f>],
    mut work: impl FnMut(&'f Fleet<'f>) -> Result<T, Stop>,
) -> Result<Vec<T>, Stop> {
    let (mut done, mut wrong) = (Vec::new(), None);
    // Fleets may share what is wrong.
    let mut told = HashSet::new();
    for fleet in fleets {
        match work(fleet) {
            Ok(result) => done.push(result),
            Err(Stop { exit: Exit::Wrong, problems, lines }) => {
                let all: &mut Stop = wrong.get_or_insert_with(|| Stop::wrong(Vec::new()));
                all.problems.extend(problems.into_iter().filter(|problem| told.insert(problem.to_string())));
                all.lines.extend(lines);
            }
            Err(stop) => return Err(stop),
        }
    }
    wrong.map_or(Ok(done), Err)
}

/// How many errors there are, and what that means for the files.
fn summed(mut stop: Stop, so: &str) -> Stop {
    if !stop.problems.is_empty() {
        let errors = stop.problems.iter().filter(|problem| problem.level == Level::Deny).count();
        stop.lines.push(format!("{}; {so}", counted(errors, "error")));
    }
    stop
}

/// Resolves a fleet and writes its document, and tells what is doubtful about it.
fn render<'f, T>(
    fleet: &'f Fleet<'f>,
    streams: &mut Streams,
    write: impl FnOnce(&Resolved) -> Result<T, Unwritten>,
    warnings: impl FnOnce(&T) -> &[Diagnostic],
    cannot: impl FnOnce(io::Error) -> Stop,
) -> Result<T, Stop> {
    let wrong = |problems| Stop { problems, ..Stop::wrong(Vec::new()) };
    let resolved = nest_core::resolve(fleet).map_err(|told| wrong(Diagnostic::gathered(told)))?;
    let written = write(&resolved).map_err(|unwritten| match unwritten {
        Unwritten::Wrong(problems) => wrong(problems),
        Unwritten::Io(error) => cannot(error),
    })?;
    let mut printer = Printer::new(streams.coloured.err);
    warnings(&written).iter().for_each(|warning| streams.say_all(&printer.text(warning)));
    Ok(written)
}

/// A file without a name could not be written.
fn cannot_stage(error: io::Error) -> Stop {
    cannot("write below", &std::env::temp_dir(), error)
}
