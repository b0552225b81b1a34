//! What is done with fleets: a file for each command.

mod check;
mod chosen;
mod ci;
mod emit;
mod explain;
mod fmt;
mod new;
mod unchecked;

use crate::terminal::{Stop, Streams};
use clap::ArgMatches;
use nest_core::Fleet;

/// A command, as it was typed. What each takes is written without a derive: every first build would wait for that.
pub enum Command {
    Emit(emit::Emit),
    Check(check::Check),
    Explain(explain::Explain),
    Fmt(fmt::Fmt),
    New(new::New),
    Ci,
}

impl Command {
    /// What can be typed.
    pub fn line() -> clap::Command {
        clap::Command::new("xtask")
            .bin_name("cargo xtask")
            .about("What to do with the fleets of this workspace")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands([
                emit::Emit::line(),
                check::Check::line(),
                explain::Explain::line(),
                fmt::Fmt::line(),
                new::New::line(),
                ci::line(),
            ])
    }

    /// What was typed, of which clap has made sure that it is one of them.
    pub fn of(mut typed: ArgMatches) -> Self {
        match typed.remove_subcommand() {
            Some((name, typed)) if name == emit::NAME => Self::Emit(emit::Emit::of(typed)),
            Some((name, typed)) if name == check::NAME => Self::Check(check::Check::of(typed)),
            Some((name, typed)) if name == explain::NAME => Self::Explain(explain::Explain::of(typed)),
            Some((name, typed)) if name == fmt::NAME => Self::Fmt(fmt::Fmt::of(typed)),
            Some((name, typed)) if name == new::NAME => Self::New(new::New::of(typed)),
            _ => Self::Ci,
        }
    }

    /// Does it.
    pub fn run<'f>(&self, fleets: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        if matches!(self, Self::Emit(_) | Self::Check(_) | Self::Ci) {
            unchecked::refuse(fleets)?;
        }
        match self {
            Self::Emit(emit) => emit.run(fleets, streams),
            Self::Check(check) => check.run(fleets, streams),
            Self::Explain(explain) => explain.run(streams),
            Self::Fmt(fmt) => fmt.run(streams),
            Self::New(new) => new.run(streams),
            Self::Ci => ci::run(fleets, streams),
        }
    }
}
