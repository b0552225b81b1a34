//! The fleets of this repository, one file for each.

pub mod cluster;
pub mod farm;
pub mod fleet_demo;
pub mod homes;
pub mod mesh;
pub mod mixed;
pub mod multi_env;
pub mod multi_env_scoped;
pub mod regions;

pub use cluster::CLUSTER;
pub use farm::FARM;
pub use fleet_demo::FLEET_DEMO;
pub use homes::HOMES;
pub use mesh::MESH;
pub use mixed::MIXED;
pub use multi_env::MULTI_ENV;
pub use multi_env_scoped::MULTI_ENV_SCOPED;
pub use regions::REGIONS;

use nest_core::Fleet;

/// Every fleet, as `cargo xtask` knows them.
pub static ALL: &[&Fleet<'static>] =
    &[&MULTI_ENV, &MULTI_ENV_SCOPED, &FLEET_DEMO, &HOMES, &MIXED, &REGIONS, &CLUSTER, &MESH, &FARM];
