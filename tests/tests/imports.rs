//! What stands in `imports` when a body has run: modules, and nothing that they must not depend on.

use nest_tests::{Printed, emit, printed};

mod wrong {
    use nest_core::prelude::*;

    nest_macros::fleet! {
        /// What only Rust knows to be no module.
        pub static WRONG;

        attr file: String;
        trait host { requires = [file]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        trait person { class home => parent.nixos at home-manager.users.[node.name] as module; }
        trait part { class part => parent.nixos at a.b; }
        trait machine { class machine => machines; }

        a { is = [host]; file = "./disko.nix"; ada { is = [person]; } wheel { is = [part]; } }
        m { is = [machine]; }

        rule host as text => nixos(host) { imports = [host.file]; }
        rule host as formatted => nixos { imports = ["a", "b"].map(|name| format!("../{name}.nix")); }
        rule host as whole => nixos(host) { imports = host.file; }
        rule host as conditional => nixos(host) { imports = [mk_if(true, host.file)]; }
        rule host as inline => nixos(host) { imports = [set! { imports = [host.file]; a = host.file; }]; }
        rule person as home => home { imports = [String::from("home.nix")]; }
        rule host as numbers => nixos {
            imports = vec![8.into_nix(), None::<bool>.into_nix(), true.into_nix()];
        }
        rule host as deferred => nixos { imports = vec![in_text(), wrapped()]; }
        rule host as nested => nixos { imports = vec![set! { imports = vec![wrapped()]; }]; }

        // None of these is wrong.
        rule host as fine => nixos {
            imports = vec![path!("README.md"), text!("{inputs.x}/a.nix"), set! { a = "b"; }];
        }
        rule part as below => part { imports = ["a.nix"]; }
        rule machine as data => machine { imports = ["a.nix".to_owned()]; }
    }

    fn wrapped() -> NixValue {
        mk_if(nest_core::__private::reference(&["config".into(), "x".into()]), nest_macros::set! { a = 1; })
    }

    fn in_text() -> NixValue {
        let path = nest_core::__private::reference(&["pkgs".into(), "path".into()]);
        nest_core::__private::text([path, "/x.nix".into_nix()])
    }
}

mod fine {
    /// A macro of the same name, that is somebody else's.
    mod others {
        macro_rules! set {
            ($($x:expr),*) => { [$($x),*].len() as i64 };
        }
        pub(super) use set;
    }

    nest_macros::fleet! {
        /// The macros of a body, by their paths.
        pub static PATHS;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        a { is = [host]; }

        rule host => nixos(select) {
            set = nest_macros::set! { a = 1; b {} };
            rooted = [::nest_macros::set! { a = pkgs.git; }];
            mapped = select.all(host).map(|host| nest_macros::set! { name = host.name; }).collect::<Vec<_>>();
            count = select.all(nest_macros::sel!(#a & host)).count();
            text = nest_macros::text!("{pkgs.git}/bin/git");
            file = ::nest_macros::path!("README.md");
            expression = nest_macros::nix!("{ a }: a", a = 1);
            others = others::set!(1, 2, 3);
            own = self::others::set!(1);
        }
    }
}

#[test]
fn what_is_no_module_is_told_with_its_rule_when_the_bodies_have_run() {
    let text = |file: &str, path: &str| {
        format!("`{file}` is text, and `imports` takes modules; write `path!(\"{path}\")`")
    };
    let none = |value: &str| {
        format!(
            "`{value}` is no module, and `imports` takes nothing else; import from `inputs`, or a `path!`"
        )
    };
    let recursive = |word: &str| format!("`{word}` in `imports` would make Nix recurse without end");
    let expected = [
        ("text", text("./disko.nix", "disko.nix")),
        ("formatted", text("../a.nix", "…")),
        ("formatted", text("../b.nix", "…")),
        ("whole", text("./disko.nix", "disko.nix")),
        ("conditional", text("./disko.nix", "disko.nix")),
        ("inline", text("./disko.nix", "disko.nix")),
        ("home", text("home.nix", "home.nix")),
        ("numbers", none("8")),
        ("numbers", none("null")),
        ("numbers", none("true")),
        ("deferred", recursive("pkgs")),
        ("deferred", recursive("config")),
        ("nested", recursive("config")),
    ];
    let told = printed(&emit(&wrong::WRONG).unwrap_err());
    for (rule, message) in &expected {
        let is_told = |told: &Printed| {
            told.note.starts_with(&format!("in rule `{rule}`, on `a")) && told.head.contains(message)
        };
        assert!(told.iter().any(is_told), "{rule}: {message}\n{told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn the_macros_of_a_body_are_known_by_their_paths_and_others_are_left_alone() {
    let document = emit(&fine::PATHS).unwrap();
    let module = &document["nixosConfigurations"]["a"]["modules"][0];
    let expected = serde_json::json!({
        "_file": "nest-tests/tests/imports.rs, rule host",
        "set": { "a": 1, "b": {} },
        "rooted": [{ "a": { "_nest": "ref", "path": ["pkgs", "git"] } }],
        "mapped": [{ "name": "a" }],
        "count": 1,
        "text": { "_nest": "text", "parts": [{ "_nest": "ref", "path": ["pkgs", "git"] }, "/bin/git"] },
        "file": { "_nest": "path", "path": "README.md" },
        "expression": { "_nest": "expr", "id": module["expression"]["id"], "args": { "a": 1 } },
        "others": 3,
        "own": 1,
    });
    assert_eq!(*module, expected);
}
