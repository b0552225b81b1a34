//! Which value of an attribute a node has.

use nest_tests::{emit, resolve};
use serde_json::json;

nest_macros::fleet! {
    /// Attributes of every type, on namespaces opened twice, on nodes and below them.
    pub static VALUES;

    attr text: String;
    attr flag: bool;
    attr byte: u8;
    attr word: u16;
    attr long: u32;
    attr huge: u64;
    attr small: i32;
    attr wide: i64;
    attr real: f64;
    attr v4: unique Ipv4Addr;
    attr v6: Ipv6Addr;
    attr ip: IpAddr;
    attr platform: System;
    attr list: [String];
    attr matrix: [[i64]];
    attr map: { String: u16 };
    attr maybe: [String]?;
    attr kind: "one" | "two-three";
    attr region: inherited String;
    attr own: String;
    attr standard: u16 = 22;
    attr type: String = "keyword";

    trait all {
        requires = [
            text, flag, byte, word, long, huge, small, wide, real, v4, v6, ip, platform, list, matrix, map,
            maybe, kind, standard, type
        ];
    }
    trait tiny { needs = [base]; requires = [standard?, own?]; }
    trait base { requires = [text]; }
    trait host { class nixos => nixosConfigurations; }

    eu {
        text = "outer";
        region = "eu";
        full {
            is = [all, host];
            text = "own";
            flag = true;
            byte = 255;
            word = 65_535;
            long = 0xffff_ffff;
            huge = 9223372036854775807;
            small = -2147483648;
            wide = -9223372036854775808;
            real = -1.5e3;
            v4 = "10.0.0.1";
            v6 = "fd00::1";
            ip = "::1";
            platform = "riscv64-linux";
            list = ["a", r"b\"];
            matrix = [[1, -2], []];
            map = { a = 1; b-c = 2; "d.e" = 3; };
            maybe = null;
            kind = "two-three";
            own = "mine";

            below { is = [tiny]; region = "inner"; deepest { is = [base]; } }
        }
    }
    us { text = "us"; x { is = [base]; } }
    eu { standard = 2222; y { is = [tiny]; } }

    rule all => nixos(all) {
        kind = match all.kind { Kind::One => 1, Kind::TwoThree => 2 };
        kind-text = all.kind;
        sum = u64::from(all.byte) + u64::from(all.word) + u64::from(all.long) + all.huge / 2;
        octets = all.v4.octets();
        segments = all.v6.segments().len();
        is-v6 = all.ip.is_ipv6();
        linux = all.platform.as_str().ends_with("linux");
        names = all.list.iter().map(str::to_uppercase).collect::<Vec<_>>();
        total = all.matrix.into_iter().flatten().sum::<i64>();
        map = all.map;
        e = all.map.get("d.e");
        missing = all.map.get("nope");
        maybe = all.maybe;
        keyword = all.r#type;
        node = all.node.get(own);
        path = all.node.path();
    }
}

#[test]
fn values_reach_bodies_in_their_rust_types() {
    let document = emit(&VALUES).unwrap();
    let mut module = document["nixosConfigurations"]["full"]["modules"][0].clone();
    module.as_object_mut().unwrap().remove("_file");
    let expected = json!({
        "kind": 2, "kind-text": "two-three", "sum": 255u64 + 65535 + 4294967295 + 9223372036854775807 / 2,
        "octets": [10, 0, 0, 1], "segments": 8, "is-v6": true, "linux": true, "names": ["A", "B\\"], "total": -1,
        "map": { "a": 1, "b-c": 2, "d.e": 3 }, "e": 3, "missing": null, "maybe": null, "keyword": "keyword",
        "node": "mine", "path": "eu.full",
    });
    assert_eq!(module, expected);
}

#[test]
fn values_are_written_as_they_are() {
    let document = emit(&VALUES).unwrap();
    let expected = json!({
        "text": "own", "region": "eu", "flag": true, "byte": 255, "word": 65535, "long": 4294967295u32,
        "huge": 9223372036854775807i64, "small": -2147483648, "wide": -9223372036854775808i64, "real": -1500.0,
        "v4": "10.0.0.1", "v6": "fd00::1", "ip": "::1", "platform": "riscv64-linux", "list": ["a", "b\\"],
        "matrix": [[1, -2], []], "map": { "a": 1, "b-c": 2, "d.e": 3 }, "maybe": null, "kind": "two-three",
        "own": "mine", "standard": 2222, "type": "keyword",
    });
    assert_eq!(document["nodes"]["eu.full"]["attrs"], expected);
}

#[test]
fn what_flows_down_and_what_does_not() {
    let document = emit(&VALUES).unwrap();
    let attrs = |path: &str| document["nodes"][path]["attrs"].clone();
    // A namespace's flow through nodes, `inherited` ones from nodes too; nearer wins; a default never flows.
    assert_eq!(attrs("eu.full.below"), json!({ "text": "outer", "region": "inner", "standard": 2222 }));
    assert_eq!(
        attrs("eu.full.below.deepest"),
        json!({ "text": "outer", "region": "inner", "standard": 2222 })
    );
    assert_eq!(attrs("us.x"), json!({ "text": "us" }));
    // What a namespace says when it is opened again holds for all of it.
    assert_eq!(attrs("eu.y"), json!({ "text": "outer", "region": "eu", "standard": 2222 }));
}

#[test]
fn a_namespace_keeps_its_first_place() {
    let resolved = resolve(&VALUES).unwrap();
    let names: Vec<&str> = resolved.nodes().map(|node| node.name).collect();
    assert_eq!(names, ["full", "below", "deepest", "y", "x"]);
}

#[test]
fn attributes_are_written_in_the_order_in_which_they_flow() {
    let resolved = resolve(&VALUES).unwrap();
    let y = resolved.nodes().find(|node| node.name == "y").unwrap();
    let names: Vec<&str> = y.attrs().map(|(name, _)| name).collect();
    assert_eq!(names, ["text", "region", "standard"]);
}
