//! Whatever is left stale is named by `emit --check`, and put right by `emit`, which loses no file of the user's.

use nest_core::Fleet;
use nest_tests::emit_into;
use nest_xtask::Exit;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A fleet in a module of its own, so that there can be several of one name.
macro_rules! fleet {
    ($module:ident: $name:ident { $($setting:tt)* } $($item:tt)*) => {
        mod $module {
            nest_macros::fleet! {
                /// What a run writes.
                pub static $name { $($setting)* }
                attr port: u16;
                trait host {
                    requires = [port];
                    class nixos => nixosConfigurations { system = "x86_64-linux"; };
                }
                rule host => nixos(host) { port = host.port; }
                $($item)*
            }
        }
        use $module::$name as $module;
    };
}

fleet! { one: ONE {} web { is = [host]; port = 80; } db { is = [host]; port = 80; } }
fleet! { edited: ONE {} web { is = [host]; port = 81; } db { is = [host]; port = 80; } }
fleet! { in_nix: ONE { layout = nix; } web { is = [host]; port = 80; } db { is = [host]; port = 80; } }
fleet! { split: ONE { layout = split; } web { is = [host]; port = 80; } db { is = [host]; port = 80; } }
fleet! { smaller: ONE { layout = split; } web { is = [host]; port = 80; } }
fleet! {
    renamed: ONE { layout = split; }
    web { is = [host]; port = 80; }
    database { is = [host]; port = 80; }
}
fleet! { gone: GONE {} web { is = [host]; port = 80; } }
fleet! { gone_in_nix: GONE { layout = nix; } web { is = [host]; port = 80; } }
fleet! {
    gone_split: GONE { layout = split; }
    web { is = [host]; port = 80; }
    rule host as called => nixos { called = nix!("lib.id 1"); }
}
fleet! {
    functions: ONE { layout = single; }
    web { is = [host]; port = 80; }
    rule host as called => nixos { called = nix!("lib.id 1"); }
}
fleet! {
    split_functions: ONE { layout = split; }
    web { is = [host]; port = 80; }
    rule host as called => nixos { called = nix!("lib.id 1"); }
}
fleet! { own: ONE {} web { is = [host]; port = 80; } db { is = [host]; port = 80; } output dns { a = 1; } }

/// A way to leave something stale: what is written before, what happens then, the fleets there are now, and what is told.
type Way = (
    &'static [&'static Fleet<'static>],
    fn(&Path),
    &'static [&'static Fleet<'static>],
    &'static [&'static str],
);

const NOTHING: fn(&Path) = |_| {};

