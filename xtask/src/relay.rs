//! The binary without fleets, which has the one with them do what it cannot.

use crate::terminal::Stop;
use crate::workspace;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The binary of the same package that has the fleets.
const BINARY: &str = "xtask-fleets";

/// Builds that binary if need be, and runs it with these arguments; gives what it exits with, or cargo's own code if it
/// does not compile.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<i32, Stop> {
    let mut cargo = Command::new(workspace::cargo());
    cargo.args(["run", "--quiet", "--bin", BINARY]);
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") {
        cargo.arg("--manifest-path").arg(Path::new(&package).join("Cargo.toml"));
    }
    cargo.arg("--").args(arguments);
    ended(cargo).map_err(|e| Stop::system("cannot run cargo", e))
}

/// In the place of this process, so that whoever ends it ends the work.
#[cfg(unix)]
fn ended(mut cargo: Command) -> std::io::Result<i32> {
    Err(std::os::unix::process::CommandExt::exec(&mut cargo))
}

#[cfg(not(unix))]
fn ended(mut cargo: Command) -> std::io::Result<i32> {
    cargo.status().map(|status| status.code().unwrap_or(crate::Exit::System.code()))
}
