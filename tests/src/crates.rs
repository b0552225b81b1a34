//! The crates that a test was built with, for a compiler that is asked about one file.

use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the crates are that fleets are made with.
pub struct Crates {
    core: PathBuf,
    macros: PathBuf,
    xtask: PathBuf,
}

impl Crates {
    /// Finds them. Cargo has built them, or no test would run.
    ///
    /// # Panics
    ///
    /// If cargo does not say where one is.
    #[must_use]
    pub fn built() -> Self {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--package", "nest-tests", "--message-format", "json", "--offline"]);
        let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let built = String::from_utf8(output.stdout).unwrap();
        let messages: Vec<Value> = built.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let file = |name: &str, ending: &str| {
            let is_wanted = |message: &&Value| {
                message["reason"] == "compiler-artifact" && message["target"]["name"] == name
            };
            let files = messages.iter().filter(is_wanted).flat_map(|message| message["filenames"].as_array());
            let mut names = files.flatten().filter_map(Value::as_str);
            let found = names.find(|name| name.ends_with(ending));
            found.unwrap_or_else(|| panic!("{name}: {}", String::from_utf8_lossy(&output.stderr))).into()
        };
        Self {
            core: file("nest_core", ".rlib"),
            macros: file("nest_macros", env::consts::DLL_SUFFIX),
            xtask: file("nest_xtask", ".rlib"),
        }
    }

    /// The compiler, to which they are known.
    #[must_use]
    pub fn rustc(&self) -> Command {
        let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        let folder = self.core.parent().unwrap_or(Path::new("."));
        rustc.args(["--edition", "2024", "-L", &format!("dependency={}", folder.display())]);
        for (name, file) in
            [("nest_core", &self.core), ("nest_macros", &self.macros), ("nest_xtask", &self.xtask)]
        {
            rustc.args(["--extern", &format!("{name}={}", file.display())]);
        }
        rustc
    }
}
