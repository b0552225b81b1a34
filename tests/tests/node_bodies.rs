//! Class bodies in nodes: rules on those nodes alone.

use nest_tests::emit;
use serde_json::{Value, json};
use turned::TURNED;

nest_macros::fleet! {
    /// Rules before and behind, and bodies in nodes.
    pub static BODIES;

    attr port: u16;
    trait host { requires = [port]; class nixos => nixosConfigurations; class hm => homeConfigurations; }

    rule host as before => nixos(host) { order = ["before", host.name]; }

    prod {
        port = 1;
        a {
            is = [host];
            /// Only here.
            nixos { services.x.enable = true; }
            nixos(select, host) { others = select.siblings(host).map(|h| h.name).collect::<Vec<_>>(); }
            #[allow(rule-conflict)]
            hm { x = 1; }
            nixos, hm(host) { both = host.port; }
            inner { nixos-1 { is = [host]; } }
        }
        for i in 1..=2 {
            b-[i] { is = [host]; port = i; nixos(node) { name = node.name; port = node.get(port); } }
        }
    }

    rule host as behind => nixos { order = ["behind"]; }

    // A namespace that is opened again, behind the second rule.
    prod { last { nixos { last = true; } is = [host]; } }
}

fn modules(output: &str, name: &str) -> Vec<Value> {
    let document = emit(&BODIES).unwrap();
    document[output][name]["modules"].as_array().unwrap().clone()
}

fn keys(output: &str, name: &str) -> Vec<String> {
    let keys =
        |module: &Value| module.as_object().unwrap().keys().filter(|key| *key != "_file").cloned().collect();
    modules(output, name).iter().map(keys).map(|keys: Vec<String>| keys.join(",")).collect()
}

#[test]
fn a_body_in_a_node_stands_at_its_place_among_the_rules() {
    assert_eq!(keys("nixosConfigurations", "a"), ["order", "services", "others", "both", "order"]);
    assert_eq!(keys("homeConfigurations", "a"), ["x", "both"]);
    assert_eq!(keys("nixosConfigurations", "last"), ["order", "order", "last"]);
    assert_eq!(keys("nixosConfigurations", "nixos-1"), ["order", "order"]);
}

#[test]
fn a_body_in_a_loop_is_one_for_each_node() {
    let module = |name: &str| {
        let mut module = modules("nixosConfigurations", name)[1].clone();
        module.as_object_mut().unwrap().remove("_file");
        module
    };
    assert_eq!(module("b-1"), json!({ "name": "b-1", "port": 1 }));
    assert_eq!(module("b-2"), json!({ "name": "b-2", "port": 2 }));
    // Two bodies of `a` in class `nixos`, one in `hm`, one in both, one for `b-1` and `b-2` together, one in `last`; two rules.
    assert_eq!(BODIES.code.bodies.len(), 8);
    assert_eq!(BODIES.declared.rules.len(), 8);
}

#[test]
fn the_file_of_a_module_names_the_node_as_written() {
    let modules = modules("nixosConfigurations", "a");
    let file = modules[1]["_file"].as_str().unwrap();
    assert!(file.ends_with(", rule prod.a (1)"), "{file}");
    let modules = self::modules("nixosConfigurations", "b-2");
    let file = modules[1]["_file"].as_str().unwrap();
    assert!(file.ends_with(", rule prod.b-[i]"), "{file}");
}

mod turned {
    nest_macros::fleet! {
        /// Loops that go round in another order than that of the document.
        pub static TURNED;

        trait host { class nixos => nixosConfigurations; }

        second {}
        for zone in ["first", "second", "third"] {
            [zone] {
                for i in 1..=2 {
                    "{zone}--{i}" { is = [host]; nixos(node) { name = node.name; } }
                    [zone]-[i] { is = [host]; nixos(node) { name = node.name; } nixos { second = true; } }
                }
            }
        }
    }
}

#[test]
fn a_body_in_nested_loops_is_one_rule_on_all_their_nodes() {
    let rules = TURNED.declared.rules.iter().map(|rule| rule.target.display(&TURNED.declared).to_string());
    assert_eq!(
        rules.collect::<Vec<_>>(),
        [r#"[zone]."{zone}--{i}""#, "[zone].[zone]-[i]", "[zone].[zone]-[i]"]
    );
    let document = emit(&TURNED).unwrap();
    let systems = document["nixosConfigurations"].as_object().unwrap();
    assert_eq!(systems.len(), 12);
    for (name, system) in systems {
        let modules = system["modules"].as_array().unwrap();
        assert_eq!(modules.len(), if name.contains("--") { 1 } else { 2 }, "{name}");
        assert_eq!(modules[0]["name"], **name);
    }
}

#[test]
fn the_comment_of_a_body_is_its_rule_s() {
    assert_eq!(BODIES.declared.rules[1].doc, "Only here.");
}

#[test]
fn a_body_whose_node_another_tree_lacks_is_told() {
    let mut tree = BODIES.tree();
    let last = tree.entries.pop().unwrap();
    assert_eq!(last.name, "last");
    let told = nest_core::resolve_tree(&BODIES.declared, tree, Some(&BODIES.code)).unwrap_err();
    let told: Vec<String> = told.iter().map(|diagnostic| diagnostic.problem.to_string()).collect();
    assert_eq!(told, ["`prod.last` matches no node; change or remove the rule [dead-rule]"]);
}

mod called {
    nest_macros::fleet! {
        /// Nodes that are called as classes are.
        pub static CALLED;

        attr cores: u8;
        trait host { class nixos => nixosConfigurations; }
        trait guest { class vm => virtualMachines; class parcel => parcels; }

        metal {
            is = [host];
            vm { cores = 2; is = [guest]; vm { let is = 1; size.is = is + 1; } parcel() { is = "a parcel"; } }
            nixos { nested { is = 3; } }
            for i in 1..=2 { parcel { n-[i] { is = [guest]; vm { size = 3; } } } }
        }
        other { is = [guest]; vm, parcel { both = true; } }
    }
}

#[test]
fn a_name_with_traits_is_a_node_although_a_class_has_it() {
    let document = emit(&called::CALLED).unwrap();
    let modules = |output: &str, name: &str| {
        let mut module = document[output][name]["modules"][0].clone();
        module.as_object_mut().unwrap().remove("_file");
        module
    };
    assert_eq!(document["nodes"]["metal.vm"]["attrs"], json!({ "cores": 2 }));
    assert_eq!(modules("virtualMachines", "vm"), json!({ "size": { "is": 2 } }));
    assert_eq!(modules("parcels", "vm"), json!({ "is": "a parcel" }));
    assert_eq!(modules("nixosConfigurations", "metal"), json!({ "nested": { "is": 3 } }));
    assert_eq!(modules("virtualMachines", "n-2"), json!({ "size": 3 }));
    assert_eq!(modules("parcels", "other"), json!({ "both": true }));
}
