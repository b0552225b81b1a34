//! The languages that a document is written in.

mod json;
mod nix;
mod set;

pub use set::SetWriter;

use nest_core::model::Layout;
use serde_core::ser::{self, Serialize};
use std::fmt;

/// A language that Nix reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON, for `builtins.fromJSON`
    Json,
    /// The same values as a Nix expression, for `import`
    Nix,
}

impl Format {
    /// That of the documents of such a layout.
    pub fn of(layout: Layout) -> Self {
        match layout {
            // A fleet is split to be read quickly, and Nix reads JSON quicker than its own language.
            Layout::Single | Layout::Split => Self::Json,
            Layout::Nix => Self::Nix,
        }
    }

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

    /// A value, one entry or element a line, as it stands with that many sets around it.
    pub fn render(self, value: &(impl Serialize + ?Sized), depth: usize) -> Result<String, Unwritable> {
        match self {
            Self::Json => json::render(value, depth),
            Self::Nix => nix::render(value, depth),
        }
    }
}

/// There is no such value in the language.
#[derive(Debug)]
pub struct Unwritable(String);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}
