//! `cargo xtask check`: everything that is wrong or doubtful about the fleets.

use super::chosen::choose;
use crate::document::{Ran, WorkspaceFiles};
use crate::report::Printer;
use crate::terminal::{Stop, Streams, counted, listed, unknown};
use nest_core::problem::{CODES, Code, Level};
use nest_core::{Diagnostic, Fleet};
use serde::Serialize;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The fleets, by name; all of them, unless some are named
    #[arg(value_name = "FLEET")]
    fleets: Vec<String>,
    /// Take warnings of this code for errors
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
    /// Print an array of objects
    #[arg(long)]
    json: bool,
}

/// A diagnostic as JSON.
#[derive(Serialize)]
struct Told {
    fleet: String,
    file: String,
    line: u32,
    column: u32,
    level: String,
    code: &'static str,
    message: String,
    /// The rule or the class whose body ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// The paths of the nodes that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nodes: Vec<String>,
}

impl Check {
    /// Does it.
    pub fn run<'f>(&self, all: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        let unknown: Vec<String> = self.deny.iter().filter_map(|code| unknown_lint(code)).collect();
        if !unknown.is_empty() {
            return Err(Stop::usage(unknown));
        }
        let chosen = choose(&self.fleets, all)?;
        let mut told: Vec<(&Fleet, Diagnostic)> =
            chosen.iter().flat_map(|fleet| examine(fleet).into_iter().map(|told| (*fleet, told))).collect();
        for (_, diagnostic) in &mut told {
            if self.deny.iter().any(|code| code == diagnostic.problem.code()) {
                diagnostic.level = Level::Deny;
            }
        }
        let count = |level| told.iter().filter(|(_, diagnostic)| diagnostic.level == level).count();
        let (errors, warnings) = (count(Level::Deny), count(Level::Warn));
        self.print(&told, streams)?;
        let fleets = counted(chosen.len(), "fleet");
        streams.say(format_args!("{fleets}: {}, {}", counted(errors, "error"), counted(warnings, "warning")));
        if errors == 0 { Ok(()) } else { Err(Stop::wrong(Vec::new())) }
    }

    fn print(&self, told: &[(&Fleet, Diagnostic)], streams: &mut Streams) -> Result<(), Stop> {
        let text = if self.json {
            let told: Vec<Told> =
                told.iter().map(|(fleet, diagnostic)| Told::of(fleet, diagnostic)).collect();
            serde_json::to_string_pretty(&told).map_err(|e| Stop::system("cannot write JSON", e))? + "\n"
        } else {
            let mut printer = Printer::new(streams.coloured.out);
            told.iter().map(|(_, diagnostic)| printer.text(diagnostic)).collect()
        };
        streams.print(text.as_bytes())
    }
}

impl Told {
    fn of(fleet: &Fleet, diagnostic: &Diagnostic) -> Self {
        let Diagnostic { site: _, source: _, file, line, column, body, nodes, problem, level } = diagnostic;
        Self {
            fleet: fleet.name(),
            file: file.clone(),
            line: *line,
            column: *column,
            level: level.to_string(),
            code: problem.code(),
            message: problem.message(),
            body: body.clone(),
            nodes: nodes.clone(),
        }
    }
}

/// Resolves a fleet and runs all its bodies.
fn examine(fleet: &Fleet) -> Vec<Diagnostic> {
    let resolved = match nest_core::resolve(fleet) {
        Ok(resolved) => resolved,
        Err(told) => return Diagnostic::gathered(told),
    };
    let files = WorkspaceFiles::default();
    let mut told = resolved.warnings().to_vec();
    for configuration in resolved.configurations() {
        told.extend(Ran::system(&resolved, &configuration, &files).told());
    }
    for output in resolved.own_outputs() {
        told.extend(Ran::own_output(&output, &files).told());
    }
    Diagnostic::gathered(told)
}

/// Why a code cannot be denied; nothing if it can.
fn unknown_lint(name: &str) -> Option<String> {
    match Code::find(name) {
        Some(Code { is_lint: true, .. }) => None,
        Some(_) => Some(format!("`{name}` is an error already; `--deny` is for lints")),
        None => {
            let lints = || CODES.iter().filter(|code| code.is_lint).map(|code| code.name);
            Some(unknown("lint", name, lints(), || format!("there are {}", listed(lints()))))
        }
    }
}
