//! The two fleets of the multi-environment example.

use fleets::{MULTI_ENV, MULTI_ENV_SCOPED};
use nest_tests::emit;
use serde_json::{Value, json};

/// The configurations of a document, less the place of each module.
fn configurations(document: &Value) -> Value {
    let mut configurations = document["nixosConfigurations"].clone();
    for system in configurations.as_object_mut().unwrap().values_mut() {
        for module in system["modules"].as_array_mut().unwrap() {
            module.as_object_mut().unwrap().remove("_file").unwrap();
        }
    }
    configurations
}

/// The value at a path of some module of a host.
fn option<'d>(document: &'d Value, host: &str, path: &str) -> &'d Value {
    let modules = document["nixosConfigurations"][host]["modules"].as_array().unwrap();
    modules.iter().find_map(|module| module.pointer(path)).unwrap()
}

#[test]
fn multi_env_is_the_expected_one() {
    let expected = include_str!("../expected/multi_env.nixosConfigurations.json");
    let expected: Value = serde_json::from_str(expected).unwrap();
    assert_eq!(configurations(&emit(&MULTI_ENV).unwrap()), expected);
}

#[test]
fn the_load_balancer_has_its_traits_in_order() {
    let document = emit(&MULTI_ENV).unwrap();
    let expected = json!(["host", "lb", "server", "nginx", "ssh", "firewall", "monitoring"]);
    assert_eq!(document["nodes"]["prod.lb-prod"]["traits"], expected);
}

#[test]
fn a_node_is_described_without_its_modules() {
    let document = emit(&MULTI_ENV).unwrap();
    let expected = json!({
        "name": "web-staging",
        "outputs": ["nixosConfigurations"],
        "namespace": "staging",
        "traits": ["host", "web", "server", "nginx", "ssh", "firewall", "monitoring"],
        "attrs": { "system": "x86_64-linux", "env": "staging", "addr": "10.0.2.10", "httpPort": 80 },
    });
    assert_eq!(document["nodes"]["staging.web-staging"], expected);
}

#[test]
fn modules_name_their_file_and_rule() {
    let document = emit(&MULTI_ENV).unwrap();
    let modules = document["nixosConfigurations"]["lb-prod"]["modules"].as_array().unwrap();
    let files: Vec<&str> = modules.iter().map(|module| module["_file"].as_str().unwrap()).collect();
    let rules = ["host (1)", "nginx", "ssh", "firewall", "monitoring", "lb", "host (2)"];
    assert_eq!(files, rules.map(|rule| format!("fleets/src/multi_env.rs, rule {rule}")));
}

#[test]
fn with_siblings_the_load_balancer_has_every_web_server() {
    let document = emit(&MULTI_ENV).unwrap();
    let config = option(&document, "lb-prod", "/services/haproxy/config").as_str().unwrap();
    assert_eq!(config.matches("  server backend").count(), 3);
}

#[test]
fn with_peers_the_load_balancer_has_those_of_prod() {
    let document = emit(&MULTI_ENV_SCOPED).unwrap();
    let config = option(&document, "lb-prod", "/services/haproxy/config").as_str().unwrap();
    assert!(
        config.ends_with("  server backend1 10.0.1.10:80 check\n  server backend2 10.0.1.11:80 check"),
        "{config}"
    );
}

#[test]
fn with_peers_nothing_of_prod_names_staging() {
    let document = emit(&MULTI_ENV_SCOPED).unwrap();
    for host in ["lb-prod", "web-prod-1", "web-prod-2"] {
        let text = document["nixosConfigurations"][host].to_string();
        assert!(text.contains("10.0.1."), "{text}");
        assert!(!text.contains("10.0.2.") && !text.contains("staging"), "{text}");
    }
    assert_eq!(option(&document, "web-staging", "/networking/extraHosts"), "");
}
