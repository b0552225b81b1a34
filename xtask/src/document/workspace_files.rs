//! Whether the files that a fleet names are there.

use super::requests::RequestedFile;
use crate::workspace;
use nest_core::nix::Assigned;
use nest_core::problem::Problem;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The files of the workspace. Where its root is, is asked only if there is a path.
#[derive(Debug, Default)]
pub struct WorkspaceFiles {
    root: OnceLock<PathBuf>,
}

impl WorkspaceFiles {
    /// What is wrong with files that are asked for, each where that is assigned.
    pub fn problems(&self, files: Vec<RequestedFile>, assigned: &Assigned) -> impl Iterator<Item = Problem> {
        files.into_iter().filter_map(|file| {
            let RequestedFile { path, is_import, option } = file;
            Some(self.problem(path, is_import)?.at(assigned.place(&option)))
        })
    }

    fn problem(&self, path: String, is_import: bool) -> Option<Problem> {
        // Without a workspace, paths start where the command runs.
        let root = self.root.get_or_init(|| {
            let root = workspace::root().unwrap_or_default();
            root.canonicalize().unwrap_or(root)
        });
        // A link that leads nowhere is as good as no file.
        match root.join(&path).canonicalize() {
            Err(_) => Some(Problem::MissingFile { path }),
            Ok(real) if !real.starts_with(root) => Some(Problem::LinkOutside { path }),
            // To Nix, a folder that is imported is the file in it.
            Ok(real) if is_import && real.is_dir() && !real.join("default.nix").is_file() => {
                Some(Problem::FolderImported { path })
            }
            Ok(real) if !is_import && real.is_dir() && !path.ends_with('/') => {
                Some(Problem::FolderNamed { path })
            }
            Ok(_) => None,
        }
    }
}
