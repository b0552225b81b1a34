//! Which files in the folder of a split fleet are ours, and may be removed.
//!
//! The index names them, and nothing else is removed: a user's own file is safe, whatever its name. What the index
//! cannot name yet, or no longer, is named by a list beside it while a run adds and removes files. A run that is
//! killed leaves the list, and the next one ends the work.

use super::names::{is_file_name, is_of_form};
use super::{read, temporary};
use crate::terminal::Stop;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The file that names all others of a split fleet.
pub const INDEX: &str = "fleet.json";

/// The list, one file a line.
pub const UNFINISHED: &str = ".unfinished";

/// The files of ours, as paths from the fleet's folder. They need not exist.
#[derive(Debug, Default)]
pub struct OwnedFiles {
    /// Those that the index names.
    pub indexed: BTreeSet<String>,
    /// Those of a run that was killed.
    pub unfinished: BTreeSet<String>,
    /// The temporary files that such a run left, which are there.
    abandoned: Vec<String>,
}

impl OwnedFiles {
    /// Reads what is said in that folder.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        // A folder or a file that is not there says nothing.
        let said = |name| read(&folder.join(name)).map(Option::unwrap_or_default);
        let indexed = indexed(&said(INDEX)?);
        let unfinished =
            said(UNFINISHED)?.lines().filter(|file| is_inside(file)).map(str::to_owned).collect();
        let mut owned = Self { indexed, unfinished, abandoned: Vec::new() };
        owned.abandoned = owned.find_abandoned(folder);
        Ok(owned)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.indexed.union(&self.unfinished).map(String::as_str)
    }

    /// The temporary files that nobody writes any more.
    pub fn abandoned(&self) -> impl Iterator<Item = &str> {
        self.abandoned.iter().map(String::as_str)
    }

    fn find_abandoned(&self, folder: &Path) -> Vec<String> {
        let functions = folder.file_name().map(|fleet| format!("{}.nix", fleet.display()));
        let is_target = |file: &str| {
            [INDEX, UNFINISHED].contains(&file) || functions.as_deref() == Some(file) || is_inside(file)
        };
        let inside = self.all().filter_map(|file| Some(format!("{}/", parts(file)?.0)));
        let prefixes: BTreeSet<String> = inside.chain([String::new()]).collect();
        let mut found = Vec::new();
        for prefix in prefixes {
            // What cannot be read is told when a file is written there.
            for entry in fs::read_dir(folder.join(&prefix)).into_iter().flatten().flatten() {
                let Ok(name) = entry.file_name().into_string() else { continue };
                let target = temporary::target(&name).map(|file| format!("{prefix}{file}"));
                if target.is_some_and(|file| is_target(&file)) && temporary::is_abandoned(&entry.path()) {
                    found.push(format!("{prefix}{name}"));
                }
            }
        }
        found.sort();
        found
    }
}

/// The files that an index names. It is read line by line, and not as JSON: a merge may have left its marks in it, and
/// what either side names is ours.
fn indexed(index: &str) -> BTreeSet<String> {
    let (mut output, mut system) = (String::new(), String::new());
    let mut files = BTreeSet::new();
    for line in index.lines() {
        if let Some(key) = between(line, "  ", ": {") {
            output = key;
        } else if let Some(key) = between(line, "    ", ": {") {
            system = key;
        } else if let Some(file) = between(line, "      \"file\": ", ",") {
            // An own output can look like this too, and say anything.
            let is_its = |(folder, name)| is_file_name(folder, &output) && is_file_name(name, &system);
            if parts(&file).is_some_and(is_its) {
                files.insert(file);
            }
        }
    }
    files
}

/// The JSON string between these, if that is the whole line.
fn between(line: &str, before: &str, after: &str) -> Option<String> {
    let string = line.strip_prefix(before)?.strip_suffix(after)?;
    if string.starts_with('"') { serde_json::from_str(string).ok() } else { None }
}

/// Whether a path is one that [`file_names`](super::file_names()) can have made.
fn is_inside(path: &str) -> bool {
    parts(path).is_some_and(|(folder, name)| is_of_form(folder) && is_of_form(name))
}

/// The names in the path of a system's file.
fn parts(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix(".json")?.split_once('/').filter(|(folder, _)| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSIDE: [&str; 4] =
        ["nixosConfigurations/web-1.json", "a/%2E%2E.json", "a/.json", "a/web.example.org.json"];
    const OUTSIDE: [&str; 8] =
        ["../x.json", "a/../x.json", "/a.json", "x.json", "a/b/c.json", "a/b", "a/b\\c.json", "a/..json"];

    #[test]
    fn no_path_leads_elsewhere() {
        assert!(INSIDE.iter().all(|path| is_inside(path)));
        assert!(!OUTSIDE.iter().any(|path| is_inside(path)));
    }

    #[test]
    fn an_index_names_files_by_their_output_and_system_alone() {
        let index = |output: &str, system: &str, file: &str| {
            let entry = serde_json::json!({ output: { system: { "file": file, "sha256": "" } } });
            indexed(&serde_json::to_string_pretty(&entry).unwrap())
        };
        for (output, system, file) in [
            ("nixosConfigurations", "web-1", INSIDE[0]),
            ("a", "..", INSIDE[1]),
            ("a", "", INSIDE[2]),
            ("a", "\"", "a/%22.json"),
            ("a", "Web", "a/Web.json"),
            ("a", "Web", "a/%57eb.json"),
        ] {
            assert!(index(output, system, file).into_iter().eq([file.to_owned()]), "{file}");
        }
        for file in OUTSIDE.into_iter().chain(["a/c.json", "b/b.json", "a/B.json", "a/%62.json"]) {
            assert!(index("a", "b", file).is_empty(), "{file}");
        }
    }
}
