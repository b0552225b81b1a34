//! Regions: three of them alike, a database in one and replicas in the others, and what looks after all of them.

use nest_core::prelude::*;
use nest_macros::fleet;

use crate::multi_env::haproxy_config;

fleet! {
    /// Three regions with load balancers, web servers and a database each; backups, one Prometheus, and the DNS zone of
    /// it all.
    pub static REGIONS { names = path; }

    attr system: System;
    attr region: "eu" | "us" | "ap";
    attr addr: unique Ipv4Addr;
    attr httpPort: u16 = 8080;
    /// The database that this one copies.
    attr primary: node(primary_db);
    /// Where the backups of a database go.
    attr backupTo: node(vault);

    /// Whatever has a name in the zone.
    trait named { requires = [addr]; }

    /// An entity: becomes a NixOS system.
    trait host {
        needs = [named];
        requires = [system, region];
        class nixos => nixosConfigurations { system = node.system; };
    }

    trait lb  { needs = [host]; }
    trait web { needs = [host]; requires = [httpPort]; }
    trait db  { needs = [host]; }

    trait primary_db { needs = [db]; requires = [backupTo]; }
    trait replica    { needs = [db]; requires = [primary]; }
    /// Keeps backups.
    trait vault { needs = [host]; }

    /// Whatever has metrics to show; Prometheus finds it.
    trait target { needed_by = host:not(prometheus); }
    trait prometheus { needs = [host]; }

    eu {
        region = "eu";
        system = "x86_64-linux";

        lb { is = [lb]; addr = "10.1.0.1"; }
        for i in 1..=3 { web-[i] { is = [web]; addr = "10.1.0.1{i}"; } }
        db { is = [primary_db]; addr = "10.1.0.20"; backupTo = #vault; }
        metrics { is = [prometheus]; addr = "10.1.0.30"; }
    }

    us {
        region = "us";
        system = "x86_64-linux";

        lb { is = [lb]; addr = "10.2.0.1"; }
        for i in 1..=2 { web-[i] { is = [web]; addr = "10.2.0.1{i}"; } }
        replica { is = [replica]; addr = "10.2.0.20"; primary = #db; }
        vault { is = [vault]; addr = "10.2.0.40"; }
    }

    ap {
        region = "ap";
        system = "aarch64-linux";

        lb { is = [lb]; addr = "10.3.0.1"; }
        web-1 { is = [web]; addr = "10.3.0.11"; httpPort = 8081; }
        replica { is = [replica]; addr = "10.3.0.20"; primary = #db; }
    }

    /// Of the machine that the provider runs, only the address is ours to know.
    extern mail { is = [named]; addr = "192.0.2.25"; }

    rule host => nixos(host) {
        networking.hostName = host.node.output();
        system.stateVersion = "25.11";
    }

    rule lb => nixos(select) {
        services.haproxy {
            enable = true;
            config = haproxy_config(select.same(region, web).map(|w| (w.addr, w.httpPort)));
        }
        networking.firewall.allowedTCPPorts = [80];
    }

    rule web => nixos(web) {
        services.nginx {
            enable = true;
            virtualHosts.default.listen = [{ addr = web.addr; port = web.httpPort; }];
        }
        networking.firewall.allowedTCPPorts = [web.httpPort];
    }

    rule db => nixos { services.postgresql { enable = true; enableTCPIP = true; } }

    rule primary_db as lets-replicas-in => nixos(select) {
        services.postgresql {
            settings.wal_level = "replica";
            authentication = lines(
                select
                    .referring(primary, replica)
                    .map(|r| format!("host replication replicator {}/32 scram-sha-256", r.addr)),
            );
        }
    }

    rule replica => nixos(replica) {
        services.postgresql.settings {
            hot_standby = true;
            primary_conninfo = format!(
                "host={} user=replicator application_name={}",
                replica.primary.addr,
                replica.node.output()
            );
        }
    }

    rule primary_db as backup => nixos(primary_db) {
        services.restic.backups.postgresql {
            paths = ["/var/backup/postgresql"];
            repository = format!(
                "sftp:backup@{}:/backup/{}",
                primary_db.backupTo.addr,
                primary_db.node.output()
            );
            passwordFile = "/run/secrets/restic";
            timerConfig.OnCalendar = "hourly";
        }
        services.postgresqlBackup.enable = true;
    }

    rule vault => nixos(select) {
        let sources = select.referring(backupTo, primary_db).map(|db| db.node.output()).collect::<Vec<_>>();
        users.users.backup { isSystemUser = true; group = "backup"; }
        users.groups.backup {}
        systemd.tmpfiles.rules = [
            for source in sources => format!("d /backup/{source} 0700 backup backup -")
        ];
    }

    rule target => nixos {
        services.prometheus.exporters.node { enable = true; openFirewall = true; }
    }

    rule prometheus => nixos(select) {
        services.prometheus {
            enable = true;
            scrapeConfigs = [{
                job_name = "node";
                static_configs = [for near in Region::ALL => {
                    targets = targets(
                        select
                            .all((host, target))
                            .map(|(h, _)| h)
                            .filter(|h| h.region == near)
                            .map(|h| h.addr)
                    );
                    labels.region = near;
                }];
            }];
        }
    }

    /// The zone of all that has a name: `eu-lb.example.org`.
    output dns(select) {
        "example.org" {
            SOA { nameServer = "ns1.example.org."; adminEmail = "hostmaster@example.org"; serial = 1; }
            for n in select.all(named) {
                subdomains.[n.node.output()].A = [n.addr];
            }
        }
    }

    assert |select| Region::ALL.into_iter().all(
        |region| select.all((host, db)).any(|(h, _)| h.region == region)
    ),
        "every region has a database";
}

/// Where Prometheus finds the exporters of machines.
fn targets(addresses: impl Iterator<Item = std::net::Ipv4Addr>) -> Vec<String> {
    addresses.map(|address| format!("{address}:9100")).collect()
}
