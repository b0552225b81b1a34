//! What bodies assign, in every form that the language has.

use nest_core::prelude::*;
use nest_macros::set;
use nest_tests::emit;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

nest_macros::fleet! {
    /// One body for each thing that a body can do.
    pub static BODIES;

    attr system: System;
    attr port: u16;

    trait host {
        requires = [system];
        class nixos => nixosConfigurations {
            system = node.system;
            specialArgs { role = "x"; list = [1, { a = node.name; }]; };
        };
    }
    trait web { requires = [port]; }
    trait user { class home => homeConfigurations; }

    system-less { is = []; }
    prod {
        system = "x86_64-linux";
        a { is = [host, web]; port = 80; ada { is = [user]; } }
        b { is = [host, web]; port = 8080; }
    }

    rule host as paths => nixos(node) {
        services.nginx.enable = true;
        networking.interfaces.eth0-1.mtu = 9000;
        services.nginx { virtualHosts."example.org" { root = "/var/www"; } user = "nginx"; }
        users.users.[format!("{}-x", node.name)].uid = 1000;
        users.users.[node.name] { uid = 1; home.mode = 2; }
        a."b.c"."${d}".x-1 = null_value();
        a.type.match.if = "keywords";
    }

    rule host as values => nixos {
        set = { a = 1; b.c = {}; b.d = [{ e = 1; }, [2, "three", 4.5], true]; };
        empty = {};
        list = [];
        mixed = [1, "x", { a = [1]; }, [], 2 + 3, Some(1).map_or(0, |x| x), std::cmp::max::<i32>(4, 6)];
        text = "${HOME} $$ '' \" \\ \n \u{e4}";
        float = 0.1 + 0.2;
        negative = -5;
        none = None::<i32>;
        null = null;
        nulls = [null, { a = null; }, mk_default(null), 1];
        some = Some("x");
        tree = BTreeMap::from([("b", 1), ("a", 2)]);
        hashed = HashMap::from([("b", 1), ("c", 3), ("a", 2)]);
        unordered = HashSet::from(["b", "c", "a"]);
        slice = [1, 2, 3].as_slice();
        array = ["x", "y"].map(str::to_uppercase);
        conditional = if "a".len() == 1 { "yes" } else { "no" };
        matched = match 3 { n if n > 2 => "big", _ => "small" };
        reference = &"text".to_string();
        character = 'c';
    }

    rule host as properties => nixos {
        force = mk_force(1);
        default = mk_default("x");
        priority = mk_override(10, [1]);
        before = mk_before(["a"]);
        after = mk_after(["a"]);
        order = mk_order(42, ["a"]);
        condition = mk_if(false, set! { a = 1; });
        merge = mk_merge([mk_before("x"), 5.into_nix()]);
    }

    rule host as comprehensions => nixos(select) {
        machines = [for w in select.all(web) => { hostName = w.name; ports = [w.port, 22]; }];
        names = [for w in select.all(web) => w.name];
        nested = [for w in select.all(web) => [for i in 0..2 => format!("{}{i}", w.name)]];
        sets = select.all(web).map(|w| set! { name = w.name; deep.port = w.port; }).collect::<Vec<_>>();
    }

    rule host as control-flow => nixos(host, web, node) {
        let mut total = 0;
        let names: Vec<String> = vec![host.name.to_owned()];
        for (i, name) in names.iter().enumerate() {
            loops.for.[i] = name;
            total += 1;
        }
        while total < 3 { total += 1; }
        'outer: loop {
            total += 1;
            if total > 5 { break 'outer; } else { continue; }
        }
        ({ total = 12; });
        total-at-end = total;
        if web.port == 80 {
            branch = "eighty";
        } else if let Some(first) = names.first() {
            branch = first;
        } else {
            branch = "never";
        }
        match web.port {
            80 => kind = "http",
            1000..=9999 if node.name == "b" => {
                kind = "alternative";
                extra.kind = 1;
            }
            _ => {}
        }
        let Some(name) = names.first() else { return Err("no name")?; };
        const LIMIT: i64 = 7;
        limit = LIMIT;
        fn double(x: i64) -> i64 { x * 2 }
        doubled = double(LIMIT);
        { block = name; }
        let uid = 5;
        users.x { uid = uid; }
        parsed = "12".parse::<i64>()?;
    }

    /// Looks like what is written out of habit, and is Rust.
    rule web as harmless => nixos(node, select) {
        let mut last = 0;
        select.all(web).for_each(|w| { last = w.port; });
        last-port = last;
        ports = select.all(web).map(|node| node.port).collect::<Vec<_>>();
        pairs = select.all(web).enumerate().map(|(i, node)| i + usize::from(node.port)).collect::<Vec<_>>();
        let config = Paths { home: "/home" };
        config-home = format!("{}", config.home);
        homes = [Paths { home: "/srv" }].map(|lib| lib.home);
        let null = "void";
        null-name = format!("{}", null);
        let wanted = port;
        wanted-port = node.get(wanted);
        chosen = if select.one((web, user)).is_ok() { 1 } else { 2 };
        quotient = { a = node.get(port).map_or(0, |port| port / 4); };
        pipes = (1 | 2) ^ !0_i64;
        fn reset(last: &mut Paths) { last.home = "/"; }
        let mut root = config;
        ({ reset(&mut root); });
        root-home = root.home;
    }

    rule user => home(user, host) {
        home.username = user.name;
        home.host = host.name;
    }
}

/// A struct with a field.
struct Paths {
    home: &'static str,
}

fn null_value() -> NixValue {
    NixValue::Null
}

