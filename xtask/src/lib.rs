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

mod command;
mod document;
mod file;
mod format;
mod report;
mod terminal;
mod workspace;

pub use terminal::Exit;

use clap::Parser;
use command::Command;
use nest_core::Fleet;
use report::Printer;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, Write};
use terminal::{Coloured, Streams};

/// What to do with the fleets of this workspace
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Does what the process's arguments say, with these fleets, and ends the process with [`Exit::code`].
pub fn main(fleets: &[&'static Fleet<'static>]) {
    // Neither stream stays locked: a body that panics in another thread wants to say so.
    let (out, err) = (&mut io::stdout(), &mut io::stderr());
    let mut streams = Streams { out, err, coloured: Coloured::of_process() };
    let exit = run_in(std::env::args_os(), fleets, &mut streams);
    std::process::exit(exit.code());
}

/// Does what the arguments say, with these fleets; the first argument is the program's name.
///
/// Results go to `out` and messages to `err`, both without colours, except those of the programs that `ci` runs: they print for
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
    run_in(arguments, fleets, &mut Streams { out, err, coloured: Coloured::default() })
}

fn run_in<'f>(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    fleets: &[&'f Fleet<'f>],
    streams: &mut Streams,
) -> Exit {
    let command = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => command,
        Err(error) => {
            let text = error.render();
            let wrong = error.use_stderr();
            let (stream, is_coloured) = match wrong {
                true => (&mut streams.err, streams.coloured.err),
                false => (&mut streams.out, streams.coloured.out),
            };
            let _ = if is_coloured { write!(stream, "{}", text.ansi()) } else { write!(stream, "{text}") };
            return if wrong { Exit::Usage } else { Exit::Done };
        }
    };
    let Err(stop) = command.run(fleets, streams) else { return Exit::Done };
    let mut printer = Printer::new(streams.coloured.err);
    stop.problems.iter().for_each(|problem| streams.say_all(&printer.text(problem)));
    let mut said = HashSet::new();
    for line in &stop.lines {
        if said.insert(line) {
            streams.say(line);
        }
    }
    stop.exit
}
