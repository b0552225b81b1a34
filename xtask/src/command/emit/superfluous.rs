//! What earlier runs wrote, and no fleet writes any more.

use super::{Folder, Run};
use crate::file::{Known, leftovers, remove};
use crate::terminal::{Stop, Streams, counted};

/// As it follows the name.
pub const HOW: &str = "is superfluous: no fleet writes it";

/// What each is called.
pub fn shown(run: &Run, folder: &Folder) -> Result<Vec<String>, Stop> {
    let found = leftovers(&folder.path, |fleet| known(run, fleet))?;
    Ok(found.iter().map(|leftover| folder.entry(&leftover.name).1).collect())
}

/// Removes it, and tells so.
pub fn clear(run: &Run, folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
    for leftover in leftovers(&folder.path, |fleet| known(run, fleet))? {
        let (path, shown) = folder.entry(&leftover.name);
        let is_folder = path.is_dir();
        let mut removed = 0;
        for file in &leftover.files {
            removed += usize::from(remove(file)?);
        }
        match is_folder {
            true => streams.say(format_args!("removed {} of {shown}", counted(removed, "file"))),
            false => streams.say(format_args!("removed {shown}")),
        }
    }
    Ok(())
}

fn known(run: &Run, name: &str) -> Known {
    match run.chosen.iter().find(|fleet| fleet.name() == name) {
        Some(fleet) => Known::Written(fleet.declared.layout),
        None if run.is_all => Known::Gone,
        None => Known::Elsewhere,
    }
}
