//! A mesh: two sites and a few people on the road, all of whom reach one another.

use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    /// A flat and a workshop, each behind its gateway; laptops with macOS; and a phone that is not ours to configure. WireGuard
    /// joins them, and the gateways know everybody's name.
    pub static MESH { specialArgs = [secrets]; }

    attr system: System;
    attr site: "flat" | "workshop";
    /// In the network of its site, with the length of that network's prefix.
    attr lan: unique within site Ipv4Net;
    attr mac: unique MacAddr;
    /// In the tunnel.
    attr inside: unique Ipv4Addr;
    attr publicKey: unique String;
    /// Where it is reached from outside, if it is.
    attr endpoint: String;
    /// What is reached through it.
    attr behind: [Ipv4Net];
    attr listenPort: u16 = 51820;

    /// Whoever has a key in the mesh.
    trait peer { requires = [inside, publicKey, endpoint?, behind?]; }

    /// An entity: becomes a NixOS system.
    trait linux { needs = [machine]; class nixos => nixosConfigurations { system = node.system; }; }
    /// An entity: becomes a nix-darwin system.
    trait mac_os { needs = [machine]; class darwin => darwinConfigurations { system = node.system; }; }

    trait machine { needs = [peer]; requires = [system]; }
    trait wired { requires = [lan, mac, site]; }
    trait gateway { needs = [linux, wired]; requires = [behind, endpoint, listenPort]; }

    flat {
        site = "flat";
        system = "x86_64-linux";

        flat-gate {
            is = [gateway];
            lan = "192.168.1.1/24";
            mac = "02-00-00-00-01-01";
            inside = "10.99.0.1";
            publicKey = "flatGateFlatGateFlatGateFlatGateFlatGateFla=";
            endpoint = "flat.example.org:51820";
            behind = ["192.168.1.0/24"];
        }
        nas {
            is = [linux, wired];
            lan = "192.168.1.20/24";
            mac = "02:00:00:00:01:20";
            inside = "10.99.0.20";
            publicKey = "nasNasNasNasNasNasNasNasNasNasNasNasNasNasN=";
        }
    }

    workshop {
        site = "workshop";
        system = "aarch64-linux";

        /// It also passes on what is for those whom nobody reaches from outside.
        shop-gate {
            is = [gateway];
            lan = "10.20.0.1/16";
            mac = "02:00:00:00:02:01";
            inside = "10.99.0.2";
            publicKey = "shopGateShopGateShopGateShopGateShopGateSho=";
            endpoint = "shop.example.org:443";
            listenPort = 443;
            behind = ["10.20.0.0/16", "10.99.0.0/24"];
        }
        for i in 1..=2 {
            mill-[i] {
                is = [linux, wired];
                lan = "10.20.1.{i}/16";
                mac = "02:00:00:00:02:1{i}";
                inside = "10.99.0.3{i}";
                publicKey = "mill{i}Mill{i}Mill{i}Mill{i}Mill{i}Mill{i}Mill{i}Mill{i}Mil=";
            }
        }
    }

    road {
        macbook {
            is = [mac_os];
            system = "aarch64-darwin";
            inside = "10.99.0.50";
            publicKey = "macBookMacBookMacBookMacBookMacBookMacBookM=";
        }
        extern phone {
            is = [peer];
            inside = "10.99.0.60";
            publicKey = "phonePhonePhonePhonePhonePhonePhonePhonePho=";
        }
    }

    rule machine as names {
        nixos(machine) { networking.hostName = machine.name; system.stateVersion = "25.11"; }
        darwin(machine) { networking.hostName = machine.name; system.stateVersion = 6; }
    }

    /// Of two who talk to each other, one at least is reached from outside; the others go through a gateway. NixOS and
    /// nix-darwin have the same options for it.
    rule machine & peer as tunnel => nixos, darwin(peer, select) {
        networking.wg-quick.interfaces.mesh {
            address = [format!("{}/24", peer.inside)];
            privateKeyFile = secrets.mesh.[peer.name];
            let talks = select.others(peer).filter(|other| peer.endpoint.or(other.endpoint).is_some());
            peers = [for other in talks => {
                publicKey = other.publicKey;
                allowedIPs = reached_through(other);
                endpoint = other.endpoint;
                // Whoever is not reached from outside keeps the way open.
                persistentKeepalive = peer.endpoint.is_none().then_some(25);
            }];
        }
    }

    rule gateway => nixos(gateway) {
        networking.wg-quick.interfaces.mesh.listenPort = gateway.listenPort;
        networking.firewall.allowedUDPPorts = [gateway.listenPort];
        networking.nat { enable = true; internalInterfaces = ["mesh"]; }
        boot.kernel.sysctl."net.ipv4.ip_forward" = true;
    }

    /// The names of the mesh, and the leases of the site.
    rule gateway as dnsmasq => nixos(gateway, select) {
        services.dnsmasq {
            enable = true;
            settings {
                domain = "mesh.example.org";
                interface = ["mesh", "lan"];
                dhcp-range = lease_range(gateway.lan);
                dhcp-host = [
                    for near in select.same(site, wired) =>
                        format!("{},{},{}", near.mac, near.lan.addr(), near.name)
                ];
                address = [
                    for known in select.all(peer) =>
                        format!("/{}.mesh.example.org/{}", known.name, known.inside)
                ];
            }
        }
        // Whoever resolves names by systemd leaves the port to dnsmasq.
        if config.services.resolved.enable {
            services.resolved.extraConfig = "DNSStubListener=no";
        }
    }

    rule wired => nixos(wired) {
        systemd.network.links."10-lan" {
            matchConfig.PermanentMACAddress = wired.mac;
            linkConfig.Name = "lan";
        }
        networking.interfaces.lan.ipv4.addresses = [{
            address = wired.lan.addr();
            prefixLength = wired.lan.prefix_len();
        }];
    }

    rule machine as tools {
        nixos  { environment.systemPackages = [pkgs.wireguard-tools]; }
        darwin { environment.systemPackages = [pkgs.wireguard-tools]; }
    }

    assert |select| select.all(gateway).all(
        |gate| gate.behind.iter().any(|net| net.contains(&gate.lan.addr()))
    ),
        "a gateway leads to the network that it stands in";
}

/// The addresses that a peer answers for: its own, and what is behind it.
fn reached_through(other: peer) -> Vec<String> {
    let behind =
        other.behind.into_iter().flat_map(|nets| nets.iter().map(|net| net.to_string()).collect::<Vec<_>>());
    [format!("{}/32", other.inside)].into_iter().chain(behind).collect()
}

/// Where the addresses stand that are leased to whoever is not known: the last of the network's.
fn lease_range(lan: Ipv4Net) -> String {
    let last = u32::from(lan.broadcast());
    let lease = |back: u32| std::net::Ipv4Addr::from(last - back);
    format!("{},{},12h", lease(55), lease(1))
}
