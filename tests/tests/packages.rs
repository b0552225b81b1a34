//! What the crates would be published as: all that they need, and nothing for us alone.

use nest_core::problem::CODES;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn package(name: &str, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["package", "--offline", "--allow-dirty", "--package", name]).args(arguments);
    cargo.current_dir(ROOT).stdin(Stdio::null()).env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// All files in a folder, by their paths from the crate's.
fn files(of: &Path, folder: &Path) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| match path.is_dir() {
        true => files(of, &path),
        false => vec![path.strip_prefix(of).unwrap().display().to_string()],
    };
    paths.flat_map(below).collect()
}

/// A package has its sources without those of tests, its licences, its page, and what cargo adds.
fn check(name: &str, folder: &str) -> Vec<String> {
    let of = Path::new(ROOT).join(folder);
    let mut expected = files(&of, &of.join("src"));
    expected.retain(|file| !file.contains("/tests"));
    let more = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
    expected.extend(more.map(str::to_owned));
    expected.sort();
    let mut listed: Vec<String> = package(name, &["--list"]).lines().map(str::to_owned).collect();
    // It is there where Git is.
    listed.retain(|file| file != ".cargo_vcs_info.json");
    listed.sort();
    assert_eq!(listed, expected, "{name}");
    let manifest = fs::read_to_string(of.join("Cargo.toml")).unwrap();
    for needed in
        ["\ndescription = \"", "\nlicense.workspace", "\nreadme.workspace", "\nrust-version.workspace"]
    {
        assert!(manifest.contains(needed), "{name}: {needed}");
    }
    listed
}

#[test]
fn each_crate_has_all_that_it_needs_and_no_tests() {
    let core = check("nest-core", "nest-core");
    for code in CODES {
        let page = format!("src/problem/pages/{}.md", code.name);
        assert!(core.contains(&page), "{page}");
    }
    check("nest-macros", "nest-macros");
    check("nest-xtask", "xtask");
}

/// nest-xtask is none of them as long as its own binary has the fleets of this repository.
#[test]
fn the_model_and_the_macro_can_be_packaged() {
    package("nest-core", &["--package", "nest-macros", "--no-verify"]);
}
