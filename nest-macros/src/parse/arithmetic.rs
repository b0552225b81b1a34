//! Arithmetic on variables of loops: in tokens, `8000 + i`, and in text, `"10.0.{i / 250}"`.

use super::cursor::{Cursor, opening};
use super::loops::integer;
use super::names::word;
use super::templates::variable;
use crate::ast::Identifier;
use crate::report::Report;
use crate::template::{Arithmetic, Operator, Step};
use nest_core::problem::{self, Problem};
use proc_macro2::{Delimiter, Span, TokenTree};

/// A part of arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sign {
    Int(i64),
    Word(String),
    Operator(Operator),
    Open,
    Close,
    /// Anything else.
    Other,
}

/// What arithmetic is not.
pub(super) enum Wrong {
    /// Something else is expected in the place of a sign.
    Expected(usize, &'static str),
    /// A word is no variable. So many signs would be read if it were.
    Unknown { at: usize, word: String, read: usize },
}

/// What is done in order, and how many signs say so. What follows is something else.
pub(super) fn steps(signs: &[Sign], variables: &[Identifier]) -> Result<(Vec<Step>, usize), Wrong> {
    const OPERAND: &str = "an integer or the variable of a `for`";
    let mut steps = Vec::new();
    // The operators whose right side is still to come, and nothing for each parenthesis that is open.
    let mut waiting: Vec<Option<Step>> = Vec::new();
    let mut unknown = None;
    let (mut is_behind_operand, mut read) = (false, 0);
    for sign in signs {
        match (sign, is_behind_operand) {
            (Sign::Int(int), false) => steps.push(Step::Int(*int)),
            (Sign::Word(word), false) => match variable(word, variables) {
                Some(variable) => steps.push(Step::Variable(variable)),
                None => unknown = unknown.or_else(|| Some((read, word.clone()))),
            },
            (Sign::Operator(Operator::Minus), false) => waiting.push(Some(Step::Negate)),
            (Sign::Open, false) => waiting.push(None),
            (Sign::Operator(next), true) => {
                let goes_before = |step: &mut Option<Step>| match step {
                    Some(Step::Apply(operator)) => operator.goes_before(*next),
                    step => step.is_some(),
                };
                while let Some(step) = waiting.pop_if(goes_before) {
                    steps.extend(step);
                }
                waiting.push(Some(Step::Apply(*next)));
            }
            (Sign::Close, true) if waiting.contains(&None) => {
                while let Some(Some(step)) = waiting.pop() {
                    steps.push(step);
                }
            }
            (_, true) if waiting.contains(&None) => return Err(Wrong::Expected(read, "an operator or `)`")),
            (_, true) => break,
            (_, false) => return Err(Wrong::Expected(read, OPERAND)),
        }
        is_behind_operand = matches!(sign, Sign::Int(_) | Sign::Word(_) | Sign::Close);
        read += 1;
    }
    match unknown {
        _ if !is_behind_operand => Err(Wrong::Expected(read, OPERAND)),
        _ if waiting.contains(&None) => Err(Wrong::Expected(read, "`)`")),
        Some((at, word)) => Err(Wrong::Unknown { at, word, read }),
        None => {
            steps.extend(waiting.into_iter().rev().flatten());
            Ok((steps, read))
        }
    }
}

/// The signs of a text; nothing if there is something else in it.
pub(super) fn signs_of_text(text: &str) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, behind) = rest.split_at(if end == 0 { first.len_utf8() } else { end });
        signs.push(match first {
            '(' => Sign::Open,
            ')' => Sign::Close,
            _ if first.is_ascii_digit() => Sign::Int(word.replace('_', "").parse().ok()?),
            _ if end > 0 => Sign::Word(word.to_owned()),
            _ => Sign::Operator(Operator::of(first)?),
        });
        rest = behind.trim_start();
    }
    Some(signs)
}

/// Whether a variable is among the signs.
pub(super) fn has_variable(signs: &[Sign], variables: &[Identifier]) -> bool {
    signs.iter().any(|sign| matches!(sign, Sign::Word(word) if variable(word, variables).is_some()))
}

pub(super) fn unknown(word: &str, variables: &[Identifier]) -> Problem {
    Problem::unknown_word(problem::Kind::Variable, word, variables.iter().map(|word| word.text.as_str()))
}

/// `8000 + i`, `i`: nothing if no variable stands in it, and nothing in it if it is wrong, which is reported.
pub(super) fn arithmetic(
    cursor: &mut Cursor,
    variables: &[Identifier],
    report: &Report,
) -> Option<Option<Arithmetic>> {
    let Signs { signs, stand, ends } = Signs::of(cursor.ahead());
    let is_other = |sign: &Sign| matches!(sign, Sign::Word(word) if variable(word, variables).is_none());
    let is_word = match signs.as_slice() {
        // `zone-db`, which lacks its quotes.
        [Sign::Word(_), Sign::Operator(Operator::Minus), last, ..] => is_other(last),
        signs => signs.first().is_some_and(is_other),
    };
    if is_word || !has_variable(&signs, variables) {
        return None;
    }
    let start = cursor.position();
    let mut read_to = |sign: usize| {
        ends.iter().filter(|end| **end <= sign).for_each(|_| drop(cursor.advance()));
    };
    let (at, problem) = match steps(&signs, variables) {
        Ok((_, read)) if !has_variable(&signs[..read], variables) => return None,
        Ok((steps, read)) => {
            read_to(read);
            return Some(Some(Arithmetic { written: cursor.since(start).to_string(), steps }));
        }
        Err(Wrong::Unknown { at, word, .. }) => (at, unknown(&word, variables)),
        Err(Wrong::Expected(at, what)) => {
            let found = stand.get(at).map_or_else(|| "the end".to_owned(), |(_, found)| format!("`{found}`"));
            (at, Problem::Syntax { expected: what.to_owned(), found })
        }
    };
    read_to(at);
    report.add(stand.get(at).map_or_else(|| cursor.span(), |(span, _)| *span), problem);
    Some(None)
}

/// The signs of tokens, up to the first that is none.
#[derive(Default)]
struct Signs {
    signs: Vec<Sign>,
    /// Where each stands, and how it is written.
    stand: Vec<(Span, String)>,
    /// How many signs there are up to the end of each token. What is in parentheses is one token.
    ends: Vec<usize>,
}

impl Signs {
    fn of(tokens: &[TokenTree]) -> Self {
        let mut found = Self::default();
        for token in tokens {
            found.add(token);
            found.ends.push(found.signs.len());
            if found.signs.last() == Some(&Sign::Other) {
                break;
            }
        }
        found
    }

    fn add(&mut self, token: &TokenTree) {
        let (sign, span) = match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                self.push(Sign::Open, group.span_open(), "(");
                group.stream().into_iter().for_each(|token| self.add(&token));
                return self.push(Sign::Close, group.span_close(), ")");
            }
            TokenTree::Group(group) => {
                return self.push(Sign::Other, group.span_open(), opening(group.delimiter()));
            }
            TokenTree::Punct(sign) => (Operator::of(sign.as_char()).map(Sign::Operator), sign.span()),
            TokenTree::Ident(ident) => (Some(Sign::Word(word(ident).text)), ident.span()),
            TokenTree::Literal(literal) => (integer(literal, false).map(Sign::Int), literal.span()),
        };
        self.push(sign.unwrap_or(Sign::Other), span, &token.to_string());
    }

    fn push(&mut self, sign: Sign, span: Span, written: &str) {
        self.signs.push(sign);
        self.stand.push((span, written.to_owned()));
    }
}
