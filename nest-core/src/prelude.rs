//! What a file with a `fleet!` wants in scope: `use nest_core::prelude::*;`.

pub use crate::fleet::Fleet;
pub use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
pub use crate::nix::system::System;
pub use crate::nix::{
    IntoNix, NixValue, Set, lines, mk_after, mk_before, mk_default, mk_force, mk_if, mk_merge, mk_order,
    mk_override,
};
pub use crate::rust::module::Module;
pub use crate::rust::node::Node;
pub use crate::rust::select::{Select, Survey};
