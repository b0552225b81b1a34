//! What real Nix makes of what is written. The evaluator itself is asked, a few dozen times in all.
//!
//! What stands in for nixpkgs, and cases that are best said in Nix, are in `tests/nix/`.

mod conflicts;
mod evaluator;
mod haproxy;
mod layout;
mod messages;
mod names;
mod pages;
mod properties;
mod split;
mod terms;
mod values;

use evaluator::{evaluate, found};
use nest_core::Fleet;
use nest_core::model::Layout;
use nest_tests::{emit_into, laid_out};
use serde_json::{Value, json};

/// Every layout, with the folder that a test has for it: in one folder, the last would be left.
pub(crate) const LAYOUTS: [(&str, Layout); 3] =
    [("json", Layout::Single), ("split", Layout::Split), ("nix", Layout::Nix)];

/// A file of cases: nothing in it differs from what it should be.
#[track_caller]
fn check(file: &str) {
    if found() {
        let differing = evaluate(&format!("import ./differing.nix ./cases/{file}.nix")).unwrap();
        assert_eq!(differing, json!({}));
    }
}

#[test]
fn the_module_system_is_as_it_is_taken_to_be() {
    check("module_system");
}

#[test]
fn every_form_of_a_value_arrives() {
    check("forms");
}

#[test]
fn a_host_that_is_written_in_nix_moves_over() {
    check("moving_over");
}

#[test]
fn colmena_and_deploy_rs_get_what_they_ask_for() {
    check("deployment");
    check("deployed_fleets");
}

mod by_path {
    nest_macros::fleet! {
        /// Homes below a machine, and one by itself, called in outputs by their paths.
        pub static BY_PATH { names = path; }

        attr addr: Ipv4Addr;
        trait host { requires = [addr]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        trait user { class home => homeConfigurations { system = "x86_64-linux"; }; }

        lab { web { is = [host]; addr = "10.0.0.1"; system { is = [user]; } } }
        linus { home { is = [user]; addr = "10.0.0.9"; } }
    }
}

#[test]
fn a_home_is_of_the_user_that_its_node_is_called_as_and_is_called_by_its_path() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    emit_into(folder.path(), &[&by_path::BY_PATH]).unwrap();
    let users = evaluate(&format!(
        "let given = {{ nixpkgs = import ./nixpkgs.nix; inherit (import ./flakes.nix) deploy-rs home-manager; }}; \
         nodes = ((import ../../nix).load given {}/by_path.json).deploy.nodes; in \
         builtins.mapAttrs (_: node: builtins.mapAttrs (_: profile: [ node.sshUser profile.user ]) node.profiles) nodes",
        folder.path().display()
    ));
    let expected = json!({
        "lab-web": { "system": ["root", "root"], "lab-web-system": ["root", "system"] },
        "linus-home": { "home": ["home", "home"] },
    });
    assert_eq!(users.unwrap(), expected);
}

#[test]
fn every_fleet_is_loaded_as_it_was_written_in_every_form() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (form, layout) in LAYOUTS {
        let fleets: Vec<Fleet> = fleets::ALL.iter().map(|fleet| laid_out(layout, fleet)).collect();
        emit_into(&folder.path().join(form), &fleets.iter().collect::<Vec<_>>()).unwrap();
    }
    let names: String = fleets::ALL.iter().map(|fleet| format!(" {:?}", fleet.name())).collect();
    let loaded = evaluate(&format!("import ./loaded.nix {} [{names} ]", folder.path().display())).unwrap();
    let forms = json!({ "json": true, "nix": true, "split": true });
    assert_eq!(loaded, fleets::ALL.iter().map(|fleet| (fleet.name(), forms.clone())).collect::<Value>());
}
