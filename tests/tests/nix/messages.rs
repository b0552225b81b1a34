//! What `load` says of what is wrong: the wrong thing first, and what to do after a semicolon.

use crate::evaluator::{FOLDER, check_failure, found};
use std::fs;

/// Something is asked of `load` with these arguments and a document: it fails with this message, where `FOLDER` is
/// the document's folder and `TESTS` that of what stands in for nixpkgs.
#[track_caller]
fn check(arguments: &str, document: &str, asked: &str, message: &str) {
    check_in(arguments, document, "/fleet.json", asked, message);
}

/// The same, of what is called `file` in the folder, or of the folder.
#[track_caller]
fn check_in(arguments: &str, document: &str, file: &str, asked: &str, message: &str) {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("fleet.json"), document).unwrap();
    let path = folder.path().display();
    let expression = format!("((import ../../nix).load {{ {arguments} }} {path}{file}){asked}");
    let message = message.replace("FOLDER", &folder.path().display().to_string()).replace("TESTS", FOLDER);
    check_failure(&expression, &[&format!("error: {message}\n")]);
}

/// The same, of a fleet with one host, one module and this in the place of an option's value.
#[track_caller]
fn check_value(arguments: &str, value: &str, message: &str) {
    let module =
        format!(r#"{{ "_file": "fleets/src/f.rs, rule r", "networking": {{ "hostName": {value} }} }}"#);
    let arguments = format!("nixpkgs = import ./nixpkgs.nix; {arguments}");
    check(&arguments, &host("", &module), ".nixosConfigurations.web.config.networking.hostName", message);
}

/// A fleet with a host that has these arguments and this module.
fn host(arguments: &str, module: &str) -> String {
    document("nixosConfigurations", "web", &format!(r#"{{ {arguments} "modules": [{module}] }}"#))
}

/// A fleet with one entry in one output, a node without one, and outputs of its own.
fn document(output: &str, name: &str, entry: &str) -> String {
    format!(
        r#"{{
            "format": "nest-fleet/1", "fleet": "f",
            "{output}": {{ "{name}": {entry} }},
            "dns": {{}}, "colmenaHive": {{}},
            "nodes": {{
                "prod.{name}": {{
                    "name": "{name}", "outputs": ["{output}"], "namespace": "prod", "traits": [], "attrs": {{}}
                }},
                "data": {{ "name": "data", "outputs": [], "namespace": null, "traits": [], "attrs": {{}} }}
            }}
        }}"#
    )
}

const ARGUMENTS: &str = "`builders`, `colmena`, `deploy-rs`, `home-manager`, `hosts`, `inputs`, `modules`, \
                         `nix-darwin`, `nixpkgs`, `pins`, `root`, `specialArgs`, `targetHost`";

#[test]
fn of_arguments() {
    check("nixpkg = 1;", &host("", ""), "", "`nixpkg`: no argument of `load`; did you mean `nixpkgs`?");
    let known = format!("`packages`: no argument of `load`; it knows {ARGUMENTS}");
    check("packages = 1;", &host("", ""), "", &known);
    let outputs = "`colmenaHive`, `dns`, `nixosConfigurations`";
    let unknown = format!("`nixosConfiguration`: no output of fleet `f`, which has {outputs}");
    check("modules.nixosConfiguration = [ ];", &host("", ""), "", &unknown);
    check("builders.nixosConfiguration = x: x;", &host("", ""), "", &unknown);
    let taken = "`colmenaHive`: an output of fleet `f`, and what `load` gives by itself; rename the output";
    check("colmena = (import ./flakes.nix).colmena;", &host("", ""), "", taken);
    let folder = "`TESTS/nowhere` is not there, and `load` has it as `hosts`; create the folder";
    check(
        "nixpkgs = import ./nixpkgs.nix; hosts = ./nowhere;",
        &host("", ""),
        ".modulesFor \"prod.web\"",
        folder,
    );
}

#[test]
fn of_arguments_of_the_wrong_kind() {
    for (arguments, asked, wrong, right) in [
        (
            "modules = [ ];",
            "",
            "`modules` of `load` is a list, and has to be a set",
            "modules.nixosConfigurations = [ … ];",
        ),
        (
            "modules.nixosConfigurations = { };",
            "",
            "`modules.nixosConfigurations` of `load` is a set, and has to be a list of modules",
            "modules.nixosConfigurations = [ … ];",
        ),
        (
            "nixpkgs = (import ./nixpkgs.nix).legacyPackages.x86_64-linux // { callPackage = 1; };",
            ".nixosConfigurations.web",
            "`nixpkgs` of `load` is packages, and has to be the flake",
            "inherit (inputs) nixpkgs;",
        ),
        (
            "nixpkgs = import ./nixpkgs.nix; root = \"./.\";",
            ".nixosConfigurations.web.config.networking.hostName",
            "`root` of `load` is a string, and has to be a folder",
            "root = ./.;",
        ),
        (
            "hosts = 5;",
            ".modulesFor \"prod.web\"",
            "`hosts` of `load` is an int, and has to be a folder",
            "hosts = ./hosts;",
        ),
        (
            "specialArgs = [ ];",
            ".checks.x86_64-linux",
            "`specialArgs` of `load` is a list, and has to be a set, or a function of the node",
            "specialArgs = { … };",
        ),
        (
            "builders.vms = 5;",
            "",
            "`builders.vms` of `load` is an int, and has to be a function",
            "builders.vms = { modules, ... }: …;",
        ),
        (
            "inherit (import ./flakes.nix) colmena; targetHost = \"web\";",
            ".colmenaHive.deploymentConfig.web.targetHost",
            "`targetHost` of `load` is a string, and has to be a function of the node",
            "targetHost = node: node.name;",
        ),
    ] {
        let nixpkgs = if arguments.contains("nixpkgs =") { "" } else { "nixpkgs = import ./nixpkgs.nix;" };
        let module = r#"{ "_file": "f", "networking": { "hostName": { "_nest": "path", "path": "a" } } }"#;
        let document = host(r#""system": "x86_64-linux","#, module).replace("colmenaHive", "other");
        let message = format!("{wrong}; write `load {{ {right} … }}`");
        check(&format!("{nixpkgs} {arguments}"), &document, asked, &message);
    }
}

#[test]
fn of_the_folders_of_machines() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let check = |files: &[&str], message: &str| {
        let hosts = folder.path().join("hosts");
        let _ = fs::remove_dir_all(&hosts);
        for file in files {
            let file = hosts.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "{ }").unwrap();
        }
        let hosts = hosts.display();
        let arguments = format!("nixpkgs = import ./nixpkgs.nix; hosts = {hosts};");
        let message = message.replace("HOSTS", &hosts.to_string());
        check(&arguments, &host("", ""), ".modulesFor \"prod.web\"", &message);
    };
    check(
        &["web/default.nix", "wbe/disko.nix"],
        "`HOSTS/wbe` is the folder of no node of fleet `f`; did you mean `web`?",
    );
    check(
        &["web/default.nix", "common/default.nix"],
        "`HOSTS/common` is the folder of no node of fleet `f`; rename it, or keep it outside of `hosts`",
    );
    // One that no machine is made of, and that may still be Nix's.
    check(
        &["data/default.nix", "web.nix"],
        "`HOSTS/web.nix` is in no machine's folder; move it to `web/default.nix`",
    );
    let files = "`default.nix`, `configuration.nix`, `hardware-configuration.nix`, `disko.nix`";
    check(&["web/hardware.nix"], &format!("`HOSTS/web` has none of {files}; nothing would be taken from it"));
}

