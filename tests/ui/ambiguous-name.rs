//! A name that several nested traits have.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Users of hosts and of machines inside them.
    pub static USERS;

    trait host {
        class nixos => nixosConfigurations;
        trait user;
    }
    trait vm { trait user; }
    trait admin { needs = [user]; }

    alpha {
        is = [host];
        ada { is = [user]; }
        bob { is = [vm::usr]; }
        eve { is = [host::user, vm::user]; }
    }

    rule host:has(user) => nixos(user) { users.mutableUsers = false; }
}

fn main() {}
