//! The multi-environment fleet: every query crosses environments, as `select.siblings` does.

use nest_core::prelude::*;
use nest_macros::fleet;
use std::fmt::Display;

fleet! {
    /// Two environments: a load balancer and two web servers in prod, one web server in staging.
    ///
    /// Namespaces are no nodes, so all hosts are siblings: `web-staging` is a backend of `lb-prod`. The fleet
    /// `multi_env_scoped` asks for peers instead.
    pub static MULTI_ENV;

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
        services.haproxy.config = haproxy_config(select.siblings(web).map(|w| (w.addr, w.httpPort)));
    }

    rule host => nixos(select) {
        networking.extraHosts = lines(select.siblings(host).map(|p| format!("{} {}", p.addr, p.name)));
    }
}

/// A haproxy configuration that listens on port 80 and spreads requests over backends in turn.
pub(crate) fn haproxy_config<A: Display>(backends: impl Iterator<Item = (A, u16)>) -> String {
    let head = "frontend http-in\n  bind *:80\n  default_backend webservers\n\nbackend webservers\n  balance roundrobin";
    let servers =
        (1..).zip(backends).map(|(i, (addr, port))| format!("  server backend{i} {addr}:{port} check"));
    lines(std::iter::once(head.to_owned()).chain(servers))
}
