//! Problems, as they are printed.

mod sources;

use annotate_snippets::{AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet};
use nest_core::Diagnostic;
use nest_core::problem;
use sources::Sources;
use std::ops::Range;

/// What prints problems. It reads the sources that they are in, each once.
pub struct Printer {
    renderer: Renderer,
    sources: Sources,
}

impl Printer {
    /// With colours, or without.
    pub fn new(is_coloured: bool) -> Self {
        let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
        Self { renderer, sources: Sources::default() }
    }

    /// A problem as the compiler would print it: the message, the place, the line where the source can be read, and for
    /// which nodes what ran. Behind it an empty line.
    pub fn text(&mut self, diagnostic: &Diagnostic) -> String {
        let Diagnostic { file, source, line, column, problem, level, .. } = diagnostic;
        let level = match level {
            problem::Level::Warn | problem::Level::Allow => Level::WARNING,
            problem::Level::Deny => Level::ERROR,
        };
        let number = *line as usize;
        let code = source.as_ref().and_then(|path| Some((path, self.sources.line(path, number)?)));
        let place: Element = match code {
            Some((path, code)) => {
                let word = AnnotationKind::Primary.span(word(code, *column as usize));
                Snippet::source(code).line_start(number).path(path).annotation(word).into()
            }
            None => Origin::path(file).line(number).char_column(*column as usize).into(),
        };
        let note: Option<Message> = diagnostic.note().map(|note| Level::NOTE.message(note));
        let group = level.primary_title(problem.message()).id(problem.code()).element(place).elements(note);
        self.renderer.render(&[group]) + "\n\n"
    }
}

/// The bytes of the word that begins at a column: up to white space, or to what ends a name.
fn word(line: &str, column: usize) -> Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let is_end = |c: char| c.is_whitespace() || "()[]{},;=".contains(c);
    let length = rest.find(is_end).filter(|length| *length > 0);
    start..start + length.unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8))
}
