//! Which files `emit` writes and removes for a split fleet, which it leaves alone, and what they hold.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, fails, host_name, host_name_and_port, laid_out, no_address, run};
use nest_core::__private::{BodyFn, Context, Failure, OutputFn, RouteFn};
use nest_core::model::{
    self, Layout, OutputBody, OutputBodyId, OutputId, Route, RouteId, Table, TraitId, Tree,
};
use nest_core::nix::{Attrs, IntoNix, NixValue};
use nest_core::{Fleet, Module, Survey};
use nest_xtask::Exit;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A fleet that is split.
fn fleet(ident: &'static str, hosts: &[&'static str], body: BodyFn) -> Fleet<'static> {
    laid_out(Layout::Split, common::fleet(ident, hosts, body))
}

/// All files below a folder, with what they hold.
fn tree(folder: &Path) -> Vec<(String, String)> {
    fn visit(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                visit(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    visit(folder, "", &mut found);
    found.sort();
    found
}

fn names(place: &Place) -> Vec<String> {
    tree(place.folder.path()).into_iter().map(|(name, _)| name).collect()
}

#[track_caller]
fn split(place: &Place, fleet: &Fleet<'static>, message: &str) {
    let ran = place.emit(&[fleet], &[]);
    assert_eq!((ran.exit, &*ran.err, &*ran.out), (Exit::Done, message, ""));
}

/// A place where these hosts were written.
fn split_before(hosts: &[&'static str]) -> Place {
    let place = Place::new();
    assert_eq!(place.emit(&[&fleet("ONE", hosts, host_name)], &[]).exit, Exit::Done);
    place
}

/// What a run into an empty folder leaves.
fn fresh(fleet: &Fleet<'static>) -> Vec<(String, String)> {
    let place = Place::new();
    assert_eq!(place.emit(&[fleet], &[]).exit, Exit::Done);
    tree(place.folder.path())
}

#[test]
fn a_fleet_becomes_a_folder_with_an_index_and_a_file_for_each_system() {
    let place = Place::new();
    split(&place, &fleet("ONE", &["web", "db"], host_name), "wrote DIR/one (2 systems; 3 files written)\n");
    let web = r#"{
  "system": "x86_64-linux",
  "modules": [
    {
      "_file": "tests/fleet.rs, rule host",
      "networking": {
        "hostName": "web"
      }
    }
  ]
}
"#;
    let index = r#"{
  "format": "nest-fleet/1",
  "fleet": "one",
  "nixosConfigurations": {
    "web": {
      "file": "nixosConfigurations/web.json",
      "sha256": "WEB"
    },
    "db": {
      "file": "nixosConfigurations/db.json",
      "sha256": "DB"
    }
  },
  "homeConfigurations": {},
  "nodes": {
"#;
    let hash = |text: &str| Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let db = web.replace("\"web\"", "\"db\"");
    let index = index.replace("WEB", &hash(web)).replace("DB", &hash(&db));
    assert_eq!(
        names(&place),
        ["one/fleet.json", "one/nixosConfigurations/db.json", "one/nixosConfigurations/web.json"]
    );
    assert_eq!(place.read("one/nixosConfigurations/web.json"), web);
    assert_eq!(place.read("one/nixosConfigurations/db.json"), db);
    assert!(place.read("one/fleet.json").starts_with(&index), "{}", place.read("one/fleet.json"));
}

/// The document that a folder stands for, with the keys in their order.
fn joined(place: &Place, name: &str) -> String {
    let parse = |path: &str| serde_json::from_str::<Value>(&place.read(&format!("{name}/{path}"))).unwrap();
    let mut document = parse("fleet.json");
    for entry in document.as_object_mut().unwrap().values_mut().filter_map(Value::as_object_mut) {
        for system in entry.values_mut() {
            if let Some(file) = system.get("file") {
                *system = parse(file.as_str().unwrap());
            }
        }
    }
    document.to_string()
}

#[test]
fn the_files_together_are_the_single_document() {
    let (place, one) = (Place::new(), fleet("ONE", &["lb", "web", "db"], host_name_and_port));
    place.emit(&[&one], &[]);
    let single: Value = serde_json::from_str(&run(&[&one], &["emit", "--stdout"]).out).unwrap();
    assert_eq!(joined(&place, "one"), single.to_string());
}

#[test]
fn what_a_closure_makes_has_a_file_and_an_own_output_is_in_the_index() {
    fn count(_: Context<'_>, modules: Vec<Module>) -> Result<NixValue, Failure> {
        Ok(modules.len().into_nix())
    }
    /// As an entry of the index looks.
    fn own(_: Survey<'_>) -> Result<Attrs, Failure> {
        let mut attrs = Attrs::new();
        attrs.root().assign(&["notes", "file"], "nixosConfigurations/notes.json");
        attrs.root().assign(&["notes", "sha256"], "0");
        Ok(attrs)
    }

    let mut one = fleet("ONE", &["web"], host_name);
    let Table::Owned(traits) = &mut one.declared.traits else { unreachable!("`fleet` owns its tables") };
    let Table::Owned(classes) = &mut traits[0].classes else { unreachable!("`fleet` owns its tables") };
    classes[0].route = Route::Closure { output: OutputId(0), code: RouteId(0) };
    one.code.routes = vec![count as RouteFn].into();
    one.code.own_outputs = vec![own as OutputFn].into();
    one.declared.own_outputs =
        vec![OutputBody { name: "dns", doc: "", place: model::Place::on(5), code: OutputBodyId(0) }].into();

    let place = Place::new();
    split(&place, &one, "wrote DIR/one (1 system; 2 files written)\n");
    assert_eq!(place.read("one/nixosConfigurations/web.json"), "1\n");
    let own = r#"
  "dns": {
    "notes": {
      "file": "nixosConfigurations/notes.json",
      "sha256": "0"
    }
  },
"#;
    assert!(place.read("one/fleet.json").contains(own), "{}", place.read("one/fleet.json"));
    fs::write(place.path("one/nixosConfigurations/notes.json"), "mine").unwrap();
    split(&place, &one, "unchanged DIR/one\n");
    assert_eq!(place.read("one/nixosConfigurations/notes.json"), "mine");
}

/// A fleet with these users, who are no hosts and may have any name.
fn users(names: &[&'static str]) -> Fleet<'static> {
    let mut fleet = fleet("ONE", names, host_name);
    let dom: &'static [u8] = fleet.dom.to_vec().leak();
    let mut tree = Tree::decode(dom);
    // All that stand in the namespace.
    for entry in tree.entries.iter_mut().filter(|entry| entry.parent.is_some()) {
        entry.is = Some(vec![TraitId(1)]);
    }
    fleet.dom = tree.encode().into();
    fleet.declared.rules = Table::EMPTY;
    fleet
}

#[test]
fn no_name_leaves_the_folder() {
    let place = Place::new();
    let place = Place { folder: tempfile::tempdir_in(place.folder.path()).unwrap() };
    let one = users(&["../x", "/etc/passwd", "a.b", "..", "alice@web", "ä", "%2E", "x\ny", ".fleet"]);
    split(&place, &one, "wrote DIR/one (9 systems; 10 files written)\n");
    let expected = [
        "%0A",
        "%252E",
        "%2E%2E",
        "%2E%2E%2Fx",
        "%2Efleet",
        "%2Fetc%2Fpasswd",
        "%C3%A4",
        "a.b",
        "alice%40web",
    ];
    let mut expected =
        expected.map(|name| format!("one/homeConfigurations/{}.json", name.replace("%0A", "x%0Ay")));
    expected.sort();
    let found = names(&place);
    assert_eq!((&*found[0], &found[1..]), ("one/fleet.json", &expected[..]));
    let single: Value = serde_json::from_str(&run(&[&one], &["emit", "--stdout"]).out).unwrap();
    assert_eq!(joined(&place, "one"), single.to_string());
    split(&place, &one, "unchanged DIR/one\n");
    split(&place, &users(&["ä"]), "wrote DIR/one (1 system; 1 file written, 8 removed)\n");
    assert_eq!(names(&place), ["one/fleet.json", "one/homeConfigurations/%C3%A4.json"]);
}

#[test]
fn names_that_differ_in_case_alone_have_files_of_their_own_on_every_file_system() {
    let place = Place::new();
    split(&place, &users(&["Alice", "bob"]), "wrote DIR/one (2 systems; 3 files written)\n");
    assert_eq!(names(&place)[1..], ["one/homeConfigurations/Alice.json", "one/homeConfigurations/bob.json"]);
    let one = users(&["Alice", "alice", "bob"]);
    // Where the file system knows no case, `Alice.json` is `alice.json` already and is not removed.
    assert_eq!(place.emit(&[&one], &[]).exit, Exit::Done);
    assert_eq!(tree(place.folder.path()).len(), 4);
    assert!(place.path("one/homeConfigurations/%41lice.json").exists());
    assert!(place.path("one/homeConfigurations/alice.json").exists());
}

/// Which file it is, and when it was written.
fn identity(path: &Path) -> (u64, SystemTime) {
    let metadata = fs::metadata(path).unwrap();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let number = 0;
    (number, metadata.modified().unwrap())
}

fn only_web_changes(context: Context<'_>) -> Result<Attrs, Failure> {
    if context.node().name == "web" { host_name_and_port(context) } else { host_name(context) }
}

#[test]
fn a_file_that_would_not_change_is_not_touched() {
    let place = split_before(&["lb", "web"]);
    let paths = ["nixosConfigurations/lb.json", "nixosConfigurations/web.json", "fleet.json"];
    let paths = paths.map(|name| place.path("one").join(name));
    for path in &paths {
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }
    let before = paths.each_ref().map(|path| identity(path));
    split(&place, &fleet("ONE", &["lb", "web"], host_name), "unchanged DIR/one\n");
    assert_eq!(paths.each_ref().map(|path| identity(path)), before);

    let one = fleet("ONE", &["lb", "web"], only_web_changes);
    split(&place, &one, "wrote DIR/one (2 systems; 2 files written)\n");
    let after = paths.each_ref().map(|path| identity(path));
    assert_eq!(after[0], before[0]);
    assert!(after[1] != before[1] && after[2] != before[2]);
    assert_eq!(tree(place.folder.path()), fresh(&one));
}

#[test]
fn files_of_hosts_that_are_gone_are_removed_and_nothing_else_is() {
    let place = split_before(&["lb", "web", "db"]);
    let own = [
        "nixosConfigurations/notes.json",
        "nixosConfigurations/db.nix",
        "nixosConfigurations/.hidden.json",
        "hosts/db.json",
        "README.md",
        "lb.json",
        "other.json",
    ];
    fs::create_dir(place.path("one/hosts")).unwrap();
    for name in own {
        fs::write(place.path("one").join(name), "mine").unwrap();
    }
    split(
        &place,
        &fleet("ONE", &["web"], host_name),
        "wrote DIR/one (1 system; 1 file written, 2 removed)\n",
    );
    for name in own {
        assert_eq!(place.read(&format!("one/{name}")), "mine");
        fs::remove_file(place.path("one").join(name)).unwrap();
    }
    fs::remove_dir(place.path("one/hosts")).unwrap();
    assert_eq!(tree(place.folder.path()), fresh(&fleet("ONE", &["web"], host_name)));
}

#[test]
fn the_folder_of_an_output_goes_with_its_last_file_unless_the_user_has_one_there() {
    for (own, stays) in [(None, false), (Some("mine"), true)] {
        let place = split_before(&["lb", "web"]);
        if let Some(own) = own {
            fs::write(place.path("one/nixosConfigurations/notes"), own).unwrap();
        }
        split(&place, &users(&["alice"]), "wrote DIR/one (1 system; 2 files written, 2 removed)\n");
        assert_eq!(place.path("one/nixosConfigurations").exists(), stays);
    }
}

#[test]
fn a_folder_in_the_place_of_a_gone_hosts_file_is_the_users() {
    let place = split_before(&["lb", "web"]);
    let path = place.path("one/nixosConfigurations/lb.json");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    split(&place, &fleet("ONE", &["web"], host_name), "wrote DIR/one (1 system; 1 file written)\n");
    assert!(path.is_dir());
}

#[test]
fn an_index_that_names_files_elsewhere_has_none_of_them_removed() {
    let place = split_before(&["lb", "web"]);
    fs::write(place.path("one.json"), "mine").unwrap();
    fs::write(place.path("one/mine.json"), "mine").unwrap();
    let index = place.read("one/fleet.json");
    for path in ["../one.json", "mine.json", "nixosConfigurations/../mine.json", "/mine.json"] {
        fs::write(place.path("one/fleet.json"), index.replace("nixosConfigurations/lb.json", path)).unwrap();
        assert_eq!(place.emit(&[&fleet("ONE", &["web"], host_name)], &[]).exit, Exit::Done);
        assert_eq!((&*place.read("one.json"), &*place.read("one/mine.json")), ("mine", "mine"));
    }
}

#[test]
fn a_fleet_that_is_wrong_writes_and_removes_nothing_of_any_fleet() {
    let place = split_before(&["lb", "web"]);
    let before = tree(place.folder.path());
    let (good, bad) = (fleet("ONE", &["db"], host_name), fleet("BAD", &["web", "lb", "db"], fails));
    let ran = place.emit(&[&good, &bad], &[]);
    let expected = no_address("`prod.web` and `prod.db`") + "1 error; nothing was written\n";
    assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected));
    assert_eq!(tree(place.folder.path()), before);
    assert!(!place.path("bad").exists());
}

#[test]
fn what_is_called_as_another_form_of_a_fleet_stays_where_it_is_the_users() {
    let place = split_before(&["lb"]);
    for name in ["one.json", "one.nix", "one.fleet.nix"] {
        fs::write(place.path(name), "mine").unwrap();
    }
    split(
        &place,
        &fleet("ONE", &["web"], host_name),
        "wrote DIR/one (1 system; 2 files written, 1 removed)\n",
    );
    assert_eq!(["one.json", "one.nix", "one.fleet.nix"].map(|name| place.read(name)), ["mine"; 3]);
    assert_eq!(place.emit(&[&fleet("ONE", &["web"], host_name)], &["--check"]).exit, Exit::Done);
}

#[test]
fn an_index_with_the_marks_of_a_merge_still_names_the_files() {
    let place = split_before(&["lb", "web", "db"]);
    let index = place.read("one/fleet.json");
    let marked =
        index.replacen("    \"web\": {\n", "<<<<<<< ours\n    \"web\": {\n", 1).replace('\n', "\r\n");
    assert!(serde_json::from_str::<Value>(&marked).is_err());
    fs::write(place.path("one/fleet.json"), marked).unwrap();
    let one = fleet("ONE", &["lb"], host_name);
    split(&place, &one, "wrote DIR/one (1 system; 1 file written, 2 removed)\n");
    assert_eq!(tree(place.folder.path()), fresh(&one));
}

#[test]
fn a_lost_or_damaged_file_is_written_again() {
    let one = fleet("ONE", &["lb", "web"], host_name);
    for (name, damage) in [
        ("fleet.json", None),
        ("fleet.json", Some("{}")),
        ("nixosConfigurations/web.json", None),
        ("nixosConfigurations/web.json", Some("{ \"system\"")),
    ] {
        let place = split_before(&["lb", "web"]);
        let path = place.path("one").join(name);
        match damage {
            Some(text) => fs::write(path, text).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
        split(&place, &one, "wrote DIR/one (2 systems; 1 file written)\n");
        assert_eq!(tree(place.folder.path()), fresh(&one));
    }
}

#[test]
fn what_a_killed_run_has_added_or_not_yet_removed_is_removed_by_the_next() {
    let one = fleet("ONE", &["web"], host_name);
    // Killed before the index was in place: it has added `new`, which nobody wants any more.
    let place = split_before(&["web"]);
    fs::write(place.path("one/.unfinished"), "nixosConfigurations/new.json\n").unwrap();
    fs::write(place.path("one/nixosConfigurations/new.json"), "{}\n").unwrap();
    split(&place, &one, "wrote DIR/one (1 system; 0 files written, 1 removed)\n");
    assert_eq!(tree(place.folder.path()), fresh(&one));
    // Killed after that: the index no longer names `old`.
    let place = split_before(&["web", "old"]);
    let old = place.read("one/nixosConfigurations/old.json");
    split(&place, &one, "wrote DIR/one (1 system; 1 file written, 1 removed)\n");
    fs::write(place.path("one/.unfinished"), "nixosConfigurations/old.json\n").unwrap();
    fs::write(place.path("one/nixosConfigurations/old.json"), old).unwrap();
    split(&place, &one, "wrote DIR/one (1 system; 0 files written, 1 removed)\n");
    assert_eq!(tree(place.folder.path()), fresh(&one));
    // What it added may be wanted.
    let place = split_before(&["old"]);
    fs::write(place.path("one/.unfinished"), "nixosConfigurations/web.json\n../x\n../x.json\n").unwrap();
    fs::write(place.path("one/nixosConfigurations/web.json"), "{}\n").unwrap();
    split(&place, &one, "wrote DIR/one (1 system; 2 files written, 1 removed)\n");
    assert_eq!(tree(place.folder.path()), fresh(&one));
}

#[cfg(unix)]
#[test]
fn behind_a_link_the_target_is_written_and_a_gone_link_is_removed_alone() {
    use std::os::unix::fs::symlink;
    let (place, elsewhere) = (split_before(&["lb", "web"]), Place::new());
    for name in ["lb.json", "web.json"] {
        let path = place.path("one/nixosConfigurations").join(name);
        fs::rename(&path, elsewhere.path(name)).unwrap();
        symlink(elsewhere.path(name), path).unwrap();
    }
    split(
        &place,
        &fleet("ONE", &["web"], only_web_changes),
        "wrote DIR/one (1 system; 2 files written, 1 removed)\n",
    );
    assert!(place.path("one/nixosConfigurations/web.json").is_symlink());
    assert!(elsewhere.read("web.json").contains("allowedTCPPorts"));
    assert!(!place.path("one/nixosConfigurations/lb.json").is_symlink());
    assert_eq!(elsewhere.names(), ["lb.json", "web.json"]);
}

#[test]
fn a_file_in_the_place_of_a_folder_and_the_reverse_are_errors_of_the_system() {
    let one = fleet("ONE", &["web"], host_name);
    let place = Place::new();
    fs::create_dir_all(place.path("one/nixosConfigurations/web.json")).unwrap();
    let ran = place.emit(&[&one], &[]);
    assert_eq!(ran.exit, Exit::System);
    assert!(ran.err.contains("`DIR/one/nixosConfigurations/web.json`: "), "{}", ran.err);
    assert!(!place.path("one/fleet.json").exists(), "the index comes last");

    let place = Place::new();
    fs::write(place.path("one"), "mine").unwrap();
    let ran = place.emit(&[&one], &[]);
    assert_eq!((ran.exit, &*place.read("one")), (Exit::System, "mine"));
    assert!(ran.err.starts_with("cannot create `DIR/one`: "), "{}", ran.err);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let one = || fleet("ONE", &["lb", "web", "db"], host_name_and_port);
    assert_eq!(fresh(&one()), fresh(&one()));
}
