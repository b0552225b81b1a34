//! Rust's own formatter.

use crate::terminal::Stop;
use std::env;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// How wide lines are for rustfmt, unless something else is said.
const WIDTH: usize = 100;

/// How wide lines are by the workspace's `rustfmt.toml`.
pub fn width(root: &Path) -> usize {
    let text =
        ["rustfmt.toml", ".rustfmt.toml"].iter().find_map(|name| fs::read_to_string(root.join(name)).ok());
    let value = text.iter().flat_map(|text| text.lines()).find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "max_width").then_some(value)?.split('#').next()?.trim().parse().ok()
    });
    value.unwrap_or(WIDTH)
}

/// The text as rustfmt lays it out, by the settings for that folder.
pub fn run(text: &str, folder: &Path, edition: &str) -> Result<String, Stop> {
    let program = env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let mut command = Command::new(program);
    command.args(["--edition", edition, "--emit", "stdout"]).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let cannot = |error| Stop::system("cannot run rustfmt", error);
    let mut child = command.spawn().map_err(cannot)?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        let writer = scope.spawn(move || input.map_or(Ok(()), |mut input| input.write_all(text.as_bytes())));
        let output = child.wait_with_output()?;
        match writer.join() {
            Ok(Err(error)) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(output),
        }
    });
    let output = output.map_err(cannot)?;
    if !output.status.success() {
        return Err(Stop::wrong(vec!["rustfmt failed; nothing is laid out".to_owned()]));
    }
    String::from_utf8(output.stdout).map_err(|error| Stop::system("cannot read what rustfmt prints", error))
}
