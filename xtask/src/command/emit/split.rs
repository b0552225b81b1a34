//! A fleet as a folder: an index, and a file for each system.
//!
//! At every moment a reader finds each file whole. The index comes after the files that it names, with their hashes,
//! and files that it names no longer go after that: a run that is killed leaves an index whose hashes tell which
//! files are not its own.

use super::parts::{Part, Parts};
use super::{Folder, cannot_stage, render};
use crate::file::{
    self, Difference, FunctionsFile, INDEX, OwnedFiles, UNFINISHED, cannot, is_removable, remove, replace,
    same,
};
use crate::format::Format;
use crate::terminal::{Stop, Streams, counted};
use nest_core::Fleet;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// A fleet in parts, before any is where it belongs.
pub struct Staged<'f> {
    fleet: &'f Fleet<'f>,
    parts: Parts,
}

/// Runs all bodies.
pub fn stage<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<Staged<'f>, Stop> {
    let parts = render(fleet, streams, Parts::of, |parts| &parts.written.warnings, cannot_stage)?;
    Ok(Staged { fleet, parts })
}

impl Staged<'_> {
    /// Puts the files where they belong.
    pub fn put(self, folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
        let Self { fleet, parts } = self;
        let (path, shown) = folder.entry(&fleet.name());
        fs::create_dir_all(&path).map_err(|e| cannot("create", &path, e))?;
        // First: the systems call what is in it.
        let functions = FunctionsFile::of(fleet, &path, &parts.written.functions).put()?;
        let mut changes = put(&parts, &path)?;
        changes.written += usize::from(functions);
        match changes {
            Changes { written: 0, removed: 0 } => streams.say(format_args!("unchanged {shown}")),
            changes => {
                let systems = counted(parts.written.systems, "system");
                streams.say(format_args!("wrote {shown} ({systems}; {changes})"));
            }
        }
        Ok(())
    }
}

/// Compares the folder with what would be written; gives what to call it, and how it differs.
pub fn compare<'f>(
    fleet: &'f Fleet<'f>,
    folder: &Folder,
    streams: &mut Streams,
) -> Result<(String, Difference), Stop> {
    let (path, shown) = folder.entry(&fleet.name());
    let how = differences(&stage(fleet, streams)?, &path)?;
    let is_index = matches!(how, Difference::Missing | Difference::Foreign(_));
    Ok((if is_index { format!("{shown}/{INDEX}") } else { shown }, how))
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
fn put(parts: &Parts, folder: &Path) -> Result<Changes, Stop> {
    let owned = OwnedFiles::read(folder)?;
    let superfluous = superfluous(parts, &owned, folder);
    let added = parts.systems.iter().map(|file| &*file.path).filter(|path| !owned.indexed.contains(*path));
    let unfinished: Vec<&str> = added.chain(superfluous.iter().copied()).collect();
    // From here to the end, a run that is killed leaves the list for the next.
    if !unfinished.is_empty() {
        let list = unfinished.join("\n") + "\n";
        replace(&folder.join(UNFINISHED), list.as_bytes())?;
    }
    let mut changes = Changes { written: 0, removed: 0 };
    for file in parts.systems.iter().chain([&parts.index]) {
        let path = folder.join(&file.path);
        if state(parts, file, &path)? != State::Same {
            replace(&path, parts.read(file).map_err(cannot_stage)?)?;
            changes.written += 1;
        }
    }
    for path in superfluous.into_iter().chain(owned.abandoned()) {
        changes.removed += usize::from(remove(&folder.join(path))?);
    }
    remove(&folder.join(UNFINISHED))?;
    Ok(changes)
}

/// How the folder differs from what would be written.
fn differences(Staged { fleet, parts }: &Staged, folder: &Path) -> Result<Difference, Stop> {
    let index = folder.join(INDEX);
    let new = parts.read(&parts.index).map_err(cannot_stage)?;
    let whole = file::compare(&index, Format::Json, new).map_err(|e| cannot("read", &index, e))?;
    let mut entries = match &whole {
        Difference::None => Vec::new(),
        Difference::Entries(entries) => entries.clone(),
        Difference::Unnamed => vec![INDEX.to_owned()],
        Difference::Missing | Difference::Foreign(_) => return Ok(whole),
    };
    let named: HashSet<String> = entries.iter().cloned().collect();
    for file in &parts.systems {
        match state(parts, file, &folder.join(&file.path))? {
            State::Same => {}
            State::Missing => entries.push(format!("{} (missing)", file.path)),
            State::Different if named.contains(&file.name) => {}
            State::Different => entries.push(file.name.clone()),
        }
    }
    entries.extend(FunctionsFile::of(fleet, folder, &parts.written.functions).difference()?);
    let owned = OwnedFiles::read(folder)?;
    let superfluous =
        superfluous(parts, &owned, folder).into_iter().chain(owned.abandoned()).chain([UNFINISHED]);
    let there = superfluous.filter(|path| is_removable(&folder.join(path)));
    entries.extend(there.map(|path| format!("{path} (superfluous)")));
    Ok(if entries.is_empty() { whole } else { Difference::Entries(entries) })
}

/// The files of ours that are no longer any system's. They need not exist.
fn superfluous<'o>(parts: &Parts, owned: &'o OwnedFiles, folder: &Path) -> Vec<&'o str> {
    let new: HashSet<&str> = parts.systems.iter().map(|file| &*file.path).collect();
    let lower: HashMap<String, &str> = new.iter().map(|path| (path.to_ascii_lowercase(), *path)).collect();
    // Where a file system takes `Web` and `web` for one, the old name may be the new file's.
    let is_new_file = |path: &str| {
        let new = lower.get(&path.to_ascii_lowercase());
        let real = |path| fs::canonicalize(folder.join(path)).ok();
        new.is_some_and(|new| real(path).is_some() && real(path) == real(new))
    };
    owned.all().filter(|path| !new.contains(path) && !is_new_file(path)).collect()
}

#[derive(PartialEq, Eq)]
enum State {
    Same,
    Different,
    Missing,
}

/// How a file compares to what it shall hold.
fn state(parts: &Parts, file: &Part, path: &Path) -> Result<State, Stop> {
    let old = match File::open(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(cannot("read", path, error)),
    };
    let new = parts.read(file).map_err(cannot_stage)?;
    let is_same = same(old, new).map_err(|e| cannot("read", path, e))?;
    Ok(if is_same { State::Same } else { State::Different })
}
