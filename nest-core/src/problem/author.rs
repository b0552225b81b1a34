//! Who a node or a value is from.

use super::Line;
use std::fmt;

/// Who a node or a value is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// It is written on that line.
    Line(Line),
    /// A node that was made: by what.
    Made(String),
    /// A value that was set: by what.
    Set(String),
}

impl Author {
    /// What is told of one of two: where it is from, unless both are from the same code. Of what is written, its own
    /// place tells.
    pub(super) fn unless_same(&self, other: &Self) -> String {
        match self {
            Author::Made(_) | Author::Set(_) if self != other => format!(" ({self})"),
            _ => String::new(),
        }
    }

    /// Whether it is written.
    pub fn is_written(&self) -> bool {
        matches!(self, Author::Line(_))
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Author::Line(line) => line.fmt(f),
            Author::Made(by) => write!(f, "made by {by}"),
            Author::Set(by) => write!(f, "set by {by}"),
        }
    }
}
