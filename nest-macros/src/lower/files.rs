//! The files that a fleet is written in: its own, those of its parts, and those of its data.

use super::line;
use crate::ast::Ast;
use crate::report::{DataPlace, Spans};
use nest_core::model::Place;
use nest_core::problem::Line;
use proc_macro2::Span;

/// Each file, with what the compiler calls it.
pub(super) struct Files<'a> {
    names: Vec<&'a str>,
    /// Those of the parts.
    sources: Vec<&'a str>,
}

impl<'a> Files<'a> {
    pub(super) fn of(ast: &'a Ast, own: &'a str) -> Self {
        let parts = ast.parts.iter();
        Self {
            names: std::iter::once(own)
                .chain(parts.clone().map(|part| part.file.as_str()))
                .chain(ast.files.iter().map(|file| file.name.as_str()))
                .collect(),
            sources: parts.map(|part| part.source.as_str()).collect(),
        }
    }

    pub(super) fn into_names(self) -> Vec<&'a str> {
        self.names
    }

    /// Where a token is. Only what is printed may depend on it: editors know neither files nor lines.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.index(span) as u32, line(span), span.start().column as u32 + 1)
    }

    /// Where an entry is: in a file of data, which has no columns that anybody could count, or where its name is.
    pub(super) fn place_of(&self, spans: Spans) -> Place {
        match spans.data {
            Some(DataPlace { file, line, .. }) => Place::new(self.sources.len() as u32 + 1 + file, line, 1),
            None => self.place(spans.start),
        }
    }

    /// The line of a token, as what is told of another one mentions it.
    pub(super) fn line(&self, of: Span, told: Span) -> Line {
        let index = self.index(of);
        let file = (index != self.index(told)).then(|| self.names[index].to_owned());
        Line { number: line(of), file }
    }

    fn index(&self, span: Span) -> usize {
        if self.sources.is_empty() {
            return 0;
        }
        let file = span.file();
        self.sources.iter().position(|source| *source == file).map_or(0, |part| part + 1)
    }
}
