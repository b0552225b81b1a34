//! `assert SELECTOR => SELECTOR, "why";` and `assert |select| EXPRESSION, "why";`

use super::cursor::Cursor;
use super::literals::text;
use super::names::word;
use super::rust::{Scope, rust};
use super::selectors::{promised, selector};
use super::summaries::only_select;
use super::{expected, semicolon, skip, syntax};
use crate::ast::{AssertDecl, ClaimDecl, Condition, Notes, Word};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{TokenStream, TokenTree};

/// What follows the word `assert`.
pub(super) fn assertion(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<AssertDecl> {
    let keyword = cursor.last_span();
    let claim = if cursor.is_operator("|") || cursor.is_operator("||") {
        ClaimDecl::Whole(condition(cursor, report))
    } else {
        let of = selector(cursor, report);
        if cursor.take_operator("=>").is_none() {
            if !of.broken {
                expected(cursor, "`=>` and what these nodes must match", report);
            }
            skip(cursor);
            return None;
        }
        ClaimDecl::Each(of, promised(cursor, report))
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
    let Some((why, span)) = cursor.peek_literal().and_then(text) else {
        expected(cursor, "the reason, in quotes", report);
        return None;
    };
    if why.trim().is_empty() {
        let (expected, found) = ("the reason".to_owned(), "empty text".to_owned());
        report.add(span, Problem::Syntax { expected, found });
    }
    cursor.advance();
    Some(why)
}

/// `|select| EXPRESSION`
fn condition(cursor: &mut Cursor, report: &Report) -> Condition {
    let bar = cursor.span();
    let mut arguments: Vec<Word> = Vec::new();
    if cursor.take_operator("||").is_none() {
        cursor.advance();
        while !cursor.at_end() && !cursor.is_operator("|") {
            match cursor.take_ident() {
                Some(ident) => arguments.push(word(&ident)),
                None => {
                    expected(cursor, "`select` or `|`", report);
                    cursor.advance();
                }
            }
            cursor.take_operator(",");
        }
        cursor.take_operator("|");
    }
    let select = only_select(arguments, report);
    let tokens = expression(cursor);
    let before = report.broken();
    if tokens.is_empty() {
        expected(cursor, "what must hold, as a Rust expression", report);
    } else {
        syntax::is_expression(&tokens, "`,` and the reason, in quotes", report);
    }
    let broken = tokens.is_empty() || report.broken() > before;
    let expression = rust(tokens, &Scope::of(&["select"]), report);
    Condition { bar, select, expression, broken }
}

/// The tokens up to the comma before the reason, or to the `;` if there is none.
fn expression(cursor: &mut Cursor) -> TokenStream {
    let start = cursor.position();
    let is_end = |cursor: &Cursor| {
        let is_text =
            matches!(cursor.peek_at(1), Some(TokenTree::Literal(literal)) if text(literal).is_some());
        cursor.is_operator(";") || (cursor.is_operator(",") && (is_text || ends_at(cursor, 1)))
    };
    while !cursor.at_end() && !is_end(cursor) {
        cursor.advance_operator();
    }
    cursor.since(start)
}

/// Whether nothing but a `;` stands there.
fn ends_at(cursor: &Cursor, ahead: usize) -> bool {
    cursor.is_operator_at(ahead, ";") || cursor.peek_at(ahead).is_none()
}
