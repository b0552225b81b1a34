//! The files that are written: whole at every moment, and only those that are ours.

mod comparison;
mod functions;
mod leftovers;
mod names;
mod outline;
mod owned;
mod removal;
mod replacement;
mod same;
mod temporary;

pub use comparison::{Difference, compare};
pub use functions::FunctionsFile;
pub use leftovers::{Known, leftovers};
pub use names::file_names;
pub use owned::{INDEX, OwnedFiles, UNFINISHED};
pub use removal::{is_removable, remove};
pub use replacement::{Outcome, Replacement, create, replace};
pub use same::same;

use crate::terminal::Stop;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The system failed at something with a file.
pub fn cannot(what: &str, path: &Path, error: io::Error) -> Stop {
    Stop::system(format_args!("cannot {what} `{}`", path.display()), error)
}

/// The text of a file, if it is there.
fn read(path: &Path) -> Result<Option<String>, Stop> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("read", path, error)),
    }
}
