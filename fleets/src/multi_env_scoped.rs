//! The multi-environment fleet: every query crosses environments, as `select.peers` does.

use nest_core::prelude::*;
use nest_macros::fleet;

use crate::multi_env::haproxy_config;

fleet! {
    /// Two environments: a load balancer and two web servers in prod, one web server in staging.
    ///
    /// Every query stays in its environment: `lb-prod` balances over the two web servers of prod.
    pub static MULTI_ENV_SCOPED;

    attr system: System;
    attr env: "prod" | "staging";
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;

    /// An entity: becomes a NixOS system.
    trait host {
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };
    }

    trait nginx;
    trait ssh;
    trait firewall;

    trait server { needs = [nginx, ssh, firewall]; }
    trait lb     { needs = [server]; }
    trait web    { needs = [server]; requires = [addr, httpPort]; }

    /// Joins every server; no node opts in.
    trait monitoring { needed_by = server; }

    prod {
        system = "x86_64-linux";
        env = "prod";

        lb-prod    { is = [host, lb];  addr = "10.0.1.1";  httpPort = 80; }
        web-prod-1 { is = [host, web]; addr = "10.0.1.10"; httpPort = 80; }
        web-prod-2 { is = [host, web]; addr = "10.0.1.11"; httpPort = 80; }
    }

    staging {
        system = "x86_64-linux";
        env = "staging";

        web-staging { is = [host, web]; addr = "10.0.2.10"; httpPort = 80; }
    }

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        nix.settings.experimental-features = ["nix-command", "flakes"];
    }

    rule nginx    => nixos { services.nginx.enable = true; }
    rule ssh      => nixos { services.openssh.enable = true; }
    rule firewall => nixos { networking.firewall.enable = true; }

    rule monitoring => nixos {
        services.prometheus.exporters.node {
            enable = true;
            enabledCollectors = ["systemd"];
        }
    }

    rule lb => nixos(select) {
        services.haproxy.enable = true;
        services.haproxy.config = haproxy_config(select.peers(web).map(|w| (w.addr, w.httpPort)));
    }

    rule host => nixos(select) {
        networking.extraHosts = lines(select.peers(host).map(|p| format!("{} {}", p.addr, p.name)));
    }
}
