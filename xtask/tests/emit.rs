//! Which files `emit` writes, and which it leaves alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, error, fails, fleet, host_name, host_name_and_port, is_whole, no_address, run};
use nest_xtask::Exit;
use std::fs;

#[test]
fn a_fleet_becomes_a_file_of_its_name() {
    let place = Place::new();
    let ran = place.emit(&[&fleet("MULTI_ENV", &["lb", "web"], host_name)], &[]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, "wrote DIR/multi_env.json (2 systems)\n"));
    assert_eq!(ran.out, "");
    assert_eq!(place.names(), ["multi_env.json"]);
    assert!(is_whole(&place.path("multi_env.json")));
}

#[test]
fn the_folder_is_made_if_it_is_missing() {
    let place = Place::new();
    let out = place.path("a/b");
    let ran = run(&[&fleet("ONE", &["web"], host_name)], &["emit", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.err.ends_with("/a/b/one.json (1 system)\n"), "{}", ran.err);
    assert!(is_whole(&out.join("one.json")));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let hosts = ["lb", "web", "db"];
    let (first, second) = (Place::new(), Place::new());
    first.emit(&[&fleet("ONE", &hosts, host_name_and_port)], &[]);
    second.emit(&[&fleet("ONE", &hosts, host_name_and_port)], &[]);
    assert_eq!(first.files(), second.files());
    let printed = run(&[&fleet("ONE", &hosts, host_name_and_port)], &["emit", "--stdout"]);
    assert_eq!(first.read("one.json"), printed.out);
}

#[test]
fn only_the_named_fleets_are_written_each_once() {
    let place = Place::new();
    let fleets = ["A", "B", "C"].map(|ident| fleet(ident, &["web"], host_name));
    let fleets = fleets.each_ref();
    let ran = place.emit(&fleets, &["c", "a", "c"]);
    let expected = "wrote DIR/a.json (1 system)\nwrote DIR/c.json (1 system)\n";
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, expected));
    assert_eq!(place.names(), ["a.json", "c.json"]);
    place.emit(&fleets, &[]);
    assert_eq!(place.names(), ["a.json", "b.json", "c.json"]);
}

#[test]
fn a_file_that_would_not_change_is_left_alone() {
    let place = Place::new();
    let one = fleet("ONE", &["web"], host_name);
    place.emit(&[&one], &[]);
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(place.path("one.json")).unwrap().set_modified(old).unwrap();
    let before = identity(&place);
    let ran = place.emit(&[&one], &[]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, "unchanged DIR/one.json\n"));
    assert_eq!(identity(&place), before);
    assert_eq!(place.names(), ["one.json"]);

    let ran = place.emit(&[&fleet("ONE", &["web"], host_name_and_port)], &[]);
    assert_eq!(ran.err, "wrote DIR/one.json (1 system)\n");
    assert_ne!(identity(&place), before);
    assert!(place.read("one.json").contains("allowedTCPPorts"));
}

/// Which file it is, and when it was written.
fn identity(place: &Place) -> (u64, std::time::SystemTime) {
    let metadata = fs::metadata(place.path("one.json")).unwrap();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let number = 0;
    (number, metadata.modified().unwrap())
}

#[test]
fn a_new_document_takes_the_place_of_the_old_file_and_never_writes_into_it() {
    let place = Place::new();
    place.emit(&[&fleet("ONE", &["web"], host_name)], &[]);
    let old = place.read("one.json");
    fs::hard_link(place.path("one.json"), place.path("old")).unwrap();
    let mut reader = fs::File::open(place.path("one.json")).unwrap();
    place.emit(&[&fleet("ONE", &["web"], host_name_and_port)], &[]);
    assert_ne!(place.read("one.json"), old);
    assert_eq!(place.read("old"), old);
    assert_eq!(std::io::read_to_string(&mut reader).unwrap(), old);
}

#[test]
fn a_shorter_document_replaces_a_longer_one_whole() {
    let place = Place::new();
    place.emit(&[&fleet("ONE", &["a", "b", "c"], host_name)], &[]);
    place.emit(&[&fleet("ONE", &["a"], host_name)], &[]);
    let fresh = Place::new();
    fresh.emit(&[&fleet("ONE", &["a"], host_name)], &[]);
    assert_eq!(place.files(), fresh.files());
    // A file that only goes on after the end of the new one is not the same.
    fs::write(place.path("one.json"), fresh.read("one.json") + "x").unwrap();
    place.emit(&[&fleet("ONE", &["a"], host_name)], &[]);
    assert_eq!(place.files(), fresh.files());
}

