//! What an earlier run wrote into the folder of all fleets, and no run writes there now: of a fleet that is gone, or has
//! another layout.
//!
//! A file is ours if its name is that of a fleet's file, and it begins as the file of that very fleet does. Any other is
//! the user's, whatever its name.

use super::functions::beginning_of_functions;
use super::owned::{INDEX, OwnedFiles, UNFINISHED};
use super::removal::is_removable;
use super::{cannot, temporary};
use crate::document::beginning;
use crate::format::Format;
use crate::terminal::Stop;
use nest_core::model::Layout;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What a run knows of the fleet with some name.
pub enum Known {
    /// It is written so.
    Written(Layout),
    /// There is none.
    Gone,
    /// The run is not about it.
    Elsewhere,
}

/// What nobody writes any more.
#[derive(Debug)]
pub struct Leftover {
    /// What it is called in the folder of all fleets.
    pub name: String,
    /// The files of ours, in the order in which they can go. What says that the others are ours is the last.
    pub files: Vec<PathBuf>,
}

/// Everything in a folder that is left over, by name.
pub fn leftovers(folder: &Path, known: impl Fn(&str) -> Known) -> Result<Vec<Leftover>, Stop> {
    let mut found = Vec::new();
    for name in names(folder)? {
        let target = temporary::target(&name);
        let Some((fleet, form)) = Form::of(target.unwrap_or(&name)) else { continue };
        let layout = match known(fleet) {
            Known::Written(layout) => Some(layout),
            Known::Gone => None,
            Known::Elsewhere => continue,
        };
        let path = folder.join(&name);
        let files = match target {
            None if layout.is_some_and(|layout| form.is_of(layout)) => Vec::new(),
            None => form.files(fleet, path)?,
            // What is begun may not have got to its first bytes; the name of a fleet that there is says whose it is.
            Some(_) if (layout.is_some() || form.is_ours(fleet, &path)) && temporary::is_abandoned(&path) => {
                vec![path]
            }
            Some(_) => Vec::new(),
        };
        if !files.is_empty() {
            found.push(Leftover { name, files });
        }
    }
    Ok(found)
}

/// What can stand in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Document(Format),
    Functions,
    Split,
}

impl Form {
    /// Of the file or folder of that name, with the fleet's name, which has no dot.
    fn of(name: &str) -> Option<(&str, Self)> {
        let (fleet, form) = match name.split_once('.') {
            None => (name, Self::Split),
            Some((fleet, "nix")) => (fleet, Self::Functions),
            Some((fleet, suffix)) => {
                let format = [Format::Json, Format::Nix].into_iter().find(|one| one.suffix() == suffix)?;
                (fleet, Self::Document(format))
            }
        };
        (!fleet.is_empty()).then_some((fleet, form))
    }

    /// Whether a fleet of that layout can have it.
    fn is_of(self, layout: Layout) -> bool {
        match (layout, self) {
            (Layout::Split, form) => form == Self::Split,
            (Layout::Single | Layout::Nix, Self::Document(format)) => format == Format::of(layout),
            (Layout::Single | Layout::Nix, form) => form == Self::Functions,
        }
    }

    /// Whether that is a file which says that it is ours.
    fn is_ours(self, fleet: &str, path: &Path) -> bool {
        match self {
            Self::Document(format) => beginning(fleet, format).is_ok_and(|text| begins(path, &text)),
            Self::Functions => begins(path, &beginning_of_functions(fleet)),
            Self::Split => false,
        }
    }

    /// The files that are ours.
    fn files(self, fleet: &str, path: PathBuf) -> Result<Vec<PathBuf>, Stop> {
        let index = path.join(INDEX);
        if self != Self::Split {
            return Ok(if self.is_ours(fleet, &path) { vec![path] } else { Vec::new() });
        }
        if !Self::Document(Format::Json).is_ours(fleet, &index) {
            return Ok(Vec::new());
        }
        let owned = OwnedFiles::read(&path)?;
        let mut files: Vec<PathBuf> =
            owned.all().chain(owned.abandoned()).map(|file| path.join(file)).collect();
        let functions = path.join(format!("{fleet}.nix"));
        files.extend(Self::Functions.is_ours(fleet, &functions).then_some(functions));
        files.extend([path.join(UNFINISHED), index]);
        files.retain(|file| is_removable(file));
        Ok(files)
    }
}

/// The names in a folder, in their order.
fn names(folder: &Path) -> Result<Vec<String>, Stop> {
    let read = || -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            // What is no text is no name of ours.
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    };
    match read() {
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            Ok(Vec::new())
        }
        names => names.map_err(|e| cannot("read", folder, e)),
    }
}

/// Whether there is a file that begins so, however its lines end. What cannot be read does not say that it is ours.
fn begins(path: &Path, text: &str) -> bool {
    let read = || -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        // Twice as much has room for a `\r` at each line's end.
        File::open(path)?.take(2 * text.len() as u64).read_to_end(&mut start)?;
        Ok(start)
    };
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    is_file
        && read().is_ok_and(|start| String::from_utf8_lossy(&start).replace("\r\n", "\n").starts_with(text))
}
