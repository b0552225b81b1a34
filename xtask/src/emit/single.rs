//! A fleet as one file.

use super::compare::{Difference, compare};
use super::expressions::Expressions;
use super::{Folder, cannot, resolve, unwritten};
use crate::Streams;
use crate::check::counted;
use crate::exit::Stop;
use crate::format::Format;
use crate::json::{self, Unwritten, Written};
use crate::write::{Outcome, Replacement};
use nest_core::Fleet;
use std::fs::{self, File};
use std::io::Seek;
use std::path::PathBuf;

/// Writes all files, or none if one of the fleets is wrong.
pub fn write<'f>(
    fleets: &[&'f Fleet<'f>],
    format: Format,
    folder: &Folder,
    streams: &mut Streams,
) -> Result<(), Stop> {
    fs::create_dir_all(&folder.path).map_err(|e| cannot("create", &folder.path, e))?;
    let mut wrong = Vec::new();
    let mut rendered = Vec::new();
    for fleet in fleets {
        let (path, shown) = file(folder, fleet, format);
        let replacement = Replacement::of(&path).map_err(|e| cannot("write", &path, e))?;
        match render(fleet, format, replacement.file(), streams) {
            Ok(written) => rendered.push((fleet, replacement, written, path, shown)),
            Err(Unwritten::Wrong(lines)) => wrong.extend(lines),
            Err(Unwritten::Io(error)) => return Err(cannot("write", &path, error)),
        }
    }
    if !wrong.is_empty() {
        return Err(Stop::wrong(wrong));
    }
    for (fleet, replacement, Written { systems, expressions, .. }, path, shown) in rendered {
        // First: the document calls what is in it.
        let has_changed = Expressions::of(fleet, &folder.path, &expressions).put()?;
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
    let mut wrong = Vec::new();
    for fleet in fleets {
        let (path, shown) = file(folder, fleet, format);
        match render_aside(fleet, format, streams)? {
            Err(lines) => wrong.extend(lines),
            Ok((new, written)) => match compare(&path, format, &new).map_err(|e| cannot("read", &path, e))? {
                Difference::None => {
                    match Expressions::of(fleet, &folder.path, &written.expressions).difference()? {
                        None => streams.say(format_args!("up to date {shown}")),
                        Some(how) => wrong.push(format!("{shown} differs: {how}; run `{}`", folder.command)),
                    }
                }
                how => wrong.push(format!("{shown} {how}; run `{}`", folder.command)),
            },
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Stop::wrong(wrong)) }
}

/// Prints a document, if it is whole.
pub fn print<'f>(fleet: &'f Fleet<'f>, format: Format, streams: &mut Streams) -> Result<(), Stop> {
    let (mut document, _) = render_aside(fleet, format, streams)?.map_err(Stop::wrong)?;
    streams.print(&mut document)
}

/// The file of a fleet: its path, and what to call it.
fn file(folder: &Folder, fleet: &Fleet, format: Format) -> (PathBuf, String) {
    folder.entry(&format!("{}.{}", fleet.name(), format.suffix()))
}

/// The document in a file without a name, ready to be read; or everything that is wrong with the fleet.
fn render_aside<'f>(
    fleet: &'f Fleet<'f>,
    format: Format,
    streams: &mut Streams,
) -> Result<Result<(File, Written), Vec<String>>, Stop> {
    let mut file = tempfile::tempfile().map_err(unwritten)?;
    match render(fleet, format, &file, streams) {
        Ok(written) => file.rewind().map(|()| Ok((file, written))).map_err(unwritten),
        Err(Unwritten::Wrong(lines)) => Ok(Err(lines)),
        Err(Unwritten::Io(error)) => Err(unwritten(error)),
    }
}

/// Writes the document of a fleet, and tells what is doubtful about it.
fn render<'f>(
    fleet: &'f Fleet<'f>,
    format: Format,
    file: &File,
    streams: &mut Streams,
) -> Result<Written, Unwritten> {
    let written = json::write(&resolve(fleet)?, format, file)?;
    written.warnings.iter().for_each(|warning| streams.say(warning));
    Ok(written)
}
