//! Functions in the Nix language: what `nix!` says, outside the document, which calls them.

use nest_core::model::Key;
use std::collections::BTreeMap;

/// The texts of functions, by what the document calls them.
pub type Functions = BTreeMap<String, &'static str>;

/// What a function is called: the same for the same text, on every machine.
pub fn id(source: &str) -> String {
    let Key(hash) = Key::of("nix", source);
    format!("{hash:016x}")
}
