//! Tokens to syntax tree. Parsing never fails: what is wrong is reported, and the rest is read.

mod assertions;
mod attrs;
mod bodies;
mod braces;
mod classes;
mod closures;
mod cursor;
mod depth;
mod entries;
mod header;
mod interpolation;
mod items;
mod literals;
mod loops;
mod names;
mod nix_syntax;
mod nix_text;
mod nix_values;
mod option_paths;
mod option_values;
mod own_outputs;
mod patterns;
mod routes;
mod rules;
mod rust;
mod selectors;
mod statements;
mod syntax;
mod synth;
mod templates;
mod traits;
mod types;
mod values;

pub(crate) use interpolation::is_for_nix;
pub(crate) use nix_text::forced;
pub(crate) use nix_values::WORDS as NIX_WORDS;

use crate::ast::{Ast, Body};
use crate::report::{Report, Spans};
use cursor::Cursor;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// What stands in `fleet! { … }`.
pub(crate) fn fleet(tokens: TokenStream, report: &Report) -> Ast {
    let mut ast = Ast::default();
    if depth::is_too_deep(&tokens, None, report) {
        return ast;
    }
    items::all(&mut Cursor::new(tokens, Span::call_site()), &mut ast, report);
    traits::name_items(&mut ast.traits);
    report.settle(|name| {
        ["node", "select"].contains(&name)
            || ast.traits.iter().any(|decl| decl.name.text == name || decl.item == name)
    });
    ast
}

/// What stands in `set! { … }`.
pub(crate) fn set(tokens: TokenStream, report: &Report) -> Body {
    if depth::is_too_deep(&tokens, None, report) {
        return Body { broken: true, ..Body::default() };
    }
    statements::body(Cursor::new(tokens, Span::call_site()), &[], report)
}

/// Reports what stands at the cursor instead of what is expected.
fn expected(cursor: &Cursor, what: &str, report: &Report) {
    report.syntax(cursor.span(), what.to_owned(), cursor.found());
}

/// The same, where Rust that the compiler sees lacks something.
fn expected_rust(cursor: &Cursor, what: &str, report: &Report) {
    report.syntax_in_rust(cursor.span(), what.to_owned(), cursor.found());
}

/// Reports that something is missing here: behind the last token if something else begins, at what stands here if not.
fn missing(cursor: &Cursor, what: &str, report: &Report) {
    let is_other = starts_item(cursor) || starts_something(cursor);
    report.syntax(if is_other { cursor.last_span() } else { cursor.span() }, what, cursor.found());
}

/// Reads the `;` that ends something. Where it is missing, the error stands at the end of what it should end, and
/// reading goes on behind the next one, unless something new begins right here.
fn semicolon(cursor: &mut Cursor, report: &Report) {
    if cursor.take_operator(";").is_none() {
        report.syntax(cursor.last_span(), "`;`", cursor.found());
        if !starts_something(cursor) {
            skip(cursor);
        }
    }
}

/// Whether `word …` stands here, as at the beginning of whatever a `;` or a brace ends.
fn starts_something(cursor: &Cursor) -> bool {
    let punct = |ahead| cursor.peek_punct_at(ahead).map(|punct| punct.as_char());
    let is_note = punct(0) == Some('#') && cursor.peek_group_at(1, Delimiter::Bracket).is_some();
    cursor.peek_ident().is_some()
        && (cursor.peek_ident_at(1).is_some()
            || cursor.peek_group_at(1, Delimiter::Brace).is_some()
            || matches!(punct(1), Some('=' | '-' | '.' | ';')))
        || cursor.at_end()
        || is_note
}

/// Whether `attr name`, `trait name`, `class name`, `output name`, `extern name`, `for name in`, `rule …` or `assert …`
/// stands here.
fn starts_item(cursor: &Cursor) -> bool {
    let is_selector = || cursor.peek_punct_at(1).is_some_and(|punct| "*#:".contains(punct.as_char()));
    let is_attribute = || cursor.peek_group_at(1, Delimiter::Bracket).is_some();
    match cursor.peek_ident().map(ToString::to_string).as_deref() {
        Some("attr" | "trait" | "class" | "output" | "extern") => cursor.peek_ident_at(1).is_some(),
        Some("for") => cursor.peek_ident_at(2).is_some_and(|ident| ident == "in"),
        Some("assert") if cursor.is_operator_at(1, "|") => true,
        Some("rule" | "assert") => cursor.peek_ident_at(1).is_some() || is_selector() || is_attribute(),
        _ => false,
    }
}

/// Goes on behind the next `;` or braces, or before the next item.
fn skip(cursor: &mut Cursor) {
    let is_note =
        |cursor: &Cursor| cursor.is_operator("#") && cursor.peek_group_at(1, Delimiter::Bracket).is_some();
    while let Some(token) = cursor.advance() {
        match token {
            _ if starts_item(cursor) || is_note(cursor) => return,
            TokenTree::Punct(punct) if punct.as_char() == ';' => return,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                cursor.take_operator(";");
                return;
            }
            _ => {}
        }
    }
}

/// Reads a bracketed list, its elements divided by commas.
fn list<T>(
    group: &proc_macro2::Group,
    report: &Report,
    mut element: impl FnMut(&mut Cursor) -> Option<T>,
) -> Vec<T> {
    let mut cursor = Cursor::inside(group);
    let mut elements = Vec::new();
    while !cursor.at_end() {
        let before = cursor.position();
        elements.extend(element(&mut cursor));
        if cursor.at_end() || cursor.take_operator(",").is_some() {
            continue;
        }
        // Whatever the element was, it reported itself if nothing of it could be read.
        if cursor.position() > before {
            expected(&cursor, "`,` or `]`", report);
            // `[host web]`: the next element is here already.
            if cursor.peek_ident().is_some() || cursor.peek_literal().is_some() {
                continue;
            }
        }
        while !cursor.at_end() && cursor.take_operator(",").is_none() {
            cursor.advance();
        }
    }
    elements
}

/// The span of all that stands between two positions.
fn spans(start: Span, cursor: &Cursor) -> Spans {
    Spans { start, end: cursor.last_span() }
}
