//! What the module system says when rules disagree: it names the Rust file and the rule, wherever a module ends.

use crate::evaluator::{check_failure, found};
use serde_json::{Value, json};
use std::fs;

/// Two rules with these options, loaded into one system: an option that is asked for fails so.
#[track_caller]
fn check(options: [&Value; 2], asked: &str, parts: &[&str]) {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let module = |rule: &str, options: &Value| {
        let mut module = options.clone();
        module["_file"] = json!(format!("fleets/src/conflict.rs, rule {rule}"));
        module
    };
    let document = json!({
        "format": "nest-fleet/1", "fleet": "conflict",
        "nixosConfigurations": { "web": {
            "system": "x86_64-linux",
            "modules": [module("web (1)", options[0]), module("web (2)", options[1])],
        } },
        "nodes": { "web": {
            "name": "web", "outputs": ["nixosConfigurations"], "namespace": null, "traits": ["web"], "attrs": {},
        } },
    });
    let path = folder.path().join("conflict.json");
    fs::write(&path, document.to_string()).unwrap();
    let expression = format!(
        "((import ../../nix).load {{ nixpkgs = import ./nixpkgs.nix; }} {}).nixosConfigurations.web.config.{asked}",
        path.display()
    );
    check_failure(&expression, parts);
}

const FIRST: &str = "In `fleets/src/conflict.rs, rule web (1)'";
const SECOND: &str = "In `fleets/src/conflict.rs, rule web (2)'";

#[test]
fn a_conflict_names_both_rules() {
    check(
        [&json!({ "networking": { "hostName": "a" } }), &json!({ "networking": { "hostName": "b" } })],
        "networking.hostName",
        &["`networking.hostName' has conflicting definition values", FIRST, SECOND],
    );
}

#[test]
fn an_unknown_option_names_the_rule() {
    check(
        [&json!({ "services": { "ngnix": { "enable": true } } }), &json!({})],
        "services.nginx.enable",
        &["`services.ngnix' does not exist", FIRST],
    );
    check(
        [&json!({}), &json!({ "services": { "ngnix": { "enable": true } } })],
        "services.nginx.enable",
        &["`services.ngnix' does not exist", SECOND],
    );
}

#[test]
fn so_they_do_where_modules_were_routed_to_a_parent() {
    let shell = |shell: &str| json!({ "users": { "users": { "alice": { "shell": shell } } } });
    check(
        [&shell("/bin/bash"), &shell("/bin/zsh")],
        "users.users",
        &["`users.users.alice.shell' has conflicting definition values", FIRST, SECOND],
    );
    check(
        [&shell("/bin/bash"), &json!({ "users": { "users": { "alice": { "shel": "/bin/zsh" } } } })],
        "users.users",
        &["`users.users.alice.shel' does not exist", SECOND],
    );
}

#[test]
fn so_they_do_below_an_option_that_takes_whole_modules() {
    let home = |rule: &str, packages: Value| {
        json!({ "home-manager": { "users": { "alice": {
            "_nest": "module", "_file": format!("fleets/src/conflict.rs, rule {rule} of alice"),
            "imports": [], "config": packages,
        } } } })
    };
    check(
        [&home("web (1)", json!({ "hme": 1 })), &home("web (2)", json!({ "home": { "packages": [] } }))],
        "home-manager.users.alice.home",
        &[
            "`home-manager.users.alice.hme' does not exist",
            "In `fleets/src/conflict.rs, rule web (1) of alice'",
        ],
    );
}
