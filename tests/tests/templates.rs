//! What `nix flake init` makes of the templates: each is copied, and what its README says to do and promises is done
//! and held to, in that order.

#[path = "nix/evaluator.rs"]
mod evaluator;

use evaluator::{check_failure, evaluate, found};
use nest_tests::address::write_address;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What whoever follows a README has.
struct Project {
    folder: TempDir,
    readme: String,
    /// How far the README has been read.
    read: usize,
}

impl Project {
    /// A template, with this checkout in the place of the address.
    fn of(template: &str) -> Self {
        let root = fs::canonicalize(ROOT).unwrap();
        let folder = tempfile::tempdir().unwrap();
        copy(&root.join("templates").join(template), folder.path());
        write_address(folder.path());
        let readme = fs::read_to_string(folder.path().join("README.md")).unwrap();
        Self { folder, readme, read: 0 }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    #[track_caller]
    fn replace(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "`{old}` is not in {file}");
        fs::write(self.path(file), text.replace(old, new)).unwrap();
    }

    /// Reads on to a text, and gives what follows up to the end of a block of code.
    #[track_caller]
    fn read_after(&mut self, text: &str) -> &str {
        let rest = &self.readme[self.read..];
        let start = rest.find(text).unwrap_or_else(|| panic!("the README has no further {text:?}"));
        self.read += start + text.len();
        let rest = &self.readme[self.read..];
        &rest[..rest.find("```").unwrap()]
    }

    /// The next block of code in that language.
    #[track_caller]
    fn block(&mut self, language: &str) -> String {
        self.read_after(&format!("```{language}\n")).to_owned()
    }

    /// What the README says that a command prints.
    #[track_caller]
    fn printed(&mut self, command: &str) -> String {
        let lines = self.read_after(&format!("\n$ {command}\n")).lines();
        lines.take_while(|line| !line.starts_with("$ ")).collect::<Vec<_>>().join("\n")
    }

    /// Runs a command of cargo's, which prints what the README says; and without a word from the compiler.
    #[track_caller]
    fn cargo(&mut self, command: &str) {
        let expected = match command {
            // Which is about time.
            "check" => String::new(),
            _ => self.printed(&format!("cargo {command}")),
        };
        let (succeeded, said) = self.ran(command);
        assert_eq!(said, expected, "of `cargo {command}`");
        assert_eq!(succeeded, !said.contains(" differs: "), "{said}");
    }

    /// Whether a command of cargo's succeeds, and what it prints.
    fn ran(&self, command: &str) -> (bool, String) {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["--offline"]).args(command.split(' ')).current_dir(self.folder.path());
        // Whether cargo builds something is another matter.
        cargo.env("CARGO_TERM_QUIET", "true");
        // What this workspace has compiled of other people's crates need not be compiled again.
        cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap());
        let output = cargo.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.success(), said.trim_end().to_owned())
    }

    /// What CI runs succeeds, as far as it is cargo's.
    #[track_caller]
    fn ci(&self) {
        let workflow = fs::read_to_string(self.path(".github/workflows/ci.yml")).unwrap();
        let commands = workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: cargo "));
        let commands: Vec<&str> = commands.collect();
        assert_eq!(commands, ["fmt --all --check", "xtask emit --check"]);
        for command in commands {
            let (succeeded, said) = self.ran(command);
            assert!(succeeded, "`cargo {command}`: {said}");
        }
    }

    /// An expression about the outputs of the flake, with what stands in for nixpkgs.
    fn of_outputs(&self, expression: &str) -> String {
        format!(
            "with (import {}).outputs {{ nixpkgs = import ./nixpkgs.nix; nest = (import ../../flake.nix).outputs {{ }}; }}; \
             {expression}",
            self.path("flake.nix").display()
        )
    }

    #[track_caller]
    fn nix(&self, expression: &str) -> Value {
        evaluate(&self.of_outputs(expression)).unwrap_or_else(|said| panic!("{said}"))
    }

    /// An attribute is the text that the README says.
    #[track_caller]
    fn nix_eval_raw(&mut self, attribute: &str) {
        let expected = self.printed(&format!("nix eval --raw .#{attribute}"));
        assert_eq!(self.nix(attribute), expected, "of `{attribute}`");
    }
}

/// Copies what is in a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn the_flake_lists_the_templates() {
    if !found() {
        return;
    }
    let listed = evaluate(
        "builtins.mapAttrs (_: template: [ (baseNameOf template.path) (template.description != \"\") \
         (builtins.pathExists (template.path + \"/flake.nix\")) ]) ((import ../../flake.nix).outputs { }).templates",
    );
    let expected = json!({
        "default": ["fleet", true, true],
        "existing": ["existing", true, true],
        "fleet": ["fleet", true, true],
    });
    assert_eq!(listed.unwrap(), expected);
}

