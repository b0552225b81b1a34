//! What an editor does in `fleet!`. rust-analyzer itself is asked, by one connection for all tests.
//!
//! Places are written as text with a `^` in front of what is meant: `select.siblings(^web)`. The text stands once in
//! the fleet.

use nest_tests::editor::Editor;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

const FLEET: &str = r#"
use nest_core::prelude::*;

nest_macros::fleet! {
    /// Two environments.
    pub static EDITED;

    attr system: System;
    attr env: "prod" | "staging";
    /// Where it is reached.
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;
    attr front: node(lb);

    /// Becomes a NixOS system.
    trait host {
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };
    }

    trait nginx;
    trait ssh;

    trait server { needs = [nginx, ssh]; }
    trait lb { needs = [server]; }
    /// Serves pages.
    trait web { needs = [server]; requires = [addr, httpPort]; }
    trait monitoring { needed_by = server & [httpPort]; }

    prod {
        system = "x86_64-linux";
        env = "prod";

        lb-prod { is = [host, lb]; addr = "10.0.1.1"; httpPort = 80; }
        web-prod-1 { is = [host, web]; addr = "10.0.1.10"; httpPort = 80; }
        web-prod-2 { is = [host, web]; addr = "10.0.1.11"; httpPort = 80; }
    }

    staging {
        system = "x86_64-linux";
        env = "staging";
        front = #lb-prod;

        web-staging { is = [host, web]; addr = "10.0.2.10"; httpPort = 80; }
    }

    rule #lb-prod, #staging > * => nixos { boot.enable = true; }

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
    }

    rule nginx => nixos { services.nginx.enable = true; }
    rule ssh:not(lb) => nixos { services.openssh.enable = true; }
    rule monitoring => nixos { services.prometheus.exporters.node { enable = true; } }

    rule lb => nixos(select) {
        services.haproxy.enable = true;
        services.haproxy.config = backends(select.siblings(web).map(|w| (w.addr, w.httpPort)));
    }

    rule web => nixos(web, select) {
        networking.firewall.allowedTCPPorts = [web.httpPort];
        networking.extraHosts = lines(select.siblings(host).map(|p| format!("{} {}", p.addr, p.name)));
    }
}

fn backends<A: std::fmt::Display>(_: impl Iterator<Item = (A, u16)>) -> String {
    String::new()
}
"#;

const TRAITS: [&str; 7] = ["host", "lb", "monitoring", "nginx", "server", "ssh", "web"];

/// Where the fleet says `web`, and means the trait.
const WEB: [&str; 8] = [
    "trait ^web {",
    r#"is = [host, ^web]; addr = "10.0.1.10""#,
    r#"is = [host, ^web]; addr = "10.0.1.11""#,
    r#"is = [host, ^web]; addr = "10.0.2.10""#,
    "select.siblings(^web)",
    "rule ^web =>",
    "nixos(^web, select)",
    "[^web.httpPort]",
];

/// Where it says `addr`, and means the attribute.
const ADDR: [&str; 9] = [
    "attr ^addr",
    "requires = [system, ^addr]",
    "requires = [^addr, httpPort]",
    r#"^addr = "10.0.1.1";"#,
    r#"^addr = "10.0.1.10""#,
    r#"^addr = "10.0.1.11""#,
    r#"^addr = "10.0.2.10""#,
    "w.^addr",
    "p.^addr",
];

