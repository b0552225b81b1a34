//! What stands on the right-hand side of an assignment.

use super::cursor::Cursor;
use super::nix_values::{half_a_reference, is_reference, only, property, reference};
use super::rust::{Scope, rust};
use super::statements::{expression, inside};
use super::{expected, nix_syntax, syntax};
use crate::ast::Value;
use crate::report::Report;
use proc_macro2::{Delimiter, Group, TokenTree};

/// A value; `end` is what should follow it.
pub(super) fn value(cursor: &mut Cursor, end: &str, scope: &mut Scope, report: &Report) -> Value {
    let is_nix = nix_syntax::value(cursor, report);
    if let Some(group) = cursor.take_group(Delimiter::Brace) {
        return Value::Set(inside(&group, &mut scope.in_set(), report));
    }
    if let Some(group) = cursor.peek_group(Delimiter::Bracket).cloned()
        && !cursor.goes_on_at(1)
    {
        cursor.advance();
        return list(&group, scope, report);
    }
    if is_reference(cursor, scope) {
        return reference(cursor, scope, report).unwrap_or_else(|| half_a_reference(cursor, report));
    }
    if let Some(value) = property(cursor, scope, report) {
        return value;
    }
    let tokens = expression(cursor, 0);
    if tokens.is_empty() {
        if !is_nix {
            expected(cursor, "a value", report);
        }
        // Something that compiles, so that rustc does not report the same once more.
        return Value::List(Vec::new());
    }
    let is_rust = syntax::is_expression(&tokens, cursor.span(), end, report);
    match only(super::rust::value(tokens, scope, report)) {
        Ok(value) => value,
        Err(rust) if is_rust => Value::Rust(rust),
        Err(rust) => Value::Broken(rust),
    }
}

fn list(group: &Group, scope: &mut Scope, report: &Report) -> Value {
    let mut cursor = Cursor::inside(group);
    if cursor.is_word("for") {
        return each(&mut cursor, scope, report);
    }
    Value::List(elements(&mut cursor, "`,` or `]`", scope, report))
}

/// Values with commas between them. `end` is what should follow each.
pub(super) fn elements(cursor: &mut Cursor, end: &str, scope: &mut Scope, report: &Report) -> Vec<Value> {
    let mut elements = Vec::new();
    while !cursor.at_end() {
        let start = cursor.position();
        element(cursor);
        let tokens = cursor.since(start);
        let span = cursor.span();
        if tokens.is_empty() {
            expected(cursor, "a value", report);
        } else {
            let mut inside = Cursor::new(tokens, span);
            elements.push(value(&mut inside, end, scope, report));
            if !inside.at_end() {
                expected(&inside, end, report);
            }
        }
        cursor.take_operator(",");
    }
    elements
}

/// Goes to the comma that ends an element. Those between the bars of a closure and in `::<…>` do not.
pub(super) fn element(cursor: &mut Cursor) {
    let (mut bars, mut angles) = (false, 0);
    while let Some(token) = cursor.peek() {
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                ',' if !bars && angles == 0 => return,
                '|' => bars = !bars,
                '<' if angles > 0 || cursor.follows_path_separator() => angles += 1,
                '>' if angles > 0 => angles -= 1,
                _ => {}
            }
        }
        cursor.advance();
    }
}

/// `for pattern in iterator => value`
fn each(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Value {
    let outside = scope.len();
    cursor.advance();
    let pattern = cursor.until(|cursor| cursor.is_word("in"));
    if cursor.take_word("in").is_none() {
        expected(cursor, "`in`", report);
        return Value::List(Vec::new());
    }
    let tokens = cursor.until(|cursor| cursor.is_operator("=>"));
    let mut is_rust = syntax::is_expression(&tokens, cursor.span(), "`=>`", report);
    let iterator = rust(tokens, scope, report);
    let bound = syntax::arm(&pattern, cursor.span(), report);
    is_rust &= bound.is_some();
    scope.bind(bound.unwrap_or_default());
    if cursor.take_operator("=>").is_none() {
        // What is no Rust has said where it ends.
        if is_rust {
            expected(cursor, "`=>` and a value", report);
        }
        scope.truncate(outside);
        return Value::List(Vec::new());
    }
    let value = Box::new(value(cursor, "`]`", scope, report));
    if !cursor.at_end() {
        expected(cursor, "`]`", report);
    }
    scope.truncate(outside);
    if !is_rust {
        return Value::Broken(iterator);
    }
    Value::Each { pattern, iterator, value }
}
