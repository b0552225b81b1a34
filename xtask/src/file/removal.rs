//! Files that go.

use super::cannot;
use crate::terminal::Stop;
use std::fs;
use std::path::Path;

/// Removes a file, and its folder if that is empty then. Says whether there was one.
pub fn remove(path: &Path) -> Result<bool, Stop> {
    if !is_removable(path) {
        return Ok(false);
    }
    fs::remove_file(path).map_err(|e| cannot("remove", path, e))?;
    // A folder that holds something stays, and so does one that somebody else has removed.
    let _ = path.parent().map(fs::remove_dir);
    Ok(true)
}

/// Whether there is a file, or a link: a folder of that name is the user's.
pub fn is_removable(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir())
}
