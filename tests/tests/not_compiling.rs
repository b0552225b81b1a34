//! `cargo xtask explain` and `fmt` while a fleet does not compile, which is when they are needed: in a checkout of this
//! repository, and in a workspace that begins with the template.

use nest_core::problem::Code;
use nest_tests::address::write_address;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Copies what is in a folder, but for what is built and what is Git's.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_file() {
            fs::copy(from, to).unwrap();
        } else if ![".git", "target"].iter().any(|name| entry.file_name() == *name) {
            copy(&from, &to);
        }
    }
}

fn replace(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "`{old}` is not in {}", file.display());
    fs::write(file, text.replacen(old, new, 1)).unwrap();
}

fn xtask(folder: &Path, target: &Path, arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["--offline", "xtask"]).args(arguments).current_dir(folder).stdin(Stdio::null());
    cargo.env("CARGO_TARGET_DIR", target).env("CARGO_NET_OFFLINE", "true").env_remove("CARGO_MANIFEST_DIR");
    // Whether cargo builds something is another matter.
    cargo.env("CARGO_TERM_QUIET", "true");
    cargo.output().unwrap()
}

/// With one misspelt trait in a fleet: the page is printed, fleets are laid out, and everything else ends with the
/// compiler's error.
fn check(folder: &Path, target: &Path, fleet: &str) {
    replace(&folder.join(fleet), "is = [host,", "is = [hots,");
    let explained = xtask(folder, target, &["explain", "unknown-trait"]);
    let said = String::from_utf8(explained.stderr).unwrap();
    assert_eq!((explained.status.code(), &*said), (Some(0), ""));
    let page = Code::find("unknown-trait").unwrap().page;
    assert_eq!(String::from_utf8(explained.stdout).unwrap(), page);

    let laid_out = xtask(folder, target, &["fmt", "--check"]);
    let said = String::from_utf8(laid_out.stderr).unwrap();
    assert_eq!((laid_out.status.code(), said.starts_with("up to date ")), (Some(0), true), "{said}");

    let added = xtask(folder, target, &["new", "another"]);
    let said = String::from_utf8(added.stderr).unwrap();
    assert_eq!(said, "wrote fleets/src/another.rs\nwrote fleets/src/lib.rs\n");

    let checked = xtask(folder, target, &["check"]);
    let said = String::from_utf8(checked.stderr).unwrap();
    assert_eq!(checked.status.code(), Some(101), "{said}");
    let error = "error: unknown trait `hots`; did you mean `host`? [unknown-trait]";
    assert!(said.contains(error) && said.contains(&format!("--> {fleet}:")), "{said}");
}

#[test]
fn what_needs_no_fleet_is_done_in_a_checkout_whose_fleet_does_not_compile() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fs::canonicalize(ROOT).unwrap(), folder.path());
    // To cargo, its packages are those of this workspace: it would put them in their place.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkout");
    check(folder.path(), &target, "fleets/src/multi_env.rs");
}

#[test]
fn what_needs_no_fleet_is_done_in_a_workspace_of_one_s_own_whose_fleet_does_not_compile() {
    let root = fs::canonicalize(ROOT).unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&root.join("templates/fleet"), folder.path());
    write_address(folder.path());
    // What this workspace has compiled of other people's crates need not be compiled again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    check(folder.path(), target, "fleets/src/homelab.rs");
}
