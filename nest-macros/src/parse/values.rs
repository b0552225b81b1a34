//! The values of attributes.

use super::arithmetic::arithmetic;
use super::cursor::Cursor;
use super::interpolation::{Names, Place};
use super::literals::quoted;
use super::names::plain_name;
use super::templates::{Around, name_pattern, text_template};
use super::{expected, habits, list, semicolon, skip, spans, starts_something, tell_habit};
use crate::ast::{Name, NamePattern, ValueDecl, ValueKind};
use crate::report::{Report, Spans};
use proc_macro2::{Delimiter, Group, Literal, TokenTree};

/// A value where no loop is around it; one that cannot be read is reported, and is there all the same.
pub(super) fn value(cursor: &mut Cursor, place: Place, names: Names, report: &Report) -> ValueDecl {
    value_in(cursor, Around { variables: &[], place, names }, report)
}

/// The same, wherever it stands.
pub(super) fn value_in(cursor: &mut Cursor, around: Around, report: &Report) -> ValueDecl {
    let is_over = |cursor: &Cursor| cursor.at_end() || [";", ","].iter().any(|sign| cursor.is_operator(sign));
    let start = cursor.span();
    // Most values are literals, and no habit begins with one.
    let computed = match around.variables {
        [] => None,
        variables => arithmetic(cursor, variables, report),
    };
    let mut is_habit = computed.is_none()
        && cursor.peek_literal().is_none()
        && tell_habit(habits::Place::Value, cursor, report);
    let kind = match computed {
        Some(computed) => computed.map_or(ValueKind::Wrong, ValueKind::Computed),
        None if is_habit => ValueKind::Wrong,
        None => kind(cursor, around, report),
    };
    let mut is_wrong = matches!(kind, ValueKind::Wrong);
    // `80 + 1`
    is_habit |= !is_wrong && !is_over(cursor) && tell_habit(habits::Place::AfterValue, cursor, report);
    is_wrong |= is_habit;
    while is_wrong && !is_over(cursor) {
        if !is_habit && starts_something(cursor) {
            break;
        }
        cursor.advance();
    }
    let kind = if is_wrong { ValueKind::Wrong } else { kind };
    ValueDecl { number: report.number(), kind, spans: spans(start, cursor) }
}

fn kind(cursor: &mut Cursor, around: Around, report: &Report) -> ValueKind {
    let negative = cursor.take_operator("-").is_some();
    match cursor.peek().cloned() {
        Some(TokenTree::Literal(literal)) => {
            cursor.advance();
            if cursor.is_operator(".") || cursor.is_operator("::") {
                return unquoted(cursor, &literal, report);
            }
            self::literal(&literal, negative, around, report)
        }
        Some(TokenTree::Ident(ident)) if !negative && (ident == "true" || ident == "false") => {
            cursor.advance();
            ValueKind::Bool(ident == "true")
        }
        Some(TokenTree::Ident(ident)) if !negative && ident == "null" => {
            cursor.advance();
            ValueKind::Null
        }
        Some(TokenTree::Group(group)) if !negative && group.delimiter() == Delimiter::Bracket => {
            cursor.advance();
            ValueKind::List(list(&group, report, |cursor| Some(value_in(cursor, around.inside(), report))))
        }
        Some(TokenTree::Group(group)) if !negative && group.delimiter() == Delimiter::Brace => {
            cursor.advance();
            ValueKind::Map(map(&group, around.inside(), report))
        }
        Some(TokenTree::Punct(punct)) if !negative && punct.as_char() == '#' => {
            cursor.advance();
            match node(cursor, around, report) {
                Some(name) => {
                    let spans = Spans { start: punct.span(), ..name.spans };
                    ValueKind::Node(NamePattern { spans, ..name })
                }
                None => ValueKind::Wrong,
            }
        }
        _ => {
            // A word is what people write who forget the quotes: it stands for the value.
            let start = cursor.span();
            match plain_name(cursor) {
                Some(Name { text, .. }) => {
                    report.syntax(
                        spans(start, cursor),
                        format!("text in quotes: `\"{text}\"`, or a node: `#{text}`"),
                        format!("`{text}`"),
                    );
                }
                None => expected(
                    cursor,
                    "a value (text in quotes, a number, `true`, `false`, `null`, `[…]`, `{ … }`, `#node`)",
                    report,
                ),
            }
            ValueKind::Wrong
        }
    }
}

/// What follows the `#` of a reference.
fn node(cursor: &mut Cursor, around: Around, report: &Report) -> Option<NamePattern> {
    let before = report.len();
    let name = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => {
            let mut inside = Cursor::inside(&group);
            name_pattern(&mut inside, around, report).filter(|_| inside.at_end())
        }
        None => name_pattern(cursor, around, report),
    };
    if name.is_none() && report.len() == before {
        expected(cursor, "a node's name, or `(\"name\")`", report);
    }
    name
}

/// `10.0.0.1`: an address without its quotes.
fn unquoted(cursor: &mut Cursor, first: &Literal, report: &Report) -> ValueKind {
    let mut text = first.to_string();
    while !cursor.at_end() && !cursor.is_operator(";") && !cursor.is_operator(",") {
        text.extend(cursor.advance().map(|token| token.to_string()));
    }
    let spans = Spans::new(first.span(), cursor.last_span());
    report.syntax(spans, format!("text in quotes: `\"{text}\"`"), format!("`{text}`"));
    ValueKind::Wrong
}

fn literal(literal: &Literal, negative: bool, around: Around, report: &Report) -> ValueKind {
    let sign = if negative { "-" } else { "" };
    let wrong = |expected: &str| {
        report.syntax(literal.span(), expected.to_owned(), format!("`{sign}{literal}`"));
        ValueKind::Wrong
    };
    if let Some(quoted) = quoted(literal).filter(|_| !negative) {
        let at: Spans = literal.span().into();
        let before = report.len();
        let text = quoted.read(around.place, around.names, report);
        if report.len() > before {
            return ValueKind::Wrong;
        }
        return text_template(text, at, around.variables, report).map_or(ValueKind::Wrong, ValueKind::Str);
    }
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Int(digits) if digits.suffix().is_empty() => {
            match format!("{sign}{}", digits.base10_digits()).parse() {
                Ok(int) => ValueKind::Int(int),
                Err(_) => wrong("an integer that Nix has (64 bits, signed)"),
            }
        }
        syn::Lit::Float(digits) if digits.suffix().is_empty() => {
            match format!("{sign}{}", digits.base10_digits()).parse::<f64>() {
                Ok(float) if float.is_finite() => ValueKind::Float(float),
                _ => wrong("a finite number"),
            }
        }
        syn::Lit::Int(_) | syn::Lit::Float(_) => wrong("a number without a suffix"),
        _ => wrong("text in quotes, a number, `true` or `false`"),
    }
}

fn map(group: &Group, around: Around, report: &Report) -> Vec<(NamePattern, ValueDecl)> {
    let mut cursor = Cursor::inside(group);
    let mut entries: Vec<(NamePattern, ValueDecl)> = Vec::new();
    while !cursor.at_end() {
        let before = report.len();
        let Some(name) = name_pattern(&mut cursor, around, report) else {
            if report.len() == before {
                expected(&cursor, "a name", report);
            }
            skip(&mut cursor);
            continue;
        };
        if cursor.take_operator("=").is_none() {
            expected(&cursor, "`=`", report);
            skip(&mut cursor);
            continue;
        }
        let value = value_in(&mut cursor, around, report);
        semicolon(&mut cursor, report);
        entries.push((name, value));
    }
    entries
}
