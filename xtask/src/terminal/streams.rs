//! Where a command prints.

use super::Stop;
use std::fmt::Display;
use std::io::{self, ErrorKind, Read, Write};

/// Results go to `out`, messages to `err`.
pub struct Streams<'s> {
    pub out: &'s mut dyn Write,
    pub err: &'s mut dyn Write,
}

impl Streams<'_> {
    /// Prints a result.
    pub fn print(&mut self, mut text: impl Read) -> Result<(), Stop> {
        match io::copy(&mut text, self.out).and_then(|_| self.out.flush()) {
            // Whoever reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Stop::system("cannot write to standard output", error)),
            Ok(()) => Ok(()),
        }
    }

    /// Prints a message. Where messages cannot be printed, nobody can be told.
    pub fn say(&mut self, line: impl Display) {
        let _ = writeln!(self.err, "{line}");
    }
}
