//! The packages of the workspace, as cargo tells them.

use crate::terminal::Stop;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is known of them.
pub struct Packages {
    /// The editions of Rust that they are written in.
    editions: Vec<String>,
    /// The files with the root modules of all that is built: libraries, binaries, tests.
    roots: Vec<PathBuf>,
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
        let told: Value = serde_json::from_slice(&output.stdout).map_err(|e| cannot(&e.to_string()))?;
        let all = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
        let packages = all(&told, "packages");
        let edition = |package: &Value| package["edition"].as_str().map(str::to_owned);
        let targets = packages.iter().flat_map(|package| all(package, "targets"));
        Ok(Self {
            editions: packages.iter().filter_map(edition).collect(),
            roots: targets.filter_map(|target| Some(target["src_path"].as_str()?.into())).collect(),
        })
    }

    /// The newest edition of Rust that one is written in.
    pub fn edition(&self) -> String {
        self.editions.iter().max().cloned().unwrap_or_else(|| "2024".to_owned())
    }

    /// The files with the root modules of all that is built.
    pub fn roots(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(PathBuf::as_path)
    }
}
