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
    let motd = "{j} {2} 222{";
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

mod computed {
    nest_macros::fleet! {
        /// Values and names that are computed from variables.
        pub static COMPUTED;

        attr addr: unique Ipv4Addr;
        attr port: u16;
        attr ports: { String: u16 };
        attr text: String;
        attr next: node(host)?;
        trait host { class nixos => nixosConfigurations; }

        for i in 249..=501 {
            web-[i - 248] { is = [host]; addr = "10.0.{i / 250}.{i % 250}"; port = 8000 + i; }
        }
        for i in -2..=0 {
            for j in [7, 10] {
                "n-{i + 3:02}-{j}" {
                    is = [host];
                    ports = { p-[j * 2] = j * 2; "{ j }" = (j + 1) * (j - 1); };
                    text = "{2 * (i + j)} {i:03} {j:03} {press j to go on} { j } {10.j} {j}: {{j+1}} {1 - {j}";
                }
            }
        }
        for zone in ["eu"] {
            for i in 1..=2 { [zone]-[i + 10] { is = [host]; next = #web-[i * 3]; text = zone; } }
        }
    }
}

#[test]
fn values_and_names_are_computed_from_variables() {
    let document = emit(&computed::COMPUTED).unwrap();
    let attrs = |path: &str| document["nodes"][path]["attrs"].clone();
    assert_eq!(attrs("web-1"), json!({ "addr": "10.0.0.249", "port": 8249 }));
    assert_eq!(attrs("web-2"), json!({ "addr": "10.0.1.0", "port": 8250 }));
    assert_eq!(attrs("web-253"), json!({ "addr": "10.0.2.1", "port": 8501 }));
    assert_eq!(
        attrs("n-01-7"),
        json!({
            "ports": { "p-14": 14, "7": 48 },
            "text": "10 -02 007 {press j to go on} 7 {10.j} 7: {8} {1 - 7"
        })
    );
    assert_eq!(attrs("eu-12"), json!({ "text": "eu", "next": "web-6" }));
}

/// The same arithmetic in a loop of a fleet and in Rust.
macro_rules! same {
    ($i:ident, $j:ident: $([$($value:tt)*])*) => {
        nest_macros::fleet! {
            /// Values that Rust works out, too.
            pub static SAME;

            attr numbers: [i64];
            trait pair;
            for $i in -5..=5 {
                for $j in [-300, -7, 1, 2, 10] {
                    "{i}/{j}" { is = [pair]; numbers = [$($($value)*), *]; }
                }
            }
        }

        pub fn in_rust($i: i64, $j: i64) -> Vec<i64> {
            vec![$($($value)*),*]
        }
    };
}

mod same {
    #![allow(clippy::all, unused_parens, double_negations, missing_docs)]
    same! {
        i, j:
        [i] [(((j)))] [-i] [- -i] [-(i)] [i + j] [i - j] [i * j] [i / j] [i % j] [2 - i - j] [2 - (i - j)]
        [1 + 2 * i] [(1 + 2) * i] [i * 2 + 1] [i * (2 + 1)] [100 / j / 2] [100 / (j * 2)] [100 / j * 2] [7 % j * 3]
        [-i % 3] [-(i % 3)] [-(i + 1) * j] [j / -2] [i - -j] [i * -j - -1] [i + j * i - j / 2 % 3 + 4 * (i - (j + 1) * 2)]
        [1_000 * i] [0x10 + i] [9223372036854775807 / (j * j)]
    }
}

#[test]
fn arithmetic_is_that_of_rust() {
    let document = emit(&same::SAME).unwrap();
    for (i, j) in (-5..=5).flat_map(|i| [-300, -7, 1, 2, 10].map(|j| (i, j))) {
        let node = &document["nodes"][format!("\"{i}/{j}\"")];
        assert_eq!(node["attrs"]["numbers"], json!(same::in_rust(i, j)), "i = {i}, j = {j}");
    }
}
