//! `cargo xtask ci`: what every change has to pass.

use super::{emit, fmt};
use crate::terminal::{Exit, Stop, Streams};
use crate::workspace;
use nest_core::Fleet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The command, as it is typed.
pub fn line() -> clap::Command {
    clap::Command::new("ci").about(
        "Runs what every change has to pass: formatting, lints, tests, documentation, and the files of `emit`",
    )
}

/// A run of cargo.
struct Step {
    arguments: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
}

/// The first step, which is quick.
const FLEETS: &str = "cargo xtask fmt --check";

/// From quick to slow, so that the small mistakes are told first.
const STEPS: [Step; 4] = [
    Step { arguments: &["fmt", "--all", "--check"], variables: &[] },
    Step { arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], variables: &[] },
    Step { arguments: &["test", "--workspace"], variables: &[] },
    Step { arguments: &["doc", "--workspace", "--no-deps"], variables: &[("RUSTDOCFLAGS", "-D warnings")] },
];

/// The last step, which needs no cargo.
const CHECK: &str = "cargo xtask emit --check";

impl Step {
    /// The step as one would type it.
    fn name(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!("{name}={value:?} "));
        format!("{}cargo {}", variables.collect::<String>(), self.arguments.join(" "))
    }
}

/// Runs all steps, up to the first that fails.
pub fn run<'f>(fleets: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
    steps(&workspace::cargo(), &workspace::root()?, fleets, streams)?;
    // The tests are of this repository; another workspace has its own.
    if cfg!(feature = "fleets") {
        // Last, where it is read: it stands far above, too, among the lines of the tests.
        NEEDED.iter().filter(|asked| !asked.is_there()).for_each(|asked| streams.say(asked.skipped()));
    }
    Ok(())
}

/// A program that some tests ask. Without it they do nothing.
struct NeededProgram {
    program: &'static str,
    /// What it does nothing but say its version for.
    version: &'static str,
    tests: &'static str,
    /// How to get it.
    install: &'static str,
}

/// With `CI=true`, the tests fail that miss one of the first two.
const NEEDED: [NeededProgram; 3] = [
    NeededProgram {
        program: "nix-instantiate",
        version: "--version",
        tests: "what Nix makes of the files",
        install: "apt-get install nix-bin",
    },
    NeededProgram {
        program: "haproxy",
        version: "-v",
        tests: "what haproxy makes of its configuration",
        install: "apt-get install haproxy",
    },
    NeededProgram {
        program: "rust-analyzer",
        version: "--version",
        tests: "what an editor makes of a fleet",
        install: "rustup component add rust-analyzer",
    },
];

impl NeededProgram {
    /// Whether it runs: of what rustup has not installed, there is a program that only says so.
    fn is_there(&self) -> bool {
        let mut command = Command::new(self.program);
        command.arg(self.version).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    fn skipped(&self) -> String {
        let Self { program, version: _, tests, install } = self;
        format!("skipped: {tests}; there is no {program} ({install})")
    }
}

fn steps<'f>(
    cargo: &OsStr,
    root: &Path,
    fleets: &[&'f Fleet<'f>],
    streams: &mut Streams,
) -> Result<(), Stop> {
    let took = timed(FLEETS, streams, |streams| {
        fmt::check_all(cargo, root, streams).map_err(|stop| ended(stop, FLEETS))
    })?;
    let mut times = vec![(FLEETS.to_owned(), took)];
    for step in &STEPS {
        let name = step.name();
        let took = timed(&name, streams, |_| {
            let mut command = Command::new(cargo);
            command.args(step.arguments).envs(step.variables.iter().copied()).current_dir(root);
            let status =
                command.status().map_err(|e| Stop::system(format_args!("cannot run `{name}`"), e))?;
            if status.success() { Ok(()) } else { Err(failed(&name)) }
        })?;
        times.push((name, took));
    }
    let took = timed(CHECK, streams, |streams| {
        emit::check_all(root, fleets, streams).map_err(|stop| ended(stop, CHECK))
    })?;
    times.push((CHECK.to_owned(), took));
    for (name, took) in times {
        streams.say(format_args!("{:7.1} s  {name}", took.as_secs_f64()));
    }
    Ok(())
}

fn timed(
    name: &str,
    streams: &mut Streams,
    work: impl FnOnce(&mut Streams) -> Result<(), Stop>,
) -> Result<Duration, Stop> {
    streams.say(name);
    let start = Instant::now();
    work(streams)?;
    Ok(start.elapsed())
}

/// A step of our own failed: it has said why.
fn ended(mut stop: Stop, name: &str) -> Stop {
    match stop.exit {
        Exit::System => stop,
        _ => {
            stop.lines.extend(failed(name).lines);
            Stop { exit: Exit::Wrong, ..stop }
        }
    }
}

