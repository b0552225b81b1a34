//! Where the macro runs.

use crate::lower::Place;
use std::path::{Path, PathBuf};

/// The package, and the file as `<package>/<path under its manifest>`: the same on every machine.
pub(crate) fn here() -> Place {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let package = variable("CARGO_PKG_NAME");
    let manifest = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let file = proc_macro::Span::call_site().local_file();
    let under = file.and_then(|file| under(&manifest, &file)).unwrap_or_default();
    Place { file: format!("{package}/{under}"), package, folder: manifest }
}

/// The path of a file under a folder, with `/` between its parts. The compiler names files from the folder that it
/// runs in, which is the workspace's.
fn under(folder: &Path, file: &Path) -> Option<String> {
    let file = std::env::current_dir().ok()?.join(file);
    // A file outside, such as one that a build script writes, has its name alone.
    let inside = file
        .strip_prefix(folder)
        .ok()
        .map(Path::to_path_buf)
        .or_else(|| file.file_name().map(PathBuf::from))?;
    Some(inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
}
