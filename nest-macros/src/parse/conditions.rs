//! Conditions of which Nix knows a part: `config.services.nginx.enable && !host.small`.

use super::cursor::Cursor;
use super::nix_terms::{is_term, skip_term, term};
use super::nix_values::fragment;
use super::option_values::value;
use super::rust::rust;
use super::scope::Scope;
use super::statements::{expression, inside};
use super::syntax;
use super::{expected, habits};
use crate::ast::{Fragment, Logic, Value};
use crate::report::Report;
use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

/// The condition that some tokens are, if Nix knows a part of it: an operand is a value of Nix as a whole.
pub(super) fn logic(tokens: &TokenStream, scope: &Scope, report: &Report) -> Option<Logic> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let end = tokens.last().map_or_else(Span::call_site, TokenTree::span);
    asks_nix(&tokens, scope).then(|| Reader { end, scope, report }.read(&tokens))
}

/// `config.a && !config.b` as a value, up to the `;`: what is joined or negated is no other value.
pub(super) fn joined(cursor: &mut Cursor, scope: &Scope, report: &Report) -> Option<Value> {
    // What is joined behind one of these stands in what it begins.
    let begins_more =
        ["if", "match", "move"].iter().any(|word| cursor.is_word(word)) || cursor.is_operator("|");
    if begins_more {
        return None;
    }
    let start = cursor.position();
    let tokens = expression(cursor, 0);
    let is_joined = {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        negations(&tokens).0 > 0 || divided(&tokens, '|').len() > 1 || divided(&tokens, '&').len() > 1
    };
    let found = if is_joined { logic(&tokens, scope, report) } else { None };
    if found.is_none() {
        cursor.rewind(start);
    }
    found.map(Value::Logic)
}

/// `if config.a { 1 } else { 2 }` as a value.
pub(super) fn choice(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Value> {
    let (start, keyword) = (cursor.position(), cursor.span());
    cursor.take_word("if")?;
    let condition = cursor.until(|cursor| cursor.peek_group(Delimiter::Brace).is_some());
    let found =
        cursor.take_group(Delimiter::Brace).and_then(|then| Some((logic(&condition, scope, report)?, then)));
    let Some((condition, then)) = found else {
        cursor.rewind(start);
        return None;
    };
    let then = Box::new(branch(&then, scope, report));
    if cursor.take_word("else").is_none() {
        let why = "gives nothing where the condition does not hold";
        report.habit(keyword, "if", why, "write an `else`, or `mk_if(…, …)`");
        return Some(*then);
    }
    let otherwise = match cursor.take_group(Delimiter::Brace) {
        Some(group) => branch(&group, scope, report),
        None if cursor.is_word("if") => value(cursor, "`;`", scope, report),
        None => {
            expected(cursor, "`{`", report);
            return Some(*then);
        }
    };
    Some(Value::If { condition, then, otherwise: Box::new(otherwise) })
}

/// What stands in the braces: one value, or what a set assigns.
fn branch(group: &Group, scope: &mut Scope, report: &Report) -> Value {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    if tokens.is_empty() || habits::is_assignments(&tokens).is_some() {
        return Value::Set(inside(group, &mut scope.in_set(), report));
    }
    let mut inside = Cursor::inside(group);
    let value = value(&mut inside, "`}`", scope, report);
    if !inside.at_end() && !matches!(value, Value::Broken(_)) {
        expected(&inside, "`}`", report);
    }
    value
}

fn asks_nix(tokens: &[TokenTree], scope: &Scope) -> bool {
    for sign in ['|', '&'] {
        let operands = divided(tokens, sign);
        if operands.len() > 1 {
            return operands.into_iter().any(|operand| asks_nix(operand, scope));
        }
    }
    match negations(tokens) {
        (1.., inner) => asks_nix(inner, scope),
        (0, [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Parenthesis => {
            asks_nix(&group.stream().into_iter().collect::<Vec<_>>(), scope)
        }
        _ => is_of_nix(tokens, scope),
    }
}

/// Whether an operand is a value of Nix as a whole.
fn is_of_nix(tokens: &[TokenTree], scope: &Scope) -> bool {
    let mut cursor = Cursor::new(tokens.iter().cloned().collect(), Span::call_site());
    if cursor.is_word("nix") && cursor.is_operator_at(1, "!") {
        return tokens.len() == 3;
    }
    let is_term = is_term(&cursor, scope);
    skip_term(&mut cursor);
    is_term && cursor.at_end()
}

struct Reader<'r> {
    /// Where the condition ends.
    end: Span,
    scope: &'r Scope,
    report: &'r Report,
}

impl Reader<'_> {
    fn read(&self, tokens: &[TokenTree]) -> Logic {
        let all =
            |operands: Vec<&[TokenTree]>| operands.into_iter().map(|operand| self.read(operand)).collect();
        let (any, every) = (divided(tokens, '|'), divided(tokens, '&'));
        if any.len() > 1 {
            return Logic::Any(all(any));
        }
        if every.len() > 1 {
            return Logic::All(all(every));
        }
        match negations(tokens) {
            (count @ 1.., inner) => {
                let inner = self.read(inner);
                if count % 2 == 0 { inner } else { Logic::Not(Box::new(inner)) }
            }
            (0, [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Parenthesis => {
                self.read(&group.stream().into_iter().collect::<Vec<_>>())
            }
            _ => self.operand(tokens),
        }
    }

    fn operand(&self, tokens: &[TokenTree]) -> Logic {
        let Self { end, scope, report } = *self;
        let stream: TokenStream = tokens.iter().cloned().collect();
        let mut cursor = Cursor::new(stream.clone(), end);
        if is_of_nix(tokens, scope) {
            if let Some(Fragment::Value(value)) = fragment(&mut cursor, scope, report) {
                return Logic::Nix(value);
            }
            if let Some(value) = term(&mut cursor, scope, report) {
                return Logic::Nix(Box::new(value));
            }
        }
        syntax::is_expression(&stream, end, "the end", scope, report);
        Logic::Rust(rust(stream, scope, report))
    }
}

/// How many `!` there are, and what stands behind them.
fn negations(tokens: &[TokenTree]) -> (usize, &[TokenTree]) {
    let is_not = |token: &&TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!');
    let count = tokens.iter().take_while(is_not).count();
    (count, &tokens[count..])
}

/// The operands of a `&&` or `||`.
fn divided(tokens: &[TokenTree], sign: char) -> Vec<&[TokenTree]> {
    let is_sign = |token: Option<&TokenTree>| match token {
        Some(TokenTree::Punct(punct)) if punct.as_char() == sign => Some(punct.spacing()),
        _ => None,
    };
    let (mut operands, mut start, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        if is_sign(tokens.get(at)) == Some(Spacing::Joint) && is_sign(tokens.get(at + 1)).is_some() {
            operands.push(&tokens[start..at]);
            start = at + 2;
            at = start;
        } else {
            at += 1;
        }
    }
    operands.push(&tokens[start..]);
    operands
}
