//! The fleets that a command is about.

use crate::terminal::{Stop, listed, unknown};
use clap::{Arg, ArgAction, ArgMatches};
use nest_core::Fleet;
use std::collections::HashMap;

const FLEETS: &str = "fleets";

/// Names of fleets, as they are typed.
pub fn argument() -> Arg {
    let help = "The fleets, by name; all of them, unless some are named";
    Arg::new(FLEETS).value_name("FLEET").action(ArgAction::Append).help(help)
}

/// The names that were typed.
pub fn typed(typed: &mut ArgMatches) -> Vec<String> {
    typed.remove_many(FLEETS).into_iter().flatten().collect()
}

/// The fleets with these names, or all; in their own order.
pub fn choose<'f>(names: &[String], all: &[&'f Fleet<'f>]) -> Result<Vec<&'f Fleet<'f>>, Stop> {
    if all.is_empty() {
        return Err(Stop::usage(vec!["there are no fleets".to_owned()]));
    }
    let known: Vec<String> = all.iter().map(|fleet| fleet.name()).collect();
    let mut unknown = names.iter().filter(|name| !known.contains(name)).peekable();
    if unknown.peek().is_some() {
        return Err(Stop::usage(unknown.map(|name| unknown_fleet(name, &known)).collect()));
    }
    let shared = shared_names(&known, all);
    if !shared.is_empty() {
        return Err(Stop::wrong(shared));
    }
    let is_chosen = |(name, _): &(&String, _)| names.is_empty() || names.contains(name);
    Ok(known.iter().zip(all).filter(is_chosen).map(|(_, fleet)| *fleet).collect())
}

/// Two fleets of one name would be one file.
fn shared_names<'f>(known: &[String], all: &[&'f Fleet<'f>]) -> Vec<String> {
    let mut files = HashMap::new();
    let mut shared = Vec::new();
    for (name, fleet) in known.iter().zip(all) {
        if let Some(other) = files.insert(name, fleet.declared.own_file()) {
            let here = fleet.declared.own_file();
            shared
                .push(format!("`{name}` is the name of a fleet in {other} and of one in {here}; rename one"));
        }
    }
    shared
}

fn unknown_fleet(name: &str, known: &[String]) -> String {
    let names = || known.iter().map(String::as_str);
    unknown("fleet", name, names(), || match known {
        [only] => format!("there is only `{only}`"),
        _ => format!("there are {}", listed(names())),
    })
}
