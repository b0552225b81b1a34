//! What `emit --check` finds, and how it names it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, fails, fleet, host_name, host_name_and_port, no_address};
use nest_core::__private::{Context, Failure};
use nest_core::Fleet;
use nest_core::nix::Attrs;
use nest_xtask::Exit;
use std::fs;

/// What is said of a file `one.json` with that content.
#[track_caller]
fn check(old: Option<&str>, new: &Fleet<'static>, exit: Exit, expected: &str) {
    let place = Place::new();
    if let Some(old) = old {
        fs::write(place.path("one.json"), old).unwrap();
    }
    let before = place.files();
    let ran = place.emit(&[new], &["--check"]);
    assert_eq!((ran.exit, &*ran.err, &*ran.out), (exit, &*format!("{expected}\n"), ""));
    assert_eq!(place.files(), before, "it has written something");
}

fn document(fleet: &Fleet<'static>) -> String {
    common::run(&[fleet], &["emit", "--stdout"]).out
}

fn only_web_changes(context: Context<'_>) -> Result<Attrs, Failure> {
    if context.node().name == "web" { host_name_and_port(context) } else { host_name(context) }
}

#[test]
fn a_file_that_is_what_would_be_written_is_up_to_date() {
    let one = fleet("ONE", &["lb", "web"], host_name);
    check(Some(&document(&one)), &one, Exit::Done, "up to date DIR/one.json");
}

#[test]
fn a_missing_file_is_named() {
    let expected = "DIR/one.json is missing; run `cargo xtask emit --out DIR`";
    check(None, &fleet("ONE", &["web"], host_name), Exit::Wrong, expected);
}

#[test]
fn the_systems_and_nodes_that_differ_are_named() {
    let old = document(&fleet("ONE", &["lb", "web", "db"], host_name));
    check(
        Some(&old),
        &fleet("ONE", &["lb", "web", "db"], only_web_changes),
        Exit::Wrong,
        "DIR/one.json differs: nixosConfigurations.web; run `cargo xtask emit --out DIR`",
    );
    check(
        Some(&old),
        &fleet("ONE", &["lb", "new", "web"], only_web_changes),
        Exit::Wrong,
        "DIR/one.json differs: nixosConfigurations.new (new), nixosConfigurations.web, nixosConfigurations.db (gone), \
         nodes.prod.new (new), nodes.prod.db (gone); run `cargo xtask emit --out DIR`",
    );
}

#[test]
fn an_attribute_of_a_node_is_a_difference() {
    let one = fleet("ONE", &["web"], host_name);
    let old = document(&one).replacen("\"port\": 80", "\"port\": 81", 1);
    let expected = "DIR/one.json differs: nodes.prod.web; run `cargo xtask emit --out DIR`";
    check(Some(&old), &one, Exit::Wrong, expected);
}

#[test]
fn whole_outputs_and_the_first_keys_are_named() {
    let one = fleet("ONE", &["web"], host_name);
    let old = document(&one)
        .replace("nest-fleet/1", "nest-fleet/0")
        .replace("\"homeConfigurations\": {},", "\"a.b\": { \"x\": 1, \"y z\": 2 }, \"empty\": {},");
    check(
        Some(&old),
        &one,
        Exit::Wrong,
        "DIR/one.json differs: format, homeConfigurations (new), \"a.b\".x (gone), \"a.b\".\"y z\" (gone), empty (gone); \
         run `cargo xtask emit --out DIR`",
    );
}

#[test]
fn a_number_of_another_kind_is_a_difference() {
    let one = fleet("ONE", &["web"], host_name);
    for port in ["80.0", "8e1", "\"80\"", "[80]"] {
        let old = document(&one).replacen("\"port\": 80", &format!("\"port\": {port}"), 1);
        let expected = "DIR/one.json differs: nodes.prod.web; run `cargo xtask emit --out DIR`";
        check(Some(&old), &one, Exit::Wrong, expected);
    }
}

#[test]
fn white_space_alone_is_a_difference_too() {
    let one = fleet("ONE", &["web"], host_name);
    let old = document(&one).replace('\n', "\r\n");
    let expected = "DIR/one.json differs in order or white space only; run `cargo xtask emit --out DIR`";
    check(Some(&old), &one, Exit::Wrong, expected);
}

#[test]
fn a_file_that_is_no_json_says_so() {
    let one = fleet("ONE", &["web"], host_name);
    let whole = document(&one);
    let trailing = format!("is no JSON: trailing characters at line {} column 1", whole.lines().count() + 1);
    for (old, why) in [
        ("", "is no JSON: EOF while parsing a value at line 1 column 0"),
        ("<<<<<<< ours", "is no JSON: expected value at line 1 column 1"),
        (&*format!("{whole}{{}}"), &*trailing),
        (&whole[..20], "is no JSON: EOF while parsing a string at line 2 column 18"),
        (
            "[]",
            "is not the JSON of a fleet: invalid type: sequence, expected the outputs of a fleet at line 1 column 1",
        ),
        (
            r#"{"nodes": 1}"#,
            "is not the JSON of a fleet: invalid type: integer `1`, expected systems or nodes by their names at line \
             1 column 12",
        ),
    ] {
        let expected = format!("DIR/one.json {why}; run `cargo xtask emit --out DIR`");
        check(Some(old), &one, Exit::Wrong, &expected);
    }
}

#[test]
fn every_fleet_is_checked_and_a_failing_one_is_told_too() {
    let place = Place::new();
    let (a, b) = (fleet("A", &["web"], host_name), fleet("B", &["web"], host_name));
    place.emit(&[&a, &b], &[]);
    let before = place.files();
    let b = fleet("B", &["web"], host_name_and_port);
    let (c, d) = (fleet("C", &["web"], fails), fleet("D", &["web"], host_name));
    let ran = place.emit(&[&a, &b, &c, &d], &["--check"]);
    let expected = format!(
        "up to date DIR/a.json
{}DIR/b.json differs: nixosConfigurations.web; run `cargo xtask emit --out DIR`
DIR/d.json is missing; run `cargo xtask emit --out DIR`
",
        no_address("`prod.web`")
    );
    assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected));
    assert_eq!(place.files(), before);
}

#[test]
fn a_missing_folder_is_not_made() {
    let place = Place::new();
    let out = place.path("none");
    let one = fleet("ONE", &["web"], host_name);
    let ran = common::run(&[&one], &["emit", "--check", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Wrong);
    assert!(!out.exists());
}
