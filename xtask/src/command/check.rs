//! `cargo xtask check`: everything that is wrong or doubtful about the fleets.

use super::chosen::{self, choose};
use crate::document::{Ran, WorkspaceFiles};
use crate::report::Printer;
use crate::terminal::{Stop, Streams, counted, listed, unknown};
use clap::{Arg, ArgAction, ArgMatches};
use nest_core::problem::{CODES, Code, Level};
use nest_core::{Diagnostic, Fleet};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

pub const NAME: &str = "check";

/// The arguments of `check`.
#[derive(Debug)]
pub struct Check {
    fleets: Vec<String>,
    deny: Vec<String>,
    json: bool,
}

/// A diagnostic of a fleet, as JSON.
struct Told<'t>(&'t Fleet<'t>, &'t Diagnostic);

impl Check {
    /// The command, as it is typed.
    pub fn line() -> clap::Command {
        let deny = Arg::new("deny").long("deny").value_name("CODE").action(ArgAction::Append);
        let json = Arg::new("json").long("json").action(ArgAction::SetTrue);
        clap::Command::new(NAME)
            .about("Says everything that is wrong or doubtful about the fleets")
            .arg(chosen::argument())
            .arg(deny.help("Take warnings of this code for errors"))
            .arg(json.help("Print an array of objects"))
    }

    /// What was typed.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self {
            fleets: chosen::typed(&mut typed),
            deny: typed.remove_many("deny").into_iter().flatten().collect(),
            json: typed.get_flag("json"),
        }
    }

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
            let told: Vec<Told> = told.iter().map(|(fleet, diagnostic)| Told(fleet, diagnostic)).collect();
            serde_json::to_string_pretty(&told).map_err(|e| Stop::system("cannot write JSON", e))? + "\n"
        } else {
            let mut printer = Printer::new(streams.coloured.out);
            told.iter().map(|(_, diagnostic)| printer.text(diagnostic)).collect()
        };
        streams.print(text.as_bytes())
    }
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(fleet, diagnostic) = self;
        let Diagnostic { site: _, source: _, file, line, column, body, nodes, problem, level } = diagnostic;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("fleet", &fleet.name())?;
        map.serialize_entry("file", file)?;
        map.serialize_entry("line", line)?;
        map.serialize_entry("column", column)?;
        map.serialize_entry("level", &level.to_string())?;
        map.serialize_entry("code", problem.code())?;
        map.serialize_entry("message", &problem.message())?;
        // The rule or the class whose body ran.
        if let Some(body) = body {
            map.serialize_entry("body", body)?;
        }
        // The paths of the nodes that it is about.
        if !nodes.is_empty() {
            map.serialize_entry("nodes", nodes)?;
        }
        map.end()
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
