//! Four mistakes, four errors, each at its token: an address, a trait, a missing attribute, a field.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Four mistakes.
    pub static WRONG;

    attr system: System;
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;

    trait host { requires = [system, addr]; class nixos => nixosConfigurations { system = node.system; }; }
    trait lb;
    trait web { requires = [addr, httpPort]; }

    prod {
        system = "x86_64-linux";

        lb-prod    { is = [host, lb];  addr = "10.0.1.300"; }
        web-prod-1 { is = [host, wbe]; addr = "10.0.1.10"; httpPort = 80; }
        web-prod-2 { is = [host, web]; httpPort = 80; }
    }

    rule lb => nixos(select) {
        networking.extraHosts = lines(select.siblings(web).map(|w| format!("{} {}", w.adr, w.name)));
    }
}

fn main() {}
