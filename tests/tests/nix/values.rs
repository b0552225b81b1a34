//! From the words of a fleet to the options of a system: values that only Nix knows arrive.

use crate::LAYOUTS;
use crate::evaluator::{evaluate, found};
use nest_core::prelude::*;
use nest_tests::{emit_into, laid_out};
use serde_json::json;

nest_macros::fleet! {
    /// A host with a value of each kind.
    pub static ARRIVING;

    attr system: System;
    attr port: u16;

    trait host { requires = [system, port]; class nixos => nixosConfigurations { system = node.system; }; }

    web-1 { is = [host]; system = "x86_64-linux"; port = 8080; }

    rule host as base => nixos(host) {
        imports = [inputs.disko.nixosModules.disko, path!("tests/nix/documents/modules/disks.nix")];
        networking.hostName = host.name;
        system.stateVersion = "25.11";
    }

    rule host as values => nixos(host, pkgs, config) {
        environment.systemPackages = [pkgs.git, pkgs.nfs-utils];
        environment.etc.motd.source = path!("tests/nix/documents/files/motd");
        environment.variables.TEXT = text!("{pkgs.git}/bin/git daemon --port={host.port}");
        services.nginx.enable = true;
        services.openssh.enable = mk_if(config.services.nginx.enable, true);
        networking.firewall.allowedTCPPorts =
            nix!("{ port }: lib.mkIf config.services.nginx.enable [ port ]", port = host.port);
    }
}

#[test]
fn values_that_only_nix_knows_arrive() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (form, layout) in LAYOUTS {
        emit_into(&folder.path().join(form), &[&laid_out(layout, &ARRIVING)]).unwrap();
    }
    let arguments = "nixpkgs = import ./nixpkgs.nix; root = ../..; hosts = ./documents/forms-hosts; \
                     inputs.disko.nixosModules.disko = { environment.variables.DISKO = \"input\"; };";
    let expression = format!(
        "map (file: with ((import ../../nix).load {{ {arguments} }} ({} + file)).nixosConfigurations.web-1.config; {{ \
         packages = map (package: package.name) environment.systemPackages; \
         motd = builtins.readFile environment.etc.motd.source; \
         inherit (environment) variables; \
         inherit (networking.firewall) allowedTCPPorts; \
         inherit (networking) domain; \
         inherit (services.openssh) enable; }}) [ \"/json/arriving.json\" \"/split/arriving\" \"/nix/arriving.fleet.nix\" ]",
        folder.path().display()
    );
    let expected = json!({
        "packages": ["git", "nfs-utils"],
        "motd": "Welcome.\n",
        "variables": {
            "DISKO": "input",
            "DISKS": "web-1",
            "TEXT": "/nix/store/00000000000000000000000000000000-git/bin/git daemon --port=8080",
        },
        "allowedTCPPorts": [8080],
        "domain": "from-hardware",
        "enable": true,
    });
    assert_eq!(evaluate(&expression).unwrap(), json!([expected, expected, expected]));
}
