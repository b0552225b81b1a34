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

use crate::format::{Format, SetWriter};
use nest_core::model::OutputId;
use nest_core::{Configuration, Diagnostic};
use render::Rendered;
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, BufWriter, Write};

/// The document's first key: what a reader has to understand.
const FORMAT: &str = "nest-fleet/1";

/// Many texts are handed to the system at once.
const BUFFER: usize = 1 << 16;

/// Why there is no document. What was written of it is good for nothing.
#[derive(Debug)]
pub enum Unwritten {
    /// The fleet is wrong.
    Wrong(Vec<Diagnostic>),
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

/// Where the systems are.
pub enum Systems<'p> {
    /// In the document.
    Inside,
    /// In files of their own, which the document names: what puts them there is called with the number of a system
    /// among all, and with its text.
    Apart(&'p mut dyn FnMut(usize, &Configuration, String) -> io::Result<SystemFile>),
}

/// What stands for a system that has a file of its own.
pub struct SystemFile {
    /// The path, from the folder that the document is in.
    pub file: String,
    /// The hash of the bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Serialize for SystemFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { file, sha256 } = self;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("file", file)?;
        map.serialize_entry("sha256", sha256)?;
        map.end()
    }
}

/// Writes a document.
///
/// # Errors
///
/// All bodies run, also after one has failed, so that all failures are told at once.
pub fn write(renderer: &Renderer, mut systems: Systems, out: impl Write) -> Result<Written, Unwritten> {
    let Renderer { resolved, format, .. } = *renderer;
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let mut found = Found { warnings: resolved.warnings().to_vec(), ..Found::default() };
    let mut numbers = 0..;
    let ended = format.write_set(&mut out, |document| {
        heading(&resolved.declared().name(), format, document)?;
        for (id, name) in resolved.declared().outputs.entries::<OutputId>() {
            document.set(name, |output| {
                for (configuration, number) in resolved.configurations_of(id).zip(&mut numbers) {
                    let text = match &mut systems {
                        Systems::Inside => found.text(renderer.system(&configuration, output.depth()))?,
                        Systems::Apart(put) => {
                            let Some(text) = found.text(renderer.system(&configuration, 0))? else {
                                continue;
                            };
                            let file = put(number, &configuration, text)?;
                            found.text(renderer.plain(&file, output.depth()))?
                        }
                    };
                    let Some(text) = text else { continue };
                    output.entry(configuration.name(), &text)?;
                }
                Ok(())
            })?;
        }
        for output in resolved.own_outputs() {
            let Some(text) = found.text(renderer.own_output(&output, document.depth()))? else { continue };
            document.entry(output.name(), &text)?;
        }
        document.set("nodes", |nodes| {
            for node in resolved.nodes() {
                let Some(text) = found.text(renderer.node(node, nodes.depth()))? else { continue };
                nodes.entry(&node.path(), &text)?;
            }
            Ok(())
        })
    });
    ended.and_then(|()| out.flush()).map_err(Unwritten::Io)?;
    found.written(numbers.start)
}

/// How the document of the fleet with that name begins, and no other does.
pub fn beginning(fleet: &str, format: Format) -> io::Result<String> {
    let mut text = Vec::new();
    format.write_set(&mut text, |document| heading(fleet, format, document))?;
    let text = String::from_utf8(text).map_err(io::Error::other)?;
    // What follows the name, and the brace that ends the set.
    Ok(text.strip_suffix("\n}\n").unwrap_or(&text).to_owned())
}

fn heading(fleet: &str, format: Format, document: &mut SetWriter) -> io::Result<()> {
    for (name, text) in [("format", FORMAT), ("fleet", fleet)] {
        document.entry(name, &format.render(text, document.depth()).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// What is found while a document is written.
#[derive(Default)]
struct Found {
    wrong: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    functions: Functions,
}

impl Found {
    /// The text of a part, if nothing is wrong with it. The rest is kept.
    fn text(&mut self, part: Result<Rendered, Unwritten>) -> io::Result<Option<String>> {
        match part {
            Ok(Rendered { text, warnings, functions }) => {
                self.warnings.extend(warnings);
                self.functions.extend(functions);
                Ok(Some(text))
            }
            Err(Unwritten::Wrong(wrong)) => {
                self.wrong.extend(wrong);
                Ok(None)
            }
            Err(Unwritten::Io(error)) => Err(error),
        }
    }

    fn written(self, systems: usize) -> Result<Written, Unwritten> {
        let Self { wrong, warnings, functions } = self;
        let warnings = Diagnostic::gathered(warnings);
        if wrong.is_empty() {
            Ok(Written { systems, warnings, functions })
        } else {
            Err(Unwritten::Wrong(Diagnostic::gathered(wrong)))
        }
    }
}
