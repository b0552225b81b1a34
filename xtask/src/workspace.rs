//! The workspace that the fleets are in.

use crate::terminal::Stop;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The cargo to run: the one that runs this program, if one does.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The workspace's root, or the current directory if cargo does not run this program.
pub fn root() -> Result<PathBuf, Stop> {
    match env::var_os("CARGO") {
        Some(cargo) => located(Command::new(cargo)),
        None => env::current_dir().map_err(|e| Stop::system("cannot tell the current directory", e)),
    }
}

fn located(mut cargo: Command) -> Result<PathBuf, Stop> {
    cargo.args(["locate-project", "--workspace", "--message-format", "plain"]).stderr(Stdio::inherit());
    // The package of this program, which `cargo run --manifest-path` may have found elsewhere than here.
    if let Some(package) = env::var_os("CARGO_MANIFEST_DIR") {
        cargo.arg("--manifest-path").arg(Path::new(&package).join("Cargo.toml"));
    }
    let cannot =
        |why: &str| Stop::system("cannot find the workspace's root with `cargo locate-project`", why);
    let output = cargo.output().map_err(|e| cannot(&e.to_string()))?;
    if !output.status.success() {
        return Err(cannot(&output.status.to_string()));
    }
    let manifest = String::from_utf8(output.stdout).map_err(|e| cannot(&e.to_string()))?;
    match Path::new(manifest.trim_end_matches(['\r', '\n'])).parent() {
        Some(root) => Ok(root.to_owned()),
        None => Err(cannot("it printed no path")),
    }
}
