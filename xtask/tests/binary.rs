//! The two binaries: the one with the fleets of this repository, and the one without.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use nest_core::problem::Code;
use std::process::Command;

/// The one with the fleets.
const FLEETS: &str = env!("CARGO_BIN_EXE_xtask-fleets");

fn code(arguments: &[&str]) -> Option<i32> {
    Command::new(FLEETS).args(arguments).output().unwrap().status.code()
}

#[test]
fn the_binary_ends_with_the_exit_code() {
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["emit", "--nonsense"]), Some(2));
    assert_eq!(code(&["emit", "no fleet has a name like this"]), Some(2));
}

/// What the one without says and ends with, where there is no cargo to build the other.
fn without_cargo(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.args(arguments).env("CARGO", "/nowhere/cargo").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_needs_no_fleet_is_done_without() {
    let page = Code::find("unknown-trait").unwrap().page;
    assert_eq!(without_cargo(&["explain", "unknown-trait"]), (Some(0), page.to_owned(), String::new()));
    let (code, _, err) = without_cargo(&["explain", "unknown-trat"]);
    assert_eq!((code, &*err), (Some(2), "unknown code `unknown-trat`; did you mean `unknown-trait`?\n"));
    let (code, out, err) = without_cargo(&["emit", "--help"]);
    assert!(code == Some(0) && out.contains("Usage: cargo xtask emit") && err.is_empty(), "{out}{err}");
    assert_eq!(without_cargo(&["emit", "--nonsense"]).0, Some(2));
}

#[test]
fn the_rest_is_for_the_one_that_cargo_builds() {
    let (code, out, err) = without_cargo(&["check"]);
    let expected = "cannot run cargo: No such file or directory (os error 2)\n";
    assert_eq!((code, &*out, &*err), (Some(3), "", expected));
}

/// What it prints of the fleet of the README, which has two warnings, in that environment.
fn check(variables: &[(&str, &str)]) -> String {
    // By cargo: the templates have a binary of that name too, and their tests may have put it in this one's place.
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--bin", "xtask-fleets", "--", "check", "multi_env"]);
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let output = command.envs(variables.iter().copied()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn messages_have_colours_where_they_are_wanted_and_none_in_a_pipe() {
    let plain = check(&[]);
    assert!(plain.starts_with("warning[sibling-crosses-namespace]: "), "{plain}");
    assert!(plain.contains("\n  --> fleets/src/multi_env.rs:"), "{plain}");
    assert!(!plain.contains('\x1b'), "{plain}");
    let coloured = check(&[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.contains("\x1b["), "{coloured}");
    assert_eq!(check(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
}
