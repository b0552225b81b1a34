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
    let (start, before) = (cursor.span(), report.broken());
    let arguments = arguments(cursor, report);
    let from = cursor.position();
    while !cursor.at_end() && !is_end(cursor) {
        cursor.advance();
    }
    let tokens = cursor.since(from);
    if tokens.is_empty() {
        let expected = "a Rust expression".to_owned();
        report.add_broken(cursor.span(), Problem::Syntax { expected, found: cursor.found() });
    } else {
        syntax::is_expression(&tokens, end, report);
    }
    let value = rust(tokens, &Scope::of(&scope_of(&arguments)), report);
    ClosureDecl { arguments, value, spans: spans(start, cursor), broken: report.broken() > before }
}

/// What stands between the bars. `||` has nothing there.
fn arguments(cursor: &mut Cursor, report: &Report) -> Vec<Word> {
    let mut arguments = Vec::new();
    if cursor.take_operator("||").is_some() {
        return arguments;
    }
    if cursor.take_operator("|").is_none() {
        expected(cursor, "`|`, arguments and `|`", report);
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

/// The names that arguments have in the code: of a path, its last part.
pub(super) fn scope_of(arguments: &[Word]) -> Vec<&str> {
    arguments.iter().filter_map(|word| word.text.rsplit("::").next()).collect()
}
