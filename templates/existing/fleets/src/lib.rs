//! The fleets, one file for each.

pub mod servers;

pub use servers::SERVERS;
