//! A split folder: one host is read without the others, and only if it is what the index was written with.

use crate::evaluator::{check_failure, evaluate, found};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const HOSTS: usize = 2000;

/// The index names them all; `host-7` and `../x` have files.
struct Split {
    folder: TempDir,
    files: [(&'static str, &'static str); 2],
}

impl Split {
    fn new() -> Self {
        let files =
            [("host-7", "nixosConfigurations/host-7.json"), ("../x", "nixosConfigurations/%2E%2E%2Fx.json")];
        let split = Self { folder: tempfile::tempdir().unwrap(), files };
        fs::create_dir(split.path().join("nixosConfigurations")).unwrap();
        for (name, file) in split.files {
            fs::write(split.path().join(file), system(name).to_string()).unwrap();
        }
        // Nix is asked for the hashes too: its own are what it compares.
        let hash =
            |file| format!("(builtins.hashFile \"sha256\" ({} + \"/{file}\"))", split.path().display());
        let hashes = evaluate(&format!("[ {} ]", split.files.map(|(_, file)| hash(file)).join(" "))).unwrap();

        let mut systems = Map::new();
        for i in 0..HOSTS {
            let file = format!("nixosConfigurations/host-{i}.json");
            systems.insert(format!("host-{i}"), json!({ "file": file, "sha256": "0".repeat(64) }));
        }
        for ((name, file), sha256) in split.files.iter().zip(hashes.as_array().unwrap()) {
            systems.insert((*name).to_owned(), json!({ "file": file, "sha256": sha256 }));
        }
        let nodes: Map<String, Value> = systems.keys().map(|name| (name.clone(), node(name))).collect();
        let index = json!({
            "format": "nest-fleet/1", "fleet": "split", "nixosConfigurations": systems,
            // Data may look like anything.
            "data": { "host-1": { "file": "of the user's", "sha256": "too" } },
            "nodes": nodes,
        });
        fs::write(split.path().join("fleet.json"), index.to_string()).unwrap();
        split
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What is loaded, with something asked of it.
    fn load(&self, arguments: &str, asked: &str) -> String {
        format!("((import ../../nix).load {{ {arguments} }} {}){asked}", self.path().display())
    }
}

fn node(name: &str) -> Value {
    json!({ "name": name, "outputs": ["nixosConfigurations"], "namespace": null, "traits": [], "attrs": {} })
}

fn system(name: &str) -> Value {
    let module = json!({
        "_file": "fleets/src/split.rs, rule host",
        "networking": { "hostName": name }, "system": { "stateVersion": "25.11" },
    });
    json!({ "system": "x86_64-linux", "modules": [module] })
}

#[test]
fn one_host_is_read_without_the_files_of_the_others() {
    if !found() {
        return;
    }
    let split = Split::new();
    let asked = format!(
        "let loaded = {}; built = {}; in [ \
         loaded.nixosConfigurations.host-7 \
         loaded.nixosConfigurations.\"../x\" \
         loaded.data \
         (builtins.length (builtins.attrNames loaded.nixosConfigurations)) \
         built.nixosConfigurations.host-7.config.networking.hostName \
         (map (module: module._file) (built.modulesFor \"host-7\")) ]",
        split.load("", ""),
        split.load("nixpkgs = import ./nixpkgs.nix;", ""),
    );
    let expected = json!([
        system("host-7"),
        system("../x"),
        { "host-1": { "file": "of the user's", "sha256": "too" } },
        HOSTS + 1,
        "host-7",
        ["fleets/src/split.rs, rule host"],
    ]);
    assert_eq!(evaluate(&asked).unwrap(), expected);
}

#[test]
fn a_file_that_was_changed_is_refused() {
    if !found() {
        return;
    }
    let split = Split::new();
    let path = split.path().join(split.files[0].1);
    let changed = fs::read_to_string(&path).unwrap().replace("25.11", "25.12");
    fs::write(&path, changed).unwrap();
    let message =
        format!("`{}` is not what the index was written with; run `cargo xtask emit`", path.display());
    check_failure(&split.load("", ".nixosConfigurations.host-7"), &[&message]);
    let path = split.path().join("nixosConfigurations/host-8.json");
    let message = format!("`{}` is not there; run `cargo xtask emit`", path.display());
    check_failure(&split.load("", ".nixosConfigurations.host-8"), &[&message]);
}
