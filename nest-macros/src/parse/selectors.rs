//! Selectors, in tokens: one function for each level of the grammar.

use super::closures::closure;
use super::cursor::Cursor;
use super::habits::Place;
use super::interpolation::{self, Names};
use super::names::{expect_path, name, original, plain_name, word};
use super::values::value;
use super::{expected, expected_in, spans, tell_habit};
use crate::ast::{ComplexDecl, CompoundDecl, Identifier, Name, SelectorDecl, SimpleDecl};
use crate::report::Report;
use nest_core::problem::{Kind, Problem};
use nest_core::selector::{Combinator, Op, PSEUDO_CLASSES};
use nest_core::suggest::nearest;
use proc_macro2::{Delimiter, Group, Ident, TokenTree};

/// A selector list. It ends where no comma follows.
pub(super) fn selector(cursor: &mut Cursor, names: Names, report: &Report) -> SelectorDecl {
    list(cursor, |_| false, names, report)
}

/// A selector list of an assertion: the comma before the reason, which is text or stands last, ends it too.
pub(super) fn promised(cursor: &mut Cursor, names: Names, report: &Report) -> SelectorDecl {
    let is_reason = |cursor: &Cursor| {
        let is_last = cursor.peek_at(2).is_none() || cursor.is_operator_at(2, ";");
        cursor.peek_literal_at(1).is_some() || is_last
    };
    list(cursor, is_reason, names, report)
}

fn list(cursor: &mut Cursor, is_end: fn(&Cursor) -> bool, names: Names, report: &Report) -> SelectorDecl {
    let (start, before) = (cursor.span(), report.len());
    let mut any = vec![complex(cursor, names, report)];
    while !is_end(cursor) && cursor.take_operator(",").is_some() {
        any.push(complex(cursor, names, report));
    }
    SelectorDecl { any, spans: spans(start, cursor), broken: report.len() > before }
}

fn complex(cursor: &mut Cursor, names: Names, report: &Report) -> ComplexDecl {
    let first = compound(cursor, names, report);
    let mut rest = Vec::new();
    while let Some(combinator) = combinator(cursor) {
        rest.push((combinator, compound(cursor, names, report)));
    }
    ComplexDecl { first, rest }
}

fn combinator(cursor: &mut Cursor) -> Option<Combinator> {
    const COMBINATORS: [Combinator; 4] =
        [Combinator::Descendant, Combinator::Child, Combinator::NextSibling, Combinator::SubsequentSibling];
    COMBINATORS.into_iter().find(|combinator| cursor.take_operator(combinator.symbol()).is_some())
}

fn compound(cursor: &mut Cursor, names: Names, report: &Report) -> CompoundDecl {
    let mut all = vec![simple(cursor, names, report)];
    // What begins with punctuation may follow directly; a word needs an `&`.
    while cursor.take_operator("&").is_some()
        || cursor.peek_group(Delimiter::Bracket).is_some()
        || (cursor.is_operator(":") && !is_body(cursor))
        || cursor.is_operator(".")
    {
        all.push(simple(cursor, names, report));
    }
    CompoundDecl { all }
}

/// Whether `: nixos { … }` stands here, for `=> nixos { … }`.
fn is_body(cursor: &Cursor) -> bool {
    let is_braced = |at| cursor.peek_group_at(at, Delimiter::Brace).is_some();
    let is_called = cursor.peek_group_at(2, Delimiter::Parenthesis).is_some();
    let is_other = |word: &Ident| {
        let word = word.to_string();
        !PSEUDO_CLASSES.contains(&word.as_str()) && nearest(&word, PSEUDO_CLASSES.into_iter()).is_none()
    };
    cursor.peek_ident_at(1).is_some_and(is_other) && (is_braced(2) || is_called && is_braced(3))
}

