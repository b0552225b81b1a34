//! The fleets, one file for each.

pub mod homelab;

pub use homelab::HOMELAB;
