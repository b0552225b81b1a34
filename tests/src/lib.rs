//! What is promised, tested from outside: the tests are in `tests/`, the benches in `benches/`.
//!
//! Here is what they share.

pub mod address;
pub mod alone;
pub mod bare;
pub mod compiler;
pub mod crates;
pub mod editor;
pub mod environments;
pub mod markdown;
pub mod parts;
pub mod random;

use nest_core::model::Layout;
use nest_core::{Fleet, Resolved};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::Path;

/// The document that `cargo xtask emit --stdout` prints for a fleet.
///
/// # Errors
///
/// What the command prints to standard error, if it does not end well.
pub fn emit(fleet: &Fleet<'static>) -> Result<Value, String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let name = fleet.name();
    let exit = nest_xtask::run(["xtask", "emit", &name, "--stdout"], &[fleet], &mut out, &mut err);
    if exit != nest_xtask::Exit::Done {
        return Err(String::from_utf8_lossy(&err).into_owned());
    }
    serde_json::from_slice(&out).map_err(|error| error.to_string())
}

/// Writes fleets into a folder, as `cargo xtask emit --out` does.
///
/// # Errors
///
/// As [`emit`].
pub fn emit_into(folder: &Path, fleets: &[&Fleet<'_>]) -> Result<(), String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [OsStr::new("xtask"), OsStr::new("emit"), OsStr::new("--out"), folder.as_os_str()];
    match nest_xtask::run(arguments, fleets, &mut out, &mut err) {
        nest_xtask::Exit::Done => Ok(()),
        _ => Err(String::from_utf8_lossy(&err).into_owned()),
    }
}

/// A fleet that is written so, whatever its header says.
#[must_use]
pub fn laid_out<'f>(layout: Layout, fleet: &Fleet<'f>) -> Fleet<'f> {
    let mut fleet = fleet.clone();
    fleet.declared.layout = layout;
    fleet
}

/// A problem as it is printed.
#[derive(Debug)]
pub struct Printed {
    /// `error[code]: message`
    pub head: String,
    /// The place, from 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What ran for which nodes, if that is told.
    pub note: String,
}

/// The problems in what a command has printed.
#[must_use]
pub fn printed(text: &str) -> Vec<Printed> {
    let block = |block: &str| {
        let mut lines = block.lines();
        let head = lines.next()?.to_owned();
        let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let note = lines.last().and_then(|line| line.trim_start().strip_prefix("= note: "));
        Some(Printed { head, line, column, note: note.unwrap_or_default().to_owned() })
    };
    text.split("\n\n").filter_map(block).collect()
}

/// A fleet's meaning, or everything that is wrong with it, a line for each.
///
/// # Errors
///
/// What `nest_core::resolve` finds.
pub fn resolve<'f>(fleet: &'f Fleet<'f>) -> Result<Resolved<'f>, String> {
    nest_core::resolve(fleet).map_err(|findings| {
        findings.iter().map(|finding| finding.problem.to_string()).collect::<Vec<_>>().join("\n")
    })
}

/// The names of the nodes for which a rule has a module, in document order. The rule is named by its label.
///
/// # Errors
///
/// What fails when the fleet is resolved or a body runs.
pub fn matched(fleet: &Fleet<'_>, label: &str) -> Result<Vec<String>, String> {
    let resolved = resolve(fleet)?;
    let mut names = Vec::new();
    for configuration in resolved.configurations() {
        let evaluated = configuration.evaluate().map_err(|failed| format!("{failed:?}"))?;
        if evaluated.modules.iter().any(|module| resolved.rule_name(module.rule) == label) {
            names.push(configuration.name().to_owned());
        }
    }
    Ok(names)
}

/// The fleet of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The examples in Rust of the pages compile and run.
#[cfg(doctest)]
pub mod docs {
    include!(concat!(env!("OUT_DIR"), "/doctests.rs"));
}