static WAYS: &[Way] = &[
    // An attribute is edited.
    (&[&one], NOTHING, &[&edited], &["DIR/one.json differs: nixosConfigurations.web, nodes.web"]),
    // A host of a split fleet is removed, or renamed.
    (&[&split], NOTHING, &[&smaller], &["nixosConfigurations/db.json (superfluous)"]),
    (
        &[&split],
        NOTHING,
        &[&renamed],
        &["nixosConfigurations/database.json (missing)", "nixosConfigurations/db.json (superfluous)"],
    ),
    // A fleet is removed, whatever its layout, or renamed.
    (&[&one, &gone], NOTHING, &[&one], &["DIR/gone.json is superfluous: no fleet writes it"]),
    (&[&one, &gone_in_nix], NOTHING, &[&one], &["DIR/gone.fleet.nix is superfluous: no fleet writes it"]),
    (&[&one, &gone_split], NOTHING, &[&one], &["DIR/gone is superfluous: no fleet writes it"]),
    (&[&gone], NOTHING, &[&one], &["DIR/one.json is missing", "DIR/gone.json is superfluous"]),
    // The layout changes.
    (&[&one], NOTHING, &[&split], &["DIR/one/fleet.json is missing", "DIR/one.json is superfluous"]),
    (&[&split], NOTHING, &[&one], &["DIR/one.json is missing", "DIR/one is superfluous"]),
    (&[&one], NOTHING, &[&in_nix], &["DIR/one.fleet.nix is missing", "DIR/one.json is superfluous"]),
    (&[&in_nix], NOTHING, &[&one], &["DIR/one.json is missing", "DIR/one.fleet.nix is superfluous"]),
    (&[&in_nix], NOTHING, &[&split], &["DIR/one/fleet.json is missing", "DIR/one.fleet.nix is superfluous"]),
    // It changed before, when nothing was removed.
    (
        &[&one],
        |folder| add(folder, &split, "one/fleet.json", "one/fleet.json"),
        &[&one],
        &["DIR/one is superfluous"],
    ),
    // The functions are stale, move, or are called no longer.
    (&[&functions], |folder| edit(folder, "one.nix", "lib.id 1", "2"), &[&functions], &["differs: one.nix"]),
    (
        &[&functions],
        NOTHING,
        &[&split_functions],
        &["DIR/one.json is superfluous", "DIR/one.nix is superfluous"],
    ),
    (&[&functions], NOTHING, &[&one], &["DIR/one.json differs: ", ", one.nix (superfluous)"]),
    (
        &[&one],
        |folder| add(folder, &functions, "one.nix", "one.nix"),
        &[&one],
        &["differs: one.nix (superfluous)"],
    ),
    (
        &[&in_nix],
        |folder| add(folder, &functions, "one.nix", "one.nix"),
        &[&in_nix],
        &["differs: one.nix (superfluous)"],
    ),
    (&[&split_functions], NOTHING, &[&smaller], &["one.nix (superfluous)"]),
    // A file is edited by hand, or lost.
    (
        &[&one],
        |folder| edit(folder, "one.json", ": 80", ": 8080"),
        &[&one],
        &["DIR/one.json differs: nixosConfigurations"],
    ),
    (
        &[&split],
        |folder| edit(folder, "one/nixosConfigurations/web.json", ": 80", ": 8080"),
        &[&split],
        &["DIR/one differs: nixosConfigurations.web"],
    ),
    (
        &[&split],
        |folder| edit(folder, "one/fleet.json", ": 80", ": 8080"),
        &[&split],
        &["DIR/one differs: nodes"],
    ),
    (
        &[&split],
        |folder| fs::remove_file(folder.join("one/nixosConfigurations/web.json")).unwrap(),
        &[&split],
        &["nixosConfigurations/web.json (missing)"],
    ),
    // A run was killed.
    (
        &[&one],
        |folder| fs::write(folder.join(".one.json.aB3dE6.tmp"), "{\n").unwrap(),
        &[&one],
        &["DIR/.one.json.aB3dE6.tmp is superfluous"],
    ),
    (
        &[&one],
        |folder| add(folder, &gone, "gone.json", ".gone.json.aB3dE6.tmp"),
        &[&one],
        &["DIR/.gone.json.aB3dE6.tmp is superfluous"],
    ),
    (
        &[&split],
        |folder| {
            for name in [".fleet.json.aB3dE6.tmp", "nixosConfigurations/.web.json.aB3dE6.tmp"] {
                fs::write(folder.join("one").join(name), "").unwrap();
            }
        },
        &[&split],
        &[".fleet.json.aB3dE6.tmp (superfluous)", "nixosConfigurations/.web.json.aB3dE6.tmp (superfluous)"],
    ),
    // An own output is gone.
    (&[&own], NOTHING, &[&one], &["DIR/one.json differs: dns.a (gone)"]),
];

/// Files that look like ours, and are the user's.
const MINE: [(&str, &str); 12] = [
    ("README.md", "mine"),
    ("notes.json", "{}\n"),
    ("copy.json", "{\n  \"format\": \"nest-fleet/1\",\n  \"fleet\": \"one\",\n  \"nodes\": {}\n}\n"),
    ("copy.fleet.nix", "{\n  format = \"nest-fleet/1\";\n  fleet = \"one\";\n}\n"),
    (
        "copy.nix",
        "# Written by `cargo xtask emit`: what `nix!` says in the fleet `one`, by the hash of its text.\n{ }\n",
    ),
    ("default.nix", "{ }\n"),
    (".notes.json.aB3dE6.tmp", ""),
    (".one.json.swp", ""),
    ("mine/fleet.json", "{}\n"),
    ("one/notes.json", "mine"),
    ("one/nixosConfigurations/notes.json", "mine"),
    ("gone/notes", "mine"),
];

