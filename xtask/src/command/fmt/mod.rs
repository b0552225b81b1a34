//! `cargo xtask fmt`: the fleets in Rust files, laid out.

mod packages;
mod rustfmt;
mod sources;

use crate::file::{cannot, replace};
use crate::layout::laid_out;
use crate::terminal::{Exit, Stop, Streams, counted};
use crate::workspace;
use clap::{Arg, ArgAction, ArgMatches};
use packages::Packages;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The arguments of `fmt`.
#[derive(Debug)]
pub struct Fmt {
    files: Vec<PathBuf>,
    check: bool,
    rustfmt: bool,
}

pub const NAME: &str = "fmt";

/// The name of standard input.
const INPUT: &str = "-";

impl Fmt {
    /// The command, as it is typed.
    pub fn line() -> clap::Command {
        let files = "The files; all files of the workspace that have a `fleet!`, unless some are named. `-` is standard \
                     input, and what becomes of it is printed";
        let files = Arg::new("files").value_name("FILE").num_args(0..).help(files);
        let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
        let about = "Lays out the fleets in Rust files, which `cargo fmt` leaves alone; also while they do not compile";
        let more = "Tokens and comments stay as they are. A file that is no Rust is left alone, and told.";
        clap::Command::new(NAME).about(about).long_about(format!("{about}\n\n{more}")).args([
            files.value_parser(clap::value_parser!(PathBuf)),
            flag("check").help("Write nothing, and fail where a file is not as it would be written"),
            flag("rustfmt").help("Has rustfmt lay out the rest of each file first; with `-`, for editors"),
        ])
    }

    /// What was typed.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self {
            files: typed.remove_many("files").into_iter().flatten().collect(),
            check: typed.get_flag("check"),
            rustfmt: typed.get_flag("rustfmt"),
        }
    }

    /// Does it.
    pub fn run(&self, streams: &mut Streams) -> Result<(), Stop> {
        let cargo = workspace::cargo();
        let root = workspace::root()?;
        let is_input = |file: &PathBuf| file.as_os_str() == INPUT;
        let layout = Layout { width: rustfmt::width(&root), edition: None };
        let layout = match self.rustfmt {
            true => Layout { edition: Some(Packages::of(&cargo, &root)?.edition()), ..layout },
            false => layout,
        };
        match &self.files[..] {
            [file] if is_input(file) => self.filter(&layout, streams),
            [] => all(&cargo, &root, &layout, self.check, streams),
            files if files.iter().any(is_input) => {
                Err(Stop::usage(vec![format!("`{INPUT}` is standard input, and stands alone")]))
            }
            files => each(files, Path::new(""), &layout, self.check, true, streams),
        }
    }

    /// Standard input, laid out to standard output.
    fn filter(&self, layout: &Layout, streams: &mut Streams) -> Result<(), Stop> {
        let mut text = String::new();
        let read = io::stdin().lock().read_to_string(&mut text);
        read.map_err(|e| Stop::system("cannot read standard input", e))?;
        let done = layout.of(&text, Path::new("."), "standard input")?.unwrap_or_else(|| text.clone());
        match self.check {
            true if done == text => Ok(()),
            true => Err(Stop::wrong(vec![differs("standard input", &text, &done)])),
            false => streams.print(done.as_bytes()),
        }
    }
}

/// `fmt --check`, in the workspace with that root.
pub fn check_all(cargo: &OsStr, root: &Path, streams: &mut Streams) -> Result<(), Stop> {
    all(cargo, root, &Layout { width: rustfmt::width(root), edition: None }, true, streams)
}

/// All files of the workspace.
fn all(cargo: &OsStr, root: &Path, layout: &Layout, check: bool, streams: &mut Streams) -> Result<(), Stop> {
    each(&sources::of(&Packages::of(cargo, root)?)?, root, layout, check, false, streams)
}

/// How files are laid out.
struct Layout {
    /// The columns of a line.
    width: usize,
    /// The edition of the Rust that rustfmt lays out first, if it is to.
    edition: Option<String>,
}

impl Layout {
    /// The text laid out, unless it has no fleet and rustfmt is not asked.
    fn of(&self, text: &str, folder: &Path, shown: &str) -> Result<Option<String>, Stop> {
        let rust = match &self.edition {
            Some(edition) => Some(rustfmt::run(text, folder, edition)?),
            None => None,
        };
        let fleets = laid_out(rust.as_deref().unwrap_or(text), self.width);
        let fleets =
            fleets.map_err(|mistake| Stop::wrong(vec![format!("{shown}:{mistake}; it is left alone")]))?;
        Ok(fleets.or(rust))
    }
}

/// Lays out each file; those that are wrong are left alone, and told together. Paths are told below `root`.
fn each(
    files: &[PathBuf],
    root: &Path,
    layout: &Layout,
    check: bool,
    is_named: bool,
    streams: &mut Streams,
) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    let mut same = 0;
    for path in files {
        let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
        let text = fs::read_to_string(path).map_err(|e| cannot("read", path, e))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match layout.of(&text, folder, &shown) {
            Ok(None) if is_named => {
                return Err(Stop::usage(vec![format!("`{shown}` has no `fleet! {{ … }}` to lay out")]));
            }
            Ok(None) => {}
            Ok(Some(done)) if done == text => same += 1,
            Ok(Some(done)) if check => wrong.push(differs(&shown, &text, &done)),
            Ok(Some(done)) => {
                replace(path, done.as_bytes())?;
                streams.say(format_args!("laid out {shown}"));
            }
            Err(stop) if stop.exit == Exit::Wrong => wrong.extend(stop.lines),
            Err(stop) => return Err(stop),
        }
    }
    if same > 0 {
        let how = if check { "up to date" } else { "unchanged" };
        streams.say(format_args!("{how} {}", counted(same, "file")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Stop::wrong(wrong)) }
}

/// Where a file is not as it would be.
fn differs(shown: &str, old: &str, new: &str) -> String {
    let line = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count() + 1;
    format!("{shown}:{line} is not laid out; run `cargo xtask fmt`")
}
