//! What nodes are called in outputs.

use nest_core::Diagnostic;
use nest_core::model::{AttrId, Layout};
use nest_core::value::Value;
use nest_tests::{emit, emit_into, laid_out, resolve};
use serde_json::json;
use std::fs;

nest_macros::fleet! {
    /// Two environments with the same names.
    pub static BY_PATH { names = path; }

    trait host { class nixos => nixosConfigurations; }
    trait web { needs = [host]; }

    prod { web-1 { is = [web]; guest { is = [host]; } } }
    staging { web-1 { is = [web]; } }
    lone { is = [host]; }

    rule host => nixos(node) { networking.hostName = node.output(); name = node.name; }
}

mod by_name {
    nest_macros::fleet! {
        /// The same, said aloud.
        pub static BY_NAME { names = name; }

        trait host { class nixos => nixosConfigurations; }
        prod { web-1 { is = [host]; } }
    }
}

#[test]
fn a_path_is_a_name_that_differs() {
    let document = emit(&BY_PATH).unwrap();
    let systems = document["nixosConfigurations"].as_object().unwrap();
    let mut names: Vec<&String> = systems.keys().collect();
    names.sort();
    assert_eq!(names, ["lone", "prod-web-1", "prod-web-1-guest", "staging-web-1"]);
    let module = &systems["staging-web-1"]["modules"][0];
    assert_eq!(module["networking"]["hostName"], "staging-web-1");
    assert_eq!(module["name"], "web-1");
}

#[test]
fn without_the_setting_a_node_has_its_own_name() {
    let document = emit(&by_name::BY_NAME).unwrap();
    assert_eq!(document["nixosConfigurations"].as_object().unwrap().keys().collect::<Vec<_>>(), ["web-1"]);
}

#[test]
fn a_node_knows_the_name_that_it_is_output_under() {
    let resolved = resolve(&BY_PATH).unwrap();
    let names: Vec<&str> = resolved.nodes().map(|node| node.output()).collect();
    assert_eq!(json!(names), json!(["prod-web-1", "prod-web-1-guest", "staging-web-1", "lone"]));
}

mod computed {
    nest_macros::fleet! {
        /// Machines by their full names, those that a `synth` makes too, and what follows from them.
        pub static COMPUTED { names = path; }

        attr domain: String;
        trait host {
            requires = [domain?];
            class nixos => nixosConfigurations.[match node.domain {
                Some(domain) => format!("{}.{domain}", node.name),
                None => node.name.to_owned(),
            }] { system = "x86_64-linux"; specialArgs = { name = node.name; }; };
        }
        trait deployed { class deploy => deploy; }
        trait zone { class records => zones; }
        trait maker { synth(node) { child made { is = [host]; } early = node.output(); } }
        attr early: String;

        org {
            domain = "example.org";
            haumea { is = [host, deployed]; }
            makemake { is = [host, maker, zone]; }
        }
        lone { is = [host]; }
        zones { other { is = [zone]; } }
        old { extern gone { is = [host]; domain = "example.com"; } }

        rule host => nixos(node, select) {
            name = node.name;
            output = node.output();
            all = select.all(host).map(|host| host.node.output()).collect::<Vec<_>>();
        }
        rule deployed => deploy(node) { hostname = node.output(); }
    }
}

