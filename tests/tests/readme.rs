//! What the README and the tutorial say to type is typed, and prints what they say.

#[path = "nix/evaluator.rs"]
#[allow(dead_code, reason = "failures are of other tests")]
mod evaluator;

use evaluator::{evaluate, found};
use nest_tests::address::write_address;
use nest_tests::markdown::{Block, blocks};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

const README: &str = include_str!("../../README.md");
const TUTORIAL: &str = include_str!("../../docs/tutorial.md");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What is typed, and what is printed then.
type Step<'r> = (&'r str, String);

/// The block of commands that begins with one.
#[track_caller]
fn typed(first: &str) -> Vec<Step<'static>> {
    let found = blocks(README).into_iter().find(|block: &Block| {
        block.language == "console" && block.text.lines().next() == Some(&format!("$ {first}"))
    });
    steps(found.unwrap_or_else(|| panic!("the README has no `{first}`")).text)
}

/// The commands of a block.
fn steps(text: &str) -> Vec<Step<'_>> {
    let steps = text.strip_prefix("$ ").unwrap().split("\n$ ");
    steps.map(|step| step.split_once('\n').unwrap_or((step, ""))).map(|(c, s)| (c, s.to_owned())).collect()
}

/// A shell in a folder where the clone is called `nest`.
struct Shell {
    folder: PathBuf,
    _beside: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

/// Whose turn it is: all build a program of one name in one folder.
static TURN: Mutex<()> = Mutex::new(());

impl Shell {
    fn new() -> Self {
        let beside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root(), beside.path().join("nest")).unwrap();
        let folder = beside.path().to_owned();
        // A test that failed is no reason for others to fail.
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        Self { folder, _beside: beside, _turn: turn }
    }

    /// Types a command, which has to succeed and to print what is expected. `…` stands for the rest.
    fn type_in(&mut self, (command, expected): &Step) {
        if let Some(other) = command.strip_prefix("cd ") {
            self.folder.push(other);
            return;
        }
        if *command == "$EDITOR Cargo.toml flake.nix" {
            write_address(&self.folder);
            return;
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(&self.folder).stdin(Stdio::null());
        // What this workspace has compiled of other people's crates need not be compiled again.
        shell.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap());
        shell.env("CARGO_NET_OFFLINE", "true");
        // Whether cargo builds something is another matter.
        shell.env("CARGO_TERM_QUIET", "true");
        let output = shell.output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let is_as_said = match expected.split_once('…') {
            Some((start, _)) => said.starts_with(start),
            None => said.trim_end() == expected.trim_end(),
        };
        assert!(output.status.success() && is_as_said, "`{command}`: {said}");
    }
}

fn root() -> PathBuf {
    fs::canonicalize(ROOT).unwrap()
}

#[test]
fn the_files_of_all_fleets_are_up_to_date() {
    let run = |arguments: &[&str]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["xtask"].iter().chain(arguments);
        let exit = nest_xtask::run(arguments, fleets::ALL, &mut out, &mut err);
        (exit, String::from_utf8(err).unwrap())
    };
    // First, so that a test writes no file.
    let (exit, said) = run(&["emit", "--check"]);
    assert_eq!(exit, nest_xtask::Exit::Done, "{said}");
    let [(command, expected)] = &typed("cargo xtask emit")[..] else { panic!() };
    let (exit, said) = run(&command.split(' ').skip(2).collect::<Vec<_>>());
    assert_eq!((exit, &said), (nest_xtask::Exit::Done, expected));
}

#[test]
fn a_repository_of_one_s_own_begins_with_the_template() {
    let mut shell = Shell::new();
    typed("cp -r nest/templates/fleet homelab").iter().for_each(|step| shell.type_in(step));
    let flake = fs::read_to_string(shell.folder.join("flake.nix")).unwrap();
    assert!(flake.contains(&format!("git+file://{}\"", root().display())), "{flake}");
}

/// The Rust file is written as it stands, and each fleet of the page between its braces.
#[test]
fn the_tutorial_goes_as_it_says() {
    let mut shell = Shell::new();
    let mut file = "";
    for Block { language, text, .. } in blocks(TUTORIAL) {
        let fleets = shell.folder.join("fleets/src/homelab.rs");
        match language {
            "console" => steps(text).iter().for_each(|step| shell.type_in(step)),
            "rust" => file = text,
            "fleet" | "fleet-error" => {
                let before = file.trim_end().strip_suffix('}').unwrap();
                fs::write(fleets, format!("{before}\n{text}}}\n")).unwrap();
            }
            _ => {}
        }
    }
}

#[test]
fn the_flake_holds_the_systems() {
    if !found() {
        return;
    }
    let flake = blocks(README).into_iter().find(|block| block.language == "nix").unwrap().text;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("flake.nix"), flake).unwrap();
    fs::create_dir_all(path("hosts")).unwrap();
    fs::create_dir_all(path("generated")).unwrap();
    let document = "generated/multi_env.json";
    fs::copy(Path::new(ROOT).join(document), path(document)).unwrap();
    let names = evaluate(&format!(
        "let outputs = (import {}).outputs {{ nixpkgs = import ./nixpkgs.nix; \
         nest = (import ../../flake.nix).outputs {{ }}; }}; \
         in builtins.mapAttrs (_: system: system.config.networking.hostName) outputs.nixosConfigurations",
        path("flake.nix").display()
    ));
    let names = names.unwrap();
    let names: Vec<_> = names.as_object().unwrap().iter().map(|(name, host)| host == name).collect();
    assert_eq!(names, [true; 4]);
}

#[test]
fn the_tests_are_a_command() {
    assert_eq!(typed("cargo xtask ci"), [("cargo xtask ci", String::new())]);
}

#[test]
fn every_link_leads_somewhere() {
    for link in README.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let (file, heading) = link.split_once('#').unwrap_or((link, ""));
        let path = Path::new(ROOT).join(file);
        assert!(path.exists(), "{link}");
        if !heading.is_empty() {
            let page = fs::read_to_string(path).unwrap();
            let titles = page.lines().filter(|line| line.starts_with('#'));
            let mut anchors =
                titles.map(|t| t.trim_matches(['#', ' ', '`']).to_lowercase().replace(' ', "-"));
            assert!(anchors.any(|anchor| anchor == heading), "{link}");
        }
    }
}
