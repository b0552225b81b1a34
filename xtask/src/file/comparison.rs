//! How a file differs from what would be written.

use super::outline::Outline;
use super::same;
use crate::format::Format;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek};
use std::path::Path;

/// How a file differs from the new document.
#[derive(Debug, PartialEq, Eq)]
pub enum Difference {
    /// It has the same bytes.
    None,
    /// There is no file.
    Missing,
    /// In these entries; if there are none, in order or white space only.
    Entries(Vec<String>),
    /// It is something else than a document.
    Foreign(String),
    /// Somehow.
    Unnamed,
}

/// Compares a file with the new document.
pub fn compare(path: &Path, format: Format, mut new: impl Read + Seek) -> io::Result<Difference> {
    let mut old = match File::open(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Difference::Missing),
        Err(error) => return Err(error),
    };
    if same(&old, &mut new)? {
        return Ok(Difference::None);
    }
    if format == Format::Nix {
        return Ok(Difference::Unnamed);
    }
    old.rewind()?;
    new.rewind()?;
    Ok(match (Outline::read(old), Outline::read(new)) {
        (Ok(old), Ok(new)) => Difference::Entries(old.differences(&new)),
        // The new document is JSON, but may nest deeper than serde_json reads.
        (_, Err(_)) => Difference::Unnamed,
        (Err(error), _) if error.is_io() => return Err(error.into()),
        (Err(error), _) if error.is_data() => {
            Difference::Foreign(format!("is not the JSON of a fleet: {error}"))
        }
        (Err(error), _) => Difference::Foreign(format!("is no JSON: {error}")),
    })
}

impl Difference {
    /// With what else differs, unless there is nothing to compare at all.
    pub fn and(self, other: Option<String>) -> Self {
        match (self, other) {
            (how, None) | (how @ (Self::Missing | Self::Foreign(_)), Some(_)) => how,
            (Self::None | Self::Unnamed, Some(other)) => Self::Entries(vec![other]),
            (Self::Entries(entries), Some(other)) => {
                Self::Entries(entries.into_iter().chain([other]).collect())
            }
        }
    }
}

/// As it follows the name of the file.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("is up to date"),
            Self::Missing => f.write_str("is missing"),
            Self::Entries(entries) if entries.is_empty() => {
                f.write_str("differs in order or white space only")
            }
            Self::Entries(entries) => write!(f, "differs: {}", entries.join(", ")),
            Self::Foreign(what) => f.write_str(what),
            Self::Unnamed => f.write_str("differs"),
        }
    }
}
