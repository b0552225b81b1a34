//! What only a process of its own shows: being killed, the umask, the folder without `--out`, a panic.
//!
//! The process is this very test program, told to run [`child`] alone.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, error, fleet, host_name, is_whole, laid_out};
use nest_core::__private::{BodyFn, Context, Failure, file as file_at};
use nest_core::Fleet;
use nest_core::model::Layout;
use nest_core::nix::Attrs;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

/// The arguments of the command line that the child runs, one a line.
const ARGUMENTS: &str = "NEST_TEST_ARGUMENTS";
/// What the child's bodies do.
const BODY: &str = "NEST_TEST_BODY";

#[test]
#[ignore = "the other tests run it in a process of its own"]
fn child() {
    let Ok(arguments) = env::var(ARGUMENTS) else { return };
    let arguments = ["xtask"].into_iter().chain(arguments.lines());
    let exit =
        nest_xtask::run(arguments, &[&large(&env::var(BODY).unwrap())], &mut io::stdout(), &mut io::stderr());
    std::process::exit(exit.code());
}

/// A fleet of a few megabytes.
fn large(body: &str) -> Fleet<'static> {
    let (count, others) = match body {
        "files" => (1, false),
        "few" => (200, false),
        // Every other host is gone, and as many are new.
        "few others" => (200, true),
        _ => (2000, false),
    };
    let body: BodyFn = match body {
        "panics" => panics,
        "aborts" => aborts,
        "more" | "few others" => more,
        "files" => files,
        _ => lines,
    };
    let name = |i| if others && i % 2 == 1 { format!("new-{i}") } else { format!("web-{i}") };
    let hosts: Vec<&'static str> = (0..count).map(|i| &*name(i).leak()).collect();
    // Few hosts are split.
    let layout = if count == 200 { Layout::Split } else { Layout::Single };
    laid_out(layout, fleet("LARGE", &hosts, body))
}

fn lines(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = host_name(context)?;
    attrs.root().assign(&["networking", "extraHosts"], "10.0.0.1 a-host-with-a-name\n".repeat(40));
    Ok(attrs)
}

fn more(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = lines(context)?;
    attrs.root().assign(&["more"], true);
    Ok(attrs)
}

fn panics(context: Context<'_>) -> Result<Attrs, Failure> {
    assert_ne!(context.node().name, "web-1000");
    more(context)
}

/// Asks for files, of which only the first two are the workspace's own.
fn files(_: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    let files = ["motd", "inside", "gone", "outside", "folder/passwd", "nowhere"];
    attrs.root().assign(&["files"], files.map(|file| file_at(file.to_owned())).as_slice());
    Ok(attrs)
}

/// Ends the process at once, in the middle of writing, as nothing inside it can prevent.
fn aborts(context: Context<'_>) -> Result<Attrs, Failure> {
    if context.node().name == "web-1000" {
        std::process::abort();
    }
    more(context)
}

/// A command that runs the child.
fn run_child(arguments: &[&str], body: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    into_child(&mut command, arguments, body);
    command
}

fn into_child(command: &mut Command, arguments: &[&str], body: &str) {
    command.args(["--ignored", "--exact", "child", "--nocapture"]);
    command.env(ARGUMENTS, arguments.join("\n")).env(BODY, body).stdout(Stdio::null());
}

fn emit_into(place: &Place, body: &str) -> Command {
    run_child(&["emit", "--out", place.folder.path().to_str().unwrap()], body)
}

#[track_caller]
fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", message(&output));
}

fn message(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The files that are no temporary ones of a killed process.
fn kept(place: &Place) -> Vec<String> {
    let is_temporary = |name: &String| name.starts_with(".large.json.") && name.ends_with(".tmp");
    place.names().into_iter().filter(|name| !is_temporary(name)).collect()
}

#[test]
fn a_killed_process_leaves_the_old_file_or_the_new_one_whole() {
    let (old, new) = (Place::new(), Place::new());
    succeeds(&mut emit_into(&old, ""));
    let start = Instant::now();
    succeeds(&mut emit_into(&new, "more"));
    let whole_run = start.elapsed();
    let (old, new) = (old.read("large.json"), new.read("large.json"));
    assert_ne!(old, new);

    let moments = 20;
    for moment in 0..=moments {
        let place = Place::new();
        fs::write(place.path("large.json"), &old).unwrap();
        let mut child = emit_into(&place, "more").stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole_run * moment / moments);
        // SIGKILL
        child.kill().unwrap();
        child.wait().unwrap();
        let found = place.read("large.json");
        assert!(found == old || found == new, "torn after {moment} parts of {moments}");
        assert_eq!(kept(&place), ["large.json"]);
    }
}

