//! Where a node or a value comes from.

use std::fmt;

/// Where a node or a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is written on that line.
    Line(u32),
    /// A node that was made: by what.
    Made(String),
    /// A value that was set: by what.
    Set(String),
}

impl Origin {
    /// What is told of one of two: where it is from, unless both are from the same code. Of what is written, its own
    /// place tells.
    pub(super) fn unless_same(&self, other: &Self) -> String {
        match self {
            Origin::Made(_) | Origin::Set(_) if self != other => format!(" ({self})"),
            _ => String::new(),
        }
    }

    /// Whether it is written.
    pub fn is_written(&self) -> bool {
        matches!(self, Origin::Line(_))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Line(line) => write!(f, "line {line}"),
            Origin::Made(by) => write!(f, "made by {by}"),
            Origin::Set(by) => write!(f, "set by {by}"),
        }
    }
}
