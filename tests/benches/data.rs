//! How long `cargo check` takes on nodes from a file, beside the same nodes written out.
//!
//! As the bench `check` does it: a package with nothing but the fleet, which is edited before each run.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use nest_tests::alone::package;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs};

/// How many runs for each form.
const RUNS: usize = 5;

/// The name and the address of a host.
type Host = (String, String);

/// What a form of the nodes is: the item in the fleet, and the file beside it.
type Form = fn(&[Host]) -> (String, Option<(&'static str, String)>);

const FORMS: [(&str, Form); 4] = [("written", written), ("csv", csv), ("json", json), ("toml", toml)];

/// `cargo bench` measures; `cargo test --benches` only sees that the fleets compile.
fn main() -> ExitCode {
    let has = |flag| env::args().any(|argument| argument == flag);
    let (nodes, runs) = if has("--bench") && !has("--test") { (5_000, RUNS) } else { (100, 1) };
    match measure(nodes, runs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(output) => {
            eprintln!("{output}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the table, or gives what cargo printed when it failed.
fn measure(nodes: u32, runs: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "measured", "").unwrap();
    println!("{:>8} {:>8} {:>8}", nodes, "best", "median");
    for (name, form) in FORMS {
        // The first run after another form has all of it to do, and says nothing of an edit.
        timed(folder.path(), form, nodes, 0)?;
        let times = (1..=runs).map(|run| timed(folder.path(), form, nodes, run));
        let mut times = times.collect::<Result<Vec<_>, _>>()?;
        times.sort();
        println!("{name:>8} {:>6.2} s {:>6.2} s", times[0].as_secs_f64(), times[runs / 2].as_secs_f64());
    }
    Ok(())
}

/// How long `cargo check` takes on so many nodes; another run has another address.
fn timed(folder: &Path, form: Form, nodes: u32, run: usize) -> Result<Duration, String> {
    let address = |i: u32| i.to_be_bytes();
    let host = |i| {
        let [_, a, b, c] = address(i);
        (format!("web-{i}"), format!("10.{a}.{b}.{c}"))
    };
    let hosts: Vec<Host> =
        (1..nodes).map(host).chain([("last".to_owned(), format!("10.255.0.{run}"))]).collect();
    let (item, file) = form(&hosts);
    if let Some((name, text)) = file {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("lib.rs"), format!("{HEAD} {item} }}")).unwrap();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["check", "--offline", "--quiet"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target"));
    let start = Instant::now();
    let output = cargo.output().unwrap();
    let took = start.elapsed();
    if output.status.success() { Ok(took) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

const HEAD: &str = r#"
use nest_core::prelude::*;
nest_macros::fleet! {
    pub static FLEET;
    attr addr: unique Ipv4Addr;
    attr port: u16;
    trait host { requires = [addr]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait web { requires = [port]; }
"#;

/// A line for each host, and what stands before, between and behind them.
fn lines(hosts: &[Host], line: impl Fn(&Host) -> String, between: &str) -> String {
    hosts.iter().map(line).collect::<Vec<_>>().join(between)
}

fn written(hosts: &[Host]) -> (String, Option<(&'static str, String)>) {
    let line = |(name, addr): &Host| format!("{name} {{ is = [host, web]; addr = \"{addr}\"; port = 80; }}");
    (lines(hosts, line, "\n"), None)
}

fn csv(hosts: &[Host]) -> (String, Option<(&'static str, String)>) {
    let text = lines(hosts, |(name, addr)| format!("{name},{addr},80"), "\n");
    let item = "nodes from \"hosts.csv\" as host, web;".to_owned();
    (item, Some(("hosts.csv", format!("name,addr,port\n{text}\n"))))
}

fn json(hosts: &[Host]) -> (String, Option<(&'static str, String)>) {
    let line = |(name, addr): &Host| format!("\"{name}\": {{ \"addr\": \"{addr}\", \"port\": 80 }}");
    let item = "nodes from \"hosts.json\" as host, web;".to_owned();
    (item, Some(("hosts.json", format!("{{{}}}", lines(hosts, line, ",\n")))))
}

fn toml(hosts: &[Host]) -> (String, Option<(&'static str, String)>) {
    let line = |(name, addr): &Host| format!("[{name}]\naddr = \"{addr}\"\nport = 80\n");
    let item = "nodes from \"hosts.toml\" as host, web;".to_owned();
    (item, Some(("hosts.toml", lines(hosts, line, "\n"))))
}