#[test]
fn every_failure_of_every_host_and_fleet_is_told_once() {
    let place = Place::new();
    let failing = fleet("FAILING", &["web", "lb", "db"], fails);
    let named = fleet("NAMED", &["web_1", "web", "web_2"], fails);
    let ran = place.emit(&[&failing, &named, &failing2()], &[]);
    let no_name = |name: &str, line| {
        let what = "is no host name; use 1 to 63 letters, digits and hyphens, with no hyphen at either end";
        error("host-name", &format!("`{name}` {what}"), line, "")
    };
    let expected = [
        no_address("`prod.web` and `prod.db`"),
        no_name("web_1", 11),
        no_name("web_2", 13),
        "3 errors; nothing was written\n".to_owned(),
    ];
    assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected.concat()));
    assert_eq!(place.names(), [""; 0]);
}

#[test]
fn the_line_is_shown_where_the_source_can_be_read_and_left_out_where_not() {
    let place = Place::new();
    let source = place.path("fleet.rs").to_str().unwrap().to_owned();
    fs::write(&source, "\n\n\n\n\n\nnixos { \u{e4} }\n").unwrap();
    let mut one = fleet("ONE", &["web"], fails);
    one.code.sources = vec![&*source.clone().leak()].into();
    let shown = format!(
        "error[body-failed]: no address is left
 --> {source}:7:1
  |
7 | nixos {{ \u{e4} }}
  | ^^^^^
  |
  = note: in rule `host`, on `prod.web`

1 error; nothing was printed
"
    );
    let ran = run(&[&one], &["emit", "--stdout"]);
    assert_eq!((ran.exit, ran.err), (Exit::Wrong, shown));
    fs::remove_file(source).unwrap();
    let left_out = no_address("`prod.web`") + "1 error; nothing was printed\n";
    assert_eq!(run(&[&one], &["emit", "--stdout"]).err, left_out);
}

/// A fleet with failures that `FAILING` has too.
fn failing2() -> nest_core::Fleet<'static> {
    fleet("FAILING_TOO", &["web", "lb", "db"], fails)
}

#[test]
fn the_old_file_stays_when_a_body_fails() {
    let place = Place::new();
    place.emit(&[&fleet("ONE", &["lb", "web"], host_name)], &[]);
    let before = (place.files(), identity(&place));
    let ran = place.emit(&[&fleet("ONE", &["lb", "web"], fails)], &[]);
    assert_eq!(ran.exit, Exit::Wrong);
    assert_eq!((place.files(), identity(&place)), before);
}

#[test]
fn no_fleet_is_written_when_one_is_wrong() {
    let place = Place::new();
    let (good, bad) = (fleet("GOOD", &["web"], host_name), fleet("BAD", &["web"], fails));
    for fleets in [[&good, &bad], [&bad, &good]] {
        let ran = place.emit(&fleets, &[]);
        let expected = no_address("`prod.web`") + "1 error; nothing was written\n";
        assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected));
        assert_eq!(place.names(), [""; 0]);
    }
    assert_eq!(place.emit(&[&good, &bad], &["good"]).exit, Exit::Done);
    assert_eq!(place.names(), ["good.json"]);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn behind_a_symlink_its_target_is_written_and_the_link_stays() {
        let (place, elsewhere) = (Place::new(), Place::new());
        fs::write(elsewhere.path("real.json"), "{}").unwrap();
        symlink(elsewhere.path("real.json"), elsewhere.path("link.json")).unwrap();
        symlink(elsewhere.path("link.json"), place.path("one.json")).unwrap();
        let one = fleet("ONE", &["web"], host_name);
        assert_eq!(place.emit(&[&one], &[]).err, "wrote DIR/one.json (1 system)\n");
        assert!(place.path("one.json").is_symlink() && elsewhere.path("link.json").is_symlink());
        assert!(!elsewhere.path("real.json").is_symlink() && is_whole(&elsewhere.path("real.json")));
        assert_eq!(place.emit(&[&one], &[]).err, "unchanged DIR/one.json\n");
        assert_eq!((place.names().len(), elsewhere.names().len()), (1, 2));
    }

    #[test]
    fn behind_a_dangling_relative_symlink_the_file_is_made() {
        let place = Place::new();
        fs::create_dir_all(place.path("in/store")).unwrap();
        symlink("store/real.json", place.path("in/one.json")).unwrap();
        let out = place.path("in");
        let ran = run(&[&fleet("ONE", &["web"], host_name)], &["emit", "--out", out.to_str().unwrap()]);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        assert!(out.join("one.json").is_symlink() && is_whole(&out.join("store/real.json")));
    }

    #[test]
    fn a_symlink_in_a_circle_is_an_error_of_the_system() {
        let place = Place::new();
        symlink("one.json", place.path("one.json")).unwrap();
        let ran = place.emit(&[&fleet("ONE", &["web"], host_name)], &[]);
        let expected = "cannot write `DIR/one.json`: a symlink that leads in a circle\n";
        assert_eq!((ran.exit, &*ran.err), (Exit::System, expected));
    }
}