fn simple(cursor: &mut Cursor, names: Names, report: &Report) -> SimpleDecl {
    if cursor.take_operator("*").is_some() {
        return SimpleDecl::Any;
    }
    if let Some(group) = cursor.take_group(Delimiter::Bracket) {
        return attribute(&group, names, report);
    }
    if cursor.take_operator(":").is_some() {
        return pseudo_class(cursor, names, report);
    }
    if cursor.take_operator(".").is_some() {
        return class(cursor, report);
    }
    if cursor.take_operator("#").is_some() {
        return match id(cursor, names, report) {
            Some(name) => SimpleDecl::Name(name),
            None => wrong(cursor, "a node's name, or `(\"name\")`", report),
        };
    }
    if tell_habit(Place::Selector, cursor, report) {
        let word = cursor.advance();
        // What is negated is read, and not meant.
        if matches!(word, Some(TokenTree::Punct(_) | TokenTree::Ident(_)))
            && cursor.take_group(Delimiter::Parenthesis).is_none()
        {
            simple(cursor, names, report);
        }
        return SimpleDecl::Wrong;
    }
    original(cursor, report);
    if cursor.is_word("as") {
        return wrong(cursor, "a selector", report);
    }
    if cursor.peek_ident().is_some()
        && cursor.is_operator_at(1, "-")
        && let Some(name) = plain_name(cursor)
    {
        return SimpleDecl::Hyphenated(name);
    }
    match expect_path(cursor, "a selector", report) {
        Some(path) => path_or_pseudo_class(path, cursor, report),
        None => {
            // A literal is a name or a value in the wrong place; the rest may still be read.
            if cursor.peek_literal().is_some() {
                cursor.advance();
            }
            SimpleDecl::Wrong
        }
    }
}

/// What follows a dot.
fn class(cursor: &mut Cursor, report: &Report) -> SimpleDecl {
    // `#prod.web-1`
    if cursor.peek_ident().is_some()
        && cursor.is_operator_at(1, "-")
        && let Some(Name { text, spans, .. }) = plain_name(cursor)
    {
        report.habit(
            spans,
            format!(".{text}"),
            "is no class, and leads to no node",
            format!("write `> #{text}`"),
        );
        return SimpleDecl::Wrong;
    }
    let Some(ident) = cursor.take_ident() else { return wrong(cursor, "a class", report) };
    // `web.port = 80`
    if let Some(value) = cursor.peek_literal_at(1).filter(|_| cursor.is_operator("=")) {
        let remedy = format!("write `[{ident} = {value}]`");
        report.habit(ident.span(), format!(".{ident}"), "asks for a class, which has no value", remedy);
        cursor.advance();
        cursor.advance();
        return SimpleDecl::Wrong;
    }
    SimpleDecl::Class(word(&ident))
}

/// A trait, if it is not `host::not(…)`, with one colon too many.
fn path_or_pseudo_class(path: Identifier, cursor: &mut Cursor, report: &Report) -> SimpleDecl {
    let last = path.text.rsplit_once("::").map(|(_, last)| last);
    match last.filter(|last| PSEUDO_CLASSES.contains(last)) {
        Some(last) if cursor.take_group(Delimiter::Parenthesis).is_some() => {
            report.habit(
                path.span,
                format!("::{last}"),
                "has a colon too many",
                format!("write `:{last}(…)`"),
            );
            SimpleDecl::Wrong
        }
        _ => SimpleDecl::Trait(path),
    }
}

fn wrong(cursor: &Cursor, what: &str, report: &Report) -> SimpleDecl {
    expected(cursor, what, report);
    SimpleDecl::Wrong
}

/// What follows a `#`.
fn id(cursor: &mut Cursor, names: Names, report: &Report) -> Option<Name> {
    let name = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => {
            let mut inside = Cursor::inside(&group);
            name(&mut inside).filter(|_| inside.at_end())?
        }
        // Quotes directly behind a `#` would not lex as two tokens.
        None => name(cursor)?,
    };
    Some(name.read(interpolation::Place::Selector, names, report))
}

fn attribute(group: &Group, names: Names, report: &Report) -> SimpleDecl {
    let mut inside = Cursor::inside(group);
    let Some(attr) = inside.take_ident().map(|ident| word(&ident)) else {
        return wrong(&inside, "an attribute", report);
    };
    if inside.at_end() {
        return SimpleDecl::Has(attr);
    }
    let op_span = inside.span();
    let Some((_, op)) = Op::ALL.iter().find(|(sign, _)| inside.take_operator(sign).is_some()) else {
        expected_in(
            Place::Test,
            &inside,
            "`=`, `!=`, `<`, `<=`, `>`, `>=`, `^=`, `$=`, `*=` or `~=`",
            report,
        );
        return SimpleDecl::Wrong;
    };
    let value = value(&mut inside, interpolation::Place::Selector, names, report);
    if !inside.at_end() {
        expected_in(Place::Test, &inside, "`]`", report);
    }
    SimpleDecl::Attr { attr, op: *op, op_span, value }
}

