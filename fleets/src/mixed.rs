//! Mixed systems: NixOS and macOS side by side, and an inventory as plain data.

use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    /// A small office: servers with NixOS, laptops with nix-darwin, and one list of all that it owns.
    pub static MIXED;

    attr system: System;
    attr owner: String;
    attr serial: unique String;
    attr bought: u16;

    /// An entity: becomes a NixOS system.
    trait linux {
        needs = [machine];
        class nixos => nixosConfigurations { system = node.system; };
    }

    /// An entity: becomes a nix-darwin system.
    trait mac {
        needs = [machine];
        requires = [owner];
        class darwin => darwinConfigurations { system = node.system; };
    }

    trait machine { requires = [system]; }

    /// An entity of another kind: a line of the inventory, as data that no module system reads.
    trait asset {
        requires = [serial, bought, owner?];
        class asset => |modules| one_set(modules);
        needed_by = machine, printer;
    }

    trait printer;

    trait workstation;

    office {
        builder { is = [linux]; system = "x86_64-linux"; serial = "SRV-0001"; bought = 2023; }
        desk {
            is = [linux, workstation];
            system = "x86_64-linux";
            serial = "PC-0007";
            bought = 2024;
            owner = "ada";
        }
        macbook {
            is = [mac, workstation];
            system = "aarch64-darwin";
            serial = "MB-0042";
            bought = 2025;
            owner = "grace";
        }
        printer-1 { is = [printer]; serial = "PR-0001"; bought = 2019; }
    }

    rule machine as names {
        nixos(machine)  { networking.hostName = machine.name; system.stateVersion = "25.11"; }
        darwin(machine) { networking.hostName = machine.name; system.stateVersion = 6; }
    }

    /// What NixOS and nix-darwin call the same is written once for each.
    rule workstation as shell {
        nixos  { programs.zsh.enable = true; }
        darwin { programs.zsh.enable = true; }
    }

    rule mac => darwin(mac) {
        system.primaryUser = mac.owner;
        homebrew { enable = true; casks = ["firefox"]; }
        system.defaults.dock.autohide = true;
    }

    rule workstation => nixos { services.xserver.enable = true; }

    rule asset => asset(asset) {
        serial = asset.serial;
        bought = asset.bought;
    }
    rule asset[owner] => asset(asset) { owner = asset.owner; }
    rule machine => asset(machine) { system = machine.system; }
}

/// All modules of an asset in one set, without their places: no two rules assign one name.
fn one_set(modules: Vec<Module>) -> Set {
    modules.into_iter().flat_map(|module| module.set).collect()
}
