//! `for i in 1..=40`: what a loop of the DOM goes over.

use super::cursor::Cursor;
use super::literals::text;
use super::{expected, list, spans};
use crate::report::Report;
use crate::template::Bound;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Literal, Span};

/// How often all loops of a fleet may go round, taken together.
const LIMIT: usize = 100_000;

/// How often the loops that are read so far go round.
#[derive(Default)]
pub(super) struct Turns {
    all: usize,
}

impl Turns {
    /// What stands behind `in`; nothing if it cannot be gone over, which is reported. `around` is how often the loops
    /// around go round.
    pub(super) fn values(
        &mut self,
        cursor: &mut Cursor,
        around: usize,
        report: &Report,
    ) -> Option<Vec<Bound>> {
        let start = cursor.span();
        let (values, what) = match cursor.take_group(Delimiter::Bracket) {
            Some(group) => {
                (literals(&list(&group, report, |cursor| literal(cursor, report)), report), "list")
            }
            None => (range(cursor, around, report)?, "range"),
        };
        let at = spans(start, cursor);
        let Some(values) = values else {
            report.add(at, too_many());
            return None;
        };
        if values.is_empty() {
            let (expected, found) = (format!("a {what} with something in it"), "an empty one".to_owned());
            report.add(at, Problem::Syntax { expected, found });
            return None;
        }
        self.all = self.all.saturating_add(values.len().saturating_mul(around));
        if self.all > LIMIT {
            report.add(at, too_many());
            return None;
        }
        Some(values)
    }
}

fn too_many() -> Problem {
    let expected = format!("loops that go round at most {LIMIT} times, all together");
    Problem::Syntax { expected, found: "more".to_owned() }
}

/// `1..4`, `1..=40`. Inside, nothing if it is too long to be written out; outside, nothing if it is none.
fn range(cursor: &mut Cursor, around: usize, report: &Report) -> Option<Option<Vec<Bound>>> {
    let first = bound(cursor, "a range of integers (`1..=40`) or a list (`[\"a\", \"b\"]`)", report)?;
    let is_closed = cursor.take_operator("..=").is_some();
    if !is_closed && cursor.take_operator("..").is_none() {
        expected(cursor, "`..` or `..=`, and where the range ends", report);
        return None;
    }
    let last = bound(cursor, "an integer", report)?;
    let end = i128::from(last) + i128::from(is_closed);
    let count = (end - i128::from(first)).max(0);
    let fits = usize::try_from(count).is_ok_and(|count| count.saturating_mul(around) <= LIMIT);
    Some(fits.then(|| (first..).map(Bound::Int).take(count as usize).collect()))
}

/// An integer, written as it is.
fn bound(cursor: &mut Cursor, what: &str, report: &Report) -> Option<i64> {
    let start = cursor.position();
    let is_negative = cursor.take_operator("-").is_some();
    match cursor.peek_literal().and_then(|literal| integer(literal, is_negative)) {
        Some(int) => {
            cursor.advance();
            Some(int)
        }
        None => {
            cursor.rewind(start);
            expected(cursor, what, report);
            None
        }
    }
}

fn integer(literal: &Literal, is_negative: bool) -> Option<i64> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Int(int) if int.suffix().is_empty() => {
            format!("{}{}", if is_negative { "-" } else { "" }, int.base10_digits()).parse().ok()
        }
        _ => None,
    }
}

/// An element of a list.
fn literal(cursor: &mut Cursor, report: &Report) -> Option<(Bound, Span)> {
    let span = cursor.span();
    if let Some((text, span)) = cursor.peek_literal().and_then(text) {
        cursor.advance();
        return Some((Bound::Text(text), span));
    }
    bound(cursor, "an integer or text in quotes", report).map(|int| (Bound::Int(int), span))
}

/// The elements of a list, each once.
fn literals(found: &[(Bound, Span)], report: &Report) -> Option<Vec<Bound>> {
    let mut values: Vec<Bound> = Vec::new();
    for (value, span) in found {
        if values.contains(value) {
            report.add(*span, Problem::DuplicateWord { word: value.to_string() });
        } else {
            values.push(value.clone());
        }
    }
    Some(values)
}
