//! Closures: Rust expressions with arguments by name.

use super::cursor::Cursor;
use super::names::expect_path;
use super::rust::{Scope, rust};
use super::{expected, spans, syntax};
use crate::ast::{ClosureDecl, Word};
use crate::report::Report;
use nest_core::problem::Problem;

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
    let from = cursor.position();
    while !cursor.at_end() && !is_end(cursor) {
        cursor.advance();
    }
    let tokens = cursor.since(from);
    if tokens.is_empty() && report.broken() == before {
        no_rust(cursor, "an expression", report);
    } else if !tokens.is_empty() {
        syntax::is_expression(&tokens, start, end, report);
    }
    let mut names = scope_of(&arguments);
    names.extend(around.iter().map(|name| (*name).to_owned()));
    let value = rust(tokens, &Scope::of(&names), report);
    ClosureDecl { arguments, value, spans: spans(start, cursor), broken: report.broken() > before }
}

/// Without it, what stands here is no Rust that the compiler should see.
fn no_rust(cursor: &Cursor, what: &str, report: &Report) {
    let problem = Problem::Syntax { expected: what.to_owned(), found: cursor.found() };
    report.add_broken(cursor.span(), problem);
}

/// What stands between the bars. `||` has nothing there.
fn arguments(cursor: &mut Cursor, report: &Report) -> Vec<Word> {
    let mut arguments = Vec::new();
    if cursor.take_operator("||").is_some() {
        return arguments;
    }
    if cursor.take_operator("|").is_none() {
        no_rust(cursor, "a closure: `|web| …`", report);
        return arguments;
    }
    while !cursor.at_end() && cursor.take_operator("|").is_none() {
        let before = cursor.position();
        arguments.extend(expect_path(cursor, "an argument or `|`", report));
        if cursor.take_operator(",").is_none() && !cursor.is_operator("|") && cursor.position() > before {
            expected(cursor, "`,` or `|`", report);
        }
        if cursor.position() == before {
            cursor.advance();
        }
    }
    arguments
}

/// The names that arguments have in the code: of a path its last part, or all of it.
pub(super) fn scope_of(arguments: &[Word]) -> Vec<String> {
    let names = |word: &Word| {
        let last = word.text.rsplit("::").next().unwrap_or_default().to_owned();
        [last, word.text.replace("::", "_")]
    };
    arguments.iter().flat_map(names).collect()
}