/// Lines that are half typed: what is replaced, and by what.
const HALF_TYPED: [(&str, &str); 17] = [
    ("        web-staging {", "        web-9 { is = [ho }\n        web-staging {"),
    ("        web-staging {", "        web-9 { is = [ho] }\n        web-staging {"),
    ("        web-staging {", "        web-9\n        web-staging {"),
    (r#"addr = "10.0.2.10";"#, "ad"),
    (r#"addr = "10.0.2.10";"#, "addr ="),
    (r#"addr = "10.0.1.11";"#, r#"addr = "10.0.1.11""#),
    (r#"addr = "10.0.1.11";"#, r#"adr = "10.0.1.11";"#),
    ("is = [host, lb]", "is = [host, lbx]"),
    ("    trait ssh;", "    trait\n    trait ssh;"),
    ("    trait ssh;", "    trait ssh"),
    ("httpPort: u16;", "httpPort: u16"),
    ("    rule nginx", "    rule ngi\n    rule nginx"),
    ("    rule nginx", "    rule\n    rule nginx"),
    ("services.nginx.enable = true;", "services.nginx.ena"),
    ("services.haproxy.enable = true;", "services.haproxy.ena"),
    ("services.haproxy.enable = true;", "services.haproxy.enable = select."),
    ("exporters.node { enable = true; }", "exporters.node { enable = }"),
];

#[test]
fn from_a_word_it_goes_to_the_declaration() {
    check(|editor| {
        let cases: [(&str, &[&str]); 16] = [
            ("lb-prod { is = [^host", &["trait ^host"]),
            (r#"is = [host, ^web]; addr = "10.0.1.10""#, &["trait ^web"]),
            ("trait lb { needs = [^server]", &["trait ^server"]),
            ("needed_by = ^server", &["trait ^server"]),
            ("server & [^httpPort]", &["attr ^httpPort"]),
            ("rule ^nginx", &["trait ^nginx"]),
            ("ssh:not(^lb)", &["trait ^lb"]),
            ("requires = [^addr, httpPort]", &["attr ^addr"]),
            (r#"^addr = "10.0.1.10""#, &["attr ^addr"]),
            ("node.^system", &["attr ^system"]),
            ("select.siblings(^web)", &["trait ^web"]),
            ("w.^addr", &["attr ^addr"]),
            ("p.^addr", &["attr ^addr"]),
            ("nixos(^host)", &["nixos(^host)", "trait ^host"]),
            ("^host.name", &["nixos(^host)", "trait ^host"]),
            ("[web.^httpPort]", &["attr ^httpPort"]),
        ];
        for (at, expected) in cases {
            let found = editor.request("textDocument/definition", position(FLEET, at));
            assert_eq!(places(&found), positions(expected), "from `{at}`");
        }
    });
}

#[test]
fn from_a_name_it_goes_to_the_node_the_class_or_the_option() {
    check(|editor| {
        let cases: [(&str, &[&str]); 10] = [
            ("front = #^lb-prod", &["        ^lb-prod {"]),
            ("front = #lb-^prod", &["        ^lb-prod {"]),
            ("rule #^lb-prod", &["        ^lb-prod {"]),
            ("rule #lb-^prod", &["        ^lb-prod {"]),
            ("#^staging > *", &["    ^staging {"]),
            ("rule host => ^nixos", &["class ^nixos"]),
            ("rule nginx => ^nixos", &["class ^nixos"]),
            // Where it is first assigned.
            ("^services.nginx.enable", &["^services.nginx.enable"]),
            ("services.nginx.^enable", &["^services.nginx.enable"]),
            ("exporters.node { ^enable", &["exporters.node { ^enable"]),
        ];
        for (at, expected) in cases {
            let found = editor.request("textDocument/definition", position(FLEET, at));
            assert_eq!(places(&found), positions(expected), "from `{at}`");
        }
    });
}

#[test]
fn over_a_word_it_shows_the_documentation_and_the_type() {
    check(|editor| {
        let cases: [(&str, &[&str]); 27] = [
            (
                "        ^lb-prod {",
                &["The node `prod.lb-prod`: `host`, `lb`, and by need `server`, `nginx`, `ssh`."],
            ),
            ("        ^web-prod-1 {", &["The node `prod.web-prod-1`: `host`, `web`"]),
            ("front = #^lb-prod", &["The node `prod.lb-prod`"]),
            ("front = #lb-^prod", &["The node `prod.lb-prod`"]),
            ("rule #^lb-prod", &["The node `prod.lb-prod`"]),
            ("    ^staging {", &["The namespace `staging`."]),
            ("#^staging > *", &["The namespace `staging`."]),
            ("class ^nixos", &["The class `nixos` of the trait `host`"]),
            ("rule host => ^nixos", &["go into the output `nixosConfigurations`"]),
            ("rule nginx => ^nixos", &["The class `nixos`"]),
            ("^services.nginx.enable", &["The option `services.nginx.enable`."]),
            ("services.^nginx.enable", &["The option `services.nginx.enable`."]),
            ("services.nginx.^enable", &["The option `services.nginx.enable`."]),
            (
                "^services.prometheus.exporters.node {",
                &["Options below `services.prometheus.exporters.node`."],
            ),
            ("exporters.node { ^enable", &["The option `services.prometheus.exporters.node.enable`."]),
            ("trait ^host", &["Becomes a NixOS system.", "struct host"]),
            ("lb-prod { is = [^host", &["Becomes a NixOS system."]),
            (r#"is = [host, ^web]; addr = "10.0.1.10""#, &["Serves pages."]),
            ("select.siblings(^web)", &["Serves pages."]),
            ("rule ^host =>", &["Becomes a NixOS system."]),
            ("attr ^addr", &["Where it is reached.", "Ipv4Addr"]),
            (r#"^addr = "10.0.1.10""#, &["Where it is reached.", "Ipv4Addr"]),
            ("requires = [^addr, httpPort]", &["Where it is reached.", "Ipv4Addr"]),
            ("w.^addr", &["Where it is reached.", "pub addr: Ipv4Addr"]),
            ("nixos(^host)", &["let host: host<'_>", "Becomes a NixOS system."]),
            ("^host.name", &["let host: host<'_>", "Becomes a NixOS system."]),
            ("backends(^select", &["let select: Select<'_>"]),
        ];
        for (at, expected) in cases {
            let hover = editor.request("textDocument/hover", position(FLEET, at));
            let shown = hover["contents"]["value"].as_str().unwrap_or_default();
            for text in expected {
                assert!(shown.contains(text), "over `{at}` there is no `{text}`:\n{shown}");
            }
            for ours in ["__nest", "__private", "extern crate", "fn assign"] {
                assert!(!shown.contains(ours), "over `{at}` there is `{ours}`:\n{shown}");
            }
        }
    });
}

#[test]
fn it_finds_every_mention() {
    check(|editor| {
        for (at, expected) in [("trait ^web", &WEB[..]), ("nixos(^web, select)", &WEB), ("attr ^addr", &ADDR)]
        {
            let mut params = position(FLEET, at);
            params["context"] = json!({ "includeDeclaration": true });
            let found = editor.request("textDocument/references", params);
            assert_eq!(places(&found), positions(expected), "of `{at}`");
        }
    });
}

#[test]
fn it_renames_every_mention() {
    check(|editor| {
        // Anywhere for a trait. A view's field is not its attribute's function, so for an attribute only where both
        // are declared.
        let traits = WEB.map(|at| (at, &WEB[..], "web", "www"));
        for (at, everywhere, old, new) in traits.into_iter().chain([("attr ^addr", &ADDR[..], "addr", "ip")])
        {
            let mut params = position(FLEET, at);
            params["newName"] = json!(new);
            let edit = editor.request("textDocument/rename", params);
            let edits = edit["documentChanges"].as_array().into_iter().flatten().flat_map(edits_of);
            let mut found: Vec<((usize, usize), &str)> = edits.collect();
            found.sort_unstable();
            let expected: Vec<_> = positions(everywhere).into_iter().map(|place| (place, new)).collect();
            assert_eq!(found, expected, "`{old}` to `{new}` at `{at}`");
        }
    });
}

#[test]
fn it_renames_a_name_that_is_one_word() {
    check(|editor| {
        let staging = ["    ^staging {", "#^staging > *"];
        let cases: [(&str, &[&str]); 3] = [
            (staging[0], &staging),
            (staging[1], &staging),
            // Of several words an editor knows no whole.
            ("rule #^lb-prod", &[]),
        ];
        for (at, everywhere) in cases {
            let mut params = position(FLEET, at);
            params["newName"] = json!("test");
            let edit = editor.ask_of_file("textDocument/rename", params);
            let edits = edit["result"]["documentChanges"].as_array().into_iter().flatten().flat_map(edits_of);
            let found: BTreeSet<_> = edits.map(|(place, _)| place).collect();
            assert_eq!(found, positions(everywhere), "at `{at}`");
        }
    });
}

#[test]
fn it_completes_words() {
    check(|editor| {
        let attrs = ["addr", "env", "front", "httpPort", "is", "system"];
        let pseudo_classes = ["empty", "has", "is", "not", "root", "when", "within"];
        let types = [
            "IpAddr", "IpNet", "Ipv4Addr", "Ipv4Net", "Ipv6Addr", "Ipv6Net", "MacAddr", "String", "System",
            "bool", "f64", "i32", "i64", "node", "u16", "u32", "u64", "u8",
        ];
        let items = ["assert", "attr", "include", "output", "rule"];
        let arguments = ["host", "lb", "monitoring", "nginx", "node", "select", "server", "ssh", "web"];
        let layouts = ["nix", "single", "split"];
        let cases: [(&str, &str, &[&str]); 31] = [
            ("EDITED;", "EDITED { la^ }", &["layout", "names", "specialArgs"]),
            ("EDITED;", "EDITED { names = path; la^ = split; }", &["layout", "names", "specialArgs"]),
            ("EDITED;", "EDITED { names = pa^; }", &["name", "path"]),
            ("EDITED;", "EDITED { layout = sp^ }", &layouts),
            ("EDITED;", "EDITED { layout = ^; }", &layouts),
            ("lb-prod { is = [host, lb]", "lb-prod { is = [ho^]", &TRAITS),
            ("lb-prod { is = [host, lb]", "lb-prod { is = [host^, lb]", &TRAITS),
            ("lb-prod { is = [host, lb]", "lb-prod { is = [host, ^]", &TRAITS),
            ("lb-prod { is = [host, lb]", "lb-prod { is = [^]", &TRAITS),
            ("lb-prod { is = [host, lb];", "lb-prod { is = [ho^", &TRAITS),
            ("        web-staging {", "        web-9 { is = [ho^ }\n        web-staging {", &TRAITS),
            ("needs = [nginx, ssh]", "needs = [ng^]", &TRAITS),
            ("needed_by = server", "needed_by = ser^", &TRAITS),
            ("rule nginx =>", "rule ^ =>", &TRAITS),
            ("    rule nginx", "    rule ngi^\n    rule nginx", &TRAITS),
            ("ssh:not(lb)", "ssh:not(l^)", &TRAITS),
            ("server & [httpPort]", "server & [ht^]", &attrs),
            ("requires = [addr, httpPort]", "requires = [addr, ht^]", &attrs),
            (r#"addr = "10.0.2.10""#, r#"ad^ = "10.0.2.10""#, &attrs),
            (r#"addr = "10.0.2.10";"#, "ad^", &attrs),
            ("nixos(host)", "nixos(ho^)", &arguments),
            ("rule nginx => nixos", "rule nginx => ni^", &["nixos"]),
            ("ssh:not(lb)", "ssh:n^(lb)", &pseudo_classes),
            ("ssh:not(lb)", "ssh:no^", &pseudo_classes),
            ("httpPort: u16", "httpPort: u^", &types),
            ("httpPort: u16", "httpPort: ^", &types),
            ("httpPort: u16", "httpPort: [Ip^]", &types),
            ("    rule nginx", "    ru^\n    rule nginx", &items),
            ("    trait nginx;", "    at^ disk: String;\n    trait nginx;", &items),
            ("    staging {", "    ass^ staging {", &items),
            ("    staging {", "    ru^\n    /// Tests.\n    staging {", &items),
        ];
        for (old, new, expected) in cases {
            let found = completions(editor, &replaced(FLEET, old, new));
            assert_eq!(found, expected.iter().map(ToString::to_string).collect(), "at `{new}`");
        }
    });
}

#[test]
fn it_completes_rust_in_bodies() {
    check(|editor| {
        let host = ["addr", "name", "node", "system"];
        let cases: [(&str, &str, &[&str]); 15] = [
            ("= host.name;", "= host.^;", &host),
            ("= host.name;", "= host.^", &host),
            ("= host.name;", "= host.na^;", &host),
            ("= node.system;", "= node.^;", &host),
            ("w.httpPort", "w.^", &["addr", "httpPort", "name"]),
            ("p.addr", "p.^", &host),
            ("select.siblings(web)", "select.^", &["all", "children", "closest", "one", "peers", "siblings"]),
            ("select.siblings(web)", "select.si^(web)", &["siblings"]),
            ("services.haproxy.enable = true;", "if select.^", &["one", "parent"]),
            ("services.haproxy.enable = true;", "let x = select.^;", &["one", "parent"]),
            (
                "services.nginx.enable = true;",
                "services.nginx.enable = x^;",
                &["backends", "host", "mk_force"],
            ),
            ("node { enable = true; }", "node { enable = x^; }", &["backends", "host", "mk_force"]),
            ("node { enable = true; }", "node { enable = [for x in y => x^]; }", &["mk_force", "x"]),
            ("services.nginx.enable = true;", "if config.a { services.b = x^; }", &["backends", "mk_force"]),
            ("rule nginx =>", "rule nginx => synth { child a { port = x^; } } rule nginx =>", &["mk_force"]),
        ];
        for (old, new, expected) in cases {
            let found = completions(editor, &replaced(FLEET, old, new));
            let missing: Vec<_> = expected.iter().filter(|word| !found.contains(**word)).collect();
            assert!(missing.is_empty(), "at `{new}`: {missing:?} not among {found:?}");
            let ours = |word: &&String| {
                word.contains("__nest")
                    || word.contains("__NEST")
                    || ["additions", "attrs", "context", "holds", "in_editors", "list", "operands", "scope"]
                        .contains(&word.as_str())
            };
            assert_eq!(found.iter().find(ours), None, "at `{new}`");
        }
    });
}

#[test]
fn it_completes_beside_a_line_that_is_half_typed() {
    check(|editor| {
        let cases: [(&str, &str, &[&str]); 5] = [
            ("web-prod-1 { is = [host", "web-prod-1 { is = [ho^", &TRAITS),
            ("= host.name;", "= host.^;", &["addr", "name", "system"]),
            ("= node.system;", "= node.^;", &["addr", "name", "system"]),
            ("select.siblings(web)", "select.^", &["all", "peers", "siblings"]),
            ("w.httpPort", "w.^", &["addr", "httpPort", "name"]),
        ];
        for (old, half_typed) in HALF_TYPED {
            let fleet = replaced(FLEET, old, half_typed);
            for (old, new, expected) in cases {
                let found = completions(editor, &replaced(&fleet, old, new));
                let missing: Vec<_> = expected.iter().filter(|word| !found.contains(**word)).collect();
                assert!(missing.is_empty(), "`{half_typed}`, at `{new}`: {missing:?} not among {found:?}");
            }
        }
    });
}

#[test]
fn it_tells_of_a_mistake_once_and_of_nothing_else() {
    check(|editor| {
        let cases = [
            ("is = [host, lb]", "is = [host, lb]", None),
            ("is = [host, lb]", "is = [host, ^lbx]", Some("unknown trait `lbx`")),
            ("requires = [addr, httpPort]", "requires = [addr, ^port]", Some("unknown attribute `port`")),
            ("= host.name;", "= host^.;", Some("expected identifier or integer")),
            ("nixos(host)", "nixos(^hos)", Some("unknown argument `hos`")),
        ];
        for (old, new, expected) in cases {
            let marked = replaced(FLEET, old, new);
            editor.show(&marked.replacen('^', "", 1));
            let told = editor.diagnostics();
            let expected = expected.map(|text| (line_and_column(&marked, &marked), text));
            let is_told = match (told.as_slice(), expected) {
                ([], None) => true,
                ([one], Some((place, text))) => {
                    start_of(&one["range"]) == place
                        && one["message"].as_str().is_some_and(|message| message.contains(text))
                }
                _ => false,
            };
            assert!(is_told, "`{new}`, expected {expected:?}: {told:#?}");
        }
    });
}

/// Runs a test on the one connection, on the fleet as it is, if there is a rust-analyzer.
fn check(test: impl FnOnce(&mut Editor)) {
    static EDITOR: LazyLock<Option<Mutex<Editor>>> = LazyLock::new(|| {
        Editor::start(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor"), FLEET).map(Mutex::new)
    });
    let Some(editor) = EDITOR.as_ref() else { return };
    let mut editor: MutexGuard<Editor> = editor.lock().unwrap_or_else(PoisonError::into_inner);
    editor.show(FLEET);
    test(&mut editor);
}

/// The words that are offered at the `^` in a text: names, without what they come from.
fn completions(editor: &mut Editor, text: &str) -> BTreeSet<String> {
    let params = position(text, text);
    editor.show(&text.replacen('^', "", 1));
    let offered = editor.completions(params);
    offered.iter().filter_map(|item| item["label"].as_str()).map(ToOwned::to_owned).collect()
}

fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "`{old}` is to stand once in the fleet");
    text.replacen(old, new, 1)
}

/// Line and column of the `^` in `at`, in a text where it stands once without it.
fn line_and_column(text: &str, at: &str) -> (usize, usize) {
    let (before, after) = at.split_once('^').unwrap();
    let text = text.replacen('^', "", 1);
    let needle = format!("{before}{after}");
    assert_eq!(text.matches(&needle).count(), 1, "`{needle}` is to stand once in the fleet");
    let until = &text[..text.find(&needle).unwrap() + before.len()];
    (until.matches('\n').count(), until.len() - until.rfind('\n').map_or(0, |newline| newline + 1))
}

fn position(text: &str, at: &str) -> Value {
    let (line, character) = line_and_column(text, at);
    json!({ "position": { "line": line, "character": character } })
}

fn positions(all: &[&str]) -> BTreeSet<(usize, usize)> {
    all.iter().map(|at| line_and_column(FLEET, at)).collect()
}

fn start_of(range: &Value) -> (usize, usize) {
    let number = |name| range["start"][name].as_u64().map_or(usize::MAX, |n| n as usize);
    (number("line"), number("character"))
}

/// Where the places of an answer begin, all in the fleet's own file.
fn places(answer: &Value) -> BTreeSet<(usize, usize)> {
    let places = answer.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    places
        .inspect(|place| assert!(place["uri"].as_str().is_some_and(|uri| uri.ends_with("lib.rs")), "{place}"))
        .map(|place| start_of(&place["range"]))
        .collect()
}

fn edits_of(document: &Value) -> impl Iterator<Item = ((usize, usize), &str)> {
    let edits = document["edits"].as_array().into_iter().flatten();
    edits.map(|edit| (start_of(&edit["range"]), edit["newText"].as_str().unwrap_or_default()))
}
