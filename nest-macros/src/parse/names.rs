//! Names: words that become Rust items, and names with hyphens or in quotes.

use super::cursor::Cursor;
use super::interpolation::{Names, Place};
use super::literals::{Quoted, quoted};
use super::{expected, spans};
use crate::ast::{Identifier, Name};
use crate::report::{Report, Spans};
use proc_macro2::Ident;

pub(super) fn word(ident: &Ident) -> Identifier {
    let text = ident.to_string();
    let text = text.strip_prefix("r#").unwrap_or(&text).to_owned();
    Identifier { text, span: ident.span(), start: ident.span() }
}

/// `host::user`, or a word by itself; or a report that `what` is expected.
pub(super) fn expect_path(cursor: &mut Cursor, what: &str, report: &Report) -> Option<Identifier> {
    let mut path = expect_word(cursor, what, report)?;
    while cursor.take_operator("::").is_some() {
        let next = expect_word(cursor, "a trait's name", report)?;
        path =
            Identifier { text: format!("{}::{}", path.text, next.text), span: next.span, start: path.start };
    }
    Some(path)
}

/// A word, or a report that `what` is expected.
pub(super) fn expect_word(cursor: &mut Cursor, what: &str, report: &Report) -> Option<Identifier> {
    let found = cursor.take_ident().map(|ident| word(&ident));
    if found.is_none() {
        expected(cursor, what, report);
    }
    found
}

/// A name of which nobody has looked at the quotes: it is not yet certain that one stands here.
pub(super) enum Unread {
    Plain(Name),
    Quoted(Quoted),
}

impl Unread {
    pub(super) fn read(self, place: Place, names: Names, report: &Report) -> Name {
        match self {
            Unread::Plain(name) => name,
            Unread::Quoted(quoted) => {
                let spans = quoted.span.into();
                Name { text: quoted.read(place, names, report), quoted: true, spans }
            }
        }
    }
}

/// `lb-prod`, `web-1`, `"a.b"`; nothing is read if none stands here.
pub(super) fn name(cursor: &mut Cursor) -> Option<Unread> {
    if let Some(quoted) = cursor.peek_literal().and_then(quoted) {
        cursor.advance();
        return Some(Unread::Quoted(quoted));
    }
    plain_name(cursor).map(Unread::Plain)
}

/// The same without quotes.
pub(super) fn plain_name(cursor: &mut Cursor) -> Option<Name> {
    let start = cursor.span();
    let mut name = part(cursor)?;
    loop {
        let before = cursor.position();
        if cursor.take_operator("-").is_none() {
            break;
        }
        match part(cursor) {
            Some(part) => name = format!("{name}-{part}"),
            None => {
                cursor.rewind(before);
                break;
            }
        }
    }
    Some(Name { text: name, quoted: false, spans: spans(start, cursor) })
}

/// A part between hyphens: an identifier, or what begins with a digit.
pub(super) fn part(cursor: &mut Cursor) -> Option<String> {
    match cursor.take_ident() {
        Some(ident) => Some(word(&ident).text),
        None => cursor.take_number(),
    }
}

impl From<&Identifier> for Spans {
    fn from(word: &Identifier) -> Self {
        Self { start: word.start, end: word.span }
    }
}
