//! A fleet as a folder: an index, and a file for each system.
//!
//! At every moment a reader finds each file whole. The index comes after the files that it names, with their hashes,
//! and files that it names no longer go after that: a run that is killed leaves an index whose hashes tell which
//! files are not its own.

use super::compare::{Difference, compare};
use super::expressions::Expressions;
use super::ours::{Ours, UNFINISHED};
use super::{Folder, cannot, resolve, unwritten};
use crate::Streams;
use crate::check::counted;
use crate::difference::same;
use crate::exit::Stop;
use crate::format::Format;
use crate::json::Unwritten;
use crate::split::{INDEX, Piece, Split};
use crate::write::Replacement;
use nest_core::Fleet;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Writes all folders, or none if one of the fleets is wrong.
pub fn write<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    let mut rendered = Vec::new();
    for fleet in fleets {
        match render(fleet, streams)? {
            Ok(split) => rendered.push((fleet, split, folder.entry(&fleet.name()))),
            Err(lines) => wrong.extend(lines),
        }
    }
    if !wrong.is_empty() {
        return Err(Stop::wrong(wrong));
    }
    for (fleet, split, (path, shown)) in rendered {
        fs::create_dir_all(&path).map_err(|e| cannot("create", &path, e))?;
        // First: the systems call what is in it.
        let functions = Expressions::of(fleet, &path, &split.written.expressions).put()?;
        let mut changes = put(&split, &path)?;
        changes.written += usize::from(functions);
        match changes {
            Changes { written: 0, removed: 0 } => streams.say(format_args!("unchanged {shown}")),
            changes => {
                let systems = counted(split.written.systems, "system");
                streams.say(format_args!("wrote {shown} ({systems}; {changes})"));
            }
        }
    }
    Ok(())
}

/// Compares all folders with what would be written.
pub fn check<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    for fleet in fleets {
        let (path, shown) = folder.entry(&fleet.name());
        match render(fleet, streams)? {
            Err(lines) => wrong.extend(lines),
            Ok(split) => match differences(&split, fleet, &path)? {
                Difference::None => streams.say(format_args!("up to date {shown}")),
                how @ (Difference::Missing | Difference::Foreign(_)) => {
                    wrong.push(format!("{shown}/{INDEX} {how}; run `{}`", folder.command));
                }
                how => wrong.push(format!("{shown} {how}; run `{}`", folder.command)),
            },
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Stop::wrong(wrong)) }
}

/// The files of a fleet, and what is doubtful about it told; or everything that is wrong with it.
fn render<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<Result<Split, Vec<String>>, Stop> {
    match resolve(fleet).and_then(|resolved| Split::of(&resolved)) {
        Ok(split) => {
            split.written.warnings.iter().for_each(|warning| streams.say(warning));
            Ok(Ok(split))
        }
        Err(Unwritten::Wrong(lines)) => Ok(Err(lines)),
        Err(Unwritten::Io(error)) => Err(unwritten(error)),
    }
}

/// What was done in a folder.
struct Changes {
    written: usize,
    removed: usize,
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { written, removed } = self;
        write!(f, "{} written", counted(*written, "file"))?;
        if *removed > 0 { write!(f, ", {removed} removed") } else { Ok(()) }
    }
}

/// Makes the folder hold the files, and none of ours besides.
fn put(split: &Split, folder: &Path) -> Result<Changes, Stop> {
    let ours = Ours::read(folder)?;
    let superfluous = superfluous(split, &ours, folder);
    let added = split.systems.iter().map(|piece| &*piece.path).filter(|path| !ours.indexed.contains(*path));
    let unfinished: Vec<&str> = added.chain(superfluous.iter().copied()).collect();
    // From here to the end, a run that is killed leaves the list for the next.
    if !unfinished.is_empty() {
        let list = unfinished.join("\n") + "\n";
        replace(&folder.join(UNFINISHED), list.as_bytes())?;
    }
    let mut changes = Changes { written: 0, removed: 0 };
    for piece in split.systems.iter().chain([&split.index]) {
        let path = folder.join(&piece.path);
        if state(split, piece, &path)? != State::Same {
            replace(&path, split.read(piece).map_err(unwritten)?)?;
            changes.written += 1;
        }
    }
    for path in superfluous {
        changes.removed += usize::from(remove(&folder.join(path))?);
    }
    remove(&folder.join(UNFINISHED))?;
    Ok(changes)
}

