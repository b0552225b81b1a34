//! `for i in 1..=40`: what a loop of the DOM goes over.

use super::cursor::Cursor;
use super::interpolation::{Names, Place};
use super::literals::take_quoted;
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

/// What a loop goes over, before it is certain that it can.
enum Over {
    /// So many integers, from the first.
    Range(i64, usize),
    List(Vec<Bound>),
}

impl Turns {
    /// What stands behind `in`; nothing if it cannot be gone over, which is reported. `around` is how often the loops
    /// around go round.
    pub(super) fn values(
        &mut self,
        cursor: &mut Cursor,
        names: Names,
        around: usize,
        report: &Report,
    ) -> Option<Vec<Bound>> {
        let start = cursor.span();
        let over = match cursor.take_group(Delimiter::Bracket) {
            Some(group) => {
                Over::List(different(list(&group, report, |cursor| element(cursor, names, report)), report))
            }
            None => range(cursor, report)?,
        };
        let (what, count) = match &over {
            Over::Range(_, count) => ("range", *count),
            Over::List(values) => ("list", values.len()),
        };
        let all = self.all.saturating_add(count.saturating_mul(around));
        let (expected, found) = if count == 0 {
            (format!("a {what} with something in it"), "an empty one".to_owned())
        } else if all > LIMIT {
            (format!("loops that go round at most {LIMIT} times, all together"), "more".to_owned())
        } else {
            self.all = all;
            return Some(match over {
                Over::Range(first, count) => (first..=i64::MAX).map(Bound::Int).take(count).collect(),
                Over::List(values) => values,
            });
        };
        report.syntax(spans(start, cursor), expected, found);
        None
    }
}

/// `1..4`, `1..=40`; nothing if it is no range, which is reported.
fn range(cursor: &mut Cursor, report: &Report) -> Option<Over> {
    let first = bound(cursor, "a range of integers (`1..=40`) or a list (`[\"a\", \"b\"]`)", report)?;
    let is_closed = cursor.take_operator("..=").is_some();
    if !is_closed && cursor.take_operator("..").is_none() {
        expected(cursor, "`..` or `..=`, and where the range ends", report);
        return None;
    }
    let last = bound(cursor, "an integer", report)?;
    let count = i128::from(last) + i128::from(is_closed) - i128::from(first);
    Some(Over::Range(first, count.max(0).try_into().unwrap_or(usize::MAX)))
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

/// An integer without a suffix, which Nix has.
pub(super) fn integer(literal: &Literal, is_negative: bool) -> Option<i64> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Int(int) if int.suffix().is_empty() => {
            format!("{}{}", if is_negative { "-" } else { "" }, int.base10_digits()).parse().ok()
        }
        _ => None,
    }
}

/// An element of a list.
fn element(cursor: &mut Cursor, names: Names, report: &Report) -> Option<(Bound, Span)> {
    let span = cursor.span();
    if let Some(quoted) = take_quoted(cursor) {
        return Some((Bound::Text(quoted.read(Place::Identifier, names, report)), span));
    }
    bound(cursor, "an integer or text in quotes", report).map(|int| (Bound::Int(int), span))
}

/// The elements of a list, each once; those that stand there again are reported.
fn different(found: Vec<(Bound, Span)>, report: &Report) -> Vec<Bound> {
    let mut values: Vec<Bound> = Vec::new();
    for (value, span) in found {
        if values.contains(&value) {
            report.add(span, Problem::DuplicateWord { word: value.to_string() });
        } else {
            values.push(value);
        }
    }
    values
}
