//! The values of attributes.

use super::cursor::Cursor;
use super::names::name;
use super::{expected, list, semicolon, skip, spans};
use crate::ast::{Name, ValueDecl, ValueKind};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group, Literal, TokenTree};

/// A value; one that cannot be read is reported, and is there all the same.
pub(super) fn value(cursor: &mut Cursor, report: &Report) -> ValueDecl {
    let start = cursor.span();
    let kind = kind(cursor, report);
    ValueDecl { kind, spans: spans(start, cursor) }
}

fn kind(cursor: &mut Cursor, report: &Report) -> ValueKind {
    let negative = cursor.take_operator("-").is_some();
    match cursor.peek().cloned() {
        Some(TokenTree::Literal(literal)) => {
            cursor.advance();
            if cursor.is_operator(".") || cursor.is_operator("::") {
                return unquoted(cursor, &literal, report);
            }
            self::literal(&literal, negative, report)
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
            ValueKind::List(list(&group, report, |cursor| Some(value(cursor, report))))
        }
        Some(TokenTree::Group(group)) if !negative && group.delimiter() == Delimiter::Brace => {
            cursor.advance();
            ValueKind::Map(map(&group, report))
        }
        _ => {
            // A word is what people write who forget the quotes: it stands for the value.
            let start = cursor.span();
            match name(cursor) {
                Some(Name { text, .. }) => {
                    let (expected, found) = (format!("text in quotes: `\"{text}\"`"), format!("`{text}`"));
                    report.add(spans(start, cursor), Problem::Syntax { expected, found });
                }
                None => expected(
                    cursor,
                    "a value (text in quotes, a number, `true`, `false`, `null`, `[…]`, `{ … }`)",
                    report,
                ),
            }
            ValueKind::Wrong
        }
    }
}

/// `10.0.0.1`: an address without its quotes.
fn unquoted(cursor: &mut Cursor, first: &Literal, report: &Report) -> ValueKind {
    let mut text = first.to_string();
    while !cursor.at_end() && !cursor.is_operator(";") && !cursor.is_operator(",") {
        text.extend(cursor.advance().map(|token| token.to_string()));
    }
    let spans = crate::report::Spans { start: first.span(), end: cursor.last_span() };
    let problem =
        Problem::Syntax { expected: format!("text in quotes: `\"{text}\"`"), found: format!("`{text}`") };
    report.add(spans, problem);
    ValueKind::Wrong
}

fn literal(literal: &Literal, negative: bool, report: &Report) -> ValueKind {
    let sign = if negative { "-" } else { "" };
    let wrong = |expected: &str| {
        let problem = Problem::Syntax { expected: expected.to_owned(), found: format!("`{sign}{literal}`") };
        report.add(literal.span(), problem);
        ValueKind::Wrong
    };
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) if !negative => ValueKind::Str(text.value()),
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

fn map(group: &Group, report: &Report) -> Vec<(Name, ValueDecl)> {
    let mut cursor = Cursor::inside(group);
    let mut entries: Vec<(Name, ValueDecl)> = Vec::new();
    while !cursor.at_end() {
        let Some(name) = name(&mut cursor) else {
            expected(&cursor, "a name", report);
            skip(&mut cursor);
            continue;
        };
        if cursor.take_operator("=").is_none() {
            expected(&cursor, "`=`", report);
            skip(&mut cursor);
            continue;
        }
        let value = value(&mut cursor, report);
        semicolon(&mut cursor, report);
        if entries.iter().any(|(other, _)| other.text == name.text) {
            report.add(name.spans, Problem::DuplicateWord { word: name.text.clone() });
        } else {
            entries.push((name, value));
        }
    }
    entries
}
