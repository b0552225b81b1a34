//! Paths of options: `services.nginx.virtualHosts."example.org"`, `users.users.[node.name]`.

use super::cursor::Cursor;
use super::interpolation::Place;
use super::names::{WrittenName, name};
use super::rust::rust;
use super::scope::Scope;
use super::{spans, syntax};
use crate::ast::{OptionPath, Segment};
use crate::report::{Report, Spans};
use proc_macro2::{Delimiter, Span, TokenStream};

/// An option's path before it is certain that one stands here.
pub(super) struct RawPath {
    pub(super) segments: Vec<RawSegment>,
    pub(super) spans: Spans,
}

pub(super) enum RawSegment {
    Name(WrittenName),
    /// `[expression]`
    Computed(TokenStream, Span),
}

impl RawPath {
    /// Whether it is one word, without quotes.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.segments.as_slice(), [RawSegment::Name(WrittenName::Plain(name))] if name.text == word)
    }

    /// The path: its names in quotes are looked at, and its computed parts are read.
    pub(super) fn read(self, scope: &Scope, report: &Report) -> OptionPath {
        let segment = |segment| match segment {
            RawSegment::Name(name) => {
                Segment::Name(name.read(Place::OptionName, &|name| scope.known(name), report))
            }
            RawSegment::Computed(tokens, bracket) => {
                syntax::is_expression(&tokens, bracket, "`]`", scope, report);
                Segment::Computed(rust(tokens, scope, report), bracket)
            }
        };
        OptionPath { segments: self.segments.into_iter().map(segment).collect(), spans: self.spans }
    }
}

/// What stands here; nothing is read if it is no path.
pub(super) fn path(cursor: &mut Cursor) -> Option<RawPath> {
    let before = cursor.position();
    let start = cursor.span();
    let mut segments = Vec::new();
    loop {
        if let Some(group) = cursor.take_group(Delimiter::Bracket) {
            segments.push(RawSegment::Computed(group.stream(), group.span_open()));
        } else if let Some(name) = name(cursor) {
            segments.push(RawSegment::Name(name));
        } else {
            cursor.rewind(before);
            return None;
        }
        if cursor.is_file() || cursor.take_operator(".").is_none() {
            return Some(RawPath { segments, spans: spans(start, cursor) });
        }
    }
}
