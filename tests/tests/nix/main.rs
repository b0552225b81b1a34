//! What real Nix makes of what is written. The evaluator itself is asked, a few dozen times in all.
//!
//! What stands in for nixpkgs, and cases that are best said in Nix, are in `tests/nix/`.

mod conflicts;
mod evaluator;
mod haproxy;
mod messages;
mod names;
mod pages;
mod properties;
mod split;
mod values;

use evaluator::{evaluate, found};
use nest_tests::emit_into;
use serde_json::{Value, json};

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
}

#[test]
fn every_fleet_is_loaded_as_it_was_written_in_every_form() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for form in [&[][..], &["--split"], &["--format", "nix"]] {
        emit_into(folder.path(), fleets::ALL, form).unwrap();
    }
    let names: String = fleets::ALL.iter().map(|fleet| format!(" {:?}", fleet.name())).collect();
    let loaded = evaluate(&format!("import ./loaded.nix {} [{names} ]", folder.path().display())).unwrap();
    let forms = json!({ "json": true, "nix": true, "split": true });
    assert_eq!(loaded, fleets::ALL.iter().map(|fleet| (fleet.name(), forms.clone())).collect::<Value>());
}