#[test]
fn of_documents() {
    let other = "`nest-fleet/2` is a format that is not known here, where `nest-fleet/1` is; use a `load` and a \
                 `cargo xtask emit` of one version";
    check("", r#"{ "format": "nest-fleet/2" }"#, "", other);
    let none =
        "`FOLDER/fleet.json` is no fleet: it has no `format`; give the path of what `cargo xtask emit` wrote";
    check("", "{}", "", none);
    check("", "[]", "", none);
}

#[test]
fn of_documents_that_emit_did_not_write() {
    let again = "run `cargo xtask emit`";
    let one_version = "use a `load` and a `cargo xtask emit` of one version";
    let whole = host("", "");
    let change = |old: &str, new: &str| {
        assert!(whole.contains(old), "{old}");
        whole.replacen(old, new, 1)
    };
    let fleet =
        format!("`FOLDER/fleet.json` is no fleet: it has no `fleet`, or one that is no name; {again}");
    for name in ["\"fleet\": \"../f\"", "\"fleet\": \"/f\"", "\"fleet\": 5", "\"flet\": \"f\""] {
        check("", &change("\"fleet\": \"f\"", name), ".nodes", &fleet);
    }
    let nodes = format!("`FOLDER/fleet.json` is no fleet: it has no `nodes`; {again}");
    check("", &change("\"nodes\"", "\"node\""), ".nodes", &nodes);

    let node = |what: &str, key: &str| {
        format!("`{what}`: not as a node has it, of node `{key}` in `FOLDER/fleet.json`; {one_version}")
    };
    let asked = ".nixosConfigurations.web";
    check("", &change("\"namespace\": \"prod\",", ""), asked, &node("namespace", "prod.web"));
    check("", &change("\"traits\": []", "\"traits\": [5]"), asked, &node("traits", "prod.web"));
    check("", &change("\"outputs\": []", "\"outputs\": \"dns\""), asked, &node("outputs", "data"));

    let apart = |name: &str| {
        format!(
            "`{name}`: not both in `nixosConfigurations` and, with that output, among the `nodes` of \
             `FOLDER/fleet.json`; {again}"
        )
    };
    check("", &change("{ \"web\": ", "{ \"new\": { \"modules\": [] }, \"web\": "), asked, &apart("new"));
    check(
        "",
        &change(
            "\"name\": \"data\", \"outputs\": []",
            "\"name\": \"data\", \"outputs\": [\"nixosConfigurations\"]",
        ),
        asked,
        &apart("data"),
    );
    let shared = format!("`web`: what several nodes are called in `nixosConfigurations`; {again}");
    check(
        "",
        &change(
            "\"name\": \"data\", \"outputs\": []",
            "\"name\": \"web\", \"outputs\": [\"nixosConfigurations\"]",
        ),
        asked,
        &shared,
    );
    let lacking = format!("`vms`: not in `FOLDER/fleet.json`, and nodes are in it; {again}");
    check("", &change("\"outputs\": []", "\"outputs\": [\"vms\"]"), asked, &lacking);
    let systems = format!("`nixosConfigurations` holds systems, and fleet `f` has no node in it; {again}");
    check("", &change("[\"nixosConfigurations\"]", "[]"), asked, &systems);
}

#[test]
fn of_the_index_of_a_split_fleet() {
    let entry = |entry: &str| document("nixosConfigurations", "web", entry);
    let hash = "0".repeat(64);
    let piece = |file: &str| entry(&format!(r#"{{ "file": "{file}", "sha256": "{hash}" }}"#));
    let index = "`FOLDER/fleet.json`";
    // It can be given itself, under its own name.
    let gone = "`FOLDER/nixosConfigurations/web.json` is not there; run `cargo xtask emit`";
    check("", &piece("nixosConfigurations/web.json"), ".nixosConfigurations.web", gone);

    let check = |document: &str, message: &str| {
        check_in(
            "",
            document,
            "",
            ".nixosConfigurations.web.modules",
            &format!("{message}; run `cargo xtask emit`"),
        );
    };
    let of = |what: &str| format!("{what}, and is the file of `web` in {index}");
    check(&piece("../outside.json"), &of("`../outside.json` leads upwards with `..`"));
    check(&piece("a/../../b.json"), &of("`a/../../b.json` leads upwards with `..`"));
    check(&piece("/etc/passwd"), &of("`/etc/passwd` is absolute"));
    check(&piece("./web.json"), &of("`./web.json` has a part `.`"));
    check(&piece(""), &of("`` is no path, and would be the whole folder"));
    let lacks = format!("`web` is no `file` with its `sha256` in {index}");
    for wrong in [
        r#"{ "file": "web.json" }"#,
        r#"{ "sha256": "0" }"#,
        &format!(r#"{{ "file": "web.json", "sha256": "{}" }}"#, "0".repeat(63)),
        &format!(r#"{{ "file": 5, "sha256": "{hash}" }}"#),
        &format!(r#"{{ "file": "web.json", "sha256": "{hash}", "modules": [] }}"#),
        r#"{ "modules": [] }"#,
        "5",
    ] {
        check(&entry(wrong), &lacks);
    }
}

#[test]
fn of_nodes() {
    let check = |node: &str, message: &str| check("", &host("", ""), &format!(".modulesFor {node}"), message);
    check("\"prod.wbe\"", "`prod.wbe` is no node of fleet `f`; did you mean `prod.web`?");
    check("\"prod.db\"", "`prod.db` is no node of fleet `f`; `nodes` has them all");
    check("\"web\"", "`web` is no node of fleet `f`; did you mean `prod.web`?");
    check("\"data\"", "`data` is in no output, and has no modules; ask for a node that is");
}

#[test]
fn of_systems() {
    let home = document("homeConfigurations", "alice", r#"{ "modules": [] }"#);
    check(
        "inherit (import ./flakes.nix) home-manager;",
        &home,
        ".homeConfigurations.alice",
        "`alice` of `homeConfigurations` needs `nixpkgs` beside `home-manager`; give `load` both",
    );
    check(
        "nixpkgs = import ./nixpkgs.nix; inherit (import ./flakes.nix) home-manager;",
        &home,
        ".homeConfigurations.alice.pkgs.system",
        "`alice` has no `system`; write `class … { system = node.system; }` in its trait",
    );
    check(
        "",
        &document("vms", "made", r#"["by", "a", "closure"]"#),
        ".modulesFor \"prod.made\"",
        "`prod.made` has no modules in `vms`; a closure of the fleet makes something else of them",
    );
}

#[test]
fn of_deployment() {
    let named = |name| {
        let system = r#"{ "system": "x86_64-linux", "modules": [] }"#;
        document("nixosConfigurations", name, system).replace("colmenaHive", "other")
    };
    let colmena = "inherit (import ./flakes.nix) colmena;";
    let reserved = "`meta`: not a name for a host in Colmena's hive; rename the host";
    check(colmena, &named("meta"), ".colmenaHive", reserved);
    let needed = "`web` cannot be deployed without `nixpkgs`; give it to `load`";
    check(colmena, &named("web"), ".colmenaHive.nodes.web", needed);
    let deploy = "inherit (import ./flakes.nix) deploy-rs;";
    check(deploy, &named("web"), ".deploy.nodes.web.profiles.system.path.name", needed);

    let deployed = |change: &dyn Fn(&str) -> String| {
        let read = fs::read_to_string(format!("{FOLDER}/documents/deployed.json")).unwrap();
        let changed = change(&read);
        assert_ne!(read, changed);
        changed
    };
    let given = "nixpkgs = import ./nixpkgs.nix; inherit (import ./flakes.nix) deploy-rs;";
    check(
        given,
        &deployed(&|read| read.replace("\"addr\": \"10.0.0.9\"", "\"addr\": \"10.0.0.9\" ")),
        ".deploy.nodes.linus.profiles.home.path.name",
        "`linus` cannot be deployed without `home-manager`; give it to `load`",
    );
    check(
        given,
        &deployed(&|read| {
            let guest = "\"homeConfigurations\"\n      ],\n      \"namespace\": null,\n      \"traits\": [\n        \"user\"\n      ],\n      \"attrs\": {}";
            let read = read.replace(
                guest,
                &guest.replace("\"homeConfigurations\"", "\"homeConfigurations\", \"deploy\""),
            );
            read.replace("\"deploy\": {", "\"deploy\": { \"guest\": { \"modules\": [] },")
        }),
        ".deploy.nodes.web",
        "`guest`: in the output `deploy`, and neither a machine nor a home that is reached; take that class away",
    );
    check(
        given,
        &deployed(&|read| read.replace("\"linus\"", "\"db\"")),
        ".deploy.nodes.web",
        "`db`: what several machines are called that are deployed; rename one of each",
    );
    check(
        given,
        &deployed(&|read| {
            let named = read
                .replace("\"ada\": {", "\"system\": {")
                .replace("\"name\": \"ada\"", "\"name\": \"system\"");
            named.replace("web.ada\"", "web.system\"")
        }),
        ".deploy.nodes.db",
        "`prod.web.system`: called `system` below a machine, whose own profile has that name in deploy-rs; rename the \
         home",
    );
}

#[test]
fn of_pins() {
    let asked = ".nixosConfigurations.web";
    let pinned = host(r#""nixpkgs": "stable","#, "");
    let message = "`stable` is no pin, and `web` asks for it; `pins` has `old`";
    check("nixpkgs = import ./nixpkgs.nix; pins.old = { };", &pinned, asked, message);
    let message = "`stable` is no pin, and `web` asks for it; write `load { pins.stable = …; … }`";
    check("nixpkgs = import ./nixpkgs.nix;", &pinned, asked, message);
    let message = "`pins.stable` of `load` is a path, and has to be a flake; write `load { pins.stable = \
                   inputs.nixpkgs-stable; … }`";
    check("nixpkgs = import ./nixpkgs.nix; pins.stable = ./.;", &pinned, asked, message);
}

#[test]
fn of_values() {
    let in_rule = "in fleets/src/f.rs, rule r, node prod.web";
    check_value(
        "",
        r#"{ "_nest": "ref", "path": ["pkgs", "gti", "name"] }"#,
        &format!("`pkgs.gti.name` is not there, {in_rule}; did you mean `git`?"),
    );
    check_value(
        "",
        r#"{ "_nest": "ref", "path": ["pkgs", "nowhere"] }"#,
        &format!("`pkgs.nowhere` is not there, {in_rule}; `pkgs` has no `nowhere`"),
    );
    check_value(
        "",
        r#"{ "_nest": "ref", "path": ["inputs", "disko", "a.b"] }"#,
        &format!(
            "`inputs.disko.\"a.b\"` needs the flake's inputs, {in_rule}; write `load {{ inherit inputs; … }}`"
        ),
    );
    check_value(
        "inputs = { };",
        r#"{ "_nest": "ref", "path": ["inputs", "disko"] }"#,
        &format!("`inputs.disko` is not there, {in_rule}; `inputs` has no `disko`"),
    );
    check_value(
        "",
        r#"{ "_nest": "path", "path": "files/motd" }"#,
        &format!(
            "`files/motd` is a path from the workspace's root, {in_rule}; write `load {{ root = ./.; … }}`"
        ),
    );
    check_value(
        "root = ./.;",
        r#"{ "_nest": "path", "path": "files/motd" }"#,
        &format!(
            "`TESTS/files/motd` is not there, {in_rule}; create it, and `git add` it if this is a flake"
        ),
    );
    check_value(
        "",
        r#"{ "_nest": "text", "parts": ["a", true] }"#,
        &format!("a bool cannot stand in text, {in_rule}; take text, a number, a path or a package"),
    );
    check_value(
        "",
        r#"{ "_nest": "expr", "id": "abc", "args": {} }"#,
        &format!(
            "`FOLDER/f.nix` is not there, and holds what `nix!` says, {in_rule}; run `cargo xtask emit`"
        ),
    );
    check_value(
        "",
        r#"{ "_nest": "future" }"#,
        &format!(
            "`future` is a kind of value that is not known here, {in_rule}; use a `load` and a `cargo xtask emit` of \
             one version"
        ),
    );
}

#[test]
fn of_values_that_emit_did_not_write() {
    let in_rule = "in fleets/src/f.rs, rule r, node prod.web";
    let root = format!("{in_rule}; a path is one from the workspace's root");
    let path = |text: &str| format!(r#"{{ "_nest": "path", "path": "{text}" }}"#);
    for (text, what) in [
        ("../x", "leads upwards with `..`"),
        ("documents/../../nix", "leads upwards with `..`"),
        ("/etc/passwd", "is absolute"),
        (".", "has a part `.`"),
        ("documents//files", "has a part without a name"),
        ("documents/", "has a part without a name"),
        ("~/x", "begins with `~`, which is no folder here"),
        ("", "is no path, and would be the whole folder"),
    ] {
        check_value("root = ./.;", &path(text), &format!("`{text}` {what}, {root}"));
    }
    let one_version = "use a `load` and a `cargo xtask emit` of one version";
    for (value, wrong, kind, keys) in [
        (r#"{ "_nest": "path", "path": 5 }"#, "path", "path", "`path`"),
        (r#"{ "_nest": "path", "path": "a", "root": "/" }"#, "root", "path", "`path`"),
        (r#"{ "_nest": "ref", "path": [] }"#, "path", "ref", "`path`"),
        (r#"{ "_nest": "ref", "path": ["pkgs", 5] }"#, "path", "ref", "`path`"),
        (r#"{ "_nest": "ref", "path": "pkgs.git" }"#, "path", "ref", "`path`"),
        (r#"{ "_nest": "text", "text": "a", "parts": [] }"#, "text", "text", "`parts`"),
        (r#"{ "_nest": "text" }"#, "parts", "text", "`parts`"),
        (r#"{ "_nest": "expr", "id": "a" }"#, "args", "expr", "`args`, `id`"),
        (
            r#"{ "_nest": "module", "imports": [], "config": {} }"#,
            "_file",
            "module",
            "`_file`, `config`, `imports`",
        ),
    ] {
        let message = format!(
            "`{wrong}`: not as a value of the kind `{kind}` has it, {in_rule}; it has {keys}; {one_version}"
        );
        check_value("inputs = { };", value, &message);
    }
    for (kind, shown) in [("\"\"", ""), ("5", "5"), ("[\"ref\"]", "[\"ref\"]"), ("\"paths\"", "paths")] {
        check_value(
            "",
            &format!(r#"{{ "_nest": {kind} }}"#),
            &format!("`{shown}` is a kind of value that is not known here, {in_rule}; {one_version}"),
        );
    }
    check(
        "root = ./.;",
        &host("", "").replace("\"dns\": {}", &format!("\"dns\": {{ \"a\": {} }}", path("../x"))),
        ".dns.a",
        "`../x` leads upwards with `..`, in output `dns`; a path is one from the workspace's root",
    );
}
