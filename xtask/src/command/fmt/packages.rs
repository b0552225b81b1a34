//! The packages of the workspace, as cargo tells them.

use crate::terminal::Stop;
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Deserialize)]
pub struct Packages {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    edition: String,
    targets: Vec<Target>,
}

/// What cargo builds: a library, a binary, a test.
#[derive(Deserialize)]
struct Target {
    /// The file with the root module.
    src_path: PathBuf,
}

impl Packages {
    /// Those of the workspace with that root.
    pub fn of(cargo: &OsStr, root: &Path) -> Result<Self, Stop> {
        let mut command = Command::new(cargo);
        command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root);
        let cannot = |why: &str| Stop::system("cannot list the packages with `cargo metadata`", why);
        let output = command.stderr(Stdio::inherit()).output().map_err(|e| cannot(&e.to_string()))?;
        if !output.status.success() {
            return Err(cannot(&output.status.to_string()));
        }
        serde_json::from_slice(&output.stdout).map_err(|e| cannot(&e.to_string()))
    }

    /// The newest edition of Rust that one is written in.
    pub fn edition(&self) -> String {
        self.packages
            .iter()
            .map(|package| &package.edition)
            .max()
            .cloned()
            .unwrap_or_else(|| "2024".to_owned())
    }

    /// The files with the root modules of all that is built.
    pub fn roots(&self) -> impl Iterator<Item = &Path> {
        self.packages.iter().flat_map(|package| &package.targets).map(|target| &*target.src_path)
    }
}