#[test]
fn whatever_is_stale_is_named_and_put_right_and_nothing_of_the_users_is_lost() {
    for (number, (before, leave, now, told)) in WAYS.iter().enumerate() {
        let place = tempfile::tempdir().unwrap();
        emit_into(place.path(), before).unwrap();
        leave(place.path());
        for (name, text) in MINE {
            write(place.path(), name, text);
        }
        let stale = files(place.path());

        let (exit, said) = run(place.path(), now, &["--check"]);
        assert_eq!(exit, Exit::Wrong, "way {number}: {said}");
        for told in *told {
            assert!(said.contains(told), "way {number}: {told}\n  is not in\n{said}");
        }
        assert!(
            said.lines().filter(|line| !line.starts_with("up to date ")).all(|line| line.ends_with(REMEDY)),
            "{said}"
        );
        assert_eq!(files(place.path()), stale, "way {number}: `--check` has changed something");

        let (exit, said) = run(place.path(), now, &[]);
        assert_eq!(exit, Exit::Done, "way {number}: {said}");
        let mut expected = fresh(now);
        expected.extend(MINE.map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(files(place.path()), expected, "way {number}");

        let (exit, said) = run(place.path(), now, &["--check"]);
        assert_eq!(exit, Exit::Done, "way {number}: {said}");
        assert!(said.lines().all(|line| line.starts_with("up to date ")), "way {number}: {said}");
    }
}

#[test]
fn what_is_stale_goes_without_a_trace_where_the_user_has_nothing() {
    for (number, (before, leave, now, _)) in WAYS.iter().enumerate() {
        let place = tempfile::tempdir().unwrap();
        emit_into(place.path(), before).unwrap();
        leave(place.path());
        emit_into(place.path(), now).unwrap();
        let clean = tempfile::tempdir().unwrap();
        emit_into(clean.path(), now).unwrap();
        assert_eq!(names(place.path()), names(clean.path()), "way {number}");
    }
}

#[test]
fn a_run_that_names_fleets_leaves_those_of_the_others_alone() {
    let place = tempfile::tempdir().unwrap();
    emit_into(place.path(), &[&one, &gone]).unwrap();
    let (exit, said) = run(place.path(), &[&split, &gone_split], &["one"]);
    assert_eq!(
        (exit, &*said),
        (Exit::Done, "wrote DIR/one (2 systems; 3 files written)\nremoved DIR/one.json\n")
    );
    assert!(place.path().join("gone.json").exists());
    // It says nothing of fleets that there are not: they may be those of somebody else's run.
    let (exit, said) = run(place.path(), &[&split], &["one"]);
    assert_eq!((exit, &*said), (Exit::Done, "unchanged DIR/one\n"));
    let (exit, said) = run(place.path(), &[&split], &["one", "--check"]);
    assert_eq!((exit, &*said), (Exit::Done, "up to date DIR/one\n"));
    let (exit, said) = run(place.path(), &[&split], &[]);
    assert_eq!((exit, &*said), (Exit::Done, "unchanged DIR/one\nremoved DIR/gone.json\n"));
}

#[test]
fn what_is_removed_of_a_folder_is_counted() {
    let place = tempfile::tempdir().unwrap();
    emit_into(place.path(), &[&split_functions]).unwrap();
    write(place.path(), "one/notes", "mine");
    let (_, said) = run(place.path(), &[&one], &[]);
    assert_eq!(said, "wrote DIR/one.json (2 systems)\nremoved 3 files of DIR/one\n");
    assert_eq!(files(&place.path().join("one")), BTreeMap::from([("notes".to_owned(), "mine".to_owned())]));
}

#[test]
fn a_fleet_that_is_wrong_keeps_what_is_stale() {
    fleet! {
        wrong: WRONG {}
        web { is = [host]; port = 80; }
        rule host as fails => nixos { a = Err::<i64, _>("no")?; }
    }
    let place = tempfile::tempdir().unwrap();
    emit_into(place.path(), &[&one, &gone]).unwrap();
    let before = files(place.path());
    let (exit, _) = run(place.path(), &[&split, &wrong], &[]);
    assert_eq!((exit, files(place.path())), (Exit::Wrong, before));
    let (exit, said) = run(place.path(), &[&split, &wrong], &["--check"]);
    assert_eq!(exit, Exit::Wrong);
    assert!(said.contains("DIR/gone.json is superfluous: no fleet writes it"), "{said}");
}

/// What every line of a difference ends in.
const REMEDY: &str = "; run `cargo xtask emit --out DIR`";

/// How `emit` ends, and what it says; the folder is `DIR` there.
fn run(folder: &Path, fleets: &[&Fleet<'static>], arguments: &[&str]) -> (Exit, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let folder = folder.to_str().unwrap();
    let arguments = [&["xtask", "emit", "--out", folder], arguments].concat();
    let exit = nest_xtask::run(arguments, fleets, &mut out, &mut err);
    (exit, String::from_utf8(err).unwrap().replace(folder, "DIR"))
}

/// What a run into an empty folder leaves.
fn fresh(fleets: &[&Fleet<'static>]) -> BTreeMap<String, String> {
    let place = tempfile::tempdir().unwrap();
    emit_into(place.path(), fleets).unwrap();
    files(place.path())
}

/// Adds a file that another fleet has.
fn add(folder: &Path, fleet: &Fleet<'static>, file: &str, name: &str) {
    write(folder, name, &fresh(&[fleet])[file]);
}

fn edit(folder: &Path, name: &str, old: &str, new: &str) {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    assert!(text.contains(old), "{text}");
    write(folder, name, &text.replace(old, new));
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All files below a folder, with what they hold.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let is_file = |(name, path): (String, PathBuf)| Some((name, fs::read_to_string(path).ok()?));
    below(folder).into_iter().filter_map(is_file).collect()
}

/// All folders and files below a folder.
fn below(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            found.push((path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), path.clone()));
            open.extend(path.is_dir().then_some(path));
        }
    }
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    below(folder).into_iter().map(|(name, _)| name).collect()
}
