//! A number that grows beyond its type is told, however the fleet is compiled.

use nest_tests::crates::Crates;
use std::fs;
use std::path::Path;
use std::process::Command;

const SOURCE: &str = r#"
use nest_core::prelude::*;
nest_macros::fleet! {
    pub static SMALL;
    attr gib: u16;
    trait host { requires = [gib]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    a { is = [host]; gib = 63; }
    b { is = [host]; gib = 64; }
    rule host => nixos(host) {
        swapDevices = [set! { device = "/swap"; size = host.gib * 1024; }];
    }
}
fn main() {
    nest_xtask::main(&[&SMALL]);
}
"#;

/// What `emit` says of a fleet that is compiled with these flags.
fn emitted(crates: &Crates, flags: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.rs"), SOURCE).unwrap();
    let mut rustc = crates.rustc();
    let built = rustc.args(flags).arg("main.rs").current_dir(folder.path()).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut emit = Command::new(folder.path().join("main"));
    emit.args(["emit", "--stdout"]).current_dir(folder.path()).env_remove("CARGO");
    let emitted = emit.output().unwrap();
    assert_eq!((emitted.status.code(), &*String::from_utf8_lossy(&emitted.stdout)), (Some(1), ""));
    String::from_utf8(emitted.stderr).unwrap()
}

#[test]
fn a_number_that_grows_beyond_its_type_is_told_in_every_build() {
    let crates = Crates::built();
    // As cargo does it in the profiles `dev`, `release` with the setting of the templates, and `release` without.
    for flags in [&[][..], &["-O", "-C", "overflow-checks=on"]] {
        let said = emitted(&crates, flags);
        assert!(
            said.contains("error[body-failed]: it panicked: attempt to multiply with overflow"),
            "{said}"
        );
        assert!(said.contains("main.rs:10:56"), "{said}");
        assert!(said.contains("in rule `host`, on `b`"), "{said}");
    }
    let expected = "`small` is compiled without a check that numbers stay in their types; write `overflow-checks = true` \
                    into the profile in `Cargo.toml` (`[profile.release]`), and no `panic = \"abort\"`\n";
    assert_eq!(emitted(&crates, &["-O"]), expected);
}

#[test]
fn a_release_build_is_checked_here_and_in_the_templates() {
    for folder in ["", "templates/fleet", "templates/existing"] {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("Cargo.toml");
        let text = fs::read_to_string(manifest).unwrap();
        assert!(text.contains("[profile.release]\noverflow-checks = true\n"), "{folder}");
    }
}
