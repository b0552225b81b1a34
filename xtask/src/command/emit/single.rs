//! A fleet as one file.

use super::{Folder, cannot_stage};
use crate::document::{self, Renderer, Systems, Written};
use crate::file::{self, Difference, FunctionsFile, Outcome, Replacement, cannot};
use crate::format::Format;
use crate::terminal::{Stop, Streams, counted};
use nest_core::{Fleet, Resolved};
use std::fs::File;
use std::io::{self, Seek};
use std::path::PathBuf;

/// A document beside the file that it will take the place of.
pub struct Staged<'f> {
    fleet: &'f Fleet<'f>,
    replacement: Replacement,
    written: Written,
}

/// Runs all bodies.
pub fn stage<'f>(fleet: &'f Fleet<'f>, folder: &Folder, streams: &mut Streams) -> Result<Staged<'f>, Stop> {
    let (path, _) = file(folder, fleet);
    let replacement = Replacement::of(&path).map_err(|e| cannot("write", &path, e))?;
    let written = render(fleet, replacement.file(), streams, |e| cannot("write", &path, e))?;
    Ok(Staged { fleet, replacement, written })
}

impl Staged<'_> {
    /// Puts the file where it belongs.
    pub fn put(self, folder: &Folder, streams: &mut Streams) -> Result<(), Stop> {
        let Self { fleet, replacement, written: Written { systems, functions, .. } } = self;
        let (path, shown) = file(folder, fleet);
        // First: the document calls what is in it.
        let has_changed = FunctionsFile::of(fleet, &folder.path, &functions).put()?;
        match replacement.commit().map_err(|e| cannot("write", &path, e))? {
            Outcome::Written => streams.say(format_args!("wrote {shown} ({})", counted(systems, "system"))),
            Outcome::Unchanged if has_changed => streams.say(format_args!("wrote the functions of {shown}")),
            Outcome::Unchanged => streams.say(format_args!("unchanged {shown}")),
        }
        Ok(())
    }
}

/// Compares the file with what would be written; gives what to call it, and how it differs.
pub fn compare<'f>(
    fleet: &'f Fleet<'f>,
    folder: &Folder,
    streams: &mut Streams,
) -> Result<(String, Difference), Stop> {
    let (path, shown) = file(folder, fleet);
    let (new, written) = unnamed(fleet, streams)?;
    let how = file::compare(&path, format(fleet), &new).map_err(|e| cannot("read", &path, e))?;
    let functions = FunctionsFile::of(fleet, &folder.path, &written.functions).difference()?;
    Ok((shown, how.and(functions)))
}

/// Prints a document, if it is whole.
pub fn print<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<(), Stop> {
    let (document, _) = unnamed(fleet, streams)?;
    streams.print(document)
}

/// The file of a fleet: its path, and what to call it.
fn file(folder: &Folder, fleet: &Fleet) -> (PathBuf, String) {
    folder.entry(&format!("{}.{}", fleet.name(), format(fleet).suffix()))
}

fn format(fleet: &Fleet) -> Format {
    Format::of(fleet.declared.layout)
}

/// The document in a file without a name, ready to be read.
fn unnamed<'f>(fleet: &'f Fleet<'f>, streams: &mut Streams) -> Result<(File, Written), Stop> {
    let mut file = tempfile::tempfile().map_err(cannot_stage)?;
    let written = render(fleet, &file, streams, cannot_stage)?;
    file.rewind().map_err(cannot_stage)?;
    Ok((file, written))
}

fn render<'f>(
    fleet: &'f Fleet<'f>,
    file: &File,
    streams: &mut Streams,
    cannot: impl FnOnce(io::Error) -> Stop,
) -> Result<Written, Stop> {
    let write =
        |resolved: &Resolved| document::write(&Renderer::new(resolved, format(fleet)), Systems::Inside, file);
    super::render(fleet, streams, write, |written| &written.warnings, cannot)
}
