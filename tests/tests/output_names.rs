//! What nodes are called in outputs.

use nest_tests::{emit, resolve};
use serde_json::json;

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
