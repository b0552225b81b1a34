//! Names that a class computes: whatever is called by them in Nix is.

use crate::evaluator::{check_failure, evaluate, found};
use nest_core::model::Layout;
use nest_tests::{emit_into, laid_out};
use serde_json::json;
use std::fs;

nest_macros::fleet! {
    /// Machines by their full names, with all that is deployed to them.
    pub static NAMED;

    attr addr: Ipv4Addr;
    trait host {
        requires = [addr];
        class nixos => nixosConfigurations.[format!("{}.example.org", node.name)] {
            system = "x86_64-linux";
        };
        class deploy => deploy;
    }

    haumea { is = [host]; addr = "10.0.0.1"; }
    eris { is = [host]; addr = "10.0.0.2"; }

    rule host => nixos(host) { networking.hostName = host.name; }
    rule #haumea => deploy { sshOpts = ["-4"]; }
}

#[test]
fn systems_deployments_and_folders_have_the_names_that_a_class_computes() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display();
    let layouts =
        [(Layout::Split, "named"), (Layout::Nix, "named.fleet.nix"), (Layout::Single, "named.json")];
    for (layout, file) in layouts {
        emit_into(folder.path(), &[&laid_out(layout, &NAMED)]).unwrap();
        let expression = format!(
            "let flakes = import ./flakes.nix; \
             fleet = (import ../../nix).load {{ nixpkgs = import ./nixpkgs.nix; \
             inherit (flakes) colmena deploy-rs; }} {path}/{file}; \
             names = builtins.attrNames; full = \"haumea.example.org\"; in [ \
             (names fleet.nixosConfigurations) (names fleet.colmenaHive.nodes) (names fleet.deploy.nodes) \
             fleet.nixosConfigurations.${{full}}.config.networking.hostName \
             fleet.colmenaHive.deploymentConfig.${{full}}.targetHost \
             fleet.deploy.nodes.${{full}}.hostname fleet.deploy.nodes.${{full}}.sshOpts \
             (names fleet.hydraJobs.nixosConfigurations) (fleet.modulesFor \"haumea\" != [ ]) ]"
        );
        let both = json!(["eris.example.org", "haumea.example.org"]);
        let expected = json!([both, both, both, "haumea", "10.0.0.1", "10.0.0.1", ["-4"], both, true]);
        assert_eq!(evaluate(&expression).unwrap(), expected, "{file}");
    }

    let hosts = folder.path().join("hosts");
    fs::create_dir_all(hosts.join("haumea.example.org")).unwrap();
    fs::write(hosts.join("haumea.example.org/default.nix"), "{ system.stateVersion = \"25.11\"; }").unwrap();
    let version = format!(
        "((import ../../nix).load {{ nixpkgs = import ./nixpkgs.nix; hosts = {}; }} {path}/named.json)\
         .nixosConfigurations.\"haumea.example.org\".config.system.stateVersion",
        hosts.display()
    );
    assert_eq!(evaluate(&version).unwrap(), json!("25.11"));
    // By the node's name it would be taken by no machine.
    fs::rename(hosts.join("haumea.example.org"), hosts.join("haumea")).unwrap();
    let stranger = format!("`{}` is the folder of no node of fleet `named`", hosts.join("haumea").display());
    check_failure(&version, &[&stranger]);
}