#[test]
fn a_workspace_with_a_fleet_becomes_machines() {
    let mut project = Project::of("fleet");
    project.cargo("check");
    project.cargo("xtask emit --check");

    let below = "        web-2   { is = [host, web];   addr = \"192.168.1.12\"; }\n";
    let added = project.block("rust");
    project.replace("fleets/src/homelab.rs", below, &format!("{below}{added}"));
    project.cargo("xtask emit --check");
    project.cargo("xtask emit");
    copy(&project.path("hosts/web-2"), &project.path("hosts/web-3"));
    project.ci();

    if !found() {
        return;
    }
    // Evaluated whole: NixOS knows all of the options.
    let configs = project.nix("builtins.mapAttrs (_: system: system.config) nixosConfigurations");
    let names: Vec<_> = configs.as_object().unwrap().keys().map(|name| format!("{name:?}")).collect();
    let said = project.printed("nix eval .#nixosConfigurations --apply builtins.attrNames");
    assert_eq!(format!("[ {} ]", names.join(" ")), said);
    project.nix_eval_raw("nixosConfigurations.web-3.config.networking.extraHosts");
    let haproxy = configs["proxy-1"]["services"]["haproxy"]["config"].as_str().unwrap();
    assert!(haproxy.ends_with("\n  server web-3 192.168.1.13:8080 check"), "{haproxy}");
    assert_eq!(configs["web-3"]["services"]["nginx"]["virtualHosts"]["default"]["listen"][0]["port"], 8080);
    assert_eq!(configs["web-3"]["fileSystems"]["/"]["device"], "/dev/disk/by-label/nixos");
}

#[test]
fn a_second_fleet_is_one_command() {
    let mut project = Project::of("fleet");
    project.cargo("xtask new office");
    project.cargo("xtask emit office");
    let (succeeded, said) = project.ran("xtask check");
    assert_eq!((succeeded, &*said), (true, "2 fleets: 0 errors, 0 warnings"));
    project.ci();
    let (_, said) = project.ran("xtask new office");
    assert_eq!(said, "`fleets/src/office.rs` is there already; take another name");
}

#[test]
fn a_host_in_nix_moves_over_and_is_the_same_machine_after_each_step() {
    const FLEET: &str = "fleets/src/servers.rs";
    const HOST: &str = "hosts/web-1.nix";
    const CONFIGURATION: &str = "hosts/web-1/configuration.nix";
    const MACHINE: &str = "nixosConfigurations.web-1.config";

    let mut project = Project::of("existing");
    project.cargo("check");
    project.cargo("xtask emit --check");

    let flake = fs::read_to_string(project.path("flake.nix")).unwrap();
    let shown = project.block("nix");
    assert!(flake.contains(&shown), "flake.nix does not say\n{shown}");
    let conflict = project.block("text");
    let other = "  networking.hostName = \"www\";\n}";
    let own = fs::read_to_string(project.path(HOST)).unwrap();
    let machine = found().then(|| {
        project.nix_eval_raw("nixosConfigurations.web-1.config.networking.extraHosts");
        let machine = project.nix(MACHINE);
        assert_eq!(project.nix("nixosConfigurations.db-1.config.networking.hostName"), "db-1");

        fs::write(project.path(HOST), format!("{}{other}", own.trim_end().strip_suffix('}').unwrap()))
            .unwrap();
        let conflict = conflict.replace('…', &project.folder.path().display().to_string());
        check_failure(&project.of_outputs(MACHINE), &conflict.lines().collect::<Vec<_>>());
        fs::write(project.path(HOST), &own).unwrap();
        machine
    });

    let without_imports: String =
        own.split_inclusive('\n').filter(|line| !line.contains("imports")).collect();
    fs::remove_file(project.path(HOST)).unwrap();
    fs::write(project.path(CONFIGURATION), without_imports).unwrap();
    let (head, _) = flake.split_once("  outputs =").unwrap();
    let outputs = project.block("nix");
    fs::write(project.path("flake.nix"), format!("{head}{outputs}}}\n")).unwrap();
    if found() {
        assert_eq!(Some(project.nix(MACHINE)), machine);
        assert_eq!(project.nix("nixosConfigurations.db-1.config.networking.hostName"), "db-1");
    }

    let below = "        services.openssh.enable = true;\n";
    let added = project.block("rust");
    project.replace(FLEET, below, &format!("{below}{added}"));
    project.cargo("xtask emit");
    project.ci();
    fs::remove_file(project.path(CONFIGURATION)).unwrap();
    if found() {
        assert_eq!(Some(project.nix(MACHINE)), machine);
    }
}
