//! Assertions: what a fleet promises of itself.

use super::ConditionId;
use super::selector::Selector;

/// A promise. Where it is broken, the fleet is wrong.
#[derive(Debug, Clone)]
pub struct Assertion<'a> {
    /// The line of the word `assert`.
    pub line: u32,
    /// The reason, as written: what is told where it is broken.
    pub why: &'a str,
    /// What is promised.
    pub claim: Claim<'a>,
}

/// What an assertion promises.
#[derive(Debug, Clone)]
pub enum Claim<'a> {
    /// `assert web => [env = "prod"], "…";`: every node that the first matches, the second matches too.
    Each(Selector<'a>, Selector<'a>),
    /// `assert |select| …, "…";`
    Whole(ConditionId),
}
