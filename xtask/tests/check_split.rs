//! What `emit --check` finds of a split fleet, and how it names it.

mod common;

use common::{Place, fails, host_name, host_name_and_port, laid_out, no_address};
use nest_core::__private::{BodyFn, Context, Failure};
use nest_core::Fleet;
use nest_core::model::Layout;
use nest_core::nix::Attrs;
use nest_xtask::Exit;
use std::fs;

/// A fleet that is split.
fn fleet(ident: &'static str, hosts: &[&'static str], body: BodyFn) -> Fleet<'static> {
    laid_out(Layout::Split, common::fleet(ident, hosts, body))
}

/// A folder with these hosts.
fn old() -> Place {
    let place = Place::new();
    place.emit(&[&fleet("ONE", &["lb", "web", "db"], host_name)], &[]);
    place
}

#[track_caller]
fn check(place: &Place, new: &Fleet<'static>, exit: Exit, expected: &str) {
    let read = |name: &str| fs::read(place.path("one").join(name)).ok();
    let before = (read("fleet.json"), read("nixosConfigurations/web.json"));
    let ran = place.emit(&[new], &["--check"]);
    let expected = match exit {
        Exit::Done => format!("{expected}\n"),
        _ => format!("{expected}; run `cargo xtask emit --out DIR`\n"),
    };
    assert_eq!((ran.exit, &*ran.err, &*ran.out), (exit, &*expected, ""));
    assert_eq!(
        (read("fleet.json"), read("nixosConfigurations/web.json")),
        before,
        "it has written something"
    );
}

fn same() -> Fleet<'static> {
    fleet("ONE", &["lb", "web", "db"], host_name)
}

fn only_web_changes(context: Context<'_>) -> Result<Attrs, Failure> {
    if context.node().name == "web" { host_name_and_port(context) } else { host_name(context) }
}

#[test]
fn a_folder_that_is_what_would_be_written_is_up_to_date() {
    check(&old(), &same(), Exit::Done, "up to date DIR/one");
    // What is not ours is no difference.
    let place = old();
    fs::write(place.path("one/nixosConfigurations/notes.json"), "mine").unwrap();
    check(&place, &same(), Exit::Done, "up to date DIR/one");
}

#[test]
fn a_missing_index_is_named_and_the_folder_is_not_made() {
    let place = Place::new();
    check(&place, &same(), Exit::Wrong, "DIR/one/fleet.json is missing");
    assert!(!place.path("one").exists());
}

#[test]
fn an_index_that_is_none_says_so() {
    let place = old();
    fs::write(place.path("one/fleet.json"), "<<<<<<< ours").unwrap();
    check(&place, &same(), Exit::Wrong, "DIR/one/fleet.json is no JSON: expected value at line 1 column 1");
}

#[test]
fn the_hosts_that_differ_and_the_files_too_many_or_too_few_are_named() {
    check(
        &old(),
        &fleet("ONE", &["lb", "web", "db"], only_web_changes),
        Exit::Wrong,
        "DIR/one differs: nixosConfigurations.web",
    );
    check(
        &old(),
        &fleet("ONE", &["lb", "web", "new"], only_web_changes),
        Exit::Wrong,
        "DIR/one differs: nixosConfigurations.web, nixosConfigurations.new (new), nixosConfigurations.db (gone), \
         nodes.prod.new (new), nodes.prod.db (gone), nixosConfigurations/new.json (missing), \
         nixosConfigurations/db.json (superfluous)",
    );
}

#[test]
fn a_file_that_the_index_is_right_about_is_compared_too() {
    let place = old();
    let path = place.path("one/nixosConfigurations/web.json");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("web", "wbe")).unwrap();
    check(&place, &same(), Exit::Wrong, "DIR/one differs: nixosConfigurations.web");
    fs::remove_file(&path).unwrap();
    check(&place, &same(), Exit::Wrong, "DIR/one differs: nixosConfigurations/web.json (missing)");
}

#[test]
fn what_a_killed_run_left_is_superfluous() {
    let place = old();
    fs::write(place.path("one/.unfinished"), "nixosConfigurations/new.json\nnixosConfigurations/none.json\n")
        .unwrap();
    fs::write(place.path("one/nixosConfigurations/new.json"), "{}\n").unwrap();
    let expected = "DIR/one differs: nixosConfigurations/new.json (superfluous), .unfinished (superfluous)";
    check(&place, &same(), Exit::Wrong, expected);
}

#[test]
fn white_space_alone_is_a_difference_too() {
    let place = old();
    let index = place.read("one/fleet.json");
    fs::write(place.path("one/fleet.json"), index.replace('\n', "\r\n")).unwrap();
    check(&place, &same(), Exit::Wrong, "DIR/one differs in order or white space only");
}

#[test]
fn every_fleet_is_checked_and_a_failing_one_is_told_too() {
    let place = old();
    let ran = place.emit(&[&fleet("BAD", &["web"], fails), &same()], &["--check"]);
    let expected = format!("up to date DIR/one\n{}", no_address("`prod.web`"));
    assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected));
}
