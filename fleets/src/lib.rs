//! The fleets of this repository, one file for each.

use nest_core::Fleet;

/// Every fleet, as `cargo xtask` knows them.
pub static ALL: &[&Fleet<'static>] = &[];
