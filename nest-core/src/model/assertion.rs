//! Assertions: what a fleet promises of itself.

use super::selector::Selector;
use super::{ConditionId, Place};

/// A promise. Where it is broken, the fleet is wrong.
#[derive(Debug, Clone)]
pub struct Assertion<'a> {
    /// Where it is written: the line of the word `assert`.
    pub place: Place,
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
