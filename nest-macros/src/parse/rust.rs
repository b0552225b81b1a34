//! Rust inside bodies: the names in scope, and what is not Rust in it.

use super::bodies::Parser;
use super::cursor::Cursor;
use super::expected;
use super::literals::{self, text};
use super::nix_values;
use super::selectors::selector;
use super::syntax::Bound;
use crate::ast::{Piece, QueryDecl, Rust};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use std::cell::OnceCell;

/// The names that are in scope at some place of a body.
#[derive(Clone)]
pub(super) struct Scope {
    names: Vec<(String, Kind)>,
    /// How many of them were bound outside the innermost attribute set.
    outside: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Argument,
    Variable,
}

impl Scope {
    pub(super) fn of(arguments: &[String]) -> Self {
        let names = arguments.iter().map(|name| (name.clone(), Kind::Argument)).collect();
        Self { names, outside: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.names.truncate(len);
    }

    /// The same names, inside another attribute set: there `uid = uid;` is an attribute and a variable.
    pub(super) fn in_set(&self) -> Self {
        Self { names: self.names.clone(), outside: self.names.len() }
    }

    /// Whether a name is a variable that was bound in this very set.
    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.names[self.outside..].iter().any(|(n, kind)| n == name && *kind == Kind::Variable)
    }

    /// Whether a name is bound by Rust: then it is a variable, whatever it could stand for.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.names.iter().any(|(n, kind)| n == name && *kind == Kind::Variable)
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|(n, _)| n == name)
    }

    /// Binds variables.
    pub(super) fn bind(&mut self, names: Bound) {
        self.names.extend(names.into_iter().map(|name| (name, Kind::Variable)));
    }
}

/// Rust as it stands, with every `set! { … }` and `sel!(…)` parsed and every text looked at.
pub(super) fn rust(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    read(tokens, true, scope, report)
}

fn read(tokens: TokenStream, look_at_texts: bool, scope: &Scope, report: &Report) -> Rust {
    let mut pieces = Pieces::default();
    let mut cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
    // Whether the next group is what a macro reads. A text in it may be anything: `"${x}"` in `format!` is a dollar
    // sign and a value.
    let mut in_macro = false;
    loop {
        // What follows another path is somebody else's.
        if skip_crate(&mut cursor, pieces.plain.last()) || !cursor.follows_path_separator() {
            let start = cursor.position();
            if let Some(group) = macro_call(&mut cursor, "set") {
                let parser = Parser { report, additions: None };
                let body = parser.body(&mut Cursor::inside(&group), &mut scope.in_set());
                super::assignments::check(&body, report);
                pieces.push(Piece::Set(body));
                continue;
            }
            if let Some(piece) = nix_values::piece(&Parser { report, additions: None }, &mut cursor, scope) {
                pieces.push(piece);
                continue;
            }
            if let Some(group) = macro_call(&mut cursor, "sel") {
                pieces.push(Piece::Query(query(&group, cursor.since(start), report)));
                continue;
            }
        }
        let Some(token) = cursor.advance() else { break };
        let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!');
        match &token {
            TokenTree::Group(group) => {
                let inner = read(group.stream(), look_at_texts && !in_macro, scope, report);
                // As it stands, but for what must be rebuilt.
                if inner.0.iter().all(|piece| matches!(piece, Piece::Tokens(_))) {
                    pieces.plain.push(token);
                } else {
                    pieces.push(Piece::Group(group.delimiter(), group.span(), inner));
                }
                in_macro = false;
            }
            TokenTree::Literal(literal) if look_at_texts => {
                check_text(literal, scope, report);
                literals::check_number(literal, report);
                pieces.plain.push(token);
            }
            _ => {
                in_macro = is_sign(&token) && matches!(pieces.plain.last(), Some(TokenTree::Ident(_)));
                pieces.plain.push(token);
            }
        }
    }
    pieces.finish()
}

/// Goes behind `nest_macros::` or `::nest_macros::` where one of the macros of a body follows; whether it does.
///
/// `before` is the token before.
fn skip_crate(cursor: &mut Cursor, before: Option<&TokenTree>) -> bool {
    let is_rooted = cursor.is_operator("::") && !matches!(before, Some(TokenTree::Ident(_)));
    let at = if is_rooted { 2 } else { 0 };
    let is_word = |at: usize, words: &[&str]| {
        cursor.peek_ident_at(at).is_some_and(|ident| words.iter().any(|word| ident == word))
    };
    let is_path = is_word(at, &["nest_macros"])
        && cursor.is_operator_at(at + 1, "::")
        && is_word(at + 3, &["set", "sel", "text", "path", "nix"])
        && cursor.is_operator_at(at + 4, "!")
        && (is_rooted || !cursor.follows_path_separator());
    if is_path {
        (0..at + 3).for_each(|_| drop(cursor.advance()));
    }
    is_path
}

/// What a macro reads, if it is called here.
fn macro_call(cursor: &mut Cursor, name: &str) -> Option<Group> {
    let is_call = cursor.is_word(name) && cursor.peek_punct_at(1).is_some_and(|sign| sign.as_char() == '!');
    let Some(TokenTree::Group(group)) = cursor.peek_at(2).filter(|_| is_call).cloned() else { return None };
    (0..3).for_each(|_| drop(cursor.advance()));
    Some(group)
}

/// What stands in `sel!(…)`.
fn query(group: &Group, tokens: TokenStream, report: &Report) -> QueryDecl {
    let mut inside = Cursor::inside(group);
    let before = report.len();
    let selector = selector(&mut inside, report);
    if !inside.at_end() && report.len() == before {
        expected(&inside, "`,` or the end of the selector", report);
    }
    QueryDecl { span: group.span_open(), selector, tokens, key: OnceCell::new() }
}

/// Pieces as they come, with the tokens since the last.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    plain: Vec<TokenTree>,
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        let plain = std::mem::take(&mut self.plain).into_iter().collect();
        self.done.extend([Piece::Tokens(plain), piece]);
    }

    fn finish(mut self) -> Rust {
        self.done.push(Piece::Tokens(self.plain.into_iter().collect()));
        Rust(self.done)
    }
}

/// `"${host.name}"`, where `host` is in scope: in Nix it would be interpolated.
fn check_text(literal: &Literal, scope: &Scope, report: &Report) {
    let Some((text, span)) = text(literal) else { return };
    let mut format = String::new();
    let mut arguments: Vec<&str> = Vec::new();
    let mut rest = text.as_str();
    let mut first = None;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((expression, behind)) = after.split_once('}') else { break };
        let name = expression.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        format.push_str(before);
        if scope.has(name) {
            format.push_str("{}");
            arguments.push(expression);
            first.get_or_insert(expression);
        } else {
            format.push_str(&format!("${{{{{expression}}}}}"));
        }
        rest = behind;
    }
    format.push_str(rest);
    if let Some(expression) = first {
        let problem = Problem::NixInterpolation {
            text: format!("{:?}, {}", format, arguments.join(", ")),
            expression: expression.to_owned(),
        };
        report.add(span, problem);
    }
}
