//! What Nix looks up, calls and decides: written in Rust, evaluated by the real evaluator.

use crate::evaluator::{check_failure, evaluate, found};
use nest_tests::emit_into;
use serde_json::json;
use std::path::Path;

nest_macros::fleet! {
    /// Hosts that ask Nix for what it alone knows.
    pub static TERMS { specialArgs = [secrets, site]; }

    attr small: bool = false;

    trait host { requires = [small]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait plain;
    trait deciding;
    trait wrong;
    trait undecided;

    web { is = [host, plain]; }
    edge { is = [host, plain]; small = true; }
    on { is = [host, deciding]; }
    off { is = [host, deciding]; small = true; }
    asked { is = [host, wrong]; }
    open { is = [host, undecided]; }

    rule plain => nixos(host) {
        imports = [text!("{modulesPath}/profiles/qemu-guest.nix")];
        let git = pkgs.git;
        let program = if host.small { pkgs.nfs-utils } else { git };
        environment.systemPackages = vec![program, pkgs.git];
        networking.extraHosts = lib.mkForce("forced");
        environment.variables {
            CALLED = lib.getExe(pkgs.git);
            TEXT = text!("{lib.getExe(pkgs.git)} daemon on {host.name}");
            CURRIED = lib.concatStringsSep("-")(["a", host.name]);
            SELECTED = pkgs.formats({}).type;
            GENERATED = pkgs.formats({}).generate("x", { home = pkgs.git.name; }).value.home;
            NAMED = pkgs.callPackage(path!("tests/nix/documents/files/package.nix"), { port = 80; }).name;
            CHOSEN = if config.services.nginx.enable {
                "nginx"
            } else if host.small {
                "small"
            } else {
                "none"
            };
            EACH = lib.concatStringsSep(",", ["a", "b"].iter().map(|_| pkgs.git.name).collect::<Vec<_>>());
            JSON = builtins.toJSON({ a = [host.small, pkgs.git.name]; });
            OPTION = options.services.nginx.enable._type;
            SECRET = secrets.[host.name]."the key";
            SITE = text!("at {site.name}");
            BOTH = nix!("{ name }: secrets.${name}.\"the key\" + site.name", name = host.name);
        }
    }

    rule deciding => nixos(host) {
        services.nginx.enable = !host.small;
        services.openssh.enable = config.services.nginx.enable && !host.small
            || config.services.postgresql.enable;
        networking.firewall {
            enable = true;
            allowedTCPPorts = [22];
            if config.services.nginx.enable {
                allowedTCPPorts = [80];
            } else if host.small && !config.services.haproxy.enable {
                allowedTCPPorts = [81];
            } else {
                allowedTCPPorts = [82];
            }
        }
        users.users.ada.isNormalUser = true;
        if config.services.openssh.enable {
            let groups = vec!["ssh"];
            for user in ["ada", "bob"] {
                users.users.[user].extraGroups = groups.clone();
            }
            if host.small { users.users.eve.shell = "never"; } else { users.users.eve.shell = "sh"; }
        }
        services.nginx.virtualHosts = {
            if nix!("config.services.nginx.enable") { a.listen = [1]; }
            b.listen = [2];
        };
    }

    rule wrong as not_callable => nixos { networking.domain = pkgs.git.name("x"); }
    rule wrong as not_there => nixos { networking.hostName = lib.getExe(pkgs.git).meta; }
    rule undecided as not_true => nixos {
        networking.hostName = "asked";
        if config.networking.hostName { environment.variables.C = "c"; }
    }
}

/// What is asked of the systems of the fleet, as it is written in a folder.
fn asked(what: &str, folder: &Path) -> String {
    let arguments = "specialArgs = node: { secrets.${node.name}.\"the key\" = \"of ${node.name}\"; }; \
                     modules.nixosConfigurations = [ { _module.args.site.name = \"home\"; } ];";
    asked_with(arguments, what, folder)
}

fn asked_with(arguments: &str, what: &str, folder: &Path) -> String {
    emit_into(folder, &[&TERMS]).unwrap();
    format!(
        "with ((import ../../nix).load {{ nixpkgs = import ./nixpkgs.nix; root = ../..; {arguments} }} {}/terms.json).nixosConfigurations; {what}",
        folder.display()
    )
}

#[test]
fn functions_are_applied_and_what_they_give_is_looked_into() {
    if !found() {
        return;
    }
    let git = "/nix/store/00000000000000000000000000000000-git";
    let variables = |name: &str, chosen: &str| {
        json!({
            "CALLED": format!("{git}/bin/git"),
            "TEXT": format!("{git}/bin/git daemon on {name}"),
            "CURRIED": format!("a-{name}"),
            "SELECTED": "ini",
            "GENERATED": "git",
            "NAMED": "called-80-of pkgs",
            "CHOSEN": chosen,
            "EACH": "git,git",
            "JSON": format!("{{\"a\":[{},\"git\"]}}", name == "edge"),
            "OPTION": "option",
            "SECRET": format!("of {name}"),
            "SITE": "at home",
            "BOTH": format!("of {name}home"),
            "PROFILE": "guest",
        })
    };
    let host = |name: &str| {
        format!(
            "{{ inherit ({name}.config.environment) variables; hosts = {name}.config.networking.extraHosts; packages = map (p: p.name) {name}.config.environment.systemPackages; }}"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let found = evaluate(&asked(&format!("[ {} {} ]", host("web"), host("edge")), folder.path())).unwrap();
    assert_eq!(
        found,
        json!([
            { "variables": variables("web", "none"), "hosts": "forced", "packages": ["git", "git"] },
            { "variables": variables("edge", "small"), "hosts": "forced", "packages": ["nfs-utils", "git"] },
        ])
    );
}

#[test]
fn what_stands_under_a_condition_counts_where_it_holds() {
    if !found() {
        return;
    }
    let host = |name: &str| {
        format!(
            "{{ inherit ({name}.config.networking.firewall) allowedTCPPorts; ssh = {name}.config.services.openssh.enable; \
               groups = builtins.mapAttrs (_: user: user.extraGroups) {name}.config.users.users; \
               hosts = builtins.attrNames {name}.config.services.nginx.virtualHosts; }}"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let found = evaluate(&asked(&format!("[ {} {} ]", host("on"), host("off")), folder.path())).unwrap();
    assert_eq!(
        found,
        json!([
            { "allowedTCPPorts": [22, 80], "ssh": true, "hosts": ["a", "b"], "groups": { "ada": ["ssh"], "bob": ["ssh"], "eve": [] } },
            { "allowedTCPPorts": [22, 81], "ssh": false, "hosts": ["b"], "groups": { "ada": [] } },
        ])
    );
}

#[test]
fn what_cannot_be_called_found_or_asked_is_named_with_its_rule() {
    if !found() {
        return;
    }
    let rule = |label: &str| format!("nest-tests/tests/nix/terms.rs, rule {label}, node asked");
    let folder = tempfile::tempdir().unwrap();
    let option = |name: &str| asked(&format!("asked.config.networking.{name}"), folder.path());
    check_failure(
        &option("domain"),
        &[&format!(
            "`pkgs.git.name` is called in {}, and gives a string there; take fewer arguments",
            rule("not_callable")
        )],
    );
    check_failure(
        &option("hostName"),
        &[&format!(
            "`lib.getExe(…).meta` is not there, in {}; `lib.getExe(…)` has no `meta`",
            rule("not_there")
        )],
    );
    check_failure(
        &asked("open.config.environment.variables.C", folder.path()),
        &[
            "`config.networking.hostName` decides in nest-tests/tests/nix/terms.rs, rule not_true, node open, and is a string",
        ],
    );
    check_failure(
        &asked_with("", "web.config.environment.variables.SECRET", folder.path()),
        &[
            "means nothing in nest-tests/tests/nix/terms.rs, rule plain, node web; `secrets` is not known there, and \
           `load { specialArgs = { secrets = …; }; … }` gives it to all modules",
        ],
    );
}
