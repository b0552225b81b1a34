//! The languages that a document is written in.

use crate::nix;
use serde::ser::{self, Serialize};
use std::fmt;
use std::io::{self, Write};

/// A language that Nix reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// JSON, for `builtins.fromJSON`
    Json,
    /// The same values as a Nix expression, for `import`
    Nix,
}

/// Why a value is not written to its end.
#[derive(Debug)]
pub enum Error {
    /// The bytes could not be written.
    Io(io::Error),
    /// There is no such value in the language.
    Value(String),
}

impl Format {
    /// What the name of a fleet's file ends in.
    ///
    /// The Nix file is not `<fleet>.nix`: that is for the functions of `nix!` expressions, which stand beside the
    /// JSON. Names of fleets are names of statics and have no dot, so that no two fleets share a file.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Nix => "fleet.nix",
        }
    }

    /// Writes a value, pretty-printed, and a newline.
    pub fn write(self, value: &impl Serialize, mut out: impl Write) -> Result<(), Error> {
        match self {
            Self::Json => serde_json::to_writer_pretty(&mut out, value)?,
            Self::Nix => nix::write(value, &mut out)?,
        }
        Ok(out.write_all(b"\n")?)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::Io(error.into()) } else { Self::Value(error.to_string()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Value(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self::Value(why.to_string())
    }
}
