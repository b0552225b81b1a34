//! The servers that have moved over, and those that they know.

use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    /// A web server, and the database that is still written in Nix.
    pub static SERVERS;

    attr system: System;
    attr addr: unique Ipv4Addr;

    /// An entity: becomes a NixOS system.
    trait host {
        requires = [system];
        class nixos => nixosConfigurations { system = node.system; };
    }

    trait web { requires = [addr]; }
    trait db  { requires = [addr]; }

    prod {
        system = "x86_64-linux";

        web-1 { is = [host, web]; addr = "10.0.1.10"; }

        // The fleet knows it and makes nothing of it: `hosts/db-1.nix` does.
        extern db-1 { is = [db]; addr = "10.0.1.20"; }
    }

    rule host as base => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        services.openssh.enable = true;
    }

    rule web => nixos(select) {
        services.nginx.enable = true;
        networking.firewall.allowedTCPPorts = [80];
        networking.extraHosts = lines(select.peers(db).map(|d| format!("{} {}", d.addr, d.name)));
    }
}
