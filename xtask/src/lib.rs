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
//!
//! That binary is not there while a fleet does not compile, which is when `explain` is asked for, and `fmt` by an editor
//! that saves. So `cargo xtask` is best another binary of the same package, which is built without the fleets and calls
//! [`start`]. The two are in the templates.

mod command;
mod document;
mod file;
mod format;
mod layout;
mod relay;
mod report;
mod terminal;
mod workspace;

pub use terminal::Exit;

use command::Command;
use nest_core::Fleet;
use report::Printer;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, Write};
use terminal::{Coloured, Stop, Streams};

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

/// Does what the process's arguments say, if that needs no fleet that compiles, as `explain`, `fmt` and `new` do, and ends the
/// process. For anything else it has cargo run the binary `xtask-fleets` of the same package, which calls [`main`].
pub fn start() {
    let arguments = || std::env::args_os();
    let mut streams =
        Streams { out: &mut io::stdout(), err: &mut io::stderr(), coloured: Coloured::of_process() };
    let code = match parse(arguments(), &mut streams) {
        Ok(Command::Explain(explain)) => ended(explain.run(&mut streams), &mut streams).code(),
        Ok(Command::Fmt(fmt)) => ended(fmt.run(&mut streams), &mut streams).code(),
        Ok(Command::New(new)) => ended(new.run(&mut streams), &mut streams).code(),
        Ok(Command::Emit(_) | Command::Check(_) | Command::Ci) => {
            relay::run(arguments().skip(1)).unwrap_or_else(|stop| ended(Err(stop), &mut streams).code())
        }
        Err(exit) => exit.code(),
    };
    std::process::exit(code);
}

fn run_in<'f>(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    fleets: &[&'f Fleet<'f>],
    streams: &mut Streams,
) -> Exit {
    match parse(arguments, streams) {
        Ok(command) => ended(command.run(fleets, streams), streams),
        Err(exit) => exit,
    }
}

/// The command that the arguments are, unless there is nothing left to do.
fn parse(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    streams: &mut Streams,
) -> Result<Command, Exit> {
    let parsed = Command::line().try_get_matches_from(arguments);
    parsed.map(Command::of).map_err(|error| {
        let text = error.render();
        let wrong = error.use_stderr();
        let (stream, is_coloured) = match wrong {
            true => (&mut streams.err, streams.coloured.err),
            false => (&mut streams.out, streams.coloured.out),
        };
        let _ = if is_coloured { write!(stream, "{}", text.ansi()) } else { write!(stream, "{text}") };
        if wrong { Exit::Usage } else { Exit::Done }
    })
}

/// How a command ended; what there is to say of it is said.
fn ended(done: Result<(), Stop>, streams: &mut Streams) -> Exit {
    let Err(stop) = done else { return Exit::Done };
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
