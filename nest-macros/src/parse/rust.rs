//! Rust inside bodies, and what is not Rust in it.

use super::computed::Around;
use super::cursor::Cursor;
use super::decided;
use super::expected;
use super::habits;
use super::interpolation::Place;
use super::literals::{self, quoted};
use super::nix_terms;
use super::nix_values;
use super::scope::Scope;
use super::selectors::selector;
use super::statements::inside;
use super::syntax;
use crate::ast::{Fragment, QueryDecl, Rust};
use crate::report::{Report, Spans};
use proc_macro2::{Group, TokenStream, TokenTree};

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

/// Rust as it stands, with every `set! { … }` and `sel!(…)` parsed, every value of Nix read and every text looked at.
pub(super) fn rust(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    let words = nix_terms::words(&tokens, scope);
    let plain = nix_terms::without(&tokens, &words);
    let habit = habits::in_rust(&plain, scope);
    // What is no Rust has been told already.
    let is_rust = habit.is_none() && words.is_empty() || syntax::is_rust(&plain);
    if let Some((spans, problem)) = habit
        && is_rust
    {
        report.add_broken(spans, problem);
    }
    if scope.is_decided_by_nix() {
        decided::check_rust(&plain, scope, report);
    }
    habits::attributes(&plain, scope, report);
    let mut scope = scope.clone();
    scope.mention(&plain);
    let (pattern, rest) = nix_terms::behind_let(&tokens);
    let read = |tokens, words| {
        Reader { words, is_rust, broken: report.broken(), scope: &scope, report }.read(tokens, Place::Rust)
    };
    // What a `let` binds, it may call as it likes.
    let Rust(mut fragments) = read(pattern, Vec::new());
    fragments.extend(read(rest, words).0);
    Rust(fragments)
}

/// The same for a value. By itself, a text is one of ours.
pub(super) fn value(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    match tokens.clone().into_iter().nth(1) {
        None => {
            let words = nix_terms::words(&tokens, scope);
            Reader { words, is_rust: true, broken: report.broken(), scope, report }.read(tokens, Place::Value)
        }
        Some(_) => rust(tokens, scope, report),
    }
}

/// A pattern of a `match`, and the guard behind it.
pub(super) fn pattern(tokens: TokenStream, scope: &Scope, report: &Report) -> Rust {
    let is_guard = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "if");
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let end = tokens.iter().position(is_guard).unwrap_or(tokens.len());
    let (pattern, guard) = tokens.split_at(end);
    let reader = Reader { words: Vec::new(), is_rust: true, broken: report.broken(), scope, report };
    let mut fragments = reader.read(pattern.iter().cloned().collect(), Place::Pattern).0;
    fragments.extend(rust(guard.iter().cloned().collect(), scope, report).0);
    Rust(fragments)
}

struct Reader<'r> {
    /// The words that stand for Nix.
    words: Vec<String>,
    /// Whether it is Rust but for these.
    is_rust: bool,
    /// How much was told of what is no Rust before it.
    broken: usize,
    scope: &'r Scope,
    report: &'r Report,
}

impl Reader<'_> {
    fn read(&self, tokens: TokenStream, place: Place) -> Rust {
        let Self { scope, report, .. } = *self;
        let mut fragments = Fragments::default();
        let mut cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
        let is_format = place == Place::Format;
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
            if nix_terms::is_value(&cursor, &self.words) {
                fragments.push(self.nix(&mut cursor, is_format));
                continue;
            }
            let Some(token) = cursor.advance() else { break };
            match &token {
                TokenTree::Group(group) => {
                    // `#[doc = "…"]`: a comment may say anything.
                    if ends_in_signs(&fragments.plain, &['#']) || ends_in_signs(&fragments.plain, &['#', '!'])
                    {
                        fragments.plain.push(token);
                        continue;
                    }
                    let inner = self.read(group.stream(), place_inside(&fragments.plain, place));
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

    /// A value of Nix. Rust passes it on, and can do nothing else with it.
    fn nix(&self, cursor: &mut Cursor, is_format: bool) -> Fragment {
        let Self { scope, report, .. } = *self;
        let (start, first) = (cursor.position(), cursor.span());
        let before = cursor.behind().to_vec();
        let value = nix_terms::term(cursor, scope, report)
            .unwrap_or_else(|| nix_values::half_a_reference(cursor, report));
        let end = cursor.last_span();
        let around = Around { before: &before, behind: cursor.ahead(), is_format };
        // One operand of an operator is told of for all.
        let is_first = report.broken() == self.broken;
        if let Some(problem) = around.misuse(cursor.since(start)).filter(|_| self.is_rust && is_first) {
            report.add_broken(Spans::new(first, end), problem);
        }
        Fragment::Value(Box::new(value))
    }
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
