//! A farm: machines that build for others, and the one that tells them what to.

use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    /// Builders in two halls, a coordinator with Hydra, a cache, and a runner for pull requests; each a system called by
    /// its name in the domain, in a file of its own.
    pub static FARM { layout = split; specialArgs = [secrets]; }

    attr system: System;
    attr hall: "north" | "south";
    /// Where it stands: no two machines of one hall stand in one slot.
    attr slot: unique within hall u8;
    attr addr: unique Ipv4Addr;
    attr sshPort: unique u16;
    attr memoryGib: u16 = 64;
    attr cores: u8 = 16;
    attr hostKey: String = "c3NoLWVkMjU1MTkgQUFBQQ==";

    /// An entity: becomes a NixOS system, and is deployed with deploy-rs or Colmena.
    trait host {
        requires = [system, hall, slot, addr, sshPort];
        class nixos => nixosConfigurations.[format!("{}.farm.example.org", node.name)] {
            system = node.system;
        };
        class deploy => deploy;
    }

    trait builder { needs = [host]; requires = [memoryGib, cores, hostKey]; }
    /// Runs as a guest of somebody else's machine.
    trait guest { needs = [host]; }
    trait coordinator { needs = [host]; }
    trait cache { needs = [host]; }
    trait runner { needs = [host]; }

    north {
        hall = "north";
        system = "x86_64-linux";

        hydra { is = [coordinator, cache]; slot = 0; addr = "10.7.0.1"; sshPort = 2200; }
        // Four to a shelf, and a shelf has a network of its own.
        for i in 1..=6 {
            x86-[i] { is = [builder]; slot = i; addr = "10.7.{1 + i / 4}.{10 + i % 4}"; sshPort = 2200 + i; }
        }
    }

    south {
        hall = "south";
        system = "aarch64-linux";

        for i in 1..=2 {
            arm-[i] {
                is = [builder];
                slot = i;
                addr = "10.8.0.{i}";
                sshPort = 2300 + i;
                cores = 80;
                memoryGib = 256;
            }
        }
        pull { is = [runner, guest]; slot = 9; addr = "10.8.0.9"; sshPort = 2309; }
    }

    rule host => nixos(host) {
        networking.hostName = host.name;
        networking.domain = "farm.example.org";
        services.openssh.ports = [host.sshPort];
        system.stateVersion = "25.11";
        // Machines build for others, and for themselves as long as nobody else wants to.
        deployment.buildOnTarget = true;
        deployment.targetPort = host.sshPort;
    }

    rule host => deploy(host) {
        sshOpts = ["-p", host.sshPort.to_string()];
        remoteBuild = true;
        fastConnection = host.hall == Hall::North;
    }

    rule guest => nixos {
        imports = [text!("{modulesPath}/profiles/qemu-guest.nix")];
    }

    rule builder => nixos(builder) {
        nix.settings {
            max-jobs = builder.cores / 4;
            cores = 4;
            trusted-users = ["build"];
            type = "builder";
        }
        // Half of the memory for what is being built: in a type with room, since numbers never go on from 0.
        boot.tmp { useTmpfs = true; tmpfsSize = format!("{}M", u32::from(builder.memoryGib) * 1024 / 2); }
        users.users.build {
            isNormalUser = true;
            shell = if builder.memoryGib > 128 { pkgs.zsh } else { pkgs.bash };
            openssh.authorizedKeys.keys = [secrets.build.public];
        }
        systemd.services.sweep {
            startAt = "hourly";
            script = text!(r#"{lib."getExe'"(pkgs.nix, "nix-collect-garbage")} --max-freed {u64::from(builder.memoryGib) << 30}"#);
        }
    }

    rule coordinator => nixos(host, select) {
        services.hydra {
            enable = true;
            hydraURL = format!("https://{}.farm.example.org", host.name);
            notificationSender = "hydra@farm.example.org";
            useSubstitutes = true;
        }
        nix.distributedBuilds = true;
        nix.buildMachines = [for (b, h) in select.all((builder, host)) => {
            hostName = b.node.output();
            systems = [h.system];
            maxJobs = b.cores / 4;
            speedFactor = if b.cores > 32 { 2 } else { 1 };
            sshUser = "build";
            sshKey = secrets.build.private;
            publicHostKey = b.hostKey;
            supportedFeatures = ["big-parallel", "kvm"];
        }];
        programs.ssh.extraConfig = lines(
            select
                .all((builder, host))
                .map(|(b, h)| format!("Host {}\n  Port {}", b.node.output(), h.sshPort)),
        );
    }

    rule cache => nixos(host) {
        services.nix-serve { enable = true; secretKeyFile = secrets.cache.key; }
        // Hydra has a web server of its own: what asks for pages goes to it where it is there.
        services.nginx {
            enable = true;
            virtualHosts.[format!("{}.farm.example.org", host.name)] {
                locations."/".proxyPass = if config.services.hydra.enable && !config.services.hydra.useSubstitutes {
                    text!("http://127.0.0.1:{config.services.hydra.port}")
                } else {
                    text!("http://127.0.0.1:{config.services.nix-serve.port}")
                };
            }
        }
        if config.services.hydra.enable {
            networking.firewall.allowedTCPPorts = [3000];
        } else {
            networking.firewall.allowedTCPPorts = [5000];
        }
    }

    rule runner => nixos(host) {
        services.gitea-actions-runner.instances.[host.name] {
            enable = true;
            url = "https://git.example.org";
            tokenFile = secrets.runner.token;
            labels = ["nix:host"];
            hostPackages = [
                pkgs.git,
                pkgs.nix,
                pkgs.writeShellScriptBin("lint", text!(r#"exec {lib.getExe(pkgs.statix)} check "$@""#))
            ];
        }
    }

    assert |select| select.all(builder).map(|b| u32::from(b.cores)).sum::<u32>() >= 200,
        "the farm has the cores that its users pay for";
}
