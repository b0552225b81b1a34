//! Finds a file of data and reads it in its format.

use super::csv;
use super::record::{Records, Wrong};
#[cfg(feature = "data")]
use super::{json, toml};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

type Read = fn(&str) -> Result<Records, Wrong>;

/// The formats, by the endings of files.
const FORMATS: &[(&str, Read)] = &[
    ("csv", csv::read),
    #[cfg(feature = "data")]
    ("json", json::read),
    #[cfg(feature = "data")]
    ("toml", toml::read),
];

/// The format of a path, or why it has none.
pub(super) fn format(path: &str) -> Result<Read, String> {
    let ending = Path::new(path).extension().unwrap_or_default();
    if Path::new(path).has_root() {
        return Err(format!(
            "`{path}` is on this machine alone; paths begin at the folder of the package's `Cargo.toml`"
        ));
    }
    let known = FORMATS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    known.map(|(_, read)| *read).ok_or_else(|| {
        let endings: Vec<String> = FORMATS.iter().map(|(known, _)| format!("`.{known}`")).collect();
        let without =
            if cfg!(feature = "data") { "" } else { " (nest-macros is built without its feature `data`)" };
        format!(
            "`{path}` is in no format that can be read: {}{without}; name another file",
            endings.join(", ")
        )
    })
}

/// The bytes of a file, or why there are none.
pub(super) fn bytes(folder: &Path, path: &str) -> Result<Vec<u8>, String> {
    fs::read(folder.join(path)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!(
            "`{path}` is no file; paths begin at the folder of the package's `Cargo.toml`: create it, or change the \
             path"
        ),
        _ => format!("`{path}` cannot be read: {error}"),
    })
}

/// The text of a file without the mark that spreadsheets put before it.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        Wrong::new(line as u32, "the file is not UTF-8; save it as that")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
