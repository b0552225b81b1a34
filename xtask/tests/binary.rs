//! The thin binary: that it has an exit code, and the fleets of this repository.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

fn code(arguments: &[&str]) -> Option<i32> {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap().status.code()
}

#[test]
fn the_binary_ends_with_the_exit_code() {
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["emit", "--nonsense"]), Some(2));
    assert_eq!(code(&["emit", "no fleet has a name like this"]), Some(2));
}

/// What it prints of the fleet of the README, which has two warnings, in that environment.
fn check(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["check", "multi_env"]).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
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

#[test]
fn where_the_source_is_not_it_is_left_out() {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    // Without cargo, the workspace is where it runs.
    command.args(["check", "multi_env"]).env_remove("CARGO").current_dir(&elsewhere);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let (head, rest) = said.split_once('\n').unwrap();
    assert!(head.starts_with("warning[sibling-crosses-namespace]: "), "{said}");
    assert!(rest.starts_with("--> fleets/src/multi_env.rs:71:57\n = note: in rule `lb`, on "), "{said}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "1 fleet: 0 errors, 2 warnings\n");
}
