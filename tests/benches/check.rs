//! How long `cargo check` takes on a fleet, by the number of its nodes, and how much of that is the nodes'.
//!
//! A package with nothing but the fleet is checked again and again, in the profile that users have. The source
//! differs from run to run, as it does when somebody edits a fleet.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs};

/// How many nodes, beside the two that every rule needs. The others are compared with the first.
const NODES: [usize; 4] = [0, 100, 1_000, 5_000];

/// How many runs for each fleet.
const RUNS: usize = 5;

/// How many nodes share a namespace, the load balancer included.
const ENVIRONMENT: usize = 50;

/// `cargo bench` measures; `cargo test --benches` only sees that the fleet compiles.
fn main() -> ExitCode {
    let has = |flag| env::args().any(|argument| argument == flag);
    let (nodes, runs) = if has("--bench") && !has("--test") { (&NODES[..], RUNS) } else { (&NODES[..2], 1) };
    match measure(nodes, runs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(output) => {
            eprintln!("{output}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the table, or gives what cargo printed when it failed.
fn measure(nodes: &[usize], runs: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path());
    // The dependencies are checked here, and never again.
    timed(folder.path(), &source(0, 80))?;

    println!("{:>6} {:>8} {:>8} {:>11}", "nodes", "best", "median", "over empty");
    let mut empty = Duration::ZERO;
    for (i, nodes) in nodes.iter().enumerate() {
        // The first run after another fleet has all of it to do, and says nothing of an edit.
        timed(folder.path(), &source(*nodes, 80))?;
        let mut times = (1..=runs)
            .map(|run| timed(folder.path(), &source(*nodes, 80 + run)))
            .collect::<Result<Vec<_>, _>>()?;
        times.sort();
        let (best, median) = (times[0], times[runs / 2]);
        if i == 0 {
            empty = median;
        }
        let [best, median, over] = [best, median, median.saturating_sub(empty)].map(|d| d.as_secs_f64());
        println!("{nodes:>6} {best:>6.2} s {median:>6.2} s {over:>9.2} s");
    }
    Ok(())
}

/// A package outside of this workspace, whose lock file it borrows: nothing is downloaded.
fn package(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"measured\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\nnest-core = {{ path = '{0}/nest-core' }}\nnest-macros = {{ path = '{0}/nest-macros' }}\n\n\
         [workspace]\n",
        root.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// How long `cargo check` takes on that source.
fn timed(folder: &Path, source: &str) -> Result<Duration, String> {
    fs::write(folder.join("lib.rs"), source).unwrap();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["check", "--offline", "--quiet"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target"));
    let start = Instant::now();
    let output = cargo.output().unwrap();
    let took = start.elapsed();
    if output.status.success() { Ok(took) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A fleet like `MULTI_ENV_SCOPED`: a load balancer on that port and a web server, or some rules would match no
/// node, and environments of further nodes.
fn source(nodes: usize, port: usize) -> String {
    let mut text = format!(
        "{HEAD}{}{}",
        node("lb", "base-lb", "10.255.0.1", port),
        node("web", "base-web", "10.255.0.2", 80)
    );
    for first in (0..nodes).step_by(ENVIRONMENT) {
        text += &format!("}} env-{first} {{ system = \"x86_64-linux\"; env = \"prod\";\n");
        for i in first..nodes.min(first + ENVIRONMENT) {
            let kind = if i == first { "lb" } else { "web" };
            let [_, a, b, c] = (i as u32).to_be_bytes();
            text += &node(kind, &format!("{kind}-{i}"), &format!("10.{a}.{b}.{c}"), 80);
        }
    }
    text + RULES
}

fn node(kind: &str, name: &str, address: &str, port: usize) -> String {
    format!("    {name} {{ is = [host, {kind}]; addr = \"{address}\"; httpPort = {port}; }}\n")
}

const HEAD: &str = r#"
use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    pub static FLEET;

    attr system: System;
    attr env: "prod" | "staging";
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;

    trait host {
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };
    }
    trait nginx;
    trait ssh;
    trait firewall;
    trait server { needs = [nginx, ssh, firewall]; }
    trait lb { needs = [server]; }
    trait web { needs = [server]; requires = [addr, httpPort]; }
    trait monitoring { needed_by = server; }

base { system = "x86_64-linux"; env = "staging";
"#;

const RULES: &str = r#"}

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        nix.settings.experimental-features = ["nix-command", "flakes"];
    }
    rule nginx => nixos { services.nginx.enable = true; }
    rule ssh => nixos { services.openssh.enable = true; }
    rule firewall => nixos { networking.firewall.enable = true; }
    rule monitoring => nixos {
        services.prometheus.exporters.node { enable = true; enabledCollectors = ["systemd"]; }
    }
    rule lb => nixos(select) {
        services.haproxy.enable = true;
        services.haproxy.config = lines(select.peers(web).map(|w| format!("server {}:{}", w.addr, w.httpPort)));
    }
    rule host => nixos(select) {
        networking.extraHosts = lines(select.peers(host).map(|p| format!("{} {}", p.addr, p.name)));
    }
}
"#;
