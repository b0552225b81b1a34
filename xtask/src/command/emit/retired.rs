//! Options that there were, before a fleet said itself how it is written.

use crate::terminal::Stop;
use clap::{Arg, ArgAction, ArgMatches};

/// They are read to say what to write instead.
#[derive(Debug)]
pub struct Retired {
    split: bool,
    format: Option<String>,
}

impl Retired {
    /// What is read, and shown to nobody.
    pub fn arguments() -> [Arg; 2] {
        let option = |name| Arg::new(name).long(name).hide(true);
        [
            option("split").action(ArgAction::SetTrue),
            option("format").num_args(0..=1).default_missing_value(""),
        ]
    }

    /// What was typed.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self { split: typed.get_flag("split"), format: typed.remove_one("format") }
    }

    /// Ends the command if one of them is given.
    pub fn refuse(&self) -> Result<(), Stop> {
        let split = self.split.then_some(("--split", "split"));
        let format = self.format.as_deref().map(|format| match format {
            "json" => ("--format", "single"),
            _ => ("--format", "nix"),
        });
        let lines: Vec<String> = split.into_iter().chain(format).map(instead).collect();
        if lines.is_empty() { Ok(()) } else { Err(Stop::usage(lines)) }
    }
}

fn instead((option, layout): (&str, &str)) -> String {
    format!(
        "`{option}` is no option any more; a fleet says itself how it is written: \
         `pub static NAME {{ layout = {layout}; }}`"
    )
}
