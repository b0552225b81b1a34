//! The files of the workspace, as `cargo fmt` takes them: from module to module.

use super::packages::Packages;
use crate::file::cannot;
use crate::layout::{Module, modules};
use crate::terminal::Stop;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of all modules, in the order of their names.
pub fn of(packages: &Packages) -> Result<Vec<PathBuf>, Stop> {
    let mut found = BTreeSet::new();
    for root in packages.roots() {
        // The modules of a root stand beside it, whatever its name is.
        let folder = root.parent().unwrap_or(root).to_owned();
        follow(root.to_owned(), folder, &mut found)?;
    }
    Ok(found.into_iter().collect())
}

/// Adds a file and those of its modules, which stand in `folder`.
fn follow(file: PathBuf, folder: PathBuf, found: &mut BTreeSet<PathBuf>) -> Result<(), Stop> {
    let mut left = vec![(file, folder)];
    while let Some((file, folder)) = left.pop() {
        if !found.insert(file.clone()) {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(|e| cannot("read", &file, e))?;
        // What is wrong in a file is told where it is laid out.
        for module in modules(&text).unwrap_or_default() {
            left.extend(place(&module, &file, folder.clone()));
        }
    }
    Ok(())
}

/// The file of a module that `file` declares, and where that one's own modules stand. There is none where something
/// else writes it, or where it is not for this system.
fn place(module: &Module, file: &Path, folder: PathBuf) -> Option<(PathBuf, PathBuf)> {
    let (name, within) = module.path.split_last()?;
    if let Some(named) = &module.file {
        let beside =
            if within.is_empty() { file.parent()?.to_owned() } else { within.iter().fold(folder, join) };
        let file = beside.join(named);
        let folder = file.parent()?.to_owned();
        return file.is_file().then_some((file, folder));
    }
    let beside = within.iter().fold(folder, join);
    let own = beside.join(name);
    let files = [beside.join(format!("{name}.rs")), own.join("mod.rs")];
    files.into_iter().find(|file| file.is_file()).map(|file| (file, own))
}

fn join(folder: PathBuf, name: &String) -> PathBuf {
    folder.join(name)
}
