//! What a habit looks like, in tokens.

use super::super::nix_values::WORDS;
use crate::report::Spans;
use proc_macro2::{Delimiter, Spacing, TokenTree};
use std::ops::Range;

/// A part of what is seen.
#[derive(Clone, Copy)]
pub(super) enum Seen {
    /// The beginning of what is read.
    Start,
    /// What follows stands on the same line.
    Line,
    Word(&'static str),
    OneOf(&'static [&'static str]),
    Sign(&'static str),
    /// `web-1`
    Name,
    /// `services.nginx`
    Path,
    /// `pkgs.git`
    NixPath,
    /// `./web.nix`
    File,
    /// A word that is no keyword, of Rust or of Nix, a literal, or something in brackets.
    Operand,
    /// The same without what is in braces, and a path whole.
    Argument,
    /// A literal.
    Text,
    Braces,
    Parentheses,
}

/// What can stand in front of another word in Rust, or behind one.
const KEYWORDS: [&str; 28] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "fn", "for", "if", "impl", "in",
    "let", "loop", "match", "move", "mut", "ref", "return", "static", "struct", "type", "unsafe", "use",
    "where", "while", "yield",
];

/// Where each part is, if all of them stand at `at`.
pub(super) fn matched(tokens: &[TokenTree], at: usize, seen: &[Seen]) -> Option<Vec<Range<usize>>> {
    let mut next = at;
    let mut parts = Vec::new();
    for part in seen {
        let length = length(tokens, next, *part)?;
        parts.push(next..next + length);
        next += length;
    }
    Some(parts)
}

/// How many tokens a part has that stands there.
fn length(tokens: &[TokenTree], at: usize, seen: Seen) -> Option<usize> {
    let is_group =
        |delimiter| matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == delimiter);
    let word = || match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    match seen {
        Seen::Start => (at == 0).then_some(0),
        Seen::Line => {
            let (before, behind) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
            // Where all tokens have one position, as in some editors, nobody knows.
            let (start, end) = (before.span().start(), before.span().end());
            let next = behind.span().start();
            (end.line == next.line && start != next).then_some(0)
        }
        Seen::Word(expected) => (word()? == expected).then_some(1),
        Seen::OneOf(words) => words.contains(&word()?.as_str()).then_some(1),
        Seen::Sign(sign) => is_sign(tokens, at, sign).then(|| sign.chars().count()),
        Seen::Name => name(tokens, at),
        Seen::Path => path(tokens, at),
        Seen::NixPath => {
            path(tokens, at).filter(|_| word().is_some_and(|word| WORDS.contains(&word.as_str())))
        }
        Seen::File => file(tokens, at),
        Seen::Operand => match tokens.get(at)? {
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let is_other = ["or", "then"].contains(&word.as_str()) || KEYWORDS.contains(&word.as_str());
                (!is_other).then_some(1)
            }
            TokenTree::Literal(_) | TokenTree::Group(_) => Some(1),
            TokenTree::Punct(_) => None,
        },
        Seen::Argument => match tokens.get(at)? {
            TokenTree::Ident(_) => length(tokens, at, Seen::Operand).and_then(|_| path(tokens, at)),
            TokenTree::Literal(_) => Some(1),
            TokenTree::Group(_) | TokenTree::Punct(_) => None,
        },
        Seen::Text => matches!(tokens.get(at), Some(TokenTree::Literal(_))).then_some(1),
        Seen::Braces => is_group(Delimiter::Brace).then_some(1),
        Seen::Parentheses => is_group(Delimiter::Parenthesis).then_some(1),
    }
}

/// Whether a sign stands there, and no longer one that begins with it.
pub(super) fn is_sign(tokens: &[TokenTree], at: usize, sign: &str) -> bool {
    let punct = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => Some((punct.as_char(), punct.spacing() == Spacing::Joint)),
        _ => None,
    };
    let count = sign.chars().count();
    let is_all = sign.chars().enumerate().all(|(i, expected)| {
        punct(at + i).is_some_and(|(sign, is_joint)| sign == expected && (is_joint || i + 1 == count))
    });
    let is_longer = match (punct(at + count - 1), punct(at + count)) {
        (Some((last, true)), Some((next, _))) => {
            ":=|&+>".contains(next) && (last == next || next == '>' || next == '=')
        }
        _ => false,
    };
    is_all && !is_longer
}

