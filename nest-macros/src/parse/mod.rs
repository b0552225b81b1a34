//! Tokens to syntax tree. Parsing never fails: what is wrong is reported, and the rest is read.

mod arithmetic;
mod assertions;
mod attrs;
mod bodies;
mod braces;
mod classes;
mod closures;
mod computed;
mod conditions;
mod cursor;
mod decided;
mod depth;
mod entries;
mod habits;
mod header;
mod includes;
mod interpolation;
mod items;
mod literals;
mod loops;
mod names;
mod nix_syntax;
mod nix_terms;
mod nix_text;
mod nix_values;
mod option_paths;
mod option_values;
mod own_outputs;
mod patterns;
mod routes;
mod rules;
mod rust;
mod scope;
mod selectors;
mod source;
mod statements;
mod syntax;
mod synth;
mod templates;
mod traits;
mod types;
mod values;

pub(crate) use includes::path_length;
pub(crate) use interpolation::is_for_nix;
pub(crate) use nix_text::forced;
pub(crate) use nix_values::WORDS as NIX_WORDS;

use crate::ast::{Ast, Body};
use crate::report::{Report, Spans};
use cursor::Cursor;
use nest_core::problem::{Kind, Problem};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use scope::Scope;

/// What stands in `fleet! { … }`.
pub(crate) fn fleet(tokens: TokenStream, report: &Report) -> Ast {
    let mut ast = Ast::default();
    let Some(tokens) = readable(tokens, report) else { return ast };
    items::all(&mut Cursor::new(tokens, Span::call_site()), &mut ast, report);
    traits::name_items(&mut ast.traits);
    unknown_attributes(&ast, report);
    report.settle(|name| {
        ["node", "select"].contains(&name)
            || ast.traits.iter().any(|decl| decl.name.text == name || decl.item == name)
    });
    ast
}

/// Reports what Rust takes for an attribute, and is none.
fn unknown_attributes(ast: &Ast, report: &Report) {
    let names = || ast.attrs.iter().map(|decl| decl.name.text.as_str());
    for (at, word) in report.asked_for_attributes() {
        let is_trait = ast.traits.iter().any(|decl| decl.name.text == word);
        if !ast.unread.attrs && !is_trait && !names().any(|name| name == word) {
            report.add(at, Problem::unknown_word(Kind::Attribute, &word, names()));
        }
    }
}

/// What stands in `set! { … }`.
pub(crate) fn set(tokens: TokenStream, report: &Report) -> Body {
    let Some(tokens) = readable(tokens, report) else { return Body { broken: true, ..Body::default() } };
    statements::body(Cursor::new(tokens, Span::call_site()), Scope::default(), report)
}

/// The tokens, without what is none of a fleet. What is too deep is reported, and not to be read.
fn readable(tokens: TokenStream, report: &Report) -> Option<TokenStream> {
    match habits::without(&tokens, report) {
        Ok(changed) => Some(changed.unwrap_or(tokens)),
        Err(bracket) => {
            depth::tell(bracket, report);
            None
        }
    }
}

/// Reports what stands at the cursor instead of what is expected.
fn expected(cursor: &Cursor, what: &str, report: &Report) {
    report.syntax(cursor.span(), what.to_owned(), cursor.found());
}

/// The same, if what stands at the cursor is none of the habits of that place, which have their own words.
fn expected_in(place: habits::Place, cursor: &Cursor, what: &str, report: &Report) {
    if !tell_habit(place, cursor, report) {
        expected(cursor, what, report);
    }
}

/// Reports a habit that shows at the cursor, if one does.
fn tell_habit(place: habits::Place, cursor: &Cursor, report: &Report) -> bool {
    let habit = habits::here(cursor, place);
    let is_one = habit.is_some();
    habit.into_iter().for_each(|(spans, problem)| report.add(spans, problem));
    is_one
}

/// Reports what follows an element of a list, and is not the comma between two.
fn expected_comma(cursor: &Cursor, end: &str, report: &Report) {
    if matches!(cursor.peek(), None | Some(TokenTree::Punct(_))) {
        return expected(cursor, end, report);
    }
    let what = cursor.found().trim_matches('`').to_owned();
    let remedy = format!("write `, {what}`");
    report.habit(cursor.span(), what, "follows without a comma", remedy);
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
        no_semicolon(cursor, report);
        if !starts_something(cursor) {
            skip(cursor);
        }
    }
}

/// Reports that a `;` is missing.
fn no_semicolon(cursor: &Cursor, report: &Report) {
    match source::is_before_comment(cursor.last_span()) {
        true => report.add(cursor.last_span(), habits::of_comment()),
        false => report.syntax(cursor.last_span(), "`;`", cursor.found()),
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
    let mut is_told = false;
    while !cursor.at_end() {
        let before = cursor.position();
        elements.extend(element(&mut cursor));
        if cursor.at_end() || cursor.take_operator(",").is_some() {
            continue;
        }
        // Whatever the element was, it reported itself if nothing of it could be read.
        if cursor.position() > before {
            // `[host web]`: the next element is here already. Whoever leaves out one comma leaves out all of them.
            let is_next = cursor.peek_ident().is_some() || cursor.peek_literal().is_some();
            if !is_told || !is_next {
                expected_comma(&cursor, "`,` or `]`", report);
            }
            is_told |= is_next;
            if is_next {
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
    Spans::new(start, cursor.last_span())
}
