//! Rust inside bodies: the names in scope, and what is not Rust in it.

use super::cursor::Cursor;
use super::expected;
use super::interpolation::{Known, Place, everywhere};
use super::literals::{self, quoted};
use super::nix_values;
use super::selectors::selector;
use super::statements::inside;
use super::syntax::Bound;
use crate::ast::{Fragment, QueryDecl, Rust};
use crate::report::Report;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

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
    /// A name that some Rust around mentions: a closure's argument, or what is in scope anyhow.
    Mentioned,
}

/// The macros whose first text has values in braces.
const FORMATS: [&str; 12] = [
    "format",
    "format_args",
    "print",
    "println",
    "eprint",
    "eprintln",
    "write",
    "writeln",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
];

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

    /// What a name stands for, in a text too.
    pub(super) fn known(&self, name: &str) -> Option<Known> {
        if self.is_bound(name) {
            return Some(Known::Rust);
        }
        everywhere(name).or_else(|| self.names.iter().any(|(n, _)| n == name).then_some(Known::Rust))
    }

    /// Takes in the names that some Rust mentions.
    pub(super) fn mention(&mut self, tokens: &TokenStream) {
        mentioned(tokens, &mut |name| self.names.push((name, Kind::Mentioned)));
    }

    /// Binds variables.
    pub(super) fn bind(&mut self, names: Bound) {
        self.names.extend(names.into_iter().map(|name| (name, Kind::Variable)));
    }
}

/// The names in some Rust, but for fields, functions, and what stands before `::`.
fn mentioned(tokens: &TokenStream, found: &mut dyn FnMut(String)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let sign = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(sign)) => Some(sign.as_char()),
        _ => None,
    };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => mentioned(&group.stream(), found),
            TokenTree::Ident(ident) => {
                let is_path = sign(Some(at + 1)) == Some(':') && sign(Some(at + 2)) == Some(':');
                let is_macro = sign(Some(at + 1)) == Some('!') && sign(Some(at + 2)) != Some('=');
                let is_field = sign(at.checked_sub(1)) == Some('.') && sign(at.checked_sub(2)) != Some('.');
                let is_called = matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                if !is_path && !is_macro && !is_field && !is_called {
                    found(ident.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Rust as it stands, with every `set! { … }` and `sel!(…)` parsed and every text looked at.
pub(super) fn rust(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    let mut scope = scope.clone();
    scope.mention(&tokens);
    read(tokens, Place::Rust, &scope, report)
}

/// The same for a value. By itself, a text is one of ours.
pub(super) fn value(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    match tokens.clone().into_iter().nth(1) {
        None => read(tokens, Place::Value, scope, report),
        Some(_) => rust(tokens, scope, report),
    }
}

/// A pattern of a `match`, and the guard behind it.
pub(super) fn pattern(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    let is_guard = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "if");
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let end = tokens.iter().position(is_guard).unwrap_or(tokens.len());
    let (pattern, guard) = tokens.split_at(end);
    let mut fragments = read(pattern.iter().cloned().collect(), Place::Pattern, scope, report).0;
    fragments.extend(rust(guard.iter().cloned().collect(), scope, report).0);
    Rust(fragments)
}

fn read(tokens: TokenStream, place: Place, scope: &Scope, report: &Report) -> Rust {
    let mut fragments = Fragments::default();
    let mut cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
    // Where the next text stands: only the first in `format!` is what that formats.
    let mut place = place;
    loop {
        // What follows another path is somebody else's.
        if skip_crate(&mut cursor, fragments.plain.last()) || !cursor.follows_path_separator() {
            let start = cursor.position();
            if let Some(group) = macro_call(&mut cursor, "set") {
                fragments.push(Fragment::Set(inside(&group, &mut scope.in_set(), report)));
                continue;
            }
            if let Some(fragment) = nix_values::fragment(&mut cursor, scope, report) {
                fragments.push(fragment);
                continue;
            }
            if let Some(group) = macro_call(&mut cursor, "sel") {
                fragments.push(Fragment::Query(query(&group, cursor.since(start), scope, report)));
                continue;
            }
        }
        let Some(token) = cursor.advance() else { break };
        match &token {
            TokenTree::Group(group) => {
                // `#[doc = "…"]`: a comment may say anything.
                if ends_in_signs(&fragments.plain, &['#']) || ends_in_signs(&fragments.plain, &['#', '!']) {
                    fragments.plain.push(token);
                    continue;
                }
                let inner = read(group.stream(), place_inside(&fragments.plain, place), scope, report);
                // As it stands, but for what must be rebuilt.
                if inner.0.iter().all(|fragment| matches!(fragment, Fragment::Tokens(_))) {
                    fragments.plain.push(token);
                } else {
                    fragments.push(Fragment::Group(group.delimiter(), group.span(), inner));
                }
            }
            TokenTree::Literal(literal) => {
                if let Some(text) = quoted(literal) {
                    let is_pattern =
                        cursor.is_operator("=>") || cursor.is_operator("|") || cursor.is_word("if");
                    let at = if is_pattern && place == Place::Rust { Place::Pattern } else { place };
                    text.read(at, &|name| scope.known(name), report);
                    place = if place == Place::Format { Place::Rust } else { place };
                }
                literals::check_number(literal, report);
                fragments.plain.push(token);
            }
            _ => fragments.plain.push(token),
        }
    }
    fragments.finish()
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

/// Where the texts of a group stand that follows these tokens.
fn place_inside(before: &[TokenTree], around: Place) -> Place {
    match before {
        _ if around == Place::Pattern => around,
        [.., TokenTree::Ident(name), _] if ends_in_signs(before, &['!']) => {
            let is_format = FORMATS.iter().any(|format| name == format);
            if is_format { Place::Format } else { Place::Rust }
        }
        _ => Place::Rust,
    }
}

fn ends_in_signs(tokens: &[TokenTree], signs: &[char]) -> bool {
    let is_sign = |(token, sign): (&TokenTree, &char)| matches!(token, TokenTree::Punct(punct) if punct.as_char() == *sign);
    tokens.len() >= signs.len() && tokens[tokens.len() - signs.len()..].iter().zip(signs).all(is_sign)
}

/// What a macro reads, if it is called here.
fn macro_call(cursor: &mut Cursor, name: &str) -> Option<Group> {
    let is_call = cursor.is_word(name) && cursor.peek_punct_at(1).is_some_and(|sign| sign.as_char() == '!');
    let Some(TokenTree::Group(group)) = cursor.peek_at(2).filter(|_| is_call).cloned() else { return None };
    (0..3).for_each(|_| drop(cursor.advance()));
    Some(group)
}

/// What stands in `sel!(…)`.
fn query(group: &Group, tokens: TokenStream, scope: &Scope, report: &Report) -> QueryDecl {
    let mut inside = Cursor::inside(group);
    let before = report.len();
    let selector = selector(&mut inside, &|name| scope.known(name), report);
    if !inside.at_end() && report.len() == before {
        expected(&inside, "`,` or the end of the selector", report);
    }
    QueryDecl { span: group.span_open(), selector, tokens, number: report.number() }
}

/// Fragments as they come, with the tokens since the last.
#[derive(Default)]
struct Fragments {
    done: Vec<Fragment>,
    plain: Vec<TokenTree>,
}

impl Fragments {
    fn push(&mut self, fragment: Fragment) {
        let plain = std::mem::take(&mut self.plain).into_iter().collect();
        self.done.extend([Fragment::Tokens(plain), fragment]);
    }

    fn finish(mut self) -> Rust {
        self.done.push(Fragment::Tokens(self.plain.into_iter().collect()));
        Rust(self.done)
    }
}
