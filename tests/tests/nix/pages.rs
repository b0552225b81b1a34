//! What the pages in `docs/` say in Nix does what they say.

use crate::evaluator::{evaluate, found};
use nest_tests::markdown::blocks;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A folder beside which everything is that a page speaks of: its blocks of Nix in these files, what is emitted, and this
/// project as `nest`.
fn folder(page: &str, files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(ROOT).unwrap();
    symlink(root.join("generated"), folder.path().join("generated")).unwrap();
    symlink(&root, folder.path().join("nest")).unwrap();
    let page = fs::read_to_string(root.join("docs").join(page)).unwrap();
    let shown = blocks(&page);
    let shown: Vec<&str> =
        shown.iter().filter(|block| block.language == "nix").map(|block| block.text).collect();
    assert_eq!(shown.len(), files.len());
    for (file, text) in files.iter().zip(shown) {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What an expression gives in which `FOLDER` is the folder.
#[track_caller]
fn check(folder: &Path, expression: &str, expected: Value) {
    let expression = expression.replace("FOLDER", &folder.display().to_string());
    assert_eq!(evaluate(&expression).unwrap(), expected);
}

#[test]
fn a_fleet_is_loaded_without_flakes() {
    if !found() {
        return;
    }
    let folder = folder("without-flakes.md", &["fleet.nix", "pinned.nix"]);
    let folder = folder.path();
    let host = "(import FOLDER/fleet.nix).nixosConfigurations.lb-prod.config.networking.hostName";
    check(folder, host, json!("lb-prod"));
    let job = "(import FOLDER/fleet.nix).hydraJobs.nixosConfigurations.lb-prod.name";
    check(folder, job, json!("system-lb-prod"));
    let address = "(import FOLDER/fleet.nix).nodes.\"prod.lb-prod\".attrs.addr";
    check(folder, address, json!("10.0.1.1"));

    let pinned = fs::read_to_string(folder.join("pinned.nix")).unwrap();
    let document = format!("{}/nix/documents/one_at_a_time.json", env!("CARGO_MANIFEST_DIR"));
    let pinned = pinned.replace("pins.old", "pins.nowhere").replace("./generated/multi_env.json", &document);
    fs::write(folder.join("pinned.nix"), pinned).unwrap();
    let built = "map (name: (import FOLDER/pinned.nix).nixosConfigurations.${name}.built.system) [ \"good\" \"bad\" ]";
    check(folder, built, json!(["x86_64-linux", null]));
}

#[test]
fn a_module_asks_the_fleet() {
    if !found() {
        return;
    }
    let folder = folder("asking-the-fleet.md", &["flake.nix", "hosts/lb-prod/default.nix"]);
    let asked = "let outputs = (import FOLDER/flake.nix).outputs { nixpkgs = import ./nixpkgs.nix; \
                 nest = (import ../../flake.nix).outputs { }; }; \
                 inherit (outputs.nixosConfigurations.lb-prod) config; \
                 in [ config.environment.variables.OTHER config.networking.extraHosts ]";
    let siblings = "10.0.1.10 web-prod-1\n10.0.1.11 web-prod-2\n10.0.2.10 web-staging";
    let hosts = format!("{siblings}\n10.0.1.10 web-prod-1\n10.0.1.11 web-prod-2");
    check(folder.path(), asked, json!(["10.0.1.10", hosts]));
}
