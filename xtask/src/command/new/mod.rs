//! `cargo xtask new`: a fleet to begin with. It needs no fleet, and so none that compiles.

mod list;
mod name;

use crate::file::{create, replace};
use crate::terminal::{Stop, Streams};
use crate::workspace;
use clap::{Arg, ArgMatches};
use list::with_fleet;
use name::Name;
use std::fs;
use std::path::Path;

pub const NAME: &str = "new";

/// Where fleets are, from the workspace's root.
const FOLDER: &str = "fleets/src";

/// A fleet that compiles, with what everybody changes.
const FLEET: &str = include_str!("fleet.txt");

/// The arguments of `new`.
#[derive(Debug)]
pub struct New {
    name: String,
}

impl New {
    /// The command, as it is typed.
    pub fn line() -> clap::Command {
        let name = Arg::new("name").value_name("NAME").required(true);
        clap::Command::new(NAME)
            .about("Writes a fleet to begin with, and adds it to the others; also while a fleet does not compile")
            .arg(name.help("What to call it: lower-case letters, digits and `_`"))
    }

    /// What was typed, of which clap has made sure that it is there.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self { name: typed.remove_one("name").unwrap_or_default() }
    }

    /// Does it.
    pub fn run(&self, streams: &mut Streams) -> Result<(), Stop> {
        add(&self.name, &workspace::root()?, streams)
    }
}