/// `web-1`: words and numbers with hyphens between.
fn name(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let is_part = |at: usize| matches!(tokens.get(at), Some(TokenTree::Ident(_) | TokenTree::Literal(_)));
    match tokens.get(at)? {
        TokenTree::Ident(ident) if !KEYWORDS.contains(&ident.to_string().as_str()) => {}
        _ => return None,
    }
    let mut length = 1;
    while is_sign(tokens, at + length, "-") && is_part(at + length + 1) {
        length += 2;
    }
    Some(length)
}

/// Names with dots between.
fn path(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let mut length = name(tokens, at)?;
    while is_sign(tokens, at + length, ".") {
        let is_text = matches!(tokens.get(at + length + 1), Some(TokenTree::Literal(_)));
        match name(tokens, at + length + 1) {
            Some(more) => length += 1 + more,
            None if is_text => length += 2,
            None => break,
        }
    }
    Some(length)
}

/// `./a/b.nix`, `../b.nix`
fn file(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let begins = ["./", "../"].into_iter().find(|start| is_sign(tokens, at, start))?;
    let mut length = begins.len();
    let is_part = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => true,
        Some(TokenTree::Punct(punct)) => "./-".contains(punct.as_char()),
        _ => false,
    };
    while is_part(at + length) {
        length += 1;
    }
    (length > begins.len()).then_some(length)
}

/// How many tokens stand before the first that begins another value: `443` in `80 443`, which Rust never writes.
pub(super) fn before_another(tokens: &[TokenTree]) -> Option<usize> {
    (1..tokens.len())
        .find(|at| length(tokens, at - 1, Seen::Operand).is_some() && !goes_on(&tokens[at - 1], &tokens[*at]))
}

/// Whether a token can belong to the expression that the other ends.
fn goes_on(before: &TokenTree, token: &TokenTree) -> bool {
    // `web-1."/"`
    if matches!(before, TokenTree::Literal(number) if number.to_string().ends_with('.')) {
        return true;
    }
    match token {
        TokenTree::Ident(ident) => KEYWORDS.contains(&ident.to_string().as_str()),
        TokenTree::Literal(_) => false,
        TokenTree::Punct(_) => true,
        TokenTree::Group(group) => match (before, group.delimiter()) {
            (TokenTree::Literal(_), _) => false,
            (TokenTree::Group(before), Delimiter::Brace) => before.delimiter() != Delimiter::Brace,
            // `["a"] ["b"]`: no list is asked for a text.
            (TokenTree::Group(before), Delimiter::Bracket) if before.delimiter() == Delimiter::Bracket => {
                !group.stream().into_iter().next().is_none_or(|token| token.to_string().starts_with('"'))
            }
            _ => true,
        },
    }
}

/// What the paths begin with that are assigned, if tokens are nothing but assignments: `a = 1; b.c = 2;`
pub(in super::super) fn is_assignments(tokens: &[TokenTree]) -> Option<Vec<String>> {
    let mut heads = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = path(tokens, at)?;
        heads.push(tokens[at].to_string());
        at += length;
        if !is_sign(tokens, at, "=") {
            return None;
        }
        while !is_sign(tokens, at, ";") {
            at += 1;
            tokens.get(at)?;
        }
        at += 1;
    }
    (!heads.is_empty()).then_some(heads)
}

/// Tokens as they are written, without white space; what is in brackets is left out.
pub(in super::super) fn written(tokens: &[TokenTree]) -> String {
    let one = |token: &TokenTree| match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Brace => "{ … }".to_owned(),
            Delimiter::Bracket => "[…]".to_owned(),
            Delimiter::Parenthesis | Delimiter::None => "(…)".to_owned(),
        },
        token => token.to_string(),
    };
    tokens.iter().map(one).collect()
}

/// Where tokens stand.
pub(in super::super) fn spans(tokens: &[TokenTree]) -> Option<Spans> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let start = match first {
        TokenTree::Group(group) => group.span_open(),
        token => token.span(),
    };
    let end = match last {
        TokenTree::Group(group) if tokens.len() > 1 => group.span_close(),
        TokenTree::Group(group) => group.span_open(),
        token => token.span(),
    };
    Some(Spans::new(start, end))
}
