//! `cargo xtask fmt`, on files and on standard input.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use nest_xtask::Exit;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::{TempDir, tempdir};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const ROUGH: &str = "fn  f() {}\nfleet! {\n    attr a :u8=1;\n}\n";

const SMOOTH: &str = "fn  f() {}\nfleet! {\n    attr a :u8 = 1;\n}\n";

/// How it ends with these arguments, and what it says.
fn run(arguments: &[&Path]) -> (Exit, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["xtask", "fmt"].into_iter().map(Path::new).chain(arguments.iter().copied());
    let exit = nest_xtask::run(arguments, &[], &mut out, &mut err);
    assert!(out.is_empty());
    (exit, String::from_utf8(err).unwrap())
}

/// A file with that text, in a folder of its own.
fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("fleet.rs");
    fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn a_file_is_laid_out_and_then_is() {
    let (_folder, path) = file(ROUGH);
    let shown = path.display();
    let check = [Path::new("--check"), &path];
    let differs = format!("{shown}:3 is not laid out; run `cargo xtask fmt`\n");
    assert_eq!(run(&check), (Exit::Wrong, differs));
    assert_eq!(fs::read_to_string(&path).unwrap(), ROUGH);
    assert_eq!(run(&[&path]), (Exit::Done, format!("laid out {shown}\n")));
    assert_eq!(fs::read_to_string(&path).unwrap(), SMOOTH);
    assert_eq!(run(&[&path]), (Exit::Done, "unchanged 1 file\n".to_owned()));
    assert_eq!(run(&check), (Exit::Done, "up to date 1 file\n".to_owned()));
}

#[cfg(unix)]
#[test]
fn whoever_may_read_a_file_may_do_so_afterwards() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = file(ROUGH);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(run(&[&path]).0, Exit::Done);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_is_no_rust_is_left_alone_and_the_others_are_laid_out() {
    let wrong = "fleet! {\n    a { is = [b;\n}\n";
    let ((_one, broken), (_other, path)) = (file(wrong), file(ROUGH));
    let said = format!(
        "laid out {}\n{}:3:1: `[` is not closed before this `}}`; it is left alone\n",
        path.display(),
        broken.display()
    );
    assert_eq!(run(&[&broken, &path]), (Exit::Wrong, said));
    assert_eq!(fs::read_to_string(&broken).unwrap(), wrong);
    assert_eq!(fs::read_to_string(&path).unwrap(), SMOOTH);
}

#[test]
fn a_file_that_is_named_is_there_and_has_a_fleet() {
    let (folder, path) = file("fn f() {}\n");
    let said = format!("`{}` has no `fleet! {{ … }}` to lay out\n", path.display());
    assert_eq!(run(&[&path]), (Exit::Usage, said));
    let gone = folder.path().join("gone.rs");
    let said = format!("cannot read `{}`: No such file or directory (os error 2)\n", gone.display());
    assert_eq!(run(&[&gone]), (Exit::System, said));
    assert_eq!(
        run(&[&path, Path::new("-")]),
        (Exit::Usage, "`-` is standard input, and stands alone\n".to_owned())
    );
}

#[test]
fn without_names_it_is_about_the_files_of_the_workspace() {
    let (exit, said) = run(&[Path::new("--check")]);
    assert_eq!(exit, Exit::Done, "{said}");
    let count: usize = said.trim_start_matches("up to date ").trim_end_matches(" files\n").parse().unwrap();
    assert!(count > 40, "{said}");
}

#[test]
fn a_template_is_laid_out_for_a_workspace_with_and_without_our_settings() {
    for fleet in ["fleet/fleets/src/homelab.rs", "existing/fleets/src/servers.rs"] {
        let path = Path::new(ROOT).join("templates").join(fleet);
        assert_eq!(run(&[Path::new("--check"), &path]), (Exit::Done, "up to date 1 file\n".to_owned()));
        let text = fs::read_to_string(&path).unwrap();
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= 100, "{fleet}: {longest}");
    }
}

/// What the binary without fleets makes of standard input: its code, what it prints, what it says.
fn filtered(arguments: &[&str], text: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("fmt").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn standard_input_is_laid_out_to_standard_output() {
    assert_eq!(filtered(&["-"], ROUGH), (Some(0), SMOOTH.to_owned(), String::new()));
    assert_eq!(filtered(&["-"], "fn  f() {}"), (Some(0), "fn  f() {}".to_owned(), String::new()));
    let differs = "standard input:3 is not laid out; run `cargo xtask fmt`\n";
    assert_eq!(filtered(&["--check", "-"], ROUGH), (Some(1), String::new(), differs.to_owned()));
    assert_eq!(filtered(&["--check", "-"], SMOOTH), (Some(0), String::new(), String::new()));
    let wrong = "standard input:1:8: `{` is never closed; it is left alone\n";
    assert_eq!(filtered(&["-"], "fleet! {\n"), (Some(1), String::new(), wrong.to_owned()));
}

#[test]
fn an_editor_has_rustfmt_lay_out_the_rest() {
    let smooth = SMOOTH.replace("fn  f", "fn f");
    assert_eq!(filtered(&["--rustfmt", "-"], ROUGH), (Some(0), smooth, String::new()));
    let (code, printed, said) = filtered(&["--rustfmt", "-"], "fn f( {");
    assert_eq!((code, &*printed), (Some(1), ""));
    assert!(said.ends_with("\nrustfmt failed; nothing is laid out\n"), "{said}");
}
