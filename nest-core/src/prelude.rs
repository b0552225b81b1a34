//! What a file with a `fleet!` wants in scope: `use nest_core::prelude::*;`.

pub use crate::configuration::Module;
pub use crate::model::Fleet;
pub use crate::nix::{
    IntoNix, NixValue, Set, lines, mk_after, mk_before, mk_default, mk_force, mk_if, mk_merge, mk_order,
    mk_override,
};
pub use crate::node::Node;
pub use crate::select::{Select, Survey};
pub use crate::system::System;
