//! Temporary files: how they are made, and how one is known that a run left which was killed.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

const START: &str = ".";
const END: &str = ".tmp";
/// How many random letters and digits stand before the end.
const RANDOM: usize = 6;

/// An empty file in that folder that is to replace the file of that name there.
pub fn create(folder: &Path, target: OsString) -> io::Result<NamedTempFile> {
    let mut prefix = OsString::from(START);
    prefix.push(target);
    prefix.push(".");
    // The permissions are those of any new file: tempfile's own would hide it from everybody else.
    let create = |path: &Path| OpenOptions::new().read(true).write(true).create_new(true).open(path);
    let file = Builder::new().prefix(&prefix).suffix(END).rand_bytes(RANDOM).make_in(folder, create)?;
    // Whoever is killed holds no lock any more. Where a file system has none, nothing is taken for abandoned.
    let _ = file.as_file().lock();
    Ok(file)
}

/// The name of the file that a temporary one of this name was to replace.
pub fn target(name: &str) -> Option<&str> {
    let (target, random) = name.strip_prefix(START)?.strip_suffix(END)?.rsplit_once('.')?;
    let is_random = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_random && !target.is_empty()).then_some(target)
}

/// Whether a temporary file is there, and no run has it.
pub fn is_abandoned(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    is_file && File::open(path).is_ok_and(|file| file.try_lock_shared().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_file_is_known_by_its_name_and_is_abandoned_when_no_run_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = create(folder.path(), "one.json".into()).unwrap();
        let name = file.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(target(&name), Some("one.json"));
        assert!(!is_abandoned(file.path()));
        let path = file.into_temp_path();
        assert!(is_abandoned(&path));
        for other in ["one.json", ".one.json.tmp", ".abcdef.tmp", "..abcdef.tmp", ".one.json.ab-def.tmp"] {
            assert_eq!(target(other), None, "{other}");
        }
    }
}
