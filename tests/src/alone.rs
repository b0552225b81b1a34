//! A package of its own, outside of this workspace: what somebody has who uses the macro.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a package with one file, `lib.rs`. It borrows this workspace's lock file: nothing is downloaded.
///
/// # Errors
///
/// If a file cannot be written.
pub fn package(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\nnest-core = {{ path = '{0}/nest-core' }}\nnest-macros = {{ path = '{0}/nest-macros' }}\n\n\
         [workspace]\n",
        workspace.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("lib.rs"), text)
}
