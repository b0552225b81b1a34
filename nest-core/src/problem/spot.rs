//! Where code stands, as the compiler calls it.

use std::fmt;
use std::panic::Location;

/// A place in a source file that was compiled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The file, from the folder that the compiler ran in.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

impl From<&Location<'_>> for Spot {
    fn from(at: &Location<'_>) -> Self {
        Self { file: at.file().to_owned(), line: at.line(), column: at.column() }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
