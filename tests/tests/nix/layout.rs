//! What the loader says where a fleet is not written as the path that it is given says.

use crate::evaluator::{check_failure, evaluate, found};
use nest_core::model::Layout;
use nest_tests::{emit_into, laid_out};
use std::path::PathBuf;

nest_macros::fleet! {
    /// One host.
    pub static SMALL;
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    alpha { is = [host]; }
    rule host => nixos { system.stateVersion = "25.11"; }
}

#[test]
fn a_path_of_another_layout_is_refused_with_the_one_that_is_there() {
    if !found() {
        return;
    }
    let names = ["small.json", "small", "small.fleet.nix"];
    let load = |path: PathBuf| format!("((import ../../nix).load {{ }} {}).nodes", path.display());
    for (layout, now) in [Layout::Single, Layout::Split, Layout::Nix].into_iter().zip(names) {
        let place = tempfile::tempdir().unwrap();
        emit_into(place.path(), &[&laid_out(layout, &SMALL)]).unwrap();
        let shown = |name: &str| place.path().join(name).display().to_string();
        assert_eq!(evaluate(&load(place.path().join(now))).unwrap()["alpha"]["name"], "alpha");
        for old in names.iter().filter(|old| **old != now) {
            let asked = if *old == "small" { "small/fleet.json" } else { old };
            let told =
                format!("`{}` is not there, and `{}` is; give that to `load`", shown(asked), shown(now));
            check_failure(&load(place.path().join(old)), &[&told]);
        }
        let told =
            format!("`{}` is not there; run `cargo xtask emit`, and `git add` the file", shown("other.json"));
        check_failure(&load(place.path().join("other.json")), &[&told]);
        let told =
            format!("`{}` is a folder without `fleet.json`; give the path of what", place.path().display());
        check_failure(&load(place.path().to_owned()), &[&told]);
    }
}