/// The options of the rule with a label, on a node of an output.
fn options(output: &str, node: &str, rule: &str) -> Value {
    let document = emit(&BODIES).unwrap();
    let modules = document[output][node]["modules"].as_array().unwrap();
    let file = format!("nest-tests/tests/bodies.rs, rule {rule}");
    let mut module = modules.iter().find(|module| module["_file"] == file).unwrap().clone();
    module.as_object_mut().unwrap().remove("_file");
    module
}

fn nixos(node: &str, rule: &str) -> Value {
    options("nixosConfigurations", node, rule)
}

#[test]
fn paths_have_hyphens_quotes_and_expressions() {
    let expected = json!({
        "services": { "nginx": {
            "enable": true,
            "virtualHosts": { "example.org": { "root": "/var/www" } },
            "user": "nginx",
        } },
        "networking": { "interfaces": { "eth0-1": { "mtu": 9000 } } },
        "users": { "users": { "a-x": { "uid": 1000 }, "a": { "uid": 1, "home": { "mode": 2 } } } },
        "a": { "b.c": { "${d}": { "x-1": null } }, "type": { "match": { "if": "keywords" } } },
    });
    assert_eq!(nixos("a", "paths"), expected);
}

#[test]
fn every_kind_of_value_arrives() {
    let expected = json!({
        "set": { "a": 1, "b": { "c": {}, "d": [{ "e": 1 }, [2, "three", 4.5], true] } },
        "empty": {},
        "list": [],
        "mixed": [1, "x", { "a": [1] }, [], 5, 1, 6],
        "text": "${HOME} $$ '' \" \\ \n ä",
        "float": 0.1 + 0.2,
        "negative": -5,
        "none": null,
        "null": null,
        "nulls": [null, { "a": null }, { "_type": "override", "priority": 1000, "content": null }, 1],
        "some": "x",
        "tree": { "a": 2, "b": 1 },
        "hashed": { "a": 2, "b": 1, "c": 3 },
        "unordered": ["a", "b", "c"],
        "slice": [1, 2, 3],
        "array": ["X", "Y"],
        "conditional": "yes",
        "matched": "big",
        "reference": "text",
        "character": "c",
    });
    assert_eq!(nixos("a", "values"), expected);
}

#[test]
fn properties_are_the_module_systems_own() {
    let expected = json!({
        "force": { "_type": "override", "priority": 50, "content": 1 },
        "default": { "_type": "override", "priority": 1000, "content": "x" },
        "priority": { "_type": "override", "priority": 10, "content": [1] },
        "before": { "_type": "order", "priority": 500, "content": ["a"] },
        "after": { "_type": "order", "priority": 1500, "content": ["a"] },
        "order": { "_type": "order", "priority": 42, "content": ["a"] },
        "condition": { "_type": "if", "condition": false, "content": { "a": 1 } },
        "merge": { "_type": "merge", "contents": [{ "_type": "order", "priority": 500, "content": "x" }, 5] },
    });
    assert_eq!(nixos("a", "properties"), expected);
}

#[test]
fn a_list_can_be_made_of_a_query() {
    let expected = json!({
        "machines": [{ "hostName": "a", "ports": [80, 22] }, { "hostName": "b", "ports": [8080, 22] }],
        "names": ["a", "b"],
        "nested": [["a0", "a1"], ["b0", "b1"]],
        "sets": [{ "name": "a", "deep": { "port": 80 } }, { "name": "b", "deep": { "port": 8080 } }],
    });
    assert_eq!(nixos("a", "comprehensions"), expected);
}

#[test]
fn control_flow_is_rusts() {
    let expected = |name: &str, branch: &str, kind: &str| {
        json!({
            "loops": { "for": { "0": name } }, "total-at-end": 12, "branch": branch, "kind": kind, "limit": 7,
            "doubled": 14, "block": name, "users": { "x": { "uid": 5 } }, "parsed": 12,
        })
    };
    assert_eq!(nixos("a", "control-flow"), expected("a", "eighty", "http"));
    let mut b = nixos("b", "control-flow");
    assert_eq!(b.as_object_mut().unwrap().remove("extra"), Some(json!({ "kind": 1 })));
    assert_eq!(b, expected("b", "b", "alternative"));
}

#[test]
fn rust_that_looks_like_a_habit_is_rust() {
    let expected = json!({
        "last-port": 8080, "ports": [80, 8080], "pairs": [80, 8081], "config-home": "/home", "homes": ["/srv"],
        "null-name": "void", "wanted-port": 80, "chosen": 2, "quotient": { "a": 20 }, "pipes": -4, "root-home": "/",
    });
    assert_eq!(nixos("a", "harmless"), expected);
}

#[test]
fn an_argument_is_the_node_itself_or_the_nearest_above() {
    assert_eq!(
        options("homeConfigurations", "ada", "user"),
        json!({ "home": { "username": "ada", "host": "a" } })
    );
}

#[test]
fn the_arguments_of_a_class_are_written_before_its_modules() {
    let document = emit(&BODIES).unwrap();
    let system = document["nixosConfigurations"]["b"].as_object().unwrap();
    assert_eq!(system["system"], "x86_64-linux");
    assert_eq!(system["specialArgs"], json!({ "role": "x", "list": [1, { "a": "b" }] }));
}

#[test]
fn a_set_can_be_made_anywhere() {
    let value: NixValue = set! { a.b = 1; list = [set! { c = "x"; }]; };
    let NixValue::Set(set) = value else { panic!("{value:?}") };
    assert!(matches!(set.get("a"), Some(NixValue::Set(_))));
}
