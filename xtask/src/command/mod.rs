//! What is done with fleets: a file for each command.

mod check;
mod chosen;
mod ci;
mod emit;
mod explain;
mod fmt;

use crate::terminal::{Stop, Streams};
use nest_core::Fleet;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Writes each fleet for Nix to read
    ///
    /// As a file, `<fleet>.json`, unless its header says otherwise: with `layout = split;` as a folder, `<fleet>/`; with
    /// `layout = nix;` as `<fleet>.fleet.nix`. What earlier runs wrote, and no fleet writes any more, is removed.
    Emit(emit::Emit),
    /// Says everything that is wrong or doubtful about the fleets
    Check(check::Check),
    /// Explains the code of a message, with an example; also while a fleet does not compile
    Explain(explain::Explain),
    /// Lays out the fleets in Rust files, which `cargo fmt` leaves alone; also while they do not compile
    ///
    /// Tokens and comments stay as they are. A file that is no Rust is left alone, and told.
    Fmt(fmt::Fmt),
    /// Runs what every change has to pass: formatting, lints, tests, documentation, and the files of `emit`
    Ci,
}

impl Command {
    /// Does it.
    pub fn run<'f>(&self, fleets: &[&'f Fleet<'f>], streams: &mut Streams) -> Result<(), Stop> {
        match self {
            Self::Emit(emit) => emit.run(fleets, streams),
            Self::Check(check) => check.run(fleets, streams),
            Self::Explain(explain) => explain.run(streams),
            Self::Fmt(fmt) => fmt.run(streams),
            Self::Ci => ci::run(fleets, streams),
        }
    }
}
