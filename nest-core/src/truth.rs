//! Three-valued logic: what is certain before Rust has run.

use std::ops::Not;

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// Certainly.
    Yes,
    /// Certainly not.
    No,
    /// It depends on what is not known: on a word with an error, or on Rust code that has yet to run.
    Unknown,
}

impl Truth {
    /// `Yes` if both are, `No` if one is; the other is not asked for where this one is `No`.
    pub fn and(self, other: impl FnOnce() -> Truth) -> Truth {
        match self {
            Truth::No => Truth::No,
            Truth::Yes => other(),
            Truth::Unknown => {
                if other() == Truth::No {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }
        }
    }

    /// `Yes` if one is, `No` if both are; the other is not asked for where this one is `Yes`.
    pub fn or(self, other: impl FnOnce() -> Truth) -> Truth {
        !(!self).and(|| !other())
    }

    /// `Yes` if all are, `No` if one is.
    pub fn all(parts: impl Iterator<Item = Truth>) -> Truth {
        !Truth::any(parts.map(Not::not))
    }

    /// `Yes` if one is, `No` if all are.
    pub fn any(parts: impl Iterator<Item = Truth>) -> Truth {
        let mut result = Truth::No;
        for part in parts {
            match part {
                Truth::Yes => return Truth::Yes,
                Truth::Unknown => result = Truth::Unknown,
                Truth::No => {}
            }
        }
        result
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}