/// Writes the fleet and the list with it, or neither.
fn add(name: &str, root: &Path, streams: &mut Streams) -> Result<(), Stop> {
    let name = Name::of(name).map_err(|why| Stop::usage(vec![why]))?;
    let (file, list) = (format!("{FOLDER}/{}.rs", name.module), format!("{FOLDER}/lib.rs"));
    for taken in [file.clone(), format!("{FOLDER}/{}", name.module)] {
        if root.join(&taken).symlink_metadata().is_ok() {
            return Err(Stop::usage(vec![format!("`{taken}` is there already; take another name")]));
        }
    }
    let text = fs::read_to_string(root.join(&list)).ok();
    let Some(text) = text.and_then(|text| with_fleet(&text, &name, root)) else {
        return Err(Stop::wrong(vec![
            format!(
                "`{list}` is not as `new` knows it; nothing was written. Put the fleet into `{file}`, and add"
            ),
            format!("  `pub mod {};`", name.module),
            format!("  `pub use {}::{};`", name.module, name.constant),
            format!("  `&{}` to the list of fleets that the program `xtask-fleets` has", name.constant),
        ]));
    };
    let fleet = FLEET.replace("<module>", &name.module).replace("<NAME>", &name.constant);
    create(&root.join(&file), fleet.as_bytes())?;
    if let Err(stop) = replace(&root.join(&list), text.as_bytes()) {
        // What cannot be taken back is in no list, and changes nothing.
        let _ = fs::remove_file(root.join(&file));
        return Err(stop);
    }
    streams.say(format_args!("wrote {file}"));
    streams.say(format_args!("wrote {list}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{Coloured, Exit};
    use tempfile::TempDir;

    const LIST: &str = "\
//! The fleets.

pub mod web;

pub use web::WEB;

use nest_core::Fleet;

pub static ALL: &[&Fleet<'static>] = &[&WEB];
";

    /// A workspace with that list of fleets.
    fn workspace(list: &str) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("fleets/src")).unwrap();
        fs::write(root.path().join("fleets/src/lib.rs"), list).unwrap();
        fs::write(root.path().join("fleets/src/web.rs"), "").unwrap();
        root
    }

    /// How it ends, and what is said.
    fn added(name: &str, root: &TempDir) -> (Exit, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err, coloured: Coloured::default() };
        let done = add(name, root.path(), &mut streams);
        let said = String::from_utf8(err).unwrap();
        match done {
            Ok(()) => (Exit::Done, said),
            Err(stop) => (stop.exit, said + &stop.lines.join("\n")),
        }
    }

    fn list(root: &TempDir) -> String {
        fs::read_to_string(root.path().join("fleets/src/lib.rs")).unwrap()
    }

    /// The files in the folder of the fleets.
    fn files(root: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(root.path().join("fleets/src")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_fleet_is_written_and_listed_and_the_rest_stays() {
        let one = "&[&WEB];";
        let aligned = "&[\n    &WEB, &OTHER,\n];";
        for (before, after) in [
            (one, "&[&WEB, &LAB];"),
            ("&[];", "&[&LAB];"),
            // Unlike rustfmt's, so nothing is put in order.
            ("&[ &WEB ];", "&[ &WEB, &LAB];"),
            (aligned, "&[\n    &WEB, &OTHER, &LAB];"),
        ] {
            let root = workspace(&LIST.replace(one, before));
            let (exit, said) = added("lab", &root);
            assert_eq!((exit, &*said), (Exit::Done, "wrote fleets/src/lab.rs\nwrote fleets/src/lib.rs\n"));
            let listed = list(&root);
            let expected = LIST
                .replace(one, after)
                .replace("pub mod web;", "pub mod web;\npub mod lab;")
                .replace("pub use web::WEB;", "pub use web::WEB;\npub use lab::LAB;");
            let sorted = expected
                .replace("pub mod web;\npub mod lab;", "pub mod lab;\npub mod web;")
                .replace("pub use web::WEB;\npub use lab::LAB;", "pub use lab::LAB;\npub use web::WEB;");
            assert!(listed == expected || listed == sorted, "{listed}");
            let fleet = fs::read_to_string(root.path().join("fleets/src/lab.rs")).unwrap();
            assert!(fleet.contains("pub static LAB;") && !fleet.contains('<'), "{fleet}");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        for (name, taken) in [("web", "fleets/src/web.rs"), ("folder", "fleets/src/folder")] {
            let root = workspace(LIST);
            fs::create_dir(root.path().join("fleets/src/folder")).unwrap();
            let told = format!("`{taken}` is there already; take another name");
            assert_eq!(added(name, &root), (Exit::Usage, told));
            assert_eq!((list(&root), files(&root).len()), (LIST.to_owned(), 3));
        }
    }

    #[test]
    fn a_list_of_another_shape_stays_and_what_to_write_is_told() {
        let all = "pub static ALL: &[&Fleet<'static>] = &[&WEB];";
        for other in [
            LIST.replace(all, ""),
            LIST.replace(
                all,
                "pub static ALL: &[&Fleet<'static>] = FLEETS;\npub static FLEETS: &[u8] = &[1];",
            ),
            LIST.replace(all, "pub static ALL: &[&Fleet<'static>] = &[&WEB, // why\n];"),
            LIST.replace("pub use web::WEB;", ""),
            LIST.replace("pub mod web;", "mod web;"),
            LIST.replace("pub mod web;", "/*\npub mod web;\n*/"),
            LIST.replace("pub mod web;", "#[path = \"other.rs\"]\npub mod lab;"),
        ] {
            let root = workspace(&other);
            let told = "`fleets/src/lib.rs` is not as `new` knows it; nothing was written. Put the fleet into \
                        `fleets/src/lab.rs`, and add\n  `pub mod lab;`\n  `pub use lab::LAB;`\n  `&LAB` to the list of \
                        fleets that the program `xtask-fleets` has";
            assert_eq!(added("lab", &root), (Exit::Wrong, told.to_owned()), "{other}");
            assert_eq!((list(&root), files(&root)), (other, vec!["lib.rs".to_owned(), "web.rs".to_owned()]));
        }
    }

    #[test]
    fn a_name_that_cannot_be_one_writes_nothing() {
        let root = workspace(LIST);
        let told = "`home-lab` cannot name a fleet; write `home_lab`";
        assert_eq!(added("home-lab", &root), (Exit::Usage, told.to_owned()));
        assert_eq!((list(&root), files(&root).len()), (LIST.to_owned(), 2));
    }
}
