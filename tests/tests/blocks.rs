//! Blocks are sets, also if nothing is assigned in them.

use nest_core::prelude::*;
use nest_macros::set;
use nest_tests::{emit, printed};
use serde_json::{Value, json};

nest_macros::fleet! {
    /// Blocks in which nothing is assigned, or may be.
    pub static BLOCKS;

    trait host { class nixos => nixosConfigurations { specialArgs {} }; }
    trait vm { class vm => vms { nested { deep {} } }; }

    a { is = [host, vm]; }
    b { is = [host]; }

    rule host as empty => nixos { users.groups.backup {} }
    rule host as nested => nixos { a { b { c {} } d {} } }
    rule host as computed => nixos(node) { users.groups.[node.name] {} }
    rule host as values => nixos { set = {}; list = []; sets = [{}, { x {} }]; }
    rule host as branches => nixos(node) {
        branch { if node.name == "b" { x = 1; } }
        arms { match node.name { "b" => { x = 1; } _ => {} } }
        around { if node.name == "b" { inside {} } }
    }
    rule host as loops => nixos { turns { for i in &[1; 0] { x.[i] = 1; } } }
    rule host as several => nixos {
        users {}
        users { groups {} }
        users.groups { backup {} }
        users.groups.backup {}
        users.groups.wheel.gid = 1;
        users { groups.wheel {} }
    }
    rule host as expression => nixos { value = [1].map(|_| set! { x {} }); }
    rule vm => vm {}
}

nest_macros::fleet! {
    /// Blocks beside values, at paths that are computed.
    pub static TWICE;

    trait machine { class nixos => nixosConfigurations; }
    after { is = [machine]; }
    before { is = [machine]; }
    below { is = [machine]; }
    above { is = [machine]; }

    rule machine => nixos(node) {
        let x = "x";
        match node.name {
            "after" => { a.[x] {} a.x = 1; }
            "before" => { a.[x] = {}; a.x {} }
            "below" => { a.[x] = 1; a.x.b {} }
            "above" => { a.[x].b {} a.x = 1; }
            _ => {}
        }
    }
}

fn options(node: &str, rule: &str) -> Value {
    let document = emit(&BLOCKS).unwrap();
    let modules = document["nixosConfigurations"][node]["modules"].as_array().unwrap();
    let file = format!("nest-tests/tests/blocks.rs, rule {rule}");
    let mut module = modules.iter().find(|module| module["_file"] == file).unwrap().clone();
    module.as_object_mut().unwrap().remove("_file");
    module
}

#[test]
fn a_block_is_a_set_whatever_is_in_it() {
    let cases = [
        ("empty", json!({ "users": { "groups": { "backup": {} } } })),
        ("nested", json!({ "a": { "b": { "c": {} }, "d": {} } })),
        ("computed", json!({ "users": { "groups": { "a": {} } } })),
        ("values", json!({ "set": {}, "list": [], "sets": [{}, { "x": {} }] })),
        ("branches", json!({ "branch": {}, "arms": {}, "around": {} })),
        ("loops", json!({ "turns": {} })),
        ("several", json!({ "users": { "groups": { "backup": {}, "wheel": { "gid": 1 } } } })),
        ("expression", json!({ "value": [{ "x": {} }] })),
    ];
    for (rule, expected) in cases {
        assert_eq!(options("a", rule), expected, "{rule}");
    }
    let expected = json!({ "branch": { "x": 1 }, "arms": { "x": 1 }, "around": { "inside": {} } });
    assert_eq!(options("b", "branches"), expected);
}

#[test]
fn so_is_one_among_the_arguments_of_a_class_and_in_a_function() {
    let document = emit(&BLOCKS).unwrap();
    assert_eq!(document["nixosConfigurations"]["a"]["specialArgs"], json!({}));
    assert_eq!(document["vms"]["a"]["nested"], json!({ "deep": {} }));
    assert_eq!(set! { a {} }, set! { a = {}; });
    assert_eq!(set! {}, NixValue::Set(Set::default()));
}

#[test]
fn a_block_beside_a_value_is_assigned_twice() {
    let error = emit(&TWICE).unwrap_err();
    let expected = [
        ("after", "`a.x` is assigned twice; remove one"),
        ("before", "`a.x` is assigned twice; remove one"),
        ("below", "`a.x` is assigned as a whole, and `a.x.b` below it; write one of them"),
        ("above", "`a.x` is assigned as a whole, and `a.x.b` below it; write one of them"),
    ];
    let told: Vec<_> = printed(&error).into_iter().map(|told| (told.head, told.note)).collect();
    for (node, message) in expected {
        let head = format!("error[assigned-twice]: {message}");
        let is_told =
            |(told, note): &(String, String)| *told == head && note.ends_with(&format!(" on `{node}`"));
        assert!(told.iter().any(is_told), "{node}: {error}");
    }
    assert_eq!(told.len(), expected.len(), "{error}");
}
