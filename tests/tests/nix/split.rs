//! A split folder: one host is read without the others, and only if it is what the index was written with.

use crate::evaluator::{check_failure, evaluate, found};
use nest_tests::emit_into;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

nest_macros::fleet! {
    /// Many hosts, and one thing with a name that would like to be elsewhere.
    pub static SPLIT { layout = split; }

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait thing { class things => things; }

    for i in 1..=2000 {
        host-[i] { is = [host]; }
    }
    "../x" { is = [thing]; }

    rule host as base => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
    }
    rule thing => things { colour = "red"; }

    // Data may look like anything.
    output data(select) {
        first { file = "of the user's"; sha256 = select.all(host).count(); }
    }
}

/// The folder, with the files of one host and of the thing alone.
fn split() -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    emit_into(parent.path(), &[&SPLIT]).unwrap();
    let folder = parent.path().join("split");
    let hosts: Vec<_> =
        fs::read_dir(folder.join("nixosConfigurations")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(hosts.len(), 2000);
    for host in hosts.iter().filter(|path| !path.ends_with("host-7.json")) {
        fs::remove_file(host).unwrap();
    }
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    (parent, folder)
}

#[test]
fn one_host_is_read_without_the_files_of_the_others() {
    if !found() {
        return;
    }
    let (_parent, folder) = split();
    let expression = format!(
        "let load = arguments: (import ../../nix).load arguments {}; \
         data = load {{ }}; built = load {{ nixpkgs = import ./nixpkgs.nix; }}; in [ \
         data.nixosConfigurations.host-7 data.things data.data \
         (builtins.length (builtins.attrNames data.nixosConfigurations)) \
         built.nixosConfigurations.host-7.config.networking.hostName \
         (map (module: module._file) (built.modulesFor \"host-7\")) ]",
        folder.display()
    );
    let base = "nest-tests/tests/nix/split.rs, rule base";
    let module = json!({ "_file": base, "networking": { "hostName": "host-7" }, "system": { "stateVersion": "25.11" } });
    let expected = json!([
        { "system": "x86_64-linux", "modules": [module] },
        { "../x": { "modules": [{ "_file": "nest-tests/tests/nix/split.rs, rule thing", "colour": "red" }] } },
        { "first": { "file": "of the user's", "sha256": 2000 } },
        2000,
        "host-7",
        [format!("{base}, node host-7")],
    ]);
    assert_eq!(evaluate(&expression).unwrap(), expected);
}

#[test]
fn the_index_itself_is_as_good_as_its_folder() {
    if !found() {
        return;
    }
    let (_parent, folder) = split();
    let renamed = folder.join("index.json");
    fs::copy(folder.join("fleet.json"), &renamed).unwrap();
    let host = |path: &Path| {
        format!("((import ../../nix).load {{ }} {}).nixosConfigurations.host-7", path.display())
    };
    assert_eq!(evaluate(&host(&folder.join("fleet.json"))).unwrap(), evaluate(&host(&folder)).unwrap());
    let why = "is the index of a split fleet, and has `host-7` in a file; give its folder to `load`";
    check_failure(&host(&renamed), &[&format!("`{}` {why}", renamed.display())]);
}

#[test]
fn a_file_that_was_changed_is_refused() {
    if !found() {
        return;
    }
    let (_parent, folder) = split();
    let changed = folder.join("nixosConfigurations/host-7.json");
    fs::write(&changed, fs::read_to_string(&changed).unwrap().replace("25.11", "25.12")).unwrap();
    let asked = |host: &str| {
        format!("((import ../../nix).load {{ }} {}).nixosConfigurations.{host}", folder.display())
    };
    let why = "is not what the index was written with; run `cargo xtask emit`";
    check_failure(&asked("host-7"), &[&format!("`{}` {why}", changed.display())]);
    let gone = folder.join("nixosConfigurations/host-8.json");
    check_failure(&asked("host-8"), &[&format!("`{}` is not there; run `cargo xtask emit`", gone.display())]);
}