fn failed(name: &str) -> Stop {
    Stop::wrong(vec![format!("`{name}` failed")])
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::terminal::Coloured;
    use nest_core::model::{Declared, Table};
    use serde_json::json;
    use std::fs;

    const EMPTY: Fleet = Fleet {
        declared: Declared { ident: "EMPTY", files: Table::Static(&["tests/fleet.rs"]), ..Declared::EMPTY },
        ..Fleet::EMPTY
    };
    const DOCUMENT: &str =
        "{\n  \"format\": \"nest-fleet/1\",\n  \"fleet\": \"empty\",\n  \"nodes\": {}\n}\n";

    /// What happens with a cargo that fails at the arguments `failing`: how it ends, what is said, what was run.
    fn ran(failing: &str, files: &[(&str, &str)]) -> (Option<Exit>, Vec<String>, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        let script = format!(
            "#!/bin/sh\necho \"$* | $RUSTDOCFLAGS\" >> log\ncase \"$*\" in '{failing}'*) exit 9;; \
             metadata*) cat metadata;; esac\n"
        );
        // Written by another process: what one of our threads has open to write, a program that another one starts
        // meanwhile has open too, and then it cannot be run.
        let write = "printf %s \"$1\" > cargo && chmod +x cargo";
        let written = Command::new("sh").args(["-c", write, "sh", &script]).current_dir(root.path()).status();
        assert!(written.unwrap().success());
        let target = json!({ "src_path": path("lib.rs") });
        let metadata = json!({ "packages": [{ "edition": "2024", "targets": [target] }] });
        fs::write(path("metadata"), metadata.to_string()).unwrap();
        fs::write(path("lib.rs"), "").unwrap();
        fs::create_dir(path("generated")).unwrap();
        for (name, content) in files {
            fs::write(path(name), content).unwrap();
        }
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err, coloured: Coloured::default() };
        let ended = steps(path("cargo").as_os_str(), root.path(), &[&EMPTY], &mut streams);
        let mut said: Vec<String> = String::from_utf8(err).unwrap().lines().map(str::to_owned).collect();
        let exit = ended.err().map(|stop| {
            said.extend(stop.lines);
            stop.exit
        });
        let log = fs::read_to_string(path("log")).unwrap().lines().map(str::to_owned).collect();
        (exit, said, log)
    }

    #[test]
    fn all_steps_run_in_the_root_and_their_times_are_told() {
        let (exit, said, log) = ran("nothing", &[("generated/empty.json", DOCUMENT)]);
        assert_eq!(exit, None);
        let expected = [
            "metadata --no-deps --format-version 1 | ",
            "fmt --all --check | ",
            "clippy --workspace --all-targets -- -D warnings | ",
            "test --workspace | ",
            "doc --workspace --no-deps | -D warnings",
        ];
        assert_eq!(log, expected);
        let names = [
            "cargo xtask fmt --check",
            "cargo fmt --all --check",
            "cargo clippy --workspace --all-targets -- -D warnings",
            "cargo test --workspace",
            "RUSTDOCFLAGS=\"-D warnings\" cargo doc --workspace --no-deps",
            "cargo xtask emit --check",
        ];
        assert_eq!(said[..6], names);
        assert_eq!(said[6], "up to date generated/empty.json");
        for (line, name) in said[7..].iter().zip(names) {
            let (time, of) = line.split_once(" s  ").unwrap();
            assert_eq!(of, name);
            assert!(time.trim().parse::<f64>().is_ok(), "{line}");
        }
        assert_eq!(said.len(), 13);
    }

    #[test]
    fn the_first_step_that_fails_is_named_and_is_the_last() {
        let (exit, said, log) = ran("clippy", &[("generated/empty.json", DOCUMENT)]);
        assert_eq!((exit, log.len()), (Some(Exit::Wrong), 3));
        let name = "cargo clippy --workspace --all-targets -- -D warnings";
        assert_eq!(said[1..], ["cargo fmt --all --check", name, &format!("`{name}` failed")]);
    }

    #[test]
    fn a_fleet_that_is_not_laid_out_fails_too() {
        let (exit, said, log) = ran("nothing", &[("lib.rs", "fleet! {\nattr a: u8; }\n")]);
        assert_eq!((exit, log.len()), (Some(Exit::Wrong), 1));
        let expected = [
            "cargo xtask fmt --check",
            "lib.rs:2 is not laid out; run `cargo xtask fmt`",
            "`cargo xtask fmt --check` failed",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_file_that_differs_fails_too() {
        let (exit, said, log) = ran("nothing", &[("generated/empty.json", "")]);
        assert_eq!((exit, log.len()), (Some(Exit::Wrong), 5));
        let expected = [
            "cargo xtask emit --check",
            "generated/empty.json is no JSON: EOF while parsing a value at line 1 column 0; run `cargo xtask emit`",
            "`cargo xtask emit --check` failed",
        ];
        assert_eq!(said[5..], expected);
    }

    #[test]
    fn a_file_that_no_fleet_writes_fails_too() {
        let gone = DOCUMENT.replace("empty", "gone");
        let (exit, said, _) =
            ran("nothing", &[("generated/empty.json", DOCUMENT), ("generated/gone.json", &gone)]);
        assert_eq!(exit, Some(Exit::Wrong));
        let expected = "generated/gone.json is superfluous: no fleet writes it; run `cargo xtask emit`";
        assert_eq!(
            said[6..],
            ["up to date generated/empty.json", expected, "`cargo xtask emit --check` failed"]
        );
    }

    #[test]
    fn what_is_skipped_is_told_unless_the_program_runs() {
        let asked = |program, version| NeededProgram { program, version, tests: "x", install: "get it" };
        for (program, version, is_there) in
            [("true", "-v", true), ("false", "-v", false), ("/nowhere/nix", "--version", false)]
        {
            assert_eq!(asked(program, version).is_there(), is_there, "{program}");
        }
        assert_eq!(asked("nix", "-v").skipped(), "skipped: x; there is no nix (get it)");
    }

    #[test]
    fn a_cargo_that_is_not_there_is_an_error_of_the_system() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err, coloured: Coloured::default() };
        let stop = steps(OsStr::new("/nowhere/cargo"), Path::new("/"), &[&EMPTY], &mut streams).unwrap_err();
        let expected =
            "cannot list the packages with `cargo metadata`: No such file or directory (os error 2)";
        assert_eq!((stop.exit, stop.lines), (Exit::System, vec![expected.to_owned()]));
    }
}
