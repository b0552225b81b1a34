//! Names with digits before a dot: what Rust takes for one number is read in its parts.

use nest_core::prelude::*;
use nest_macros::fleet;
use nest_tests::emit;
use serde_json::{Value, json};

fleet! {
    /// Where a name can stand, a number can end one of its parts.
    pub static NUMBERS { names = path; }

    attr limits: { String: i64 };

    trait host {
        class nixos => nixosConfigurations { system = "x86_64-linux"; };
        trait disk { class disk => parent.nixos at disks.raid-1.[node.name].slot-2."x y"; }
    }
    trait copied;

    prod.web-1.2.b { is = [host]; limits = { eth-0 = 1; web-1e3 = 2; }; }
    prod.rack-7."x y" { is = [copied]; }
    prod.rack-8e-3 { a { is = [copied]; } }
    rack-9.1.0f64 { is = [copied]; }
    for i in 1..=2 { eth-0.[i] { is = [copied]; } row-3.[i]-4.5 { is = [copied]; } }

    rule host as web-1e-3 => nixos {
        let x = "lan";
        virtualHosts.web-1."/" { a-1e3.b = 1; }
        virtualHosts.web-1."/"."b.c" = 2;
        eth-0.[x].mtu = 3;
        web-1.port = 4;
        web-1.2.b = 5;
        web-1.2."c" = 6;
        web-1.2.[x] = 7;
        a-1.2.3.4.5 = 8;
        a-1.2e3.b = 9;
        disk-2e-5.x = 10;
        disk-2.5e-5."x" = 11;
        v-0x1f.x = 12;
        w-1_000u8.x = 13;
        f-1.5f32.x = 14;
        y.2."x" = 15;
        set = { k-1."x" = 1; k-1.2 { z = 2; } k-1e-2.[x] = 3; };
        inner = [set! { k-1."x" = 1; }];
        git = pkgs.python-3."x y";
        list = [pkgs.python-3.[x].lib, pkgs.python-3.11.b, pkgs.python-3e-1];
        forced = mk_if(config.web-1."a".enable, 1);
        text = text!("{pkgs.git-2.\"x\"} {pkgs.git-2.4.b}");
        difference = 3.5-1.5;
        ratio = 1e-3;
        range = [for i in 1..3 => i];
    }

    rule host => synth { child sda-1 { is = [host::disk]; } }
    rule host::disk => disk { size-1."x" = 1; }
}

#[test]
fn nodes_and_namespaces_have_the_names_that_are_written() {
    let resolved = nest_tests::resolve(&NUMBERS).unwrap();
    let paths: Vec<String> = resolved.nodes().map(Node::path).collect();
    let expected = [
        "prod.web-1.\"2\".b",
        "prod.web-1.\"2\".b.sda-1",
        "prod.rack-7.\"x y\"",
        "prod.rack-8e-3.a",
        "rack-9.\"1\".\"0f64\"",
        "eth-0.\"1\"",
        "eth-0.\"2\"",
        "row-3.\"1-4\".\"5\"",
        "row-3.\"2-4\".\"5\"",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn options_have_the_paths_that_are_written_and_values_arrive() {
    let document = emit(&NUMBERS).unwrap();
    let modules = &document["nixosConfigurations"]["prod-web-1-2-b"]["modules"];
    let reference = |path: &[&str]| json!({ "_nest": "ref", "path": path });
    let check = |rule: usize, path: &[&str], expected: Value| {
        let found = path.iter().fold(&modules[rule], |value, name| &value[*name]);
        assert_eq!(*found, expected, "{path:?} in {modules:#}");
    };
    check(0, &["virtualHosts", "web-1", "/", "a-1e3", "b"], json!(1));
    check(0, &["virtualHosts", "web-1", "/", "b.c"], json!(2));
    check(0, &["eth-0", "lan", "mtu"], json!(3));
    check(0, &["web-1"], json!({ "port": 4, "2": { "b": 5, "c": 6, "lan": 7 } }));
    check(0, &["a-1", "2", "3", "4", "5"], json!(8));
    check(0, &["a-1", "2e3", "b"], json!(9));
    check(0, &["disk-2e-5", "x"], json!(10));
    check(0, &["disk-2", "5e-5", "x"], json!(11));
    check(0, &["v-0x1f", "x"], json!(12));
    check(0, &["w-1_000u8", "x"], json!(13));
    check(0, &["f-1", "5f32", "x"], json!(14));
    check(0, &["y", "2", "x"], json!(15));
    check(0, &["set"], json!({ "k-1": { "x": 1, "2": { "z": 2 } }, "k-1e-2": { "lan": 3 } }));
    check(0, &["inner"], json!([{ "k-1": { "x": 1 } }]));
    check(0, &["git"], reference(&["pkgs", "python-3", "x y"]));
    let list = [["pkgs", "python-3", "lan", "lib"].as_slice(), &["pkgs", "python-3", "11", "b"]];
    let list = list.into_iter().chain([["pkgs", "python-3e-1"].as_slice()]).map(reference);
    check(0, &["list"], list.collect());
    check(0, &["forced", "condition"], reference(&["config", "web-1", "a", "enable"]));
    let text = [reference(&["pkgs", "git-2", "x"]), json!(" "), reference(&["pkgs", "git-2", "4", "b"])];
    check(0, &["text", "parts"], json!(text));
    // What is no name is a number as ever.
    check(0, &["difference"], json!(2.0));
    check(0, &["ratio"], json!(0.001));
    check(0, &["range"], json!([1, 2]));
    check(1, &["disks", "raid-1", "sda-1", "slot-2", "x y", "size-1", "x"], json!(1));
}
