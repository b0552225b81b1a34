//! A fleet as one file.

use super::{Folder, cannot_stage, each};
use crate::document::{self, Renderer, Systems, Written};
use crate::file::{Difference, FunctionsFile, Outcome, Replacement, cannot, compare};
use crate::format::Format;
use crate::terminal::{Stop, Streams, counted};
use nest_core::{Fleet, Resolved};
use std::fs::{self, File};
use std::io::{self, Seek};
use std::path::PathBuf;

/// Writes all files, or none if one of the fleets is wrong.
pub fn write<'f>(
    fleets: &[&'f Fleet<'f>],
    format: Format,
    folder: &Folder,
    streams: &mut Streams,
) -> Result<(), Stop> {
    fs::create_dir_all(&folder.path).map_err(|e| cannot("create", &folder.path, e))?;
    let rendered = each(fleets, |fleet| {
        let (path, shown) = file(folder, fleet, format);
        let replacement = Replacement::of(&path).map_err(|e| cannot("write", &path, e))?;
        let written = render(fleet, format, replacement.file(), streams, |e| cannot("write", &path, e))?;
        Ok((fleet, replacement, written, path, shown))
    })?;
    for (fleet, replacement, Written { systems, functions, .. }, path, shown) in rendered {
        // First: the document calls what is in it.
        let has_changed = FunctionsFile::of(&fleet.name(), &folder.path, &functions).put()?;
        match replacement.commit().map_err(|e| cannot("write", &path, e))? {
            Outcome::Written => streams.say(format_args!("wrote {shown} ({})", counted(systems, "system"))),
            Outcome::Unchanged if has_changed => streams.say(format_args!("wrote the functions of {shown}")),
            Outcome::Unchanged => streams.say(format_args!("unchanged {shown}")),
        }
    }
    Ok(())
}

/// Compares all files with what would be written.
pub fn check<'f>(
    fleets: &[&'f Fleet<'f>],
    format: Format,
    folder: &Folder,
    streams: &mut Streams,
) -> Result<(), Stop> {
    each(fleets, |fleet| {
        let (path, shown) = file(folder, fleet, format);
        let (new, written) = stage(fleet, format, streams)?;
        let mut how = compare(&path, format, &new).map_err(|e| cannot("read", &path, e))?;
        if how == Difference::None {
            let functions = FunctionsFile::of(&fleet.name(), &folder.path, &written.functions);
            how = functions.difference()?.map_or(how, |file| Difference::Entries(vec![file]));
        }
        folder.told(&shown, &how, streams)
    })
    .map(drop)
}

/// Prints a document, if it is whole.
pub fn print<'f>(fleet: &'f Fleet<'f>, format: Format, streams: &mut Streams) -> Result<(), Stop> {
    let (document, _) = stage(fleet, format, streams)?;
    streams.print(document)
}

/// The file of a fleet: its path, and what to call it.
fn file(folder: &Folder, fleet: &Fleet, format: Format) -> (PathBuf, String) {
    folder.entry(&format!("{}.{}", fleet.name(), format.suffix()))
}

/// The document in a file without a name, ready to be read.
fn stage<'f>(fleet: &'f Fleet<'f>, format: Format, streams: &mut Streams) -> Result<(File, Written), Stop> {
    let mut file = tempfile::tempfile().map_err(cannot_stage)?;
    let written = render(fleet, format, &file, streams, cannot_stage)?;
    file.rewind().map_err(cannot_stage)?;
    Ok((file, written))
}

fn render<'f>(
    fleet: &'f Fleet<'f>,
    format: Format,
    file: &File,
    streams: &mut Streams,
    cannot: impl FnOnce(io::Error) -> Stop,
) -> Result<Written, Stop> {
    let write =
        |resolved: &Resolved| document::write(&Renderer::new(resolved, format), Systems::Inside, file);
    super::render(fleet, streams, write, |written| &written.warnings, cannot)
}
