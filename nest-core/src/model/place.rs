//! Where something is written.

use super::FileId;

/// A word of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, among those of the fleet.
    pub file: FileId,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

impl Place {
    /// A place in one of the fleet's files.
    pub const fn new(file: u32, line: u32, column: u32) -> Self {
        Self { file: FileId(file), line, column }
    }

    /// The beginning of a line of the file that the fleet itself stands in.
    pub const fn on(line: u32) -> Self {
        Self::new(0, line, 1)
    }
}
