//! How long `cargo check` takes on a fleet, by the number of its nodes, and how much of that is the nodes'.
//!
//! A package with nothing but the fleet is checked again and again, in the profile that users have. The source
//! differs from run to run, as it does when somebody edits a fleet.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use nest_tests::alone::package;
use nest_tests::environments::environments;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs};

/// How many nodes, beside the two that every rule needs. The others are compared with the first.
const NODES: [usize; 4] = [0, 100, 1_000, 5_000];

/// How many runs for each fleet.
const RUNS: usize = 5;

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
    package(folder.path(), "measured", "").unwrap();
    // The dependencies are checked here, and never again.
    timed(folder.path(), &environments(0, 80))?;

    println!("{:>6} {:>8} {:>8} {:>11}", "nodes", "best", "median", "over empty");
    let mut empty = Duration::ZERO;
    for (i, nodes) in nodes.iter().enumerate() {
        // The first run after another fleet has all of it to do, and says nothing of an edit.
        timed(folder.path(), &environments(*nodes, 80))?;
        let mut times = (1..=runs)
            .map(|run| timed(folder.path(), &environments(*nodes, 80 + run)))
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
