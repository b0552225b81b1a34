//! Loops over the DOM.

use nest_tests::{emit, resolve};
use serde_json::{Value, json};

nest_macros::fleet! {
    /// Web servers by number, databases by zone, and one pair for each of both.
    pub static LOOPED;

    attr addr: unique String;
    attr port: i64;
    attr tags: [String];
    attr ports: { String: i64 };
    attr motd: String;
    attr backend: node(web);

    trait host { class nixos => nixosConfigurations; }
    trait web { requires = [addr, port]; }
    trait db;
    trait pair;

    first { is = [host]; motd = "{i} {{i}} ${i}"; }

    /// Everything that repeats.
    prod {
        for i in 1..=3 {
            web-[i] { is = [host, web]; addr = "10.0.1.{i}"; port = i; motd = "{j} {{i}} {i}{i}{ i }{"; }
        }
        for zone in ["eu", "us"] {
            [zone]-db { is = [host, db]; motd = zone; }
            zones.[zone] {
                for i in -1..1 {
                    "pair.{zone}.{i}" {
                        is = [pair];
                        tags = [zone, "{zone}-{i}", "plain"];
                        ports = { [zone] = i; "{zone}-{i}" = 7; };
                    }
                }
            }
        }
    }
    // A namespace that a loop opens again and again.
    for n in [10, 20, 20000] {
        many { node-[n] { is = [host]; port = n; backend = #web-1; } }
    }
    for zone in ["eu"] {
        last-[zone]-1 { is = [host]; backend = #web-2; }
    }

    rule host => nixos { x = 1; }
}

fn node(name: &str) -> Value {
    let document = emit(&LOOPED).unwrap();
    let nodes = document["nodes"].as_object().unwrap();
    nodes.values().find(|node| node["name"] == name).cloned().unwrap_or_else(|| panic!("{name}: {nodes:?}"))
}

#[test]
fn nodes_come_in_the_order_in_which_the_loops_go_round() {
    let resolved = resolve(&LOOPED).unwrap();
    let paths: Vec<String> = resolved.nodes().map(|node| node.path()).collect();
    let expected = [
        "first",
        "prod.web-1",
        "prod.web-2",
        "prod.web-3",
        "prod.eu-db",
        "prod.zones.eu.\"pair.eu.-1\"",
        "prod.zones.eu.\"pair.eu.0\"",
        "prod.zones.us.\"pair.us.-1\"",
        "prod.zones.us.\"pair.us.0\"",
        "prod.us-db",
        "many.node-10",
        "many.node-20",
        "many.node-20000",
        "last-eu-1",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn variables_stand_in_values() {
    let attrs = |name: &str| node(name)["attrs"].clone();
    let motd = "{j} {2} 22{ i }{";
    assert_eq!(attrs("web-2"), json!({ "addr": "10.0.1.2", "port": 2, "motd": motd }));
    assert_eq!(attrs("us-db"), json!({ "motd": "us" }));
    assert_eq!(
        attrs("pair.us.-1"),
        json!({ "tags": ["us", "us--1", "plain"], "ports": { "us": -1, "us--1": 7 } })
    );
}

#[test]
fn outside_of_a_loop_braces_are_text() {
    assert_eq!(node("first")["attrs"]["motd"], "{i} {{i}} ${i}");
}

mod large {
    nest_macros::fleet! {
        /// As many as there are in a large fleet.
        pub static LARGE;

        attr addr: unique Ipv4Addr;
        trait host { requires = [addr]; class nixos => nixosConfigurations; }

        for i in 0..100 {
            for j in 1..=50 {
                web-[i]-[j] { is = [host]; addr = "10.0.{i}.{j}"; }
            }
        }

        rule host => nixos(host) { networking.hostName = host.name; }
    }
}

#[test]
fn a_loop_makes_thousands() {
    let resolved = resolve(&large::LARGE).unwrap();
    assert_eq!(resolved.nodes().count(), 5_000);
    assert_eq!(resolved.nodes().last().map(|node| node.path()).as_deref(), Some("web-99-50"));
}
