//! Closures: Rust expressions with arguments by name.

use super::cursor::Cursor;
use super::names::expect_path;
use super::rust::rust;
use super::scope::Scope;
use super::{expected_rust, spans, syntax};
use crate::ast::{ClosureDecl, Identifier};
use crate::report::Report;
use proc_macro2::{TokenStream, TokenTree};

/// `|select, web| expression`, as far as `is_end` says; `end` is what should follow it.
pub(super) fn closure(
    cursor: &mut Cursor,
    is_end: impl Fn(&Cursor) -> bool,
    end: &str,
    report: &Report,
) -> ClosureDecl {
    closure_in(cursor, |scope| scope, is_end, end, report)
}

/// The same; `around` adds to the scope of its arguments.
pub(super) fn closure_in(
    cursor: &mut Cursor,
    around: impl Fn(Scope) -> Scope,
    is_end: impl Fn(&Cursor) -> bool,
    end: &str,
    report: &Report,
) -> ClosureDecl {
    let (start, before) = (cursor.span(), report.broken());
    let arguments = arguments(cursor, report);
    let tokens = cursor.until(is_end);
    let scope = around(Scope::of(arguments.as_deref().unwrap_or_default(), report));
    match &arguments {
        Some(_) if tokens.is_empty() => expected_rust(cursor, "an expression", report),
        // `|web|| …`: what code gives is never a closure.
        Some(_) if starts_with_bar(&tokens) => {
            expected_rust(&Cursor::new(tokens.clone(), cursor.span()), "an expression", report);
        }
        Some(_) => drop(syntax::is_expression(&tokens, start, end, &scope, report)),
        None => {}
    }
    let arguments = arguments.unwrap_or_default();
    let value = rust(tokens, &scope, report);
    ClosureDecl { arguments, value, spans: spans(start, cursor), broken: report.broken() > before }
}

/// What stands between the bars. `||` has nothing there. Where they are not as they should be, that is reported, and
/// nothing more can be said of what follows.
fn arguments(cursor: &mut Cursor, report: &Report) -> Option<Vec<Identifier>> {
    let mut arguments = Vec::new();
    // `||select| …`
    let goes_on = |cursor: &Cursor, at: usize| {
        cursor.peek_ident_at(at).is_some()
            && [",", "|"].iter().any(|sign| cursor.is_operator_at(at + 1, sign))
    };
    if cursor.take_operator("||").is_some() {
        if goes_on(cursor, 0) {
            expected_rust(cursor, "an expression", report);
            return None;
        }
        return Some(arguments);
    }
    if cursor.take_operator("|").is_none() {
        expected_rust(cursor, "a closure: `|web| …`", report);
        return None;
    }
    if cursor.is_operator("|") && goes_on(cursor, 1) {
        expected_rust(cursor, "an argument", report);
        return None;
    }
    while cursor.take_operator("|").is_none() {
        if cursor.peek_ident().is_none() {
            expected_rust(cursor, "an argument or `|`", report);
            return None;
        }
        arguments.push(expect_path(cursor, "an argument", report)?);
        if cursor.take_operator(",").is_none() && !cursor.is_operator("|") {
            expected_rust(cursor, "`,` or `|`", report);
            return None;
        }
    }
    Some(arguments)
}

fn starts_with_bar(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '|')
}