/// What follows a colon.
fn pseudo_class(cursor: &mut Cursor, names: Names, report: &Report) -> SimpleDecl {
    let Some(Name { text, spans, .. }) = plain_name(cursor) else {
        return wrong(cursor, "a pseudo-class", report);
    };
    match text.as_str() {
        "root" => return SimpleDecl::Root,
        "empty" => return SimpleDecl::Empty,
        "first-child" => return SimpleDecl::FirstChild,
        "last-child" => return SimpleDecl::LastChild,
        "only-child" => return SimpleDecl::OnlyChild,
        known if PSEUDO_CLASSES.contains(&known) => {}
        other => {
            report.half_typed(Kind::PseudoClass, other, spans.end);
            report.add(spans, Problem::unknown_word(Kind::PseudoClass, other, PSEUDO_CLASSES.into_iter()));
            cursor.take_group(Delimiter::Parenthesis);
            return SimpleDecl::Wrong;
        }
    }
    let Some(group) = cursor.take_group(Delimiter::Parenthesis) else {
        let what = match text.as_str() {
            "nth-child" => "`(2n+1)`",
            "when" => "`(|web| …)`",
            _ => "`(` and a selector",
        };
        return wrong(cursor, what, report);
    };
    let mut inside = Cursor::inside(&group);
    let simple = match text.as_str() {
        "is" => SimpleDecl::Is(selector(&mut inside, names, report)),
        "not" => SimpleDecl::Not(selector(&mut inside, names, report)),
        "within" => SimpleDecl::Within(selector(&mut inside, names, report)),
        "has" => SimpleDecl::HasRelative(relatives(&mut inside, names, report)),
        "when" => SimpleDecl::When(closure(&mut inside, |_| false, "`)`", report)),
        _ => nth_child(&mut inside, names, report),
    };
    if !inside.at_end() && !matches!(simple, SimpleDecl::Wrong) {
        expected(&inside, "`,` or `)`", report);
    }
    simple
}

/// `a, > b, + c`: what follows from the entry; a space before each word is descent.
fn relatives(cursor: &mut Cursor, names: Names, report: &Report) -> Vec<(Combinator, ComplexDecl)> {
    let mut all = Vec::new();
    loop {
        let combinator = combinator(cursor).unwrap_or(Combinator::Descendant);
        all.push((combinator, complex(cursor, names, report)));
        if cursor.take_operator(",").is_none() {
            return all;
        }
    }
}

/// `2n+1`, `-n + 3`, `n`, `4`, `odd`, `even`, each also with `of a`.
fn nth_child(cursor: &mut Cursor, names: Names, report: &Report) -> SimpleDecl {
    let Some((step, first)) = nth(cursor) else {
        return wrong(cursor, "`2n+1`, `3`, `odd` or `even`", report);
    };
    let of = cursor.take_in_any_case("of").map(|_| selector(cursor, names, report));
    SimpleDecl::NthChild { step, first, of }
}

/// What CSS calls An+B, in which `N` is `n`.
fn nth(cursor: &mut Cursor) -> Option<(i64, i64)> {
    for (word, found) in [("odd", (2, 1)), ("even", (2, 0))] {
        if cursor.take_in_any_case(word).is_some() {
            return Some(found);
        }
    }
    let first = sign(cursor).unwrap_or(1);
    // The lexer takes `2n` for a number with a suffix.
    let step = cursor.take_in_any_case("n").map(|_| 1).or_else(|| number(cursor, "n"));
    let Some(step) = step else { return Some((0, first * number(cursor, "")?)) };
    let offset = match sign(cursor) {
        Some(second) => second * number(cursor, "")?,
        None => 0,
    };
    Some((first * step, offset))
}

fn sign(cursor: &mut Cursor) -> Option<i64> {
    let is_plus = cursor.take_operator("+").is_some();
    if is_plus { Some(1) } else { cursor.take_operator("-").map(|_| -1) }
}

/// Reads digits and a suffix.
fn number(cursor: &mut Cursor, suffix: &str) -> Option<i64> {
    let text = cursor.peek_literal()?.to_string().to_ascii_lowercase();
    let digits: u64 = text.strip_suffix(suffix)?.parse().ok()?;
    let number = i64::try_from(digits).ok()?;
    cursor.advance();
    Some(number)
}
