//! A load balancer, and what is behind it.

use nest_core::prelude::*;
use nest_macros::fleet;
use std::fmt::Display;

fleet! {
    /// A load balancer and two web servers, which know each other by name.
    pub static HOMELAB;

    attr system: System;
    /// Where the others reach it: the router gives this address to it.
    attr addr: unique Ipv4Addr;
    attr port: u16 = 8080;

    /// An entity: becomes a NixOS system.
    trait host {
        needs = [ssh];
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };
    }

    trait ssh;
    trait proxy;
    trait web { requires = [addr, port]; }

    home {
        system = "x86_64-linux";

        proxy-1 { is = [host, proxy]; addr = "192.168.1.10"; }
        web-1   { is = [host, web];   addr = "192.168.1.11"; }
        web-2   { is = [host, web];   addr = "192.168.1.12"; }
    }

    rule host as base => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        nix.settings.experimental-features = ["nix-command", "flakes"];
        boot.loader { systemd-boot.enable = true; efi.canTouchEfiVariables = true; }
    }

    /// Every host finds the others by name.
    rule host as names => nixos(select) {
        networking.extraHosts = lines(select.peers(host).map(|p| format!("{} {}", p.addr, p.name)));
    }

    /// Put your own key here before you deploy, or nobody can log in.
    rule ssh => nixos(pkgs) {
        services.openssh { enable = true; settings.PasswordAuthentication = false; }
        users.users.root.openssh.authorizedKeys.keys = ["ssh-ed25519 REPLACE-BY-YOUR-KEY admin"];
        environment.systemPackages = [pkgs.git];
    }

    rule web => nixos(web) {
        services.nginx {
            enable = true;
            virtualHosts.default {
                listen = [{ addr = "0.0.0.0"; port = web.port; }];
                locations."/".return = format!("200 {}", web.name);
            }
        }
        networking.firewall.allowedTCPPorts = [web.port];
    }

    rule proxy => nixos(select) {
        services.haproxy.enable = true;
        services.haproxy.config = haproxy_config(
            select.peers(web).map(|w| (w.name, w.addr, w.port))
        );
        networking.firewall.allowedTCPPorts = [80];
    }
}

/// A haproxy configuration that listens on port 80 and spreads requests over servers in turn.
fn haproxy_config<N: Display, A: Display>(servers: impl Iterator<Item = (N, A, u16)>) -> String {
    let head = [
        "defaults",
        "  mode http",
        "  timeout connect 5s",
        "  timeout client 30s",
        "  timeout server 30s",
        "",
        "frontend http-in",
        "  bind *:80",
        "  default_backend web",
        "",
        "backend web",
        "  balance roundrobin",
    ];
    let servers = servers.map(|(name, addr, port)| format!("  server {name} {addr}:{port} check"));
    lines(head.into_iter().map(str::to_owned).chain(servers))
}
