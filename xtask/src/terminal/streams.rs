//! Where a command prints.

use super::Stop;
use std::fmt::Display;
use std::io::{self, ErrorKind, Read, Write};

/// Results go to `out`, messages to `err`.
pub struct Streams<'s> {
    pub out: &'s mut dyn Write,
    pub err: &'s mut dyn Write,
    pub coloured: Coloured,
}

/// Whether each stream shows colours.
#[derive(Debug, Clone, Copy, Default)]
pub struct Coloured {
    pub out: bool,
    pub err: bool,
}

impl Coloured {
    /// Of the process: on terminals, unless the environment asks for something else, as with `NO_COLOR`.
    pub fn of_process() -> Self {
        let is_coloured = |choice| choice != anstream::ColorChoice::Never;
        Self {
            out: is_coloured(anstream::AutoStream::choice(&io::stdout())),
            err: is_coloured(anstream::AutoStream::choice(&io::stderr())),
        }
    }
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

    /// Prints messages that have their line ends.
    pub fn say_all(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
    }
}
