//! The fleets, one file for each.

pub mod servers;

pub use servers::SERVERS;

use nest_core::Fleet;

/// Every fleet, as `cargo xtask` knows them.
pub static ALL: &[&Fleet<'static>] = &[&SERVERS];
