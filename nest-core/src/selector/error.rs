//! What is wrong with a selector that is text.

use crate::problem::Problem;
use std::fmt;

/// What is wrong with a selector that is text, and where.
///
/// ```
/// use nest_core::Fleet;
/// use nest_core::selector::Selector;
///
/// let error = Selector::parse("*:not(#a", &Fleet::EMPTY.declared, &Fleet::EMPTY.tree()).unwrap_err();
/// assert_eq!(error.column, 9);
/// assert_eq!(error.to_string(), "column 9: expected `,` or `)`, found the end [syntax]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextError {
    /// The column where it is wrong, in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.problem)
    }
}

impl TextError {
    /// A problem with a part of a text, where the part first stands; with all of it, if it is written otherwise.
    pub(crate) fn at_part(text: &str, part: &str, problem: Problem) -> Self {
        let goes_on = |c: char| c.is_alphanumeric() || "-_".contains(c);
        let found = text.match_indices(part).find(|(at, part)| !text[at + part.len()..].starts_with(goes_on));
        let before = found.map_or("", |(at, _)| &text[..at]);
        Self { column: before.chars().count() + 1, problem }
    }
}

impl std::error::Error for TextError {}
