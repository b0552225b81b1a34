//! Selectors that bodies ask for.

use super::Key;
use super::selector::Selector;

/// `sel!(web[env = "prod"])` in a body.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// Who this is, across crates.
    pub key: Key,
    /// The line of the selector.
    pub line: u32,
    /// What is asked for.
    pub selector: Selector<'a>,
}
