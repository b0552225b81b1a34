//! Selectors, in tokens: one function for each level of the grammar.

use super::cursor::Cursor;
use super::names::{name, word};
use super::values::value;
use super::{expected, spans, unknown};
use crate::ast::{ComplexDecl, CompoundDecl, SelectorDecl, SimpleDecl};
use crate::report::Report;
use nest_core::problem::{Problem, Word};
use nest_core::selector::{Combinator, Op};
use proc_macro2::{Delimiter, Group};

/// A selector list. It ends where no comma follows.
pub(super) fn selector(cursor: &mut Cursor, report: &Report) -> SelectorDecl {
    let start = cursor.span();
    let mut any = vec![complex(cursor, report)];
    while cursor.take_operator(",").is_some() {
        any.push(complex(cursor, report));
    }
    SelectorDecl { any, spans: spans(start, cursor) }
}

fn complex(cursor: &mut Cursor, report: &Report) -> ComplexDecl {
    const COMBINATORS: [(&str, Combinator); 4] = [
        (">>", Combinator::Descendant),
        (">", Combinator::Child),
        ("+", Combinator::NextSibling),
        ("~", Combinator::SubsequentSibling),
    ];
    let first = compound(cursor, report);
    let mut rest = Vec::new();
    while let Some((_, combinator)) =
        COMBINATORS.iter().find(|(sign, _)| cursor.take_operator(sign).is_some())
    {
        rest.push((*combinator, compound(cursor, report)));
    }
    ComplexDecl { first, rest }
}

fn compound(cursor: &mut Cursor, report: &Report) -> CompoundDecl {
    let mut all = vec![simple(cursor, report)];
    // What begins with punctuation may follow directly; a word needs an `&`.
    while cursor.take_operator("&").is_some()
        || cursor.peek_group(Delimiter::Bracket).is_some()
        || cursor.is_operator(":")
    {
        all.push(simple(cursor, report));
    }
    CompoundDecl { all }
}

fn simple(cursor: &mut Cursor, report: &Report) -> SimpleDecl {
    if cursor.take_operator("*").is_some() {
        return SimpleDecl::Any;
    }
    if let Some(group) = cursor.take_group(Delimiter::Bracket) {
        return attribute(&group, report);
    }
    if cursor.take_operator(":").is_some() {
        return pseudo_class(cursor, report);
    }
    if cursor.take_operator("#").is_some() {
        return match id(cursor) {
            Some(name) => SimpleDecl::Name(name),
            None => {
                expected(cursor, "a node's name, or `(\"name\")`", report);
                SimpleDecl::Wrong
            }
        };
    }
    if cursor.is_word("as") {
        expected(cursor, "a selector", report);
        return SimpleDecl::Wrong;
    }
    if cursor.peek_ident().is_some()
        && cursor.is_operator_at(1, "-")
        && let Some(name) = name(cursor)
    {
        return SimpleDecl::Hyphenated(name);
    }
    match cursor.take_ident() {
        Some(ident) => {
            let mut path = word(&ident);
            while cursor.take_operator("::").is_some() {
                match cursor.take_ident() {
                    Some(ident) => path.text = format!("{}::{}", path.text, word(&ident).text),
                    None => expected(cursor, "a trait's name", report),
                }
            }
            SimpleDecl::Trait(path)
        }
        None => {
            expected(cursor, "a selector", report);
            // A literal is a name or a value in the wrong place; the rest may still be read.
            if cursor.peek_literal().is_some() {
                cursor.advance();
            }
            SimpleDecl::Wrong
        }
    }
}

/// What follows a `#`.
fn id(cursor: &mut Cursor) -> Option<crate::ast::Name> {
    match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => {
            let mut inside = Cursor::inside(&group);
            name(&mut inside).filter(|_| inside.at_end())
        }
        // Quotes directly behind a `#` would not lex as two tokens.
        None => name(cursor),
    }
}

fn attribute(group: &Group, report: &Report) -> SimpleDecl {
    let mut inside = Cursor::inside(group);
    let Some(attr) = inside.take_ident().map(|ident| word(&ident)) else {
        expected(&inside, "an attribute", report);
        return SimpleDecl::Wrong;
    };
    if inside.at_end() {
        return SimpleDecl::Has(attr);
    }
    let op_span = inside.span();
    let Some((_, op)) = Op::ALL.iter().find(|(sign, _)| inside.take_operator(sign).is_some()) else {
        expected(&inside, "`=`, `!=`, `<`, `<=`, `>`, `>=`, `^=`, `$=`, `*=` or `~=`", report);
        return SimpleDecl::Wrong;
    };
    let value = value(&mut inside, report);
    if !inside.at_end() {
        expected(&inside, "`]`", report);
    }
    SimpleDecl::Attr { attr, op: *op, op_span, value }
}

fn pseudo_class(cursor: &mut Cursor, report: &Report) -> SimpleDecl {
    let Some(ident) = cursor.take_ident() else {
        expected(cursor, "a pseudo-class", report);
        return SimpleDecl::Wrong;
    };
    let arguments = cursor.take_group(Delimiter::Parenthesis);
    let inner = |group: &Group| {
        let mut inside = Cursor::inside(group);
        let inner = selector(&mut inside, report);
        if !inside.at_end() {
            expected(&inside, "`,` or `)`", report);
        }
        inner
    };
    match (ident.to_string().as_str(), arguments) {
        ("is", Some(group)) => SimpleDecl::Is(inner(&group)),
        ("not", Some(group)) => SimpleDecl::Not(inner(&group)),
        ("is" | "not", None) => {
            let problem =
                Problem::Syntax { expected: "`(` and a selector".to_owned(), found: cursor.found() };
            report.add(cursor.span(), problem);
            SimpleDecl::Wrong
        }
        (other, _) => {
            report.add(&ident, unknown(Word::PseudoClass, other, ["is", "not"].into_iter()));
            SimpleDecl::Wrong
        }
    }
}
