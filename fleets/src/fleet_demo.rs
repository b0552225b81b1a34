//! The fleet demo: one registry of people, and accounts that rules place on the hosts.

use nest_core::prelude::*;
use nest_macros::fleet;

use crate::multi_env::haproxy_config;

fleet! {
    /// Prod and staging, and people who are written once: admins get an account on every host, deployers on those of
    /// staging.
    pub static FLEET_DEMO;

    attr system: System;
    attr env: "prod" | "staging";
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;
    /// Public keys, as in `authorized_keys`.
    attr keys: [String];

    /// An entity: becomes a NixOS system.
    trait host {
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };

        /// An entity below a host: its modules become options of the account.
        trait account {
            requires = [keys];
            class user => parent.nixos at users.users.[node.name];
        }
    }

    /// A marker: somebody in the registry, not yet on any host.
    trait person { requires = [keys]; }
    trait admin;
    trait deployer;

    trait nginx;
    trait ssh;
    trait firewall;

    trait server { needs = [nginx, ssh, firewall]; }
    trait lb     { needs = [server]; }
    trait web    { needs = [server]; requires = [addr, httpPort]; }

    /// Joins every server; no node opts in.
    trait monitoring { needed_by = server; }

    people {
        ada   { is = [person, admin];    keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAda ada@laptop"]; }
        grace { is = [person, admin];    keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrace grace@desk"]; }
        linus { is = [person, deployer]; keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILinus linus@ci"]; }
    }

    prod {
        system = "x86_64-linux";
        env = "prod";

        lb-prod { is = [host, lb]; addr = "10.0.1.1"; }
        for i in 1..=2 {
            web-prod-[i] { is = [host, web]; addr = "10.0.1.1{i}"; httpPort = 80; }
        }
    }

    staging {
        system = "x86_64-linux";
        env = "staging";

        web-staging { is = [host, web]; addr = "10.0.2.10"; httpPort = 8080; }
    }

    rule host as accounts-of-admins {
        synth(select) {
            for (who, _) in select.all((person, admin)) {
                child [who.name] from who { is = [account, admin]; }
            }
        }
    }

    rule host[env = "staging"] as accounts-of-deployers {
        synth(select) {
            for (who, _) in select.all((person, deployer)) {
                child [who.name] from who { is = [account, deployer]; }
            }
        }
    }

    rule account => user(account) {
        isNormalUser = true;
        openssh.authorizedKeys.keys = account.keys;
    }

    rule account & admin    => user { extraGroups = ["wheel"]; }
    rule account & deployer => user { extraGroups = ["systemd-journal"]; }

    /// Who has only keys has no password to type.
    rule host:has(> admin) as passwordless => nixos { security.sudo.wheelNeedsPassword = false; }

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        nix.settings.experimental-features = ["nix-command", "flakes"];
    }

    rule nginx    => nixos { services.nginx.enable = true; }
    rule ssh      => nixos { services.openssh.enable = true; }
    rule firewall => nixos { networking.firewall.enable = true; }
    rule web      => nixos(web) { networking.firewall.allowedTCPPorts = [web.httpPort]; }

    rule monitoring => nixos {
        services.prometheus.exporters.node {
            enable = true;
            enabledCollectors = ["systemd"];
        }
    }

    rule lb => nixos(select) {
        services.haproxy {
            enable = true;
            config = haproxy_config(select.peers(web).map(|w| (w.addr, w.httpPort)));
        }
        networking.firewall.allowedTCPPorts = [80];
    }

    rule host as hosts-file => nixos(select) {
        networking.extraHosts = lines(select.peers(host).map(|p| format!("{} {}", p.addr, p.name)));
    }

    assert host => :has(> admin), "somebody can log in everywhere";
    assert [env = "prod"]:has(> account) => :not(:has(> deployer)), "deployers stay out of prod";
}
