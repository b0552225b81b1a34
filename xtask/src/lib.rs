//! `cargo xtask`: what is done with fleets from the command line.
//!
//! Another workspace has the same commands for its own fleets with a binary of one line, and this crate without
//! its default features:
//!
//! ```no_run
//! # static MY_FLEET: nest_core::Fleet = nest_core::Fleet::EMPTY;
//! fn main() {
//!     nest_xtask::main(&[&MY_FLEET]);
//! }
//! ```

mod check;
mod chosen;
mod ci;
mod deferred;
mod difference;
mod emit;
mod exit;
mod explain;
mod foreign;
mod format;
mod json;
mod nix;
mod split;
mod workspace;
mod write;

pub use exit::Exit;

use clap::{Parser, Subcommand};
use exit::Stop;
use nest_core::Fleet;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};

/// What to do with the fleets of this workspace
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes each fleet for Nix to read
    ///
    /// As a file, `<fleet>.json`; with `--split` as a folder, `<fleet>/`; with `--format nix` as `<fleet>.fleet.nix`. A
    /// run writes one of the three, and leaves the others as they are.
    Emit(emit::Emit),
    /// Says everything that is wrong or doubtful about the fleets
    Check(check::Check),
    /// Explains the code at the end of a message, with an example
    Explain(explain::Explain),
    /// Runs what every change has to pass: formatting, lints, tests, documentation, and the files of `emit`
    Ci,
}

/// Where a command prints: results to `out`, messages to `err`.
struct Streams<'s> {
    out: &'s mut dyn Write,
    err: &'s mut dyn Write,
}

impl Streams<'_> {
    /// Prints a result.
    fn print(&mut self, mut text: impl Read) -> Result<(), Stop> {
        match io::copy(&mut text, self.out).and_then(|_| self.out.flush()) {
            // Whoever reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Stop::system("cannot write to standard output", error)),
            Ok(()) => Ok(()),
        }
    }

    /// Prints a message. Where messages cannot be printed, nobody can be told.
    fn say(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }
}

/// Does what the process's arguments say, with these fleets, and ends the process with [`Exit::code`].
pub fn main(fleets: &[&'static Fleet<'static>]) {
    // Neither stream stays locked: a body that panics in another thread wants to say so.
    let exit = run(std::env::args_os(), fleets, &mut io::stdout(), &mut io::stderr());
    std::process::exit(exit.code());
}

/// Does what the arguments say, with these fleets; the first argument is the program's name.
///
/// Results go to `out` and messages to `err`, except those of the programs that `ci` runs: they print for
/// themselves.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let exit = nest_xtask::run(["xtask", "emit"], &[], &mut out, &mut err);
/// assert_eq!(exit, nest_xtask::Exit::Usage);
/// assert_eq!(err, b"there are no fleets\n");
/// ```
pub fn run<'f>(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    fleets: &[&'f Fleet<'f>],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let mut streams = Streams { out, err };
    let command = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => command,
        Err(error) => {
            let text = error.render();
            let wrong = error.use_stderr();
            let _ = if wrong { write!(streams.err, "{text}") } else { write!(streams.out, "{text}") };
            return if wrong { Exit::Usage } else { Exit::Done };
        }
    };
    let ended = match command {
        Command::Emit(emit) => emit.run(fleets, &mut streams),
        Command::Check(check) => check.run(fleets, &mut streams),
        Command::Explain(explain) => explain.run(&mut streams),
        Command::Ci => ci::run(fleets, &mut streams),
    };
    let Err(stop) = ended else { return Exit::Done };
    let mut said = HashSet::new();
    for line in &stop.lines {
        if said.insert(line) {
            streams.say(line);
        }
    }
    stop.exit
}
