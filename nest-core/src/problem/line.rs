//! A line that a message mentions, beside the one that it stands at.

use std::fmt;

/// Where something else is written that a problem is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line, from 1.
    pub number: u32,
    /// The file, if it is not the one that the problem is in.
    pub file: Option<String>,
}

/// A line of the same file.
impl From<u32> for Line {
    fn from(number: u32) -> Self {
        Self { number, file: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.number)?;
        self.file.as_ref().map_or(Ok(()), |file| write!(f, " of `{file}`"))
    }
}
