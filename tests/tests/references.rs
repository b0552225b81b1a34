//! Attributes that name nodes.

use nest_tests::emit;
use serde_json::{Value, json};

nest_macros::fleet! {
    /// Databases and their copies.
    pub static COPIED;

    attr port: u16;
    attr primary: node(db);
    attr fallback: node(db)?;
    attr others: [node(db)];
    attr byZone: { String: node(db) };
    /// A machine beside, which has one beside it too.
    attr neighbour: node(host)?;
    attr default: node(db) = #db-eu;

    trait host { requires = [neighbour?]; class nixos => nixosConfigurations; }
    trait db { requires = [port]; }
    trait replica { requires = [primary, fallback?, others?]; }
    trait site { requires = [default]; }

    copy { is = [host, replica, site]; primary = #db-us; fallback = #db-eu; others = [#db-us, #("db.old")]; }
    db-eu { is = [host, db]; port = 1; neighbour = #db-us; }
    db-us { is = [host, db]; port = 2; neighbour = #db-eu; }
    extern "db.old" { is = [db]; port = 3; }
    second { is = [host, replica]; primary = #db-eu; fallback = null; neighbour = #copy; }

    rule replica => nixos(replica) {
        primary = replica.primary.port;
        name = replica.primary.name;
        fallback = replica.fallback.map(|db| db.port);
        others = replica.others.map_or(0, |all| all.iter().map(|db| db.port).sum::<u16>());
    }
    rule host => nixos(host) {
        neighbour = host.neighbour.map(|beside| beside.view().name);
    }
    rule site => nixos(site) { default = site.default.name; }
    rule db => nixos(select, node) {
        copies = select.referring(primary, replica).map(|copy| copy.name).collect::<Vec<_>>();
        named = select.referring(others, replica).map(|copy| copy.name).collect::<Vec<_>>();
        beside = select.referring(neighbour, host).map(|host| host.name).collect::<Vec<_>>();
        me = node.get(neighbour).flatten().map(|beside| beside.view().port_of_db());
    }
    rule [primary = #db-us] as by-name => nixos { by-name = true; }
    rule [primary != #db-us] & replica as other-name => nixos { by-name = false; }
    rule [others ~= #("db.old")] as among => nixos { among = true; }
}

impl host<'_> {
    fn port_of_db(self) -> Option<u16> {
        self.node.get(port)
    }
}

fn module(name: &str) -> Value {
    let document = emit(&COPIED).unwrap();
    let mut all = serde_json::Map::new();
    for module in document["nixosConfigurations"][name]["modules"].as_array().unwrap() {
        all.extend(module.as_object().unwrap().clone());
    }
    all.remove("_file");
    all.into()
}

#[test]
fn a_field_is_the_view_of_the_node_that_is_named() {
    let expected = json!({
        "primary": 2, "name": "db-us", "fallback": 1, "others": 5, "default": "db-eu", "neighbour": null,
        "by-name": true, "among": true,
    });
    assert_eq!(module("copy"), expected);
    let expected = json!({
        "primary": 1, "name": "db-eu", "fallback": null, "others": 0, "neighbour": "copy", "by-name": false,
    });
    assert_eq!(module("second"), expected);
}

#[test]
fn a_node_can_ask_who_refers_to_it() {
    let expected =
        json!({ "neighbour": "db-us", "copies": ["second"], "named": [], "beside": ["db-us"], "me": 2 });
    assert_eq!(module("db-eu"), expected);
    let expected =
        json!({ "neighbour": "db-eu", "copies": ["copy"], "named": ["copy"], "beside": ["db-eu"], "me": 1 });
    assert_eq!(module("db-us"), expected);
}

/// A `synth` can set a reference to a view and to a node.
#[test]
fn a_view_and_a_node_are_values_of_references() {
    let resolved = nest_core::resolve(&COPIED).unwrap();
    let node = resolved.nodes().find(|node| node.name == "db-us").unwrap();
    let view = <db<'_> as nest_core::view::View>::view(node);
    let mut additions = nest_core::synth::Additions::default();
    additions.set(primary, view);
    additions.set(primary, node);
    additions.set(fallback, Some(view));
    additions.set(neighbour, Some(node));
    additions.set(others, [view]);
    assert_eq!(format!("{additions:?}").matches("\"db-us\"").count(), 5);
}

#[test]
fn a_reference_is_written_as_the_key_of_the_node() {
    let document = emit(&COPIED).unwrap();
    let attrs = &document["nodes"]["copy"]["attrs"];
    assert_eq!(attrs["primary"], "db-us");
    assert_eq!(attrs["others"], json!(["db-us", "\"db.old\""]));
    for reference in attrs["others"].as_array().unwrap() {
        assert!(document["nodes"][reference.as_str().unwrap()].is_object(), "{reference}");
    }
}

mod to_a_made_node {
    nest_macros::fleet! {
        /// A reference to a node that a `synth` makes.
        pub static MADE;

        attr primary: node(db);
        trait db;
        trait cluster {
            synth { child db-1 { is = [db]; } child db-2 { is = [db]; } child copy { is = [replica]; } }
        }
        trait replica { synth(select) { primary = select.all(db).next().ok_or("there is none")?; } }

        c { is = [cluster]; }
    }
}

#[test]
fn a_selector_in_text_finds_who_refers_to_a_node_that_was_made() {
    let resolved = nest_core::resolve(&to_a_made_node::MADE).map_err(|told| told[0].to_string());
    let found = |text: &str| -> Vec<&str> {
        resolved.as_ref().unwrap().select(text).unwrap().iter().map(|node| node.name).collect()
    };
    assert_eq!(found("[primary = #db-1]"), ["copy"]);
    assert_eq!(found("[primary = #db-2]"), [""; 0]);
}
