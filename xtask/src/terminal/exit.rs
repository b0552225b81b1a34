//! How a command ends.

use nest_core::Diagnostic;
use std::fmt::Display;

/// How a command ended: the process's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// A fleet is wrong, or a check found a difference.
    Wrong = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The system failed: the disk is full, a permission is missing.
    System = 3,
}

impl Exit {
    /// The number that the process exits with.
    ///
    /// ```
    /// assert_eq!(nest_xtask::Exit::System.code(), 3);
    /// ```
    pub fn code(self) -> i32 {
        self as i32
    }
}

/// Why a command ends before it is done.
#[derive(Debug)]
pub(crate) struct Stop {
    /// How.
    pub exit: Exit,
    /// What is wrong with fleets.
    pub problems: Vec<Diagnostic>,
    /// What else there is to say.
    pub lines: Vec<String>,
}

impl Stop {
    /// A fleet is wrong, or a check found a difference.
    pub fn wrong(lines: Vec<String>) -> Self {
        Self { exit: Exit::Wrong, problems: Vec::new(), lines }
    }

    /// The command line is wrong.
    pub fn usage(lines: Vec<String>) -> Self {
        Self { exit: Exit::Usage, problems: Vec::new(), lines }
    }

    /// The system failed at something: `cannot write `a/b`: Permission denied (os error 13)`.
    pub fn system(what: impl Display, error: impl Display) -> Self {
        Self { exit: Exit::System, problems: Vec::new(), lines: vec![format!("{what}: {error}")] }
    }
}
