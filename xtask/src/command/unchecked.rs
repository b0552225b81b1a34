//! Fleets whose numbers would go on from 0 where they grow beyond their types. Rust has it so in a release build, unless
//! cargo is told otherwise.

use crate::terminal::{Stop, listed};
use nest_core::Fleet;

/// Stops where there is one: what its bodies compute may be wrong, and nobody would be told.
pub fn refuse(fleets: &[&Fleet]) -> Result<(), Stop> {
    let names: Vec<String> =
        fleets.iter().filter(|fleet| !fleet.code.is_checked()).map(|fleet| fleet.name()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(Stop::wrong(vec![format!(
        "{} compiled without a check that numbers stay in their types; write `overflow-checks = true` into the profile in \
         `Cargo.toml` (`[profile.release]`), and no `panic = \"abort\"`",
        match &*names {
            [name] => format!("`{name}` is"),
            names => format!("{} are", listed(names.iter().map(String::as_str))),
        }
    )]))
}
