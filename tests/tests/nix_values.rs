//! Values that only Nix knows, on their way into what is written.

use nest_core::prelude::*;
use nest_tests::emit;
use serde_json::{Value, json};

nest_macros::fleet! {
    /// One host, with a rule for each kind of value.
    pub static VALUES;

    attr system: System;
    attr port: u16;

    trait host { requires = [system, port]; class nixos => nixosConfigurations { system = node.system; }; }

    alpha { is = [host]; system = "x86_64-linux"; port = 9418; }

    rule host as references => nixos(host, pkgs, config) {
        packages = [pkgs.git, pkgs.nfs-utils, pkgs."7zip", 3];
        secret = config.sops.secrets."a/b".path;
        computed = config.users.users.[host.name].home;
        all = inputs.nixpkgs.lib;
        forced = mk_force(pkgs.hello);
    }

    rule host as texts => nixos(host) {
        one = text!("{pkgs.git}/bin/git daemon --port={host.port}");
        plain = text!("{host.name} and {{braces}}");
        lines = text!("
            first {host.port}
              second {config.networking.hostName}

            third
        ");
        nested = vec![Some(text!("{lib.version}")), None];
    }

    rule host as files => nixos {
        let file = "default";
        imports = [inputs.disko.nixosModules.disko, path!("nix/{file}.nix")];
        motd = path!("README.md");
    }

    rule host as expressions => nixos(host) {
        port = nix!("{ port }: lib.mkIf config.x.enable port", port = host.port);
        overlay = nix!("final: prev: { inherit (prev) hello; }");
        names = nix!("rec { a = b; b = lib.id 1; c = { x ? a, ... }@all: with all; x + y; inherit (builtins) map; d = toString a; }");
        many = nix!("{ a, b }: a ++ b", a = [1, 2], b = [pkgs.git]);
    }

    rule host as properties => nixos {
        services.nginx = mk_if(config.services.x.enable, { enable = true; virtualHosts."a.b".root = pkgs.hello; });
        list = mk_merge([[1], mk_if(false, [pkgs.git])]);
        ordered = mk_order(700, [lib.x]);
        number = mk_override(5, 80);
    }
}

/// The module of a rule, less its place.
fn module(rule: &str) -> Value {
    let document = emit(&VALUES).unwrap();
    let modules = document["nixosConfigurations"]["alpha"]["modules"].as_array().unwrap();
    let is_of =
        |module: &&Value| module["_file"].as_str().is_some_and(|f| f.ends_with(&format!(", rule {rule}")));
    let mut module = modules.iter().find(is_of).unwrap().clone();
    module.as_object_mut().unwrap().remove("_file");
    module
}

fn reference(path: &[&str]) -> Value {
    json!({ "_nest": "ref", "path": path })
}

#[test]
fn a_path_from_one_of_the_four_words_is_a_reference() {
    let expected = json!({
        "packages": [reference(&["pkgs", "git"]), reference(&["pkgs", "nfs-utils"]), reference(&["pkgs", "7zip"]), 3],
        "secret": reference(&["config", "sops", "secrets", "a/b", "path"]),
        "computed": reference(&["config", "users", "users", "alpha", "home"]),
        "all": reference(&["inputs", "nixpkgs", "lib"]),
        "forced": { "_type": "override", "priority": 50, "content": reference(&["pkgs", "hello"]) },
    });
    assert_eq!(module("references"), expected);
}

#[test]
fn text_is_joined_dedented_and_plain_where_it_can_be() {
    let expected = json!({
        "one": { "_nest": "text", "parts": [reference(&["pkgs", "git"]), "/bin/git daemon --port=9418"] },
        "plain": "alpha and {braces}",
        "lines": { "_nest": "text", "parts": [
            "first 9418\n  second ", reference(&["config", "networking", "hostName"]), "\n\nthird\n",
        ] },
        "nested": [{ "_nest": "text", "parts": [reference(&["lib", "version"])] }, null],
    });
    assert_eq!(module("texts"), expected);
}

#[test]
fn a_file_is_its_path_from_the_root() {
    let expected = json!({
        "imports": [
            reference(&["inputs", "disko", "nixosModules", "disko"]),
            { "_nest": "path", "path": "nix/default.nix" },
        ],
        "motd": { "_nest": "path", "path": "README.md" },
    });
    assert_eq!(module("files"), expected);
}

#[test]
fn an_expression_is_an_id_and_its_arguments() {
    let module = module("expressions");
    let of = |name: &str| (module[name]["_nest"].clone(), module[name]["args"].clone());
    assert_eq!(of("port"), (json!("expr"), json!({ "port": 9418 })));
    assert_eq!(of("overlay"), (json!("expr"), json!({})));
    assert_eq!(of("many"), (json!("expr"), json!({ "a": [1, 2], "b": [reference(&["pkgs", "git"])] })));
    let id = |name: &str| module[name]["id"].as_str().unwrap().to_owned();
    assert!(id("port") != id("overlay") && id("port").len() == 16);
}

#[test]
fn properties_take_sets_and_values_of_nix() {
    let expected = json!({
        "services": { "nginx": {
            "_type": "if",
            "condition": reference(&["config", "services", "x", "enable"]),
            "content": { "enable": true, "virtualHosts": { "a.b": { "root": reference(&["pkgs", "hello"]) } } },
        } },
        "list": { "_type": "merge", "contents": [
            [1], { "_type": "if", "condition": false, "content": [reference(&["pkgs", "git"])] },
        ] },
        "ordered": { "_type": "order", "priority": 700, "content": [reference(&["lib", "x"])] },
        "number": { "_type": "override", "priority": 5, "content": 80 },
    });
    assert_eq!(module("properties"), expected);
}
