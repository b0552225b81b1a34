//! What `load` says of what is wrong: the wrong thing first, and what to do after a semicolon.

use crate::evaluator::{FOLDER, check_failure, found};
use std::fs;

/// Something is asked of `load` with these arguments and a document: it fails with this message, where `FOLDER` is
/// the document's folder and `TESTS` that of what stands in for nixpkgs.
#[track_caller]
fn check(arguments: &str, document: &str, asked: &str, message: &str) {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fleet.json");
    fs::write(&path, document).unwrap();
    let expression = format!("((import ../../nix).load {{ {arguments} }} {}){asked}", path.display());
    let message = message.replace("FOLDER", &folder.path().display().to_string()).replace("TESTS", FOLDER);
    check_failure(&expression, &[&format!("error: {message}\n")]);
}

/// The same, of a fleet with one host, one module and this in the place of an option's value.
#[track_caller]
fn check_value(arguments: &str, value: &str, message: &str) {
    let module =
        format!(r#"{{ "_file": "fleets/src/f.rs, rule r", "networking": {{ "hostName": {value} }} }}"#);
    let arguments = format!("nixpkgs = import ./nixpkgs.nix; {arguments}");
    check(&arguments, &host("", &module), ".nixosConfigurations.web.config.networking.hostName", message);
}

/// A fleet with a host that has these arguments and this module.
fn host(arguments: &str, module: &str) -> String {
    document("nixosConfigurations", "web", &format!(r#"{{ {arguments} "modules": [{module}] }}"#))
}

/// A fleet with one entry in one output, a node without one, and outputs of its own.
fn document(output: &str, name: &str, entry: &str) -> String {
    format!(
        r#"{{
            "format": "nest-fleet/1", "fleet": "f",
            "{output}": {{ "{name}": {entry} }},
            "dns": {{}}, "colmenaHive": {{}},
            "nodes": {{
                "prod.{name}": {{
                    "name": "{name}", "outputs": ["{output}"], "namespace": "prod", "traits": [], "attrs": {{}}
                }},
                "data": {{ "name": "data", "outputs": [], "namespace": null, "traits": [], "attrs": {{}} }}
            }}
        }}"#
    )
}

const ARGUMENTS: &str = "`builders`, `colmena`, `deploy-rs`, `home-manager`, `hosts`, `inputs`, `modules`, \
                         `nix-darwin`, `nixpkgs`, `pins`, `root`, `specialArgs`, `targetHost`";

#[test]
fn of_arguments() {
    let known = format!("`nixpkg`: no argument of `load`; it knows {ARGUMENTS}");
    check("nixpkg = 1;", &host("", ""), "", &known);
    let outputs = "`colmenaHive`, `dns`, `nixosConfigurations`";
    let unknown = format!("`nixosConfiguration`: no output of fleet `f`, which has {outputs}");
    check("modules.nixosConfiguration = [ ];", &host("", ""), "", &unknown);
    check("builders.nixosConfiguration = x: x;", &host("", ""), "", &unknown);
    let taken = "`colmenaHive`: an output of fleet `f`, and what `load` gives by itself; rename the output";
    check("colmena = (import ./flakes.nix).colmena;", &host("", ""), "", taken);
    let folder = "`TESTS/nowhere` is not there, and `load` has it as `hosts`; create the folder";
    check(
        "nixpkgs = import ./nixpkgs.nix; hosts = ./nowhere;",
        &host("", ""),
        ".modulesFor \"prod.web\"",
        folder,
    );
}

#[test]
fn of_documents() {
    let other = "`nest-fleet/2` is a format that is not known here, where `nest-fleet/1` is; use a `load` and a \
                 `cargo xtask emit` of one version";
    check("", r#"{ "format": "nest-fleet/2" }"#, "", other);
    let none =
        "`FOLDER/fleet.json` is no fleet: it has no `format`; give the path of what `cargo xtask emit` wrote";
    check("", "{}", "", none);
    check("", "[]", "", none);
}

#[test]
fn of_nodes() {
    let check = |node: &str, message: &str| check("", &host("", ""), &format!(".modulesFor {node}"), message);
    check("\"prod.wbe\"", "`prod.wbe` is no node of fleet `f`; `nodes` has them all");
    check("\"web\"", "`web` is no node of fleet `f`; did you mean `prod.web`?");
    check("\"data\"", "`data` is in no output, and has no modules; ask for a node that is");
}

#[test]
fn of_systems() {
    let home = document("homeConfigurations", "alice", r#"{ "modules": [] }"#);
    check(
        "inherit (import ./flakes.nix) home-manager;",
        &home,
        ".homeConfigurations.alice",
        "`alice` of `homeConfigurations` needs `nixpkgs` beside `home-manager`; give `load` both",
    );
    check(
        "nixpkgs = import ./nixpkgs.nix; inherit (import ./flakes.nix) home-manager;",
        &home,
        ".homeConfigurations.alice.pkgs.system",
        "`alice` has no `system`; write `class … { system = node.system; }` in its trait",
    );
    check(
        "",
        &document("vms", "made", r#"["by", "a", "closure"]"#),
        ".modulesFor \"prod.made\"",
        "`prod.made` has no modules in `vms`; a closure of the fleet makes something else of them",
    );
}

#[test]
fn of_deployment() {
    let named = |name| {
        let system = r#"{ "system": "x86_64-linux", "modules": [] }"#;
        document("nixosConfigurations", name, system).replace("colmenaHive", "other")
    };
    let colmena = "inherit (import ./flakes.nix) colmena;";
    let reserved = "`meta`: not a name for a host in Colmena's hive; rename the host";
    check(colmena, &named("meta"), ".colmenaHive", reserved);
    let needed = "`web` cannot be deployed without `nixpkgs`; give it to `load`";
    check(colmena, &named("web"), ".colmenaHive.nodes.web", needed);
    let deploy = "inherit (import ./flakes.nix) deploy-rs;";
    check(deploy, &named("web"), ".deploy.nodes.web.profiles.system.path.name", needed);
}

#[test]
fn of_pins() {
    let asked = ".nixosConfigurations.web";
    let pinned = host(r#""nixpkgs": "stable","#, "");
    let message = "`stable` is no pin, and `web` asks for it; `pins` has `old`";
    check("nixpkgs = import ./nixpkgs.nix; pins.old = { };", &pinned, asked, message);
    let message = "`stable` is no pin, and `web` asks for it; write `load { pins.stable = …; … }`";
    check("nixpkgs = import ./nixpkgs.nix;", &pinned, asked, message);
}

#[test]
fn of_values() {
    let in_rule = "in fleets/src/f.rs, rule r";
    check_value(
        "",
        r#"{ "_nest": "ref", "path": ["pkgs", "gti", "name"] }"#,
        &format!("`pkgs.gti.name` is not there, {in_rule}; `pkgs` has no `gti`"),
    );
    check_value(
        "",
        r#"{ "_nest": "ref", "path": ["inputs", "disko", "a.b"] }"#,
        &format!(
            "`inputs.disko.\"a.b\"` needs the flake's inputs, {in_rule}; write `load {{ inherit inputs; … }}`"
        ),
    );
    check_value(
        "inputs = { };",
        r#"{ "_nest": "ref", "path": ["inputs", "disko"] }"#,
        &format!("`inputs.disko` is not there, {in_rule}; `inputs` has no `disko`"),
    );
    check_value(
        "",
        r#"{ "_nest": "path", "path": "files/motd" }"#,
        &format!(
            "`files/motd` is a path from the workspace's root, {in_rule}; write `load {{ root = ./.; … }}`"
        ),
    );
    check_value(
        "root = ./.;",
        r#"{ "_nest": "path", "path": "files/motd" }"#,
        &format!(
            "`TESTS/files/motd` is not there, {in_rule}; create it, and `git add` it if this is a flake"
        ),
    );
    check_value(
        "",
        r#"{ "_nest": "text", "parts": ["a", true] }"#,
        &format!("a bool cannot stand in text, {in_rule}; take text, a number, a path or a package"),
    );
    check_value(
        "",
        r#"{ "_nest": "expr", "id": "abc" }"#,
        &format!(
            "`FOLDER/f.nix` is not there, and holds what `nix!` says, {in_rule}; run `cargo xtask emit`"
        ),
    );
    check_value(
        "",
        r#"{ "_nest": "future" }"#,
        &format!(
            "`future` is a kind of value that is not known here, {in_rule}; use a `load` and a `cargo xtask emit` of \
             one version"
        ),
    );
}