/// How the folder differs from what would be written.
fn differences(split: &Split, fleet: &Fleet, folder: &Path) -> Result<Difference, Stop> {
    let index = folder.join(INDEX);
    let new = split.read(&split.index).map_err(unwritten)?;
    let whole = compare(&index, Format::Json, new).map_err(|e| cannot("read", &index, e))?;
    let mut entries = match &whole {
        Difference::None => Vec::new(),
        Difference::Entries(entries) => entries.clone(),
        Difference::Unnamed => vec![INDEX.to_owned()],
        Difference::Missing | Difference::Foreign(_) => return Ok(whole),
    };
    let named: HashSet<String> = entries.iter().cloned().collect();
    for piece in &split.systems {
        match state(split, piece, &folder.join(&piece.path))? {
            State::Same => {}
            State::Missing => entries.push(format!("{} (missing)", piece.path)),
            State::Different if named.contains(&piece.name) => {}
            State::Different => entries.push(piece.name.clone()),
        }
    }
    entries.extend(Expressions::of(fleet, folder, &split.written.expressions).difference()?);
    let ours = Ours::read(folder)?;
    let superfluous = superfluous(split, &ours, folder).into_iter().chain([UNFINISHED]);
    let there = superfluous.filter(|path| is_removable(&folder.join(path)));
    entries.extend(there.map(|path| format!("{path} (superfluous)")));
    Ok(if entries.is_empty() { whole } else { Difference::Entries(entries) })
}

/// The files of ours that are no longer any system's. They need not exist.
fn superfluous<'o>(split: &Split, ours: &'o Ours, folder: &Path) -> Vec<&'o str> {
    let new: HashSet<&str> = split.systems.iter().map(|piece| &*piece.path).collect();
    let lower: HashMap<String, &str> = new.iter().map(|path| (path.to_ascii_lowercase(), *path)).collect();
    // Where a file system takes `Web` and `web` for one, the old name may be the new file's.
    let is_new_file = |path: &str| {
        let new = lower.get(&path.to_ascii_lowercase());
        let real = |path| fs::canonicalize(folder.join(path)).ok();
        new.is_some_and(|new| real(path).is_some() && real(path) == real(new))
    };
    ours.all().filter(|path| !new.contains(path) && !is_new_file(path)).collect()
}

#[derive(PartialEq, Eq)]
enum State {
    Same,
    Different,
    Missing,
}

/// How a file compares to what it shall hold.
fn state(split: &Split, piece: &Piece, path: &Path) -> Result<State, Stop> {
    let old = match File::open(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(cannot("read", path, error)),
    };
    let new = split.read(piece).map_err(unwritten)?;
    let is_same = same(old, new).map_err(|e| cannot("read", path, e))?;
    Ok(if is_same { State::Same } else { State::Different })
}

/// Puts a file in the place of the old one, if there is one.
fn replace(path: &Path, mut content: impl Read) -> Result<(), Stop> {
    let mut write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let replacement = Replacement::of(path)?;
        io::copy(&mut content, &mut replacement.file())?;
        replacement.commit()
    };
    write().map(drop).map_err(|e| cannot("write", path, e))
}

/// Removes a file, and its folder if that is empty then. Says whether there was one.
fn remove(path: &Path) -> Result<bool, Stop> {
    if !is_removable(path) {
        return Ok(false);
    }
    fs::remove_file(path).map_err(|e| cannot("remove", path, e))?;
    // A folder that holds something stays, and so does one that somebody else has removed.
    let _ = path.parent().map(fs::remove_dir);
    Ok(true)
}

/// Whether there is a file, or a link: a folder of that name is the user's.
fn is_removable(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir())
}