#[test]
fn a_class_computes_the_name_of_its_nodes_in_all_outputs() {
    let document = emit(&computed::COMPUTED).unwrap();
    let names = |output: &str| {
        let mut names: Vec<String> = document[output].as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(
        names("nixosConfigurations"),
        ["haumea.example.org", "lone", "made.example.org", "makemake.example.org"]
    );
    assert_eq!(
        (names("deploy"), names("zones")),
        (
            vec!["haumea.example.org".to_owned()],
            vec!["makemake.example.org".to_owned(), "zones-other".to_owned()]
        )
    );
    let haumea = &document["nixosConfigurations"]["haumea.example.org"];
    assert_eq!(haumea["specialArgs"], json!({ "name": "haumea" }));
    let module = &haumea["modules"][0];
    assert_eq!((&module["name"], &module["output"]), (&json!("haumea"), &json!("haumea.example.org")));
    let all = ["haumea.example.org", "makemake.example.org", "made.example.org", "lone", "old-gone"];
    assert_eq!(module["all"], json!(all));
    assert_eq!(document["deploy"]["haumea.example.org"]["modules"][0]["hostname"], "haumea.example.org");
    let node = |path: &str, key: &str| document["nodes"][path][key].clone();
    assert_eq!(node("org.haumea", "output"), "haumea.example.org");
    assert_eq!(node("org.haumea", "name"), "haumea");
    assert_eq!(node("lone", "output"), json!(null));
    // Before the tree is whole, no name is computed.
    assert_eq!(node("org.makemake", "attrs")["early"], "org-makemake");
}

#[test]
fn the_files_of_a_split_fleet_have_the_names_that_are_computed() {
    let folder = tempfile::tempdir().unwrap();
    let split = laid_out(Layout::Split, &computed::COMPUTED);
    emit_into(folder.path(), &[&split]).unwrap();
    let systems = fs::read_dir(folder.path().join("computed/nixosConfigurations")).unwrap();
    let mut names: Vec<String> =
        systems.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected =
        ["haumea.example.org.json", "lone.json", "made.example.org.json", "makemake.example.org.json"];
    assert_eq!(names, expected);
}

const PANIC: u32 = line!() + 6;

/// A name of some kind.
fn named(name: &str, how: &str) -> Result<String, String> {
    match how {
        "fails" => Err("no name".to_owned()),
        "panics" => panic!("no name at all"),
        "cut" => Ok(format!("{name}\0x")),
        "under" => Ok(format!("{name}_x")),
        "empty" => Ok(String::new()),
        "agrees" => Ok(format!("{name}.net")),
        other => Ok(other.to_owned()),
    }
}

const CLASS: u32 = line!() + 9;

mod wrong {
    use super::named;
    nest_macros::fleet! {
        /// Nodes that are called as `how` says.
        pub static WRONG;

        attr how: String;
        trait host { requires = [how]; class nixos => nixosConfigurations.[named(node.name, node.how)?]; }
        trait plain { class other => nixosConfigurations; }
        trait home { class hm => homeConfigurations.[format!("{}.net", node.name)]; }

        a { is = [host]; how = "a.net"; }
        b { is = [host]; how = "b.net"; }
        c { is = [plain]; }
        d { is = [host, home]; how = "d.net"; }
    }
}

/// What is told, where, of these nodes with these values of `how`.
fn told(nodes: &[(&str, Option<&str>)]) -> Vec<(u32, String)> {
    let how = |name: &str| nodes.iter().find(|(other, _)| *other == name).map(|(_, how)| *how);
    let mut tree = wrong::WRONG.tree();
    tree.entries.retain(|entry| how(&entry.name).is_some());
    for entry in &mut tree.entries {
        let value = how(&entry.name).flatten().map(|how| (AttrId::at(0), Value::Str(how.to_owned().into())));
        entry.attrs = value.into_iter().collect();
    }
    let told = nest_core::resolve_tree(&wrong::WRONG.declared, tree, Some(&wrong::WRONG.code));
    let told = told.err().unwrap_or_default();
    let said = |one: &Diagnostic| (one.line, format!("{} {}", one.problem, one.note().unwrap_or_default()));
    told.iter().map(said).collect()
}

#[test]
fn names_that_cannot_be_are_told_at_the_class() {
    let check = |nodes: &[(&str, Option<&str>)], line: u32, expected: &str| {
        assert_eq!(told(nodes), [(line, expected.to_owned())], "{nodes:?}");
    };
    let (x, y) = (Some("x.org"), Some("y.org"));
    assert_eq!(told(&[("a", x), ("b", y), ("c", None), ("d", Some("agrees"))]), []);
    let collision = "would both be `nixosConfigurations.x.org`; give one another name [output-collision]";
    check(&[("a", x), ("b", x)], CLASS, &format!("`b` and `a` (line {}) {collision} ", CLASS + 4));
    let collision = "would both be `nixosConfigurations.c`; give one another name [output-collision]";
    check(&[("a", Some("c")), ("c", None)], CLASS, &format!("`a` and `c` (line {}) {collision} ", CLASS + 6));
    let twice = "`d` would be `d.net` in outputs, and by another of its classes `x.org`; a node has one name there: \
                 compute it once [output-collision] ";
    check(&[("b", y), ("c", None), ("d", x)], CLASS + 2, twice);
    for (how, line, expected) in [
        ("fails", CLASS, "no name [body-failed]"),
        ("panics", PANIC, "it panicked: no name at all [body-failed]"),
        (
            "cut",
            CLASS,
            "`\"b\\0x\"`: text with a NUL, where Nix would cut it; take the NUL out [value-refused]",
        ),
        ("empty", CLASS, "`\"\"`: an empty name; write one [value-refused]"),
        (
            "under",
            CLASS,
            "`b_x` is no host name; use 1 to 63 letters, digits and hyphens, with no hyphen at either end [host-name]",
        ),
    ] {
        check(&[("a", x), ("b", Some(how))], line, &format!("{expected} on `b`"));
    }
    // What is wrong anyway is told without the names.
    let missing = "`b` has no `how`, which trait `host` requires; add `how = …;` [missing-attribute] ";
    check(&[("a", Some("fails")), ("b", None)], CLASS + 5, missing);
}
