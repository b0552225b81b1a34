//! The list of fleets, `lib.rs` of their crate, with one more.

use super::name::Name;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The list with another fleet; nothing if it has another shape than the one known here, or has that name already. What
/// else is in it stays as it is, and what is formatted stays formatted.
pub fn with_fleet(text: &str, name: &Name, root: &Path) -> Option<String> {
    let added = added(text, name)?;
    let format = |text: &str| formatted(text, root);
    let was_formatted = format(text).is_some_and(|formatted| formatted == text);
    Some(was_formatted.then(|| format(&added)).flatten().unwrap_or(added))
}

fn added(text: &str, Name { module, constant }: &Name) -> Option<String> {
    let declares =
        |line: &str| line.strip_suffix(';').is_some_and(|line| line.ends_with(&format!("mod {module}")));
    // A comment of that kind could hold all that is looked for.
    if text.contains("/*") || text.lines().any(|line| declares(line.trim())) {
        return None;
    }
    let text = after_last_line(text, "pub mod ", &format!("pub mod {module};\n"))?;
    let text = after_last_line(&text, "pub use ", &format!("pub use {module}::{constant};\n"))?;
    in_list(&text, constant)
}

/// Adds a line behind the last of those that are whole and begin so.
fn after_last_line(text: &str, start: &str, line: &str) -> Option<String> {
    let is_one = |line: &str| line.starts_with(start) && line.trim_end().ends_with(';');
    let mut end = 0;
    let ends = text.split_inclusive('\n').map(|line| {
        end += line.len();
        (line, end)
    });
    let (_, end) = ends.filter(|(line, _)| is_one(line)).last()?;
    let (before, behind) = text.split_at(end);
    Some(format!("{before}{line}{behind}"))
}

/// Adds a static to the list `ALL`.
fn in_list(text: &str, constant: &str) -> Option<String> {
    let mut starts = text.match_indices("\npub static ALL:");
    let (start, _) = starts.next()?;
    if starts.next().is_some() {
        return None;
    }
    let value = start + text[start..].find('=')? + 1;
    let open = text.len() - text[value..].trim_start().strip_prefix("&[")?.len();
    let close = open + text[open..].find(']')?;
    let fleets = text[open..close].trim_end();
    // What is behind two strokes would take in what is added.
    if fleets.contains("//") || !text[close..].starts_with("];") {
        return None;
    }
    let comma = if fleets.trim().is_empty() || fleets.ends_with(',') { "" } else { "," };
    let space = if fleets.is_empty() { "" } else { " " };
    let (before, behind) = (&text[..open], &text[close..]);
    Some(format!("{before}{fleets}{comma}{space}&{constant}{behind}"))
}

/// What rustfmt makes of a file, if it is there.
fn formatted(text: &str, root: &Path) -> Option<String> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--quiet"]).current_dir(root);
    rustfmt.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = rustfmt.spawn().ok()?;
    // It reads all before it prints anything, and then its input is closed.
    let written = running.stdin.take()?.write_all(text.as_bytes());
    let output = running.wait_with_output().ok()?;
    (written.is_ok() && output.status.success()).then(|| String::from_utf8(output.stdout).ok()).flatten()
}
