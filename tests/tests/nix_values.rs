//! Values that only Nix knows, on their way into what is written.

use nest_core::model::Layout;
use nest_core::prelude::*;
use nest_tests::{emit, laid_out, printed};
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
        services.nginx = mk_if(config.services.x.enable, {
            enable = true;
            virtualHosts."a.b".root = pkgs.hello;
        });
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

mod wrong {
    use nest_core::prelude::*;

    nest_macros::fleet! {
        /// A module that Rust takes from the wrong place.
        pub static WRONG;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }

        alpha { is = [host]; }

        rule host as recursive => nixos { imports = vec![set! { a = pkgs.thing; }, from_pkgs()]; }
    }

    fn from_pkgs() -> NixValue {
        nest_core::__private::reference(&["pkgs".into(), "module".into()])
    }
}

#[test]
fn a_file_that_is_not_there_and_imports_that_recurse_are_told_with_rule_and_node() {
    let told = printed(&emit(&wrong::WRONG).unwrap_err());
    let [recursive] = &told[..] else { panic!("{told:?}") };
    let expected = "error[recursive-import]: `pkgs` in `imports` would make Nix recurse without end: what is imported \
                    decides what it is; import from `inputs`, or a `path!`";
    assert_eq!((&*recursive.head, &*recursive.note), (expected, "in rule `recursive`, on `alpha`"));
    // Bodies that fail are told first; files are looked for when all have run.
    let of = [
        ("in class `nixos` of trait `host`, on `alpha`", "keys/args"),
        ("in rule `no-file`, on `alpha`", "hosts/alpha.nix"),
        ("in class `made` of trait `host`, on `alpha`", "keys/made"),
        ("in output `keys`", "keys/output"),
    ];
    let told = printed(&emit(&missing::MISSING).unwrap_err()).into_iter().map(|told| (told.note, told.head));
    let expected = of.map(|(of, file)| {
        let what = "is no file of the workspace; paths begin at its root: create it, or change the path";
        (of.to_owned(), format!("error[missing-file]: `{file}` {what}"))
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

mod missing {
    nest_macros::fleet! {
        /// A file that is not there.
        pub static MISSING;
        trait host {
            class nixos => nixosConfigurations {
                system = "x86_64-linux";
                specialArgs.key = path!("keys/args");
            };
            class made => || path!("keys/made");
        }
        alpha { is = [host]; }
        output keys { all = [path!("keys/output")]; }
        rule host as no-file => nixos(host) { imports = [path!("hosts/{host.name}.nix")]; }
    }
}

mod none {
    nest_macros::fleet! {
        /// The same name, and no expressions.
        pub static VALUES;
        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        alpha { is = [host]; }
        rule host => nixos { a = 1; }
    }
}

#[test]
fn the_functions_stand_in_a_file_beside_the_document_while_there_are_some() {
    let folder = tempfile::tempdir().unwrap();
    let run = |fleet: &nest_core::Fleet<'static>, arguments: &[&str]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let place = ["xtask", "emit", "--out", folder.path().to_str().unwrap()];
        let exit = nest_xtask::run(place.iter().chain(arguments), &[fleet], &mut out, &mut err);
        (exit, String::from_utf8(err).unwrap().replace(folder.path().to_str().unwrap(), "DIR"))
    };
    for (layout, file) in [(Layout::Single, "values.nix"), (Layout::Split, "values/values.nix")] {
        let file = folder.path().join(file);
        let (some, none) = (laid_out(layout, &VALUES), laid_out(layout, &none::VALUES));
        let exit = |ran: (nest_xtask::Exit, String)| ran.0;
        assert_eq!(exit(run(&some, &[])), nest_xtask::Exit::Done);
        assert!(std::fs::read_to_string(&file).unwrap().contains("lib.mkIf config.x.enable port"));
        assert_eq!(exit(run(&some, &["--check"])), nest_xtask::Exit::Done);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("mkIf", "mkUnless")).unwrap();
        let (exit, told) = run(&some, &["--check"]);
        assert_eq!(exit, nest_xtask::Exit::Wrong);
        assert!(told.contains("differs: values.nix"), "{told}");
        let exit = |ran: (nest_xtask::Exit, String)| ran.0;
        assert_eq!(exit(run(&none, &[])), nest_xtask::Exit::Done);
        assert!(!file.exists());
        // What somebody else put there stays, and is told.
        std::fs::write(&file, "{ mine = 1; }").unwrap();
        assert_eq!(exit(run(&none, &[])), nest_xtask::Exit::Done);
        let (exit, told) = run(&some, &[]);
        assert_eq!(exit, nest_xtask::Exit::Wrong);
        assert!(told.contains("values.nix` is not from `cargo xtask emit`"), "{told}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "{ mine = 1; }");
    }
}