#[test]
fn a_process_that_dies_while_it_writes_leaves_the_old_file_and_the_next_one_writes() {
    let place = Place::new();
    succeeds(&mut emit_into(&place, ""));
    let old = place.read("large.json");
    let died = emit_into(&place, "aborts").output().unwrap();
    assert_eq!(died.status.code(), None, "it has not died");
    assert_eq!((place.read("large.json"), kept(&place)), (old.clone(), vec!["large.json".to_owned()]));
    assert_eq!(place.names().len(), 2, "it has left no temporary file");
    succeeds(&mut emit_into(&place, "more"));
    assert_eq!(place.names(), ["large.json"]);
    assert_ne!(place.read("large.json"), old);
    assert!(is_whole(&place.path("large.json")));
}

/// How many files there are in the folder of a split fleet.
fn count(place: &Place) -> usize {
    let is_file = |entry: &fs::DirEntry| entry.file_type().unwrap().is_file();
    let count =
        |folder| fs::read_dir(place.path(folder)).unwrap().map(Result::unwrap).filter(is_file).count();
    count("large") + count("large/nixosConfigurations")
}

/// The files of the folder of a split fleet that are no temporary ones of a killed process.
fn kept_of_split(place: &Place) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in ["large", "large/nixosConfigurations"] {
        for entry in fs::read_dir(place.path(folder)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            let is_temporary = name.starts_with('.') && name.ends_with(".tmp");
            if entry.file_type().unwrap().is_file() && !is_temporary {
                found.insert(format!("{folder}/{name}"), fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_killed_split_leaves_every_file_whole_and_the_next_run_ends_its_work() {
    let split = |place: &Place, body: &str| {
        run_child(&["emit", "--out", place.folder.path().to_str().unwrap()], body)
    };
    let (old, new) = (Place::new(), Place::new());
    succeeds(&mut split(&old, "few"));
    let start = Instant::now();
    succeeds(&mut split(&new, "few others"));
    let whole_run = start.elapsed();
    let (old, new) = (kept_of_split(&old), kept_of_split(&new));
    let index = "large/fleet.json";
    let place = Place::new();
    let moments = 8;
    for moment in 0..=moments {
        succeeds(&mut split(&place, "few"));
        assert!(kept_of_split(&place) == old, "after {moment} parts of {moments}");
        assert_eq!(count(&place), old.len(), "temporary files are left after {moment} parts of {moments}");
        let mut child = split(&place, "few others").stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole_run * moment / moments);
        // SIGKILL
        child.kill().unwrap();
        child.wait().unwrap();
        let found = kept_of_split(&place);
        for (name, content) in found.iter().filter(|(name, _)| !name.ends_with(".unfinished")) {
            let is_whole = [&old, &new].iter().any(|all| all.get(name) == Some(content));
            assert!(is_whole, "{name} is torn after {moment} parts of {moments}");
        }
        // The index comes after what it names, which is removed after the next.
        let named = if found[index] == old[index] { &old } else { &new };
        assert!(named.keys().all(|name| found.contains_key(name)), "after {moment} parts of {moments}");
    }
}

#[test]
fn a_panic_in_a_body_leaves_the_old_file_and_no_temporary_one() {
    let place = Place::new();
    succeeds(&mut emit_into(&place, ""));
    let old = place.files();
    assert!(!emit_into(&place, "panics").stderr(Stdio::null()).status().unwrap().success());
    assert!(place.files() == old);
}

#[test]
fn the_umask_decides_who_may_read_the_file() {
    for (umask, mode) in [("022", 0o644), ("077", 0o600), ("002", 0o664)] {
        let place = Place::new();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")]).arg(env::current_exe().unwrap());
        into_child(&mut shell, &["emit", "--out", place.folder.path().to_str().unwrap()], "");
        succeeds(&mut shell);
        let metadata = fs::metadata(place.path("large.json")).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "under umask {umask}");
    }
}

#[test]
fn without_cargo_the_folder_is_in_the_current_one() {
    let place = Place::new();
    let output = run_child(&["emit"], "").current_dir(&place.folder).env_remove("CARGO").output().unwrap();
    assert_eq!(message(&output), "wrote generated/large.json (2000 systems)\n");
    assert!(is_whole(&place.path("generated/large.json")));
}

#[test]
fn a_file_that_is_not_the_workspace_s_own_is_told() {
    let (outside, place) = (Place::new(), Place::new());
    fs::write(outside.path("passwd"), "").unwrap();
    fs::write(place.path("motd"), "").unwrap();
    for (link, target) in [
        ("inside", place.path("motd")),
        ("outside", outside.path("passwd")),
        ("folder", outside.path("")),
        ("nowhere", outside.path("nowhere")),
    ] {
        std::os::unix::fs::symlink(target, place.path(link)).unwrap();
    }
    let outside = "is a link out of the workspace, where another machine has another file, or none; put the file \
                   itself here";
    let missing = "is no file of the workspace; paths begin at its root: create it, or change the path";
    let expected =
        [("gone", missing), ("outside", outside), ("folder/passwd", outside), ("nowhere", missing)];
    let lines = expected.map(|(file, what)| {
        error("missing-file", &format!("`{file}` {what}"), 7, "in rule `host`, on `prod.web-0`")
    });
    for command in ["emit", "check"] {
        let mut child = run_child(&[command], "files");
        child.current_dir(&place.folder).env_remove("CARGO").stdout(Stdio::piped());
        let output = child.output().unwrap();
        let said = message(&output) + &String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(&lines.concat()), "{command}: {said}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn with_cargo_the_folder_is_in_the_root_of_the_workspace() {
    let place = Place::new();
    for folder in ["tasks/src", "elsewhere"] {
        fs::create_dir_all(place.path(folder)).unwrap();
    }
    fs::write(place.path("Cargo.toml"), "[workspace]\nmembers = [\"tasks\"]\n").unwrap();
    fs::write(place.path("tasks/Cargo.toml"), "[package]\nname = \"tasks\"\n").unwrap();
    fs::write(place.path("tasks/src/lib.rs"), "").unwrap();
    let child = |manifest: &str| {
        let mut child = run_child(&["emit"], "");
        // Cargo sets both, and the current directory is the user's.
        child.env("CARGO", env!("CARGO")).env("CARGO_MANIFEST_DIR", place.path(manifest));
        child.current_dir(place.path("elsewhere")).output().unwrap()
    };
    let output = child("tasks");
    assert_eq!(message(&output), "wrote generated/large.json (2000 systems)\n");
    assert!(is_whole(&place.path("generated/large.json")));

    let output = child("nowhere");
    assert_eq!(output.status.code(), Some(3));
    let text = message(&output);
    assert!(
        text.contains("cannot find the workspace's root with `cargo locate-project`: exit status: 101"),
        "{text}"
    );
}

#[test]
fn a_reader_that_closes_the_pipe_ends_it_quietly() {
    let mut child =
        run_child(&["emit", "--stdout"], "").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 100];
    io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut start).unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*message(&output)), (Some(0), ""));
}

#[test]
fn a_document_larger_than_the_room_for_it_is_an_error_with_the_path() {
    let place = Place::new();
    fs::write(place.path("large.json"), "{}\n").unwrap();
    let mut shell = Command::new("sh");
    // A limit on the size of files stands for a full disk; the signal would end the process.
    let script = "ulimit -f 1000; trap '' XFSZ; exec \"$0\" \"$@\"";
    shell.args(["-c", script]).arg(env::current_exe().unwrap());
    into_child(&mut shell, &["emit", "--out", place.folder.path().to_str().unwrap()], "");
    let output = shell.output().unwrap();
    let expected =
        format!("cannot write `{}`: File too large (os error 27)\n", place.path("large.json").display());
    assert_eq!((output.status.code(), message(&output)), (Some(3), expected));
    assert_eq!(place.files(), [("large.json".to_owned(), "{}\n".to_owned())]);
}
