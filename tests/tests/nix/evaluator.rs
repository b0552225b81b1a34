//! The evaluator: `nix-instantiate`, without a store and without a daemon.

use serde_json::Value;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, path::Path};

/// Where expressions find what stands in for nixpkgs.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/nix");

/// Whether Nix is there.
pub(crate) fn found() -> bool {
    static FOUND: LazyLock<bool> = LazyLock::new(|| is_found("nix-instantiate", "--version", "nix-bin"));
    *FOUND
}

/// Whether a program is there. That the tests are skipped is said once, by what looks for it once; and where all of
/// them shall run, it is a failure.
pub(crate) fn is_found(program: &str, argument: &str, package: &str) -> bool {
    let ran = Command::new(program).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = ran.is_ok_and(|status| status.success());
    if !found {
        let why = format!("no {program} (apt-get install {package})");
        assert!(env::var_os("CI").is_none_or(|ci| ci != "true"), "{why}");
        // Not by `eprintln!`, which the test runner would keep to itself.
        io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
    }
    found
}

/// The value of an expression.
///
/// # Errors
///
/// What Nix prints.
pub(crate) fn evaluate(expression: &str) -> Result<Value, String> {
    let mut command = Command::new("nix-instantiate");
    // A store that holds nothing: nothing is built, and who runs the tests may have no right to a real one.
    command.args(["--store", "dummy://", "--eval", "--strict", "--json", "--expr", expression]);
    command.args(["-I", concat!("nixpkgs=", env!("CARGO_MANIFEST_DIR"), "/nix/nixpkgs")]);
    let output = command.current_dir(Path::new(FOLDER)).stdin(Stdio::null()).output().unwrap();
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).unwrap())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}

/// An expression fails, and Nix prints all of this.
#[track_caller]
pub(crate) fn check_failure(expression: &str, parts: &[&str]) {
    let said = evaluate(expression).unwrap_err();
    for part in parts {
        assert!(said.contains(part), "{part}\n  is not in\n{said}");
    }
}
