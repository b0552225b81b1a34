//! `cargo xtask emit`: the fleets as JSON.

use crate::Streams;
use crate::chosen::{choose, listed};
use crate::difference::{Outline, same};
use crate::exit::Stop;
use crate::json::{self, Unwritten, Written};
use crate::workspace;
use crate::write::{Outcome, Replacement};
use nest_core::{Diagnostic, Fleet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek};
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
    /// Print the document of one fleet, and write no file
    #[arg(long, conflicts_with_all = ["out", "check"])]
    stdout: bool,
    /// Write nothing, and fail where a file is not what would be written
    #[arg(long)]
    check: bool,
}

impl Emit {
    /// Does it.
    pub fn run<'f>(&self, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        let chosen = choose(&self.fleets, all)?;
        if self.stdout {
            print(only(&chosen)?, streams)
        } else if self.check {
            check(&chosen, &Folder::of(self.out.as_deref())?, streams)
        } else {
            write(&chosen, &Folder::of(self.out.as_deref())?, streams)
        }
    }
}

/// `emit --check`, for all fleets, in the workspace with that root.
pub fn check_all<'f>(root: &Path, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
    check(&choose(&[], all)?, &Folder::below(root), streams)
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
    fn of(out: Option<&Path>) -> Result<Self, Stop> {
        let Some(path) = out else { return Ok(Self::below(&workspace::root()?)) };
        let command = format!("cargo xtask emit --out {}", path.display());
        Ok(Self { path: path.to_owned(), shown: path.to_owned(), command })
    }

    /// The usual one in the workspace with that root.
    fn below(root: &Path) -> Self {
        const NAME: &str = "generated";
        Self { path: root.join(NAME), shown: NAME.into(), command: "cargo xtask emit".to_owned() }
    }

    /// The file of a fleet: its path, and what to call it.
    fn file(&self, fleet: &Fleet) -> (PathBuf, String) {
        let name = format!("{}.json", fleet.name());
        (self.path.join(&name), self.shown.join(&name).display().to_string())
    }
}

/// Writes all files, or none if one of the fleets is wrong.
fn write<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    fs::create_dir_all(&folder.path).map_err(|e| cannot("create", &folder.path, e))?;
    let mut wrong = Vec::new();
    let mut rendered = Vec::new();
    for fleet in fleets {
        let (path, shown) = folder.file(fleet);
        let replacement = Replacement::of(&path).map_err(|e| cannot("write", &path, e))?;
        match render(fleet, replacement.file(), streams) {
            Ok(systems) => rendered.push((replacement, systems, path, shown)),
            Err(Unwritten::Wrong(lines)) => wrong.extend(lines),
            Err(Unwritten::Io(error)) => return Err(cannot("write", &path, error)),
        }
    }
    if !wrong.is_empty() {
        return Err(Stop::wrong(wrong));
    }
    for (replacement, systems, path, shown) in rendered {
        match replacement.commit().map_err(|e| cannot("write", &path, e))? {
            Outcome::Written if systems == 1 => streams.say(format_args!("wrote {shown} (1 system)")),
            Outcome::Written => streams.say(format_args!("wrote {shown} ({systems} systems)")),
            Outcome::Unchanged => streams.say(format_args!("unchanged {shown}")),
        }
    }
    Ok(())
}

/// Compares all files with what would be written.
fn check<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    for fleet in fleets {
        let (path, shown) = folder.file(fleet);
        match render_aside(fleet, streams)? {
            Err(lines) => wrong.extend(lines),
            Ok(new) => match compare(&path, &new)? {
                None => streams.say(format_args!("up to date {shown}")),
                Some(how) => wrong.push(format!("{shown} {how}; run `{}`", folder.command)),
            },
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Stop::wrong(wrong)) }
}

/// How a file differs from the new document, if it does.
fn compare(path: &Path, mut new: &File) -> Result<Option<String>, Stop> {
    let unread = |error: io::Error| cannot("read", path, error);
    let mut old = match File::open(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some("is missing".to_owned())),
        Err(error) => return Err(unread(error)),
    };
    if same(&old, new).map_err(unread)? {
        return Ok(None);
    }
    old.rewind().and_then(|()| new.rewind()).map_err(unread)?;
    let (old, new) = match (Outline::read(old), Outline::read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        // The new document is JSON, but may nest deeper than serde_json reads.
        (_, Err(_)) => return Ok(Some("differs".to_owned())),
        (Err(error), _) if error.is_io() => return Err(unread(error.into())),
        (Err(error), _) if error.is_data() => {
            return Ok(Some(format!("is not the JSON of a fleet: {error}")));
        }
        (Err(error), _) => return Ok(Some(format!("is no JSON: {error}"))),
    };
    let differences = old.differences(&new);
    Ok(Some(match &*differences {
        [] => "differs in order or white space only".to_owned(),
        _ => format!("differs: {}", differences.join(", ")),
    }))
}

/// Prints a document, if it is whole.
fn print<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<(), Stop> {
    let mut document = render_aside(fleet, streams)?.map_err(Stop::wrong)?;
    streams.print(&mut document)
}

/// The document in a file without a name, ready to be read; or everything that is wrong with the fleet.
fn render_aside<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<Result<File, Vec<String>>, Stop> {
    let unwritten = |error| cannot("write below", &std::env::temp_dir(), error);
    let mut file = tempfile::tempfile().map_err(unwritten)?;
    match render(fleet, &file, streams) {
        Ok(_) => file.rewind().map(|()| Ok(file)).map_err(unwritten),
        Err(Unwritten::Wrong(lines)) => Ok(Err(lines)),
        Err(Unwritten::Io(error)) => Err(unwritten(error)),
    }
}

/// Writes the document of a fleet, tells what is doubtful about it, and says how many systems it has.
fn render<'f>(fleet: &'f Fleet<'f>, file: &File, streams: &mut Streams) -> Result<usize, Unwritten> {
    let resolved = nest_core::resolve(fleet).map_err(|findings| {
        Unwritten::Wrong(Diagnostic::of(fleet, findings).iter().map(ToString::to_string).collect())
    })?;
    let Written { systems, warnings } = json::write(&resolved, file)?;
    warnings.iter().for_each(|warning| streams.say(warning));
    Ok(systems)
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Stop {
    Stop::system(format_args!("cannot {what} `{}`", path.display()), error)
}
