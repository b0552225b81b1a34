//! The address of nest in a workspace that begins with a template.

use std::fs;
use std::path::Path;

/// What the templates have in its place.
const ADDRESS: &str = "https://git.example/nest";

/// Puts this checkout in its place, as it is and not as it was committed, and lends the workspace the lock file: nothing
/// is downloaded.
///
/// # Panics
///
/// If the files do not have the address, or cannot be written.
pub fn write_address(workspace: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let (mut manifest, mut crates) = (String::new(), 0);
    for line in fs::read_to_string(workspace.join("Cargo.toml")).unwrap().lines() {
        // A dependency's name is its folder's, but for one.
        let folder = line.split(' ').next().map(|name| if name == "nest-xtask" { "xtask" } else { name });
        let git = format!("git = \"{ADDRESS}\"");
        crates += line.matches(&git).count();
        let path = format!("path = \"{}/{}\"", root.display(), folder.unwrap_or_default());
        manifest += &line.replace(&git, &path);
        manifest.push('\n');
    }
    assert_eq!(crates, 3, "{manifest}");
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    let flake = fs::read_to_string(workspace.join("flake.nix")).unwrap();
    assert_eq!(flake.matches(ADDRESS).count(), 1, "{flake}");
    let flake = flake.replace(ADDRESS, &format!("file://{}", root.display()));
    fs::write(workspace.join("flake.nix"), flake).unwrap();
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
}
