//! A connection to rust-analyzer in its protocol: LSP, JSON with a header for its length.

use crate::alone;
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, fs, mem, thread};

/// For everything, the first build of the macro included.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// What stands in for the standard library.
const CORE: &str = include_str!("editor/core.rs");

/// A connection to rust-analyzer, which has one file open. It ends when nobody writes to it any more.
pub struct Editor {
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
    /// Starts the server on a file with that text, and waits until it has read everything. Nothing if there is no server.
    ///
    /// The folder holds a package of its own, and what is built of the macro: a second start is quick.
    pub fn start(folder: &Path, text: &str) -> Option<Self> {
        let found = Command::new("rust-analyzer").arg("--version").stderr(Stdio::null()).output();
        if !found.is_ok_and(|output| output.status.success()) {
            // Not by `eprintln!`, which the test runner would keep to itself.
            let why = "skipped: no rust-analyzer (rustup component add rust-analyzer)\n";
            io::stderr().write_all(why.as_bytes()).unwrap();
            return None;
        }
        let root = folder.join("package");
        write_package(&root, text);
        let mut server = Command::new("rust-analyzer");
        server.current_dir(&root).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = server.spawn().unwrap();
        let input = server.stdin.take().unwrap();
        let output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || read_messages(output, &sender));
        let uri = format!("file://{}/lib.rs", root.display());
        let options = options(&root, &folder.join("target"));
        let until = Instant::now() + TIME_LIMIT;
        let mut editor = Self { server, input, messages, until, options, uri, version: 0, id: 0 };
        editor.initialize(&root, text);
        Some(editor)
    }

    fn initialize(&mut self, root: &Path, text: &str) {
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-8"] },
            "workspace": { "configuration": true, "workspaceEdit": { "documentChanges": true } },
            "textDocument": { "hover": { "contentFormat": ["markdown"] }, "diagnostic": {} },
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
        let document = json!({ "uri": self.uri, "languageId": "rust", "version": 0, "text": text });
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
    pub fn show(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let changes = json!([{ "text": text }]);
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// What the server answers about the file.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        /// The text changed while the server was at it: it may be asked again.
        const CONTENT_MODIFIED: i64 = -32801;
        loop {
            let mut answer = self.ask_of_file(method, params.clone());
            if answer["error"]["code"] != CONTENT_MODIFIED {
                assert!(answer["error"].is_null(), "{method} at {}: {}", params["position"], answer["error"]);
                return answer["result"].take();
            }
        }
    }

    /// The whole answer about the file, an error included.
    pub fn ask_of_file(&mut self, method: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({ "uri": self.uri });
        self.ask(method, &params)
    }

    /// The mistakes that the server tells of in the file.
    pub fn diagnostics(&mut self) -> Vec<Value> {
        let mut told = self.request("textDocument/diagnostic", json!({}));
        told["items"].as_array_mut().map(mem::take).unwrap_or_default()
    }

    /// What the server offers there.
    pub fn completions(&mut self, position: Value) -> Vec<Value> {
        let mut found = self.request("textDocument/completion", position);
        let items = if found.is_array() { &mut found } else { &mut found["items"] };
        items.as_array_mut().map(mem::take).unwrap_or_default()
    }

    /// How long the server and what it has started have computed, itself and the others, as far as that is known here.
    pub fn computed(&self) -> Option<[Duration; 2]> {
        let server = self.server.id().to_string();
        let mut computed = [Duration::ZERO; 2];
        for process in fs::read_dir("/proc").ok()? {
            let Ok(stat) = fs::read_to_string(process.ok()?.path().join("stat")) else { continue };
            // What stands before is the number and the name, which may have any characters.
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let (is_server, is_below) = (stat.starts_with(&format!("{server} ")), fields.get(1)? == &server);
            let ticks: u64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
            if is_server || is_below {
                computed[usize::from(is_below)] += Duration::from_millis(ticks * 10);
            }
        }
        Some(computed)
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

/// The package, and what stands in for the standard library.
fn write_package(root: &Path, text: &str) {
    for (name, source) in [("core", CORE), ("std", "pub use core::*;\n")] {
        let folder = root.join("library").join(name).join("src");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("lib.rs"), source).unwrap();
    }
    alone::package(root, "edited", text).unwrap();
}
