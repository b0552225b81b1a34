//! What stands on the right-hand side of an assignment.

use super::computed::Around;
use super::conditions::{choice, joined};
use super::cursor::Cursor;
use super::nix_syntax::Found;
use super::nix_terms::{is_term, term};
use super::nix_values::{half_a_reference, only, property};
use super::rust::rust;
use super::scope::Scope;
use super::statements::{expression, inside};
use super::{expected, expected_comma, habits, nix_syntax, syntax};
use crate::ast::{Fragment, Rust, Value};
use crate::report::{Report, Spans};
use nest_core::nix::Refusal;
use proc_macro2::{Delimiter, Group, TokenTree};
use quote::quote_spanned;

/// A value; `end` is what should follow it.
pub(super) fn value(cursor: &mut Cursor, end: &str, scope: &mut Scope, report: &Report) -> Value {
    let (start, first) = (cursor.position(), cursor.span());
    let value = begun(cursor, end, scope, report);
    let is_whole = cursor.at_end() || [";", ","].iter().any(|sign| cursor.is_operator(sign));
    if is_whole || matches!(value, Value::Broken(_)) {
        return value;
    }
    // What goes on behind a value of ours is often a call of Nix: `lib.mkForce true`.
    let behind = cursor.position();
    to_end(cursor);
    // An editor completes in it all the same.
    if let Some((spans, problem)) = habits::within(cursor.since(start), habits::Place::Expression) {
        report.add_broken(spans, problem);
        return value;
    }
    let whole = cursor.position();
    cursor.rewind(behind);
    let around = Around { before: &[], behind: cursor.ahead(), is_format: false };
    if let (Value::Term(_), Some(problem)) = (&value, around.misuse(cursor.since(start))) {
        report.add_broken(Spans::new(first, cursor.last_span()), problem);
        cursor.rewind(whole);
    }
    value
}

fn to_end(cursor: &mut Cursor) {
    cursor.until(|cursor| cursor.is_operator(";") || !cursor.is_on_same_line() && cursor.starts_statement());
}

/// The same; what goes on behind it is left.
fn begun(cursor: &mut Cursor, end: &str, scope: &mut Scope, report: &Report) -> Value {
    let found = nix_syntax::value(cursor, report);
    if found == Found::Value {
        // Something that compiles, so that rustc does not report the same once more.
        return Value::List(Vec::new());
    }
    if let Some(group) = cursor.take_group(Delimiter::Brace) {
        return Value::Set(inside(&group, &mut scope.in_set(), report));
    }
    if let Some(group) = cursor.peek_group(Delimiter::Bracket).cloned()
        && !cursor.goes_on_at(1)
    {
        cursor.advance();
        return list(&group, scope, report);
    }
    if let Some(null) = null(cursor, scope) {
        return null;
    }
    if let Some(integer) = integer(cursor, report) {
        return integer;
    }
    if let Some(value) = joined(cursor, scope, report).or_else(|| choice(cursor, scope, report)) {
        return value;
    }
    if is_term(cursor, scope) {
        return term(cursor, scope, report).unwrap_or_else(|| half_a_reference(cursor, report));
    }
    if let Some(value) = property(cursor, scope, report) {
        return value;
    }
    let tokens = expression(cursor, 0);
    if tokens.is_empty() {
        if found == Found::Nothing {
            expected(cursor, "a value", report);
        }
        return Value::List(Vec::new());
    }
    let is_rust = syntax::is_expression(&tokens, cursor.span(), end, scope, report);
    match only(super::rust::value(tokens, scope, report)) {
        Ok(value) => value,
        Err(rust) if is_rust => Value::Rust(rust),
        Err(rust) => Value::Broken(rust),
    }
}

/// `null` by itself, which is Nix's.
fn null(cursor: &mut Cursor, scope: &Scope) -> Option<Value> {
    let is_end = cursor.peek_at(1).is_none() || [";", ","].iter().any(|sign| cursor.is_operator_at(1, sign));
    if !is_end || scope.is_bound("null") {
        return None;
    }
    let word = cursor.take_word("null")?;
    let tokens = quote_spanned!(word.span()=> ::nest_core::nix::NixValue::Null);
    Some(Value::Rust(Rust(vec![Fragment::Tokens(tokens)])))
}

/// An integer by itself, which is as large as Nix's at most.
fn integer(cursor: &mut Cursor, report: &Report) -> Option<Value> {
    let minus = usize::from(cursor.is_operator("-"));
    let Some(TokenTree::Literal(literal)) = cursor.peek_at(minus) else { return None };
    let syn::Lit::Int(int) = syn::Lit::new(literal.clone()) else { return None };
    let end = minus + 1;
    let is_end =
        cursor.peek_at(end).is_none() || [";", ","].iter().any(|sign| cursor.is_operator_at(end, sign));
    if !is_end || !int.suffix().is_empty() {
        return None;
    }
    let (first, start) = (cursor.position(), cursor.span());
    (0..end).for_each(|_| drop(cursor.advance()));
    let digits = format!("{}{}", if minus > 0 { "-" } else { "" }, int.base10_digits());
    if digits.parse::<i64>().is_err() {
        report.add(Spans::new(start, int.span()), Refusal::of_literal_integer(&digits));
        return Some(Value::List(Vec::new()));
    }
    Some(Value::Integer(cursor.since(first)))
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
        let end_of_element = cursor.position();
        let mut tokens = cursor.since(start);
        if let Some(length) = habits::before_another(tokens.clone()) {
            cursor.rewind(start);
            (0..length).for_each(|_| drop(cursor.advance()));
            tokens = cursor.since(start);
            expected_comma(cursor, end, report);
            // Whoever leaves out one comma leaves out all of them.
            cursor.rewind(end_of_element);
        }
        let span = cursor.span();
        if tokens.is_empty() {
            expected(cursor, "a value", report);
        } else {
            let mut inside = Cursor::new(tokens, span);
            elements.push(value(&mut inside, end, scope, report));
            if !inside.at_end() {
                expected_comma(&inside, end, report);
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
    let mut is_rust = syntax::is_expression(&tokens, cursor.span(), "`=>`", scope, report);
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
