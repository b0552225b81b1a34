//! The files that are written: whole at every moment, and only those that are ours.

mod comparison;
mod functions;
mod names;
mod outline;
mod owned;
mod replacement;
mod same;

pub use comparison::{Difference, compare};
pub use functions::FunctionsFile;
pub use names::file_names;
pub use owned::{INDEX, OwnedFiles, UNFINISHED};
pub use replacement::{Outcome, Replacement};
pub use same::same;

use crate::terminal::Stop;
use std::io;
use std::path::Path;

/// The system failed at something with a file.
pub fn cannot(what: &str, path: &Path, error: io::Error) -> Stop {
    Stop::system(format_args!("cannot {what} `{}`", path.display()), error)
}
