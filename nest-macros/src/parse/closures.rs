//! Closures: Rust expressions with arguments by name.

use super::cursor::Cursor;
use super::names::expect_path;
use super::rust::{Scope, rust};
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
    closure_in(cursor, &[], is_end, end, report)
}

/// The same, with names that are in scope besides the arguments.
pub(super) fn closure_in(
    cursor: &mut Cursor,
    around: &[&str],
    is_end: impl Fn(&Cursor) -> bool,
    end: &str,
    report: &Report,
) -> ClosureDecl {
    let (start, before) = (cursor.span(), report.broken());
    let arguments = arguments(cursor, report);
    let tokens = cursor.until(is_end);
    match &arguments {
        Some(_) if tokens.is_empty() => expected_rust(cursor, "an expression", report),
        // `|web|| …`: what code gives is never a closure.
        Some(_) if starts_with_bar(&tokens) => {
            expected_rust(&Cursor::new(tokens.clone(), cursor.span()), "an expression", report);
        }
        Some(_) => drop(syntax::is_expression(&tokens, start, end, report)),
        None => {}
    }
    let arguments = arguments.unwrap_or_default();
    let mut names = scope_of(&arguments);
    names.extend(around.iter().map(|name| (*name).to_owned()));
    let value = rust(tokens, &Scope::of(&names), report);
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

/// The names that arguments have in the code: of a path its last part, or all of it.
pub(super) fn scope_of(arguments: &[Identifier]) -> Vec<String> {
    let names = |word: &Identifier| {
        let last = word.text.rsplit("::").next().unwrap_or_default().to_owned();
        [last, word.text.replace("::", "_")]
    };
    arguments.iter().flat_map(names).collect()
}
