//! Selectors that bodies ask for.

use super::selector::Selector;
use super::{Key, Place};

/// `sel!(web[env = "prod"])` in a body.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// Who this is, across crates.
    pub key: Key,
    /// Where it is written: the line of the selector.
    pub place: Place,
    /// What is asked for.
    pub selector: Selector<'a>,
}
