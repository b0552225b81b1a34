//! What an editor does in `fleet!`. rust-analyzer itself is asked, in one session for all tests.
//!
//! Places are written as text with a `^` in front of what is meant: `select.siblings(^web)`. The text stands once in
//! the fleet.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// For everything, the first build of the macro included.
const TIME_LIMIT: Duration = Duration::from_secs(300);

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

        web-staging { is = [host, web]; addr = "10.0.2.10"; httpPort = 80; }
    }

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
fn over_a_word_it_shows_the_documentation_and_the_type() {
    check(|editor| {
        let cases: [(&str, &[&str]); 12] = [
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
            for ours in ["__nest", "nest_core::body", "extern crate"] {
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
fn it_completes_words() {
    check(|editor| {
        let attrs = ["addr", "env", "httpPort", "is", "system"];
        let arguments = ["host", "lb", "monitoring", "nginx", "node", "select", "server", "ssh", "web"];
        let cases: [(&str, &str, &[&str]); 17] = [
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
        let cases: [(&str, &str, &[&str]); 10] = [
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
        ];
        for (old, new, expected) in cases {
            let found = completions(editor, &replaced(FLEET, old, new));
            let missing: Vec<_> = expected.iter().filter(|word| !found.contains(**word)).collect();
            assert!(missing.is_empty(), "at `{new}`: {missing:?} not among {found:?}");
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
            let told = editor.request("textDocument/diagnostic", json!({}));
            let told = told["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            let expected = expected.map(|text| (line_and_column(&marked, &marked), text));
            let is_told = match (told, expected) {
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

/// Runs a test in the one session, on the fleet as it is, if there is a rust-analyzer.
fn check(test: impl FnOnce(&mut Editor)) {
    static EDITOR: LazyLock<Option<Mutex<Editor>>> = LazyLock::new(|| Editor::start().map(Mutex::new));
    let Some(editor) = EDITOR.as_ref() else { return };
    let mut editor: MutexGuard<Editor> = editor.lock().unwrap_or_else(PoisonError::into_inner);
    editor.show(FLEET);
    test(&mut editor);
}

/// The words that are offered at the `^` in a text: names, without what they come from.
fn completions(editor: &mut Editor, text: &str) -> BTreeSet<String> {
    let params = position(text, text);
    editor.show(&text.replacen('^', "", 1));
    let found = editor.request("textDocument/completion", params);
    let items = found["items"].as_array().or(found.as_array()).into_iter().flatten();
    items.filter_map(|item| item["label"].as_str()).map(ToOwned::to_owned).collect()
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

/// A session with rust-analyzer, which has one file open. It ends when nobody writes to it any more.
struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    until: Instant,
    options: Value,
    uri: String,
    /// Of the text; it counts up.
    version: u32,
    /// Of the last request.
    id: u32,
}

impl Editor {
    /// Starts the server and waits until it has read everything. Nothing if there is no server.
    fn start() -> Option<Self> {
        let found = Command::new("rust-analyzer").arg("--version").stderr(Stdio::null()).output();
        if !found.is_ok_and(|output| output.status.success()) {
            // Not by `eprintln!`, which the test runner would keep to itself.
            let why = "skipped: no rust-analyzer (rustup component add rust-analyzer)\n";
            io::stderr().write_all(why.as_bytes()).unwrap();
            return None;
        }
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
        let root = temporary.join("package");
        write_package(&root);
        let mut server = Command::new("rust-analyzer");
        server.current_dir(&root).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = server.spawn().unwrap();
        let input = server.stdin.take().unwrap();
        let output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || read_messages(output, &sender));
        let uri = format!("file://{}/lib.rs", root.display());
        let options = options(&root, &temporary.join("target"));
        let until = Instant::now() + TIME_LIMIT;
        let mut editor = Self { server, input, messages, until, options, uri, version: 0, id: 0 };
        editor.initialize(&root);
        Some(editor)
    }

    fn initialize(&mut self, root: &Path) {
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-8"] },
            "workspace": { "configuration": true, "workspaceEdit": { "documentChanges": true } },
            "textDocument": { "hover": { "contentFormat": ["markdown"] } },
            "experimental": { "serverStatusNotification": true },
        });
        let answer = self.ask(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": format!("file://{}", root.display()),
                "capabilities": capabilities,
                "initializationOptions": self.options,
            }),
        );
        assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-8");
        self.notify("initialized", &json!({}));
        let document = json!({ "uri": self.uri, "languageId": "rust", "version": 0, "text": FLEET });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        loop {
            let message = self.next("the workspace to be loaded");
            if message["method"] == "experimental/serverStatus" && message["params"]["quiescent"] == true {
                assert_eq!(message["params"]["health"], "ok", "{message:#}");
                return;
            }
        }
    }

    /// Puts another text in the place of the file's.
    fn show(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let changes = json!([{ "text": text }]);
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// What the server answers about the file.
    fn request(&mut self, method: &str, mut params: Value) -> Value {
        /// The text changed while the server was at it: it may be asked again.
        const CONTENT_MODIFIED: i64 = -32801;
        params["textDocument"] = json!({ "uri": self.uri });
        loop {
            let mut answer = self.ask(method, &params);
            if answer["error"]["code"] != CONTENT_MODIFIED {
                assert!(answer["error"].is_null(), "{method} at {}: {}", params["position"], answer["error"]);
                return answer["result"].take();
            }
        }
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.next(method);
            if message["id"] == id && message["method"].is_null() {
                return message;
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let message = message.to_string();
        // A server that has ended is told of where its answer is waited for.
        write!(self.input, "Content-Length: {}\r\n\r\n{message}", message.len()).ok();
        self.input.flush().ok();
    }

    /// The next message; what the server asks in it is answered.
    fn next(&mut self, waiting_for: &str) -> Value {
        let left = self.until.saturating_duration_since(Instant::now());
        let message = match self.messages.recv_timeout(left) {
            Ok(message) => message,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("no time left, waiting for {waiting_for}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                panic!("rust-analyzer has ended ({:?}), waiting for {waiting_for}", self.server.try_wait())
            }
        };
        if !message["id"].is_null() && !message["method"].is_null() {
            let sections = message["params"]["items"].as_array().into_iter().flatten();
            let result = match message["method"].as_str() {
                Some("workspace/configuration") => sections.map(|_| self.options.clone()).collect(),
                _ => Value::Null,
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
        message
    }
}

/// Sends every message on, until there are no more.
fn read_messages(mut output: impl BufRead, sender: &mpsc::Sender<Value>) {
    let mut length = 0;
    let mut line = String::new();
    while output.read_line(&mut line).is_ok_and(|read| read > 0) {
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().unwrap();
            }
            Some(_) => {}
            None => {
                let mut message = vec![0; length];
                if output.read_exact(&mut message).is_err()
                    || sender.send(serde_json::from_slice(&message).unwrap()).is_err()
                {
                    return;
                }
            }
        }
        line.clear();
    }
}

/// The server's settings.
fn options(root: &Path, target: &Path) -> Value {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().unwrap();
    let sysroot = String::from_utf8(output.stdout).unwrap();
    json!({
        "cargo": {
            "sysroot": sysroot.trim(),
            "sysrootSrc": root.join("library"),
            "extraEnv": { "CARGO_TARGET_DIR": target, "CARGO_NET_OFFLINE": "true" },
        },
        "cachePriming": { "enable": false },
        "checkOnSave": false,
        "completion": { "autoimport": { "enable": false } },
    })
}

/// A package that is not of this workspace, whose lock file it borrows: nothing is downloaded.
fn write_package(root: &Path) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"edited\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\nnest-core = {{ path = '{0}/nest-core' }}\nnest-macros = {{ path = '{0}/nest-macros' }}\n\n\
         [workspace]\n",
        workspace.display()
    );
    for (name, source) in [("core", CORE), ("std", "pub use core::*;\n")] {
        let folder = root.join("library").join(name).join("src");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("lib.rs"), source).unwrap();
    }
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    fs::write(root.join("lib.rs"), FLEET).unwrap();
}

/// What stands in for the standard library: as much of it as types depend on here. Its sources are not on every
/// machine, and the server would read all of them.
const CORE: &str = r#"
#![feature(no_core, lang_items, rustc_attrs, decl_macro, unboxed_closures)]
#![no_core]

#[prelude_import]
use prelude::rust_2024::*;

pub mod prelude {
    pub mod rust_2024 {
        pub use crate::clone::Clone;
        pub use crate::iter::Iterator;
        pub use crate::macros::builtin::derive;
        pub use crate::marker::{Copy, Sized};
        pub use crate::ops::{Fn, FnMut, FnOnce};
        pub use crate::option::Option::{self, None, Some};
        pub use crate::result::Result::{self, Err, Ok};
        pub use crate::format;
    }
}

pub mod macros {
    pub mod builtin {
        #[rustc_builtin_macro]
        pub macro derive($item:item) {}
    }
    #[macro_export]
    macro_rules! format {
        ($($argument:tt)*) => { $crate::format_args!($($argument)*) };
    }
    #[macro_export]
    #[rustc_builtin_macro]
    macro_rules! compile_error {
        ($message:expr) => {};
    }
    #[macro_export]
    #[rustc_builtin_macro]
    macro_rules! format_args {
        ($($argument:tt)*) => {};
    }
}

pub mod marker {
    #[lang = "pointee_sized"]
    pub trait PointeeSized {}
    #[lang = "meta_sized"]
    pub trait MetaSized: PointeeSized {}
    #[lang = "sized"]
    pub trait Sized: MetaSized {}
    #[lang = "copy"]
    pub trait Copy: Clone {}
    #[rustc_builtin_macro]
    pub macro Copy($item:item) {}
    #[lang = "tuple_trait"]
    pub trait Tuple {}
    #[lang = "unsize"]
    pub trait Unsize<T: PointeeSized>: PointeeSized {}
    #[lang = "phantom_data"]
    pub struct PhantomData<T: PointeeSized>;
}

pub mod clone {
    #[lang = "clone"]
    pub trait Clone: Sized {
        fn clone(&self) -> Self;
    }
    #[rustc_builtin_macro]
    pub macro Clone($item:item) {}
}

pub mod ops {
    use crate::marker::{PointeeSized, Tuple, Unsize};
    #[lang = "coerce_unsized"]
    pub trait CoerceUnsized<T> {}
    impl<'a, 'b: 'a, T: PointeeSized + Unsize<U>, U: PointeeSized> CoerceUnsized<&'a U> for &'b T {}
    #[lang = "fn_once"]
    #[rustc_paren_sugar]
    pub trait FnOnce<Arguments: Tuple> {
        #[lang = "fn_once_output"]
        type Output;
    }
    #[lang = "fn_mut"]
    #[rustc_paren_sugar]
    pub trait FnMut<Arguments: Tuple>: FnOnce<Arguments> {}
    #[lang = "fn"]
    #[rustc_paren_sugar]
    pub trait Fn<Arguments: Tuple>: FnMut<Arguments> {}
}

pub mod iter {
    pub trait Iterator {
        type Item;
        fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized;
    }
    pub struct Map<I, F>(I, F);
}

pub mod option {
    pub enum Option<T> { None, Some(T) }
}

pub mod result {
    pub enum Result<T, E> { Ok(T), Err(E) }
}

pub mod net {
    pub struct Ipv4Addr;
}

pub mod primitive {
    pub use {str, u16};
}
"#;
