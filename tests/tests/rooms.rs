//! The rooms of nest-core, nest-macros and xtask: each is built on those below it, and knows nothing of those above.
//!
//! A room is a folder of `src`, or a file beside them. What it uses is read from its `crate::` paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of a crate from the ground up, each with those that it may use.
type Rooms = &'static [(&'static str, &'static [&'static str])];

const CRATES: [(&str, Rooms); 3] = [("nest-core", CORE), ("nest-macros", MACROS), ("xtask", XTASK)];

const CORE: Rooms = &[
    ("problem", &[]),
    ("net", &[]),
    ("nix", &["problem", "net"]),
    ("model", &["problem", "net", "nix"]),
    ("selector", &["problem", "nix", "model"]),
    ("report", &["problem", "model"]),
    ("world", &["problem", "model", "selector", "report"]),
    ("rust", &["problem", "net", "nix", "model", "report", "world"]),
    ("growth", &["problem", "nix", "model", "selector", "report", "world", "rust"]),
    ("fleet", &["model", "rust"]),
    ("resolved", &["problem", "model", "selector", "report", "world", "rust"]),
    ("output", &["problem", "nix", "model", "report", "world", "rust", "resolved"]),
    (
        "check",
        &["problem", "nix", "model", "selector", "report", "world", "rust", "growth", "resolved", "output"],
    ),
    ("resolve", &["problem", "model", "report", "world", "rust", "growth", "fleet", "resolved", "check"]),
    // What users write `use` for.
    ("prelude", &["net", "nix", "fleet", "rust"]),
    ("lib", &[]),
];

const MACROS: Rooms = &[
    ("report", &[]),
    ("template", &[]),
    ("rust_items", &[]),
    ("ast", &["report", "template"]),
    ("parse", &["report", "template", "ast"]),
    ("data", &["report", "ast"]),
    ("lower", &["report", "template", "rust_items", "ast", "parse"]),
    ("place", &["lower"]),
    ("parts", &["report", "parse", "lower"]),
    ("expand", &["report", "rust_items", "ast", "lower"]),
    ("check", &["report", "ast", "parse", "lower", "expand"]),
    ("tests", &["report", "lower"]),
    ("lib", &[]),
];

const XTASK: Rooms = &[
    ("terminal", &[]),
    ("format", &[]),
    ("layout", &[]),
    ("workspace", &["terminal"]),
    ("relay", &["terminal", "workspace"]),
    ("report", &["workspace"]),
    ("document", &["format", "workspace"]),
    ("file", &["terminal", "format", "document"]),
    ("command", &["terminal", "format", "layout", "workspace", "report", "document", "file"]),
    ("lib", &[]),
    ("main", &[]),
    ("fleets", &[]),
];

/// The rooms that each room uses, with a line that does. The crate's root names all of them, to say what is public.
fn used(of: &str, rooms: Rooms) -> BTreeMap<String, BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of).join("src");
    let mut used: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in sources(&root) {
        let path = file.strip_prefix(&root).unwrap().with_extension("");
        let room = path.iter().next().unwrap().to_str().unwrap().to_owned();
        let by_room = used.entry(room.clone()).or_default();
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for path in line.split("crate::").skip(1) {
                let name: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if name != room && rooms.iter().any(|(room, _)| *room == name) {
                    by_room.entry(name).or_insert_with(|| format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    used
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_room_is_in_the_table() {
    for (of, rooms) in CRATES {
        let found: BTreeSet<String> = used(of, rooms).into_keys().collect();
        let listed: BTreeSet<String> = rooms.iter().map(|(room, _)| (*room).to_owned()).collect();
        assert_eq!(found, listed, "{of}");
    }
}

#[test]
fn a_room_may_use_those_below_it_alone() {
    for (of, rooms) in CRATES {
        for (height, (room, may)) in rooms.iter().enumerate() {
            for lower in *may {
                let is_below = rooms[..height].iter().any(|(other, _)| other == lower);
                assert!(is_below, "{of}: `{lower}` is above `{room}`");
            }
        }
    }
}

#[test]
fn every_room_uses_what_it_may_and_nothing_else() {
    for (of, rooms) in CRATES {
        let used = used(of, rooms);
        for (room, may) in rooms {
            let uses = &used[*room];
            let more: Vec<&String> = uses
                .iter()
                .filter(|(other, _)| !may.contains(&other.as_str()))
                .map(|(_, line)| line)
                .collect();
            assert!(more.is_empty(), "{of}: `{room}` uses what it may not: {more:#?}");
            let less: Vec<&&str> = may.iter().filter(|other| !uses.contains_key(**other)).collect();
            assert!(less.is_empty(), "{of}: `{room}` does not use {less:?}, take that out of the table");
        }
    }
}
