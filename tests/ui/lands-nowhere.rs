//! A class that goes to a node above, where none above has the class that it goes to.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// A user beside the host.
    pub static USERS;

    trait host { class nixos => nixosConfigurations; }
    trait user { class user => parent.nixos at users.users.[node.name]; }

    prod {
        alpha { is = [host]; ada { is = [user]; } }
        bob { is = [user]; }
    }

    rule user => user { isNormalUser = true; }
    rule host => nixos { users.mutableUsers = false; }
}

fn main() {}
