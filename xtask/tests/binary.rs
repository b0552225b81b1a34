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
