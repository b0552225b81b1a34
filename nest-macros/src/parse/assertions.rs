//! `assert SELECTOR => SELECTOR, "why";` and `assert |select| EXPRESSION, "why";`

use super::closures::closure;
use super::cursor::Cursor;
use super::habits::Place;
use super::interpolation::{self, everywhere};
use super::literals::{is_text, take_quoted};
use super::selectors::promised;
use super::{expected, expected_in, semicolon, skip, tell_habit};
use crate::ast::{AssertDecl, ClaimDecl, Notes};
use crate::report::Report;
use proc_macro2::TokenTree;

/// What follows the word `assert`.
pub(super) fn assertion(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<AssertDecl> {
    let keyword = cursor.last_span();
    if tell_habit(Place::Assertion, cursor, report) {
        skip(cursor);
        return None;
    }
    let claim = if cursor.is_operator("|") || cursor.is_operator("||") {
        ClaimDecl::Whole(closure(cursor, is_end, "`,` and the reason, in quotes", report))
    } else {
        let of = promised(cursor, &everywhere(report), report);
        if cursor.take_operator("=>").is_none() {
            if !of.broken {
                expected_in(Place::Assertion, cursor, "`=>` and what these nodes must match", report);
            }
            skip(cursor);
            return None;
        }
        ClaimDecl::Each(of, promised(cursor, &everywhere(report), report))
    };
    let why = why(cursor, report);
    if why.is_some() {
        semicolon(cursor, report);
    } else {
        skip(cursor);
    }
    Some(AssertDecl { notes, keyword, claim, why: why.unwrap_or_default() })
}

/// `, "why"`
fn why(cursor: &mut Cursor, report: &Report) -> Option<String> {
    let reason = "`,` and the reason, in quotes";
    if cursor.take_operator(",").is_none() {
        expected(cursor, reason, report);
        return None;
    }
    let Some(why) = take_quoted(cursor) else {
        expected(cursor, "the reason, in quotes", report);
        return None;
    };
    let span = why.span;
    let why = why.read(interpolation::Place::Identifier, &everywhere(report), report);
    if why.trim().is_empty() {
        report.syntax(span, "the reason", "empty text");
    }
    Some(why)
}

/// Whether the comma before the reason stands here, or the `;` if there is none.
fn is_end(cursor: &Cursor) -> bool {
    let is_text = matches!(cursor.peek_at(1), Some(TokenTree::Literal(literal)) if self::is_text(literal));
    let is_last = cursor.is_operator_at(1, ";") || cursor.peek_at(1).is_none();
    cursor.is_operator(";") || (cursor.is_operator(",") && (is_text || is_last))
}
