//! The fleets, one file for each.

pub mod homelab;

pub use homelab::HOMELAB;

use nest_core::Fleet;

/// Every fleet, as `cargo xtask` knows them.
pub static ALL: &[&Fleet<'static>] = &[&HOMELAB];
