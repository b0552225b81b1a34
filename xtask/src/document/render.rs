//! The parts of a document as text, each by itself: what renders one is borrowed only, and can be shared by threads.

use super::Unwritten;
use super::bodies::Ran;
use super::functions::Functions;
use super::node::AboutNode;
use super::workspace_files::WorkspaceFiles;
use crate::format::Format;
use nest_core::{Configuration, Diagnostic, Node, OwnOutput, Resolved};
use serde_core::Serialize;
use std::io;

/// What renders the parts of a fleet's document.
pub struct Renderer<'r> {
    pub resolved: &'r Resolved<'r>,
    pub format: Format,
    files: WorkspaceFiles,
}

/// The text of a part, and what there is to say about it.
#[derive(Debug)]
pub struct Rendered {
    pub text: String,
    pub warnings: Vec<Diagnostic>,
    pub functions: Functions,
}

/// Each method gives a part as it stands with `depth` sets around it, or everything that is wrong with it.
impl<'r> Renderer<'r> {
    /// Of that fleet's document, in that language.
    pub fn new(resolved: &'r Resolved<'r>, format: Format) -> Self {
        Self { resolved, format, files: WorkspaceFiles::default() }
    }

    /// Runs the bodies of a system.
    pub fn system(&self, configuration: &Configuration, depth: usize) -> Result<Rendered, Unwritten> {
        self.ran(Ran::system(self.resolved, configuration, &self.files), depth)
    }

    /// Runs the body of an own output.
    pub fn own_output(&self, output: &OwnOutput, depth: usize) -> Result<Rendered, Unwritten> {
        self.ran(Ran::own_output(output, &self.files), depth)
    }

    /// What is known of a node without running anything.
    pub fn node(&self, node: Node, depth: usize) -> Result<Rendered, Unwritten> {
        self.plain(&AboutNode { resolved: self.resolved, node }, depth)
    }

    /// A value that no code gave.
    pub fn plain(&self, value: &(impl Serialize + ?Sized), depth: usize) -> Result<Rendered, Unwritten> {
        let text = self.format.render(value, depth);
        let text = text.map_err(|why| Unwritten::Io(io::Error::other(why)))?;
        Ok(Rendered { text, warnings: Vec::new(), functions: Functions::new() })
    }

    fn ran(&self, ran: Ran<impl Serialize>, depth: usize) -> Result<Rendered, Unwritten> {
        let Ran { given, wrong, doubtful, functions } = ran;
        match given {
            Some(given) if wrong.is_empty() => {
                Ok(Rendered { warnings: doubtful, functions, ..self.plain(&given, depth)? })
            }
            Some(_) | None => Err(Unwritten::Wrong(wrong)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn can_be_shared<T: Send + Sync>() {}

    #[test]
    fn what_renders_a_system_can_be_shared_by_threads() {
        can_be_shared::<Resolved>();
        can_be_shared::<Configuration>();
        can_be_shared::<OwnOutput>();
        can_be_shared::<Renderer>();
        can_be_shared::<Rendered>();
    }

    #[cfg(feature = "fleets")]
    #[test]
    fn systems_are_the_same_when_rendered_side_by_side() {
        for fleet in fleets::ALL {
            let resolved = nest_core::resolve(fleet).unwrap();
            for format in [Format::Json, Format::Nix] {
                let renderer = Renderer::new(&resolved, format);
                let text = |configuration: &Configuration| renderer.system(configuration, 2).unwrap().text;
                let configurations: Vec<Configuration> = resolved.configurations().collect();
                let together: Vec<String> = std::thread::scope(|scope| {
                    let running = configurations.iter().map(|one| scope.spawn(|| text(one)));
                    running.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).collect()
                });
                assert_eq!(together, configurations.iter().map(text).collect::<Vec<_>>());
            }
        }
    }
}
