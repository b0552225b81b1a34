//! A set that is written entry by entry, around what is rendered already.
//!
//! A document as a whole is never in memory: its outside is written here, each entry is rendered when its turn comes.

use super::Format;
use nest_core::nix::quote;
use std::io::{self, Write};

/// A set that is open, ready for its next entry.
pub struct SetWriter<'w> {
    out: &'w mut dyn Write,
    format: Format,
    /// How many sets are around it.
    depth: usize,
    is_empty: bool,
}

impl Format {
    /// Writes a file that holds a set with what `fill` puts there.
    pub fn write_set(
        self,
        out: &mut dyn Write,
        fill: impl FnOnce(&mut SetWriter) -> io::Result<()>,
    ) -> io::Result<()> {
        SetWriter { out, format: self, depth: 0, is_empty: true }.braces(fill)?;
        out.write_all(b"\n")
    }
}

impl SetWriter<'_> {
    /// How many sets are around a value in it, this one too.
    pub fn depth(&self) -> usize {
        self.depth + 1
    }

    /// Writes an entry, of which the value is [rendered](Format::render) for this depth.
    pub fn entry(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.around(name, |set| set.out.write_all(value.as_bytes()))
    }

    /// Writes an entry, of which the value is a set with what `fill` puts there.
    pub fn set(&mut self, name: &str, fill: impl FnOnce(&mut SetWriter) -> io::Result<()>) -> io::Result<()> {
        self.around(name, |set| {
            let Self { out, format, depth, .. } = set;
            SetWriter { out: &mut **out, format: *format, depth: *depth + 1, is_empty: true }.braces(fill)
        })
    }

    /// What stands around a value: in JSON the comma of the entry before, in Nix its own semicolon.
    fn around(&mut self, name: &str, value: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        if self.format == Format::Json && !self.is_empty {
            self.out.write_all(b",")?;
        }
        self.is_empty = false;
        self.line(self.depth + 1)?;
        match self.format {
            Format::Json => {
                serde_json::to_writer(&mut *self.out, name)?;
                self.out.write_all(b": ")?;
                value(self)
            }
            Format::Nix => {
                write!(self.out, "{} = ", quote(name))?;
                value(self)?;
                self.out.write_all(b";")
            }
        }
    }

    fn braces(&mut self, fill: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.out.write_all(b"{")?;
        fill(self)?;
        match (self.is_empty, self.format) {
            (true, Format::Json) => {}
            (true, Format::Nix) => self.out.write_all(b" ")?,
            (false, _) => self.line(self.depth)?,
        }
        self.out.write_all(b"}")
    }

    fn line(&mut self, depth: usize) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        (0..depth).try_for_each(|_| self.out.write_all(b"  "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_entry_by_entry_is_what_would_be_rendered_whole() {
        let value = json!({
            "": {},
            "a.b\n": { "c": { "text": "\n  \" ${x}", "d": [1, -2, [], {}], "e": { "f": null } }, "g": [[true]] },
            "h": "i",
        });
        for format in [Format::Json, Format::Nix] {
            let mut written = Vec::new();
            let fill = |document: &mut SetWriter| {
                for (name, value) in value.as_object().unwrap() {
                    match value.as_object() {
                        None => document.entry(name, &format.render(value, document.depth()).unwrap())?,
                        Some(entries) => document.set(name, |set| {
                            entries.iter().try_for_each(|(name, value)| {
                                set.entry(name, &format.render(value, set.depth()).unwrap())
                            })
                        })?,
                    }
                }
                Ok(())
            };
            format.write_set(&mut written, fill).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), format.render(&value, 0).unwrap() + "\n");
        }
    }
}
