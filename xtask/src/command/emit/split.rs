//! A fleet as a folder: an index, and a file for each system.
//!
//! At every moment a reader finds each file whole. The index comes after the files that it names, with their hashes,
//! and files that it names no longer go after that: a run that is killed leaves an index whose hashes tell which
//! files are not its own.

use super::staged::{Staged, StagedFile};
use super::{Folder, cannot_stage, each, render};
use crate::file::{Difference, FunctionsFile, INDEX, OwnedFiles, UNFINISHED, cannot, compare, replace, same};
use crate::format::Format;
use crate::terminal::{Stop, Streams, counted};
use nest_core::Fleet;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// Writes all folders, or none if one of the fleets is wrong.
pub fn write<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    let all = each(fleets, |fleet| Ok((fleet, stage(fleet, streams)?)))?;
    for (fleet, staged) in all {
        let (path, shown) = folder.entry(&fleet.name());
        fs::create_dir_all(&path).map_err(|e| cannot("create", &path, e))?;
        // First: the systems call what is in it.
        let functions = FunctionsFile::of(&fleet.name(), &path, &staged.written.functions).put()?;
        let mut changes = put(&staged, &path)?;
        changes.written += usize::from(functions);
        match changes {
            Changes { written: 0, removed: 0 } => streams.say(format_args!("unchanged {shown}")),
            changes => {
                let systems = counted(staged.written.systems, "system");
                streams.say(format_args!("wrote {shown} ({systems}; {changes})"));
            }
        }
    }
    Ok(())
}

/// Compares all folders with what would be written.
pub fn check<'f>(fleets: &[&'f Fleet<'f>], folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    each(fleets, |fleet| {
        let (path, shown) = folder.entry(&fleet.name());
        let how = differences(&stage(fleet, streams)?, fleet, &path)?;
        let is_index = matches!(how, Difference::Missing | Difference::Foreign(_));
        folder.told(&if is_index { format!("{shown}/{INDEX}") } else { shown }, &how, streams)
    })
    .map(drop)
}

fn stage<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<Staged, Stop> {
    render(fleet, streams, Staged::of, |staged| &staged.written.warnings, cannot_stage)
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
fn put(staged: &Staged, folder: &Path) -> Result<Changes, Stop> {
    let owned = OwnedFiles::read(folder)?;
    let superfluous = superfluous(staged, &owned, folder);
    let added = staged.systems.iter().map(|file| &*file.path).filter(|path| !owned.indexed.contains(*path));
    let unfinished: Vec<&str> = added.chain(superfluous.iter().copied()).collect();
    // From here to the end, a run that is killed leaves the list for the next.
    if !unfinished.is_empty() {
        let list = unfinished.join("\n") + "\n";
        replace(&folder.join(UNFINISHED), list.as_bytes())?;
    }
    let mut changes = Changes { written: 0, removed: 0 };
    for file in staged.systems.iter().chain([&staged.index]) {
        let path = folder.join(&file.path);
        if state(staged, file, &path)? != State::Same {
            replace(&path, staged.read(file).map_err(cannot_stage)?)?;
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
fn differences(staged: &Staged, fleet: &Fleet, folder: &Path) -> Result<Difference, Stop> {
    let index = folder.join(INDEX);
    let new = staged.read(&staged.index).map_err(cannot_stage)?;
    let whole = compare(&index, Format::Json, new).map_err(|e| cannot("read", &index, e))?;
    let mut entries = match &whole {
        Difference::None => Vec::new(),
        Difference::Entries(entries) => entries.clone(),
        Difference::Unnamed => vec![INDEX.to_owned()],
        Difference::Missing | Difference::Foreign(_) => return Ok(whole),
    };
    let named: HashSet<String> = entries.iter().cloned().collect();
    for file in &staged.systems {
        match state(staged, file, &folder.join(&file.path))? {
            State::Same => {}
            State::Missing => entries.push(format!("{} (missing)", file.path)),
            State::Different if named.contains(&file.name) => {}
            State::Different => entries.push(file.name.clone()),
        }
    }
    entries.extend(FunctionsFile::of(&fleet.name(), folder, &staged.written.functions).difference()?);
    let owned = OwnedFiles::read(folder)?;
    let superfluous = superfluous(staged, &owned, folder).into_iter().chain([UNFINISHED]);
    let there = superfluous.filter(|path| is_removable(&folder.join(path)));
    entries.extend(there.map(|path| format!("{path} (superfluous)")));
    Ok(if entries.is_empty() { whole } else { Difference::Entries(entries) })
}

/// The files of ours that are no longer any system's. They need not exist.
fn superfluous<'o>(staged: &Staged, owned: &'o OwnedFiles, folder: &Path) -> Vec<&'o str> {
    let new: HashSet<&str> = staged.systems.iter().map(|file| &*file.path).collect();
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
fn state(staged: &Staged, file: &StagedFile, path: &Path) -> Result<State, Stop> {
    let old = match File::open(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(cannot("read", path, error)),
    };
    let new = staged.read(file).map_err(cannot_stage)?;
    let is_same = same(old, new).map_err(|e| cannot("read", path, e))?;
    Ok(if is_same { State::Same } else { State::Different })
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
