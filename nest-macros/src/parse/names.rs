//! Names: words that become Rust items, and names with hyphens or in quotes.

use super::cursor::Cursor;
use super::interpolation::{Names, Place};
use super::literals::{Quoted, quoted, take_quoted};
use super::{expected, habits, spans};
use crate::ast::{Identifier, Name};
use crate::report::{Report, Spans};
use proc_macro2::Ident;

pub(super) fn word(ident: &Ident) -> Identifier {
    let text = ident.to_string();
    let text = text.strip_prefix("r#").unwrap_or(&text).to_owned();
    Identifier { text, span: ident.span(), start: ident.span(), data: None }
}

/// `host::user`, or a word by itself; or a report that `what` is expected.
pub(super) fn expect_path(cursor: &mut Cursor, what: &str, report: &Report) -> Option<Identifier> {
    original(cursor, report);
    let mut path = expect_word(cursor, what, report)?;
    while cursor.take_operator("::").is_some() {
        let next = expect_word(cursor, "a trait's name", report)?;
        let text = format!("{}::{}", path.text, next.text);
        path = Identifier { text, start: path.start, ..next };
    }
    Some(path)
}

/// Passes over the `nest.` that the original writes before every name, which is told; whether it stood here.
pub(super) fn original(cursor: &mut Cursor, report: &Report) -> bool {
    let is_one = cursor.is_word("nest") && cursor.is_operator_at(1, ".") && cursor.peek_ident_at(2).is_some();
    if is_one {
        let what = "nest.";
        let at = cursor.span();
        cursor.advance();
        cursor.advance();
        report.add(at, habits::of_nix(what, &format!("write {} alone", cursor.found())));
    }
    is_one
}

/// A word, or a report that `what` is expected.
pub(super) fn expect_word(cursor: &mut Cursor, what: &str, report: &Report) -> Option<Identifier> {
    let found = cursor.take_ident().map(|ident| word(&ident));
    if found.is_none() {
        expected(cursor, what, report);
    }
    found
}

/// The name of a declaration, or a report that `what` is expected. One with hyphens or in quotes, as entries may have, is
/// told with the word that `rust` makes of its parts.
pub(super) fn declared(
    cursor: &mut Cursor,
    what: &str,
    rust: fn(&[&str]) -> String,
    report: &Report,
) -> Option<Identifier> {
    let is_plain = cursor.peek_ident().is_some() && !cursor.is_operator_at(1, "-");
    let is_name = cursor.peek_ident().is_some() || cursor.peek_literal().and_then(quoted).is_some();
    if is_plain || !is_name {
        return expect_word(cursor, what, report);
    }
    let (start, shown) = (cursor.span(), cursor.found());
    let name = name(cursor)?;
    let (text, shown) = match name {
        WrittenName::Plain(name) => (name.text.clone(), name.text),
        WrittenName::Quoted(quoted) => (quoted.read_any(), shown.trim_matches('`').to_owned()),
    };
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let word = Some(rust(&parts)).filter(|word| syn::parse_str::<Ident>(word).is_ok());
    let spans = spans(start, cursor);
    let word = word.unwrap_or_else(|| what.to_owned());
    let why = "becomes a Rust name, which has neither hyphens nor quotes";
    report.habit(spans, shown, why, format!("write `{word}`"));
    Some(Identifier { text: word, span: spans.end, start, data: None })
}

/// A name of which nobody has looked at the quotes: it is not yet certain that one stands here.
pub(super) enum WrittenName {
    Plain(Name),
    Quoted(Quoted),
}

impl WrittenName {
    pub(super) fn read(self, place: Place, names: Names, report: &Report) -> Name {
        match self {
            WrittenName::Plain(name) => name,
            WrittenName::Quoted(quoted) => {
                let spans = quoted.span.into();
                Name { text: quoted.read(place, names, report), quoted: true, spans }
            }
        }
    }
}

/// `lb-prod`, `web-1`, `"a.b"`; nothing is read if none stands here.
pub(super) fn name(cursor: &mut Cursor) -> Option<WrittenName> {
    if let Some(quoted) = take_quoted(cursor) {
        return Some(WrittenName::Quoted(quoted));
    }
    plain_name(cursor).map(WrittenName::Plain)
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
        Self { start: word.start, end: word.span, data: word.data }
    }
}
