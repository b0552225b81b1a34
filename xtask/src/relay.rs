//! The binary without fleets, which has the one with them do what it cannot.

use crate::terminal::Stop;
use crate::workspace;
use std::env::{self, consts::EXE_SUFFIX};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// The binary of the same package that has the fleets.
const BINARY: &str = "xtask-fleets";

/// Builds that binary if need be, and runs it with these arguments; gives what it exits with, or cargo's own code if it
/// does not compile.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<i32, Stop> {
    let mut cargo = Command::new(workspace::cargo());
    cargo.args(["run", "--bin", BINARY]);
    if is_built().unwrap_or(false) {
        cargo.arg("--quiet");
    }
    if let Some(package) = env::var_os("CARGO_MANIFEST_DIR") {
        cargo.arg("--manifest-path").arg(Path::new(&package).join("Cargo.toml"));
    }
    cargo.arg("--").args(arguments);
    ended(cargo).map_err(|e| Stop::system("cannot run cargo", e))
}

/// Whether no more than the fleets can have to be compiled, which takes a moment. Otherwise cargo says what it does.
fn is_built() -> io::Result<bool> {
    let this = env::current_exe()?;
    is_up_to_date(&this, &this.with_file_name(format!("{BINARY}{EXE_SUFFIX}")))
}

/// Whether a binary is at least as new as another one that is made of less: what they share is compiled for both.
fn is_up_to_date(less: &Path, more: &Path) -> io::Result<bool> {
    Ok(fs::metadata(more)?.modified()? >= fs::metadata(less)?.modified()?)
}

/// In the place of this process, so that whoever ends it ends the work.
#[cfg(unix)]
fn ended(mut cargo: Command) -> io::Result<i32> {
    Err(std::os::unix::process::CommandExt::exec(&mut cargo))
}

#[cfg(not(unix))]
fn ended(mut cargo: Command) -> io::Result<i32> {
    cargo.status().map(|status| status.code().unwrap_or(crate::Exit::System.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_is_missing_or_older_is_still_to_be_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let [less, more] = ["less", "more"].map(|name| folder.path().join(name));
        let built = |path: &Path, seconds| {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            File::create(path).unwrap().set_modified(time).unwrap();
        };
        built(&less, 10);
        assert!(is_up_to_date(&less, &more).is_err());
        for (seconds, expected) in [(9, false), (10, true), (11, true)] {
            built(&more, seconds);
            assert_eq!(is_up_to_date(&less, &more).unwrap(), expected, "{seconds}");
        }
    }
}
