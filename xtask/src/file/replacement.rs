//! The atomic writer: at every moment the old file or the new one is there, whole.

use super::{cannot, same, temporary};
use crate::terminal::Stop;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A temporary file that will take the place of another, or vanish when dropped.
#[derive(Debug)]
pub struct Replacement {
    target: PathBuf,
    temporary: NamedTempFile,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It has the new content.
    Written,
    /// It had the content already, and was left alone.
    Unchanged,
}

impl Replacement {
    /// An empty file beside the one at `path`, which need not exist. Behind a symlink it is beside what that
    /// points at: the link stays.
    ///
    /// # Errors
    ///
    /// The folder takes no files, or `path` is something other than a file.
    pub fn of(path: &Path) -> io::Result<Self> {
        let target = behind_links(path)?;
        let old = match fs::metadata(&target) {
            Ok(found) if !found.is_file() => return Err(io::Error::other("not a regular file")),
            Ok(found) => Some(found.permissions()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        // Only the same file system can rename, so the same folder.
        let name = target.file_name().unwrap_or_default().to_owned();
        let temporary = temporary::create(folder(&target), name)?;
        // What the user allows of a file stays so.
        old.map_or(Ok(()), |permissions| temporary.as_file().set_permissions(permissions))?;
        Ok(Self { target, temporary })
    }

    /// Where to write the content.
    pub fn file(&self) -> &File {
        self.temporary.as_file()
    }

    /// Puts what was written in the place of the old file, unless that has the same content.
    ///
    /// # Errors
    ///
    /// The old file cannot be read, or the new one not be brought to the disk. Either is whole, even so.
    pub fn commit(self) -> io::Result<Outcome> {
        self.file().rewind()?;
        match File::open(&self.target) {
            Ok(old) if same(&old, self.file())? => return Ok(Outcome::Unchanged),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(_) | Err(_) => {}
        }
        // A rename can reach the disk before the content does, unless that is there first.
        self.file().sync_all()?;
        self.temporary.persist(&self.target)?;
        sync_folder(folder(&self.target))?;
        Ok(Outcome::Written)
    }
}

/// Puts a file in the place of the old one, if there is one. The folder is made if it is missing.
pub fn replace(path: &Path, mut content: impl Read) -> Result<Outcome, Stop> {
    let mut write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let replacement = Replacement::of(path)?;
        io::copy(&mut content, &mut replacement.file())?;
        replacement.commit()
    };
    write().map_err(|e| cannot("write", path, e))
}

/// Puts a file where there is none, or fails.
pub fn create(path: &Path, mut content: impl Read) -> Result<(), Stop> {
    let mut write = || {
        let mut file = temporary::create(folder(path), path.file_name().unwrap_or_default().to_owned())?;
        io::copy(&mut content, file.as_file_mut())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path)?;
        sync_folder(folder(path))
    };
    write().map_err(|e| cannot("write", path, e))
}

/// The path that the symlinks at `path` lead to; there need not be anything.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST {
        if !target.is_symlink() {
            return Ok(target);
        }
        target = folder(&target).join(fs::read_link(&target)?);
    }
    Err(io::Error::other("a symlink that leads in a circle"))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Brings a rename to the disk.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network file systems have no such thing.
        Err(error) if [ErrorKind::InvalidInput, ErrorKind::Unsupported].contains(&error.kind()) => Ok(()),
        done => done,
    }
}

/// Elsewhere folders are not opened, and the rename is the system's to keep.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
