//! `cargo xtask emit`: the fleets as files for Nix.

mod folder;
mod parts;
mod retired;
mod single;
mod split;
mod superfluous;

use super::chosen::{self, choose};
use crate::document::Unwritten;
use crate::file::{Difference, cannot};
use crate::report::Printer;
use crate::terminal::{Exit, Stop, Streams, counted, listed};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use folder::Folder;
use nest_core::model::Layout;
use nest_core::problem::Level;
use nest_core::{Diagnostic, Fleet, Resolved};
use retired::Retired;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub const NAME: &str = "emit";

/// The arguments of `emit`.
#[derive(Debug)]
pub struct Emit {
    fleets: Vec<String>,
    out: Option<PathBuf>,
    stdout: bool,
    check: bool,
    retired: Retired,
}

impl Emit {
    /// The command, as it is typed.
    pub fn line() -> clap::Command {
        let about = "Writes each fleet for Nix to read";
        let more = "As a file, `<fleet>.json`, unless its header says otherwise: with `layout = split;` as a folder, \
                    `<fleet>/`; with `layout = nix;` as `<fleet>.fleet.nix`. What earlier runs wrote, and no fleet \
                    writes any more, is removed.";
        let out = Arg::new("out").long("out").value_name("DIR").value_parser(value_parser!(PathBuf));
        let flag = |name| Arg::new(name).long(name).action(ArgAction::SetTrue);
        let stdout = flag("stdout").conflicts_with_all(["out", "check"]);
        let check =
            "Write nothing, and fail where a file is not what would be written, or nobody writes it any more";
        clap::Command::new(NAME)
            .about(about)
            .long_about(format!("{about}\n\n{more}"))
            .arg(chosen::argument())
            .arg(out.help("The folder of the files; `generated` in the workspace's root, unless given"))
            .arg(stdout.help("Print the document of one fleet, and write no file"))
            .arg(flag("check").help(check))
            .args(Retired::arguments())
    }

    /// What was typed.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self {
            fleets: chosen::typed(&mut typed),
            out: typed.remove_one("out"),
            stdout: typed.get_flag("stdout"),
            check: typed.get_flag("check"),
            retired: Retired::of(typed),
        }
    }

    /// Does it.
    pub fn run<'f>(&self, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        self.retired.refuse()?;
        let run = Run { chosen: choose(&self.fleets, all)?, is_all: self.fleets.is_empty() };
        if self.stdout {
            let done = single::print(only(&run.chosen)?, streams);
            return done.map_err(|stop| summed(stop, "nothing was printed"));
        }
        let folder = Folder::new(self.out.as_deref())?;
        match self.check {
            true => check(&run, &folder, streams),
            false => write(&run, &folder, streams),
        }
    }
}

/// What a run is about.
struct Run<'f> {
    chosen: Vec<&'f Fleet<'f>>,
    /// Whether these are all fleets, so that what is of no fleet is of none that there is.
    is_all: bool,
}

/// `emit --check`, for all fleets, in the workspace with that root.
pub fn check_all<'f>(root: &Path, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
    check(&Run { chosen: choose(&[], all)?, is_all: true }, &Folder::below(root), streams)
}

/// A fleet that is ready to be put where it belongs.
enum Staged<'f> {
    File(single::Staged<'f>),
    Folder(split::Staged<'f>),
}

/// Writes all fleets, or none if one of them is wrong; then what no fleet writes any more goes.
fn write(run: &Run, folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    fs::create_dir_all(&folder.path).map_err(|e| cannot("create", &folder.path, e))?;
    let staged = gathered(run.chosen.iter().map(|fleet| match fleet.declared.layout {
        Layout::Single | Layout::Nix => single::stage(fleet, folder, streams).map(Staged::File),
        Layout::Split => split::stage(fleet, streams).map(Staged::Folder),
    }));
    for fleet in staged.map_err(|stop| summed(stop, "nothing was written"))? {
        match fleet {
            Staged::File(file) => file.put(folder, streams)?,
            Staged::Folder(files) => files.put(folder, streams)?,
        }
    }
    superfluous::clear(run, folder, streams)
}

/// Compares all fleets with what would be written, and looks for what no fleet writes any more.
fn check(run: &Run, folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    let superfluous = superfluous::shown(run, folder)?;
    let fleets = run.chosen.iter().map(|fleet| {
        let (shown, how) = match fleet.declared.layout {
            Layout::Single | Layout::Nix => single::compare(fleet, folder, streams)?,
            Layout::Split => split::compare(fleet, folder, streams)?,
        };
        match how {
            Difference::None => {
                streams.say(format_args!("up to date {shown}"));
                Ok(())
            }
            _ => Err(folder.differs(&shown, how)),
        }
    });
    let rest = superfluous.iter().map(|shown| Err(folder.differs(shown, superfluous::HOW)));
    gathered(fleets.chain(rest)).map(drop)
}

fn only<'f>(chosen: &[&'f Fleet<'f>]) -> Result<&'f Fleet<'f>, Stop> {
    let [one] = chosen else {
        let names: Vec<String> = chosen.iter().map(|fleet| fleet.name()).collect();
        let names = listed(names.iter().map(String::as_str));
        return Err(Stop::usage(vec![format!("`--stdout` prints one fleet; name one of {names}")]));
    };
    Ok(one)
}

/// All that is done, also after something that is wrong, so that all that is wrong is told at once.
fn gathered<T>(results: impl Iterator<Item = Result<T, Stop>>) -> Result<Vec<T>, Stop> {
    let (mut done, mut wrong) = (Vec::new(), None);
    // Fleets may share what is wrong.
    let mut told = HashSet::new();
    for result in results {
        match result {
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
