//! A resolved fleet as the document that is written: JSON, or the same in another format.
//!
//! The bodies of a system run when its turn to be written comes; its text is written and dropped: memory does not
//! grow with the number of hosts. What renders one knows nothing of the others, so that several can be rendered side
//! by side.

mod bodies;
mod deferred;
mod functions;
mod node;
mod option_value;
mod render;
mod requests;
mod system;
mod workspace_files;

pub use bodies::Ran;
pub use functions::Functions;
pub use render::Renderer;
pub use workspace_files::WorkspaceFiles;

use nest_core::model::OutputId;
use nest_core::{Configuration, Diagnostic};
use render::Rendered;
use std::io::{self, BufWriter, Write};

/// The document's first key: what a reader has to understand.
const FORMAT: &str = "nest-fleet/1";

/// Why there is no document. What was written of it is good for nothing.
#[derive(Debug)]
pub enum Unwritten {
    /// The fleet is wrong: a line for everything that is.
    Wrong(Vec<String>),
    /// The bytes could not be written.
    Io(io::Error),
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// How many systems there are.
    pub systems: usize,
    /// What is doubtful about them.
    pub warnings: Vec<Diagnostic>,
    /// The functions in the Nix language that are called.
    pub functions: Functions,
}

/// Writes a document with everything in it.
///
/// # Errors
///
/// As [`write_with`].
pub fn write(renderer: &Renderer, out: impl Write) -> Result<Written, Unwritten> {
    write_with(renderer, out, |_, _, text| Ok(text))
}

/// Writes a document, in which the text that `place` gives stands for a system: it is called with the number of the
/// system among all, and with its text.
///
/// # Errors
///
/// All bodies run, also after one has failed, so that all failures are told at once.
pub fn write_with(
    renderer: &Renderer,
    out: impl Write,
    mut place: impl FnMut(usize, &Configuration, String) -> io::Result<String>,
) -> Result<Written, Unwritten> {
    let Renderer { resolved, format, .. } = *renderer;
    let mut out = BufWriter::new(out);
    let mut found = Found { warnings: resolved.warnings().to_vec(), ..Found::default() };
    let mut numbers = 0..;
    let ended = format.write_set(&mut out, |document| {
        for (name, text) in [("format", FORMAT), ("fleet", &resolved.declared().name())] {
            let Some(text) = found.text(renderer.plain(text)) else { continue };
            document.entry(name, &text)?;
        }
        for (id, name) in resolved.declared().outputs.entries::<OutputId>() {
            document.set(name, |output| {
                for (configuration, number) in resolved.configurations_of(id).zip(&mut numbers) {
                    let Some(text) = found.text(renderer.system(&configuration)) else { continue };
                    output.entry(configuration.name(), &place(number, &configuration, text)?)?;
                }
                Ok(())
            })?;
        }
        for output in resolved.own_outputs() {
            let Some(text) = found.text(renderer.own_output(&output)) else { continue };
            document.entry(output.name(), &text)?;
        }
        document.set("nodes", |nodes| {
            for node in resolved.nodes() {
                let Some(text) = found.text(renderer.node(node)) else { continue };
                nodes.entry(&node.path(), &text)?;
            }
            Ok(())
        })
    });
    ended.and_then(|()| out.flush()).map_err(Unwritten::Io)?;
    found.written(numbers.start)
}

/// What is found while a document is written.
#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    warnings: Vec<Diagnostic>,
    functions: Functions,
}

impl Found {
    /// The text of a part, if nothing is wrong with it. The rest is kept.
    fn text(&mut self, part: Result<Rendered, Vec<String>>) -> Option<String> {
        match part {
            Ok(Rendered { text, warnings, functions }) => {
                self.warnings.extend(warnings);
                self.functions.extend(functions);
                Some(text)
            }
            Err(wrong) => {
                self.wrong.extend(wrong);
                None
            }
        }
    }

    fn written(self, systems: usize) -> Result<Written, Unwritten> {
        let Self { wrong, warnings, functions } = self;
        let warnings = Diagnostic::first_of_each(warnings);
        if wrong.is_empty() {
            Ok(Written { systems, warnings, functions })
        } else {
            Err(Unwritten::Wrong(wrong))
        }
    }
}
