//! What Nix looks up and calls: `pkgs.git`, `config.sops.secrets."a/b".path`, `lib.getExe(pkgs.git)`.

use super::cursor::Cursor;
use super::option_paths::path;
use super::option_values::elements;
use super::scope::Scope;
use super::{expected, habits};
use crate::ast::{Segment, Step, Term, Value};
use crate::report::Report;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// How many steps may follow one another: they are nested in what is written.
const LIMIT: usize = 64;

/// The functions of the module system that a fleet has by itself: how Nix calls them, how Rust does, and how many values
/// they take.
const PROPERTIES: [(&str, &str, usize); 8] = [
    ("mkForce", "mk_force", 1),
    ("mkDefault", "mk_default", 1),
    ("mkOverride", "mk_override", 2),
    ("mkBefore", "mk_before", 1),
    ("mkAfter", "mk_after", 1),
    ("mkOrder", "mk_order", 2),
    ("mkIf", "mk_if", 2),
    ("mkMerge", "mk_merge", 1),
];

/// Whether a value begins here with a word that stands for Nix, and is no variable.
pub(super) fn is_term(cursor: &Cursor, scope: &Scope) -> bool {
    cursor.peek_ident().is_some_and(|word| scope.stands_for_nix(&word.to_string())) && begins_term(cursor)
}

/// Whether the word here is a value: `config!(…)`, `lib::f()`, `inputs(…)` and `config: …` are Rust's.
fn begins_term(cursor: &Cursor) -> bool {
    !["!", "::", ":"].iter().any(|sign| cursor.is_operator_at(1, sign))
        && cursor.peek_group_at(1, Delimiter::Parenthesis).is_none()
}

/// The value that begins here; nothing if its path is half typed.
pub(super) fn term(cursor: &mut Cursor, scope: &Scope, report: &Report) -> Option<Value> {
    let path = path(cursor)?.read(scope, report);
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let before = cursor.span();
        if let Some(group) = cursor.take_group(Delimiter::Parenthesis) {
            let arguments = arguments(&group, scope, report);
            match steps.last_mut() {
                Some(Step::Call(before)) => before.extend(arguments),
                _ => steps.push(Step::Call(arguments)),
            }
        } else if !cursor.is_file() && cursor.take_operator(".").is_some() {
            match self::path(cursor) {
                Some(path) => steps.push(Step::Select(path.read(scope, report))),
                None => expected(cursor, "a name", report),
            }
        } else {
            break;
        }
        if steps.len() == LIMIT {
            report.syntax(before, format!("at most {LIMIT} calls behind one another"), "one more");
            break;
        }
    }
    Some(property(Term { path, steps }, report).unwrap_or_else(Value::Term))
}

/// `(pkgs.git, { port = 80; })`
fn arguments(group: &Group, scope: &Scope, report: &Report) -> Vec<Value> {
    if group.stream().is_empty() {
        let (why, remedy) = ("calls no function of Nix", "write what it takes, an empty set as `({})`");
        report.habit(group.span_open(), "()", why, remedy);
    }
    elements(&mut Cursor::inside(group), "`,` or `)`", &mut scope.clone(), report)
}

/// `lib.mkForce(true)` is `mk_force(true)`.
fn property(mut term: Term, report: &Report) -> Result<Value, Term> {
    let ([Segment::Name(lib), Segment::Name(name)], [Step::Call(arguments)]) =
        (&*term.path.segments, &mut *term.steps)
    else {
        return Err(term);
    };
    let known = PROPERTIES.iter().find(|(nix, ..)| lib.text == "lib" && name.text == *nix);
    match known {
        Some((_, rust, count)) => {
            let span = name.spans.start;
            if arguments.len() != *count && !arguments.is_empty() {
                let expected = if *count == 1 { "1 value".to_owned() } else { format!("{count} values") };
                report.syntax(span, expected, arguments.len().to_string());
                return Err(term);
            }
            let arguments = std::mem::take(arguments);
            Ok(Value::Property { function: Ident::new(rust, span), of_lib: true, arguments, span })
        }
        None => Err(term),
    }
}

/// Whether a word is a function of the module system whose arguments are values of a body.
pub(super) fn is_property(word: &Ident) -> bool {
    PROPERTIES.iter().any(|(_, rust, _)| word == rust)
}

/// Reads over the value that begins here.
pub(super) fn skip_term(cursor: &mut Cursor) {
    loop {
        if path(cursor).is_none() {
            return;
        }
        while cursor.take_group(Delimiter::Parenthesis).is_some() {}
        if cursor.take_operator(".").is_none() {
            return;
        }
    }
}

/// The words that stand for Nix in some Rust: no variable of such a name is around or in it.
pub(super) fn words(tokens: &TokenStream, scope: &Scope) -> Vec<String> {
    let mut words = Vec::new();
    if scope.goes_to_nix() {
        mentioned(tokens, &mut |word| {
            let word = word.to_string();
            if scope.stands_for_nix(&word) && !words.contains(&word) {
                words.push(word);
            }
        });
    }
    if !words.is_empty() {
        let tokens: Vec<TokenTree> = behind_let(tokens).1.into_iter().collect();
        words.retain(|word| !habits::binds(&tokens, word));
    }
    words
}

/// The `let` of a statement with its pattern, and what follows: what is bound holds behind it alone. Of other Rust, the first
/// is nothing.
pub(super) fn behind_let(tokens: &TokenStream) -> (TokenStream, TokenStream) {
    let mut cursor = Cursor::new(tokens.clone(), Span::call_site());
    let pattern = match cursor.is_word("let") {
        true => cursor.until(|cursor| cursor.is_operator("=")),
        false => TokenStream::new(),
    };
    (pattern, cursor.rest())
}

fn mentioned(tokens: &TokenStream, found: &mut dyn FnMut(&Ident)) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) => found(&ident),
            TokenTree::Group(group) => mentioned(&group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Some Rust with a word in the place of each value that begins with one of these: what is left is Rust throughout, as far
/// as the user wrote it so.
pub(super) fn without(tokens: &TokenStream, words: &[String]) -> TokenStream {
    if words.is_empty() {
        return tokens.clone();
    }
    let (pattern, rest) = behind_let(tokens);
    pattern.into_iter().chain(replaced(rest, words)).collect()
}

fn replaced(tokens: TokenStream, words: &[String]) -> TokenStream {
    let mut cursor = Cursor::new(tokens, Span::call_site());
    let mut plain: Vec<TokenTree> = Vec::new();
    while let Some(token) = cursor.peek() {
        if is_value(&cursor, words) {
            plain.push(TokenTree::Ident(Ident::new("nix", token.span())));
            skip_term(&mut cursor);
            continue;
        }
        match cursor.advance() {
            Some(TokenTree::Group(group)) => {
                let mut inner = Group::new(group.delimiter(), replaced(group.stream(), words));
                inner.set_span(group.span());
                plain.push(TokenTree::Group(inner));
            }
            token => plain.extend(token),
        }
    }
    plain.into_iter().collect()
}

/// Whether a value stands here, in Rust, that begins with one of these words.
pub(super) fn is_value(cursor: &Cursor, words: &[String]) -> bool {
    let is_word = |word: &String| cursor.is_word(word);
    words.iter().any(is_word)
        && !cursor.follows_dot()
        && !cursor.follows_path_separator()
        && begins_term(cursor)
}
