//! `cargo xtask explain`: what the code of a message means.

use crate::terminal::{Stop, Streams, unknown};
use clap::{Arg, ArgMatches};
use nest_core::problem::{CODES, Code};

pub const NAME: &str = "explain";

/// The arguments of `explain`.
#[derive(Debug)]
pub struct Explain {
    code: Option<String>,
}

impl Explain {
    /// The command, as it is typed.
    pub fn line() -> clap::Command {
        let code = "The code, as it stands in brackets in a message; the list of all, unless one is named";
        clap::Command::new(NAME)
            .about("Explains the code of a message, with an example; also while a fleet does not compile")
            .arg(Arg::new("code").value_name("CODE").help(code))
    }

    /// What was typed.
    pub fn of(mut typed: ArgMatches) -> Self {
        Self { code: typed.remove_one("code") }
    }

    /// Does it.
    pub fn run(&self, streams: &mut Streams) -> Result<(), Stop> {
        let text = match &self.code {
            Some(code) => page(code.trim_matches(['[', ']']))?.to_owned(),
            None => CODES.iter().map(line).collect(),
        };
        streams.print(text.as_bytes())
    }
}

fn page(name: &str) -> Result<&'static str, Stop> {
    let known = CODES.iter().map(|code| code.name);
    Code::find(name).map(|code| code.page).ok_or_else(|| {
        let otherwise = || "`cargo xtask explain` lists all".to_owned();
        Stop::usage(vec![unknown("code", name, known, otherwise)])
    })
}

/// The code, what happens by default, and the first sentence of its page.
fn line(code: &Code) -> String {
    let level = format!("{}{}", code.level, if code.is_lint { ", lint" } else { "" });
    let text = code.page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let sentence = text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.');
    format!("{:<26}  {level:<13}  {sentence}\n", code.name)
}
