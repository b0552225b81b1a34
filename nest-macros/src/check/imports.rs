//! What a body imports are modules, and must not depend on what it configures.

use super::Tell;
use crate::ast::{Assignment, Fragment, Given, Logic, OptionPath, Rust, Segment, Term, TextPart, Value};
use crate::parse::{forced, is_for_nix};
use crate::report::Spans;
use nest_core::__private::RECURSIVE;
use nest_core::problem::Problem;
use proc_macro2::TokenStream;

/// The option that says which other modules a module takes in.
const IMPORTS: &str = "imports";

/// Reports what cannot be in the `imports` at the top of a body. What is no module is wrong only in a module.
pub(super) fn check(assignments: &[Assignment], is_module: bool, tell: Tell) {
    for assigned in assignments.iter().filter(|assigned| assigned.is_at_top()) {
        if let ([segment], Given::Value(value)) = (&*assigned.path, assigned.given)
            && segment.literal() == Some(IMPORTS)
        {
            if assigned.in_nix {
                tell(assigned.written.spans, late());
            }
            check_value(value, is_module, tell);
        }
    }
}

fn check_value(value: &Value, is_module: bool, tell: Tell) {
    match value {
        Value::List(elements) => elements.iter().for_each(|element| check_value(element, is_module, tell)),
        Value::Each { value, .. } => check_value(value, is_module, tell),
        Value::Property { arguments, .. } => {
            // The condition of a `mk_if` is no module, nor is a priority.
            for (i, value) in arguments.iter().enumerate() {
                check_value(value, is_module && i + 1 == arguments.len(), tell);
            }
        }
        // A module that is written in place has `imports` of its own.
        Value::Set(body) => check(&Assignment::all(body), is_module, tell),
        Value::Term(term) => check_term(term, tell),
        Value::Logic(logic) => check_logic(logic, tell),
        Value::If { condition, then, otherwise } => {
            check_logic(condition, tell);
            check_value(then, is_module, tell);
            check_value(otherwise, is_module, tell);
        }
        Value::Text { parts, span } => {
            let is_nix = |part: &TextPart| matches!(part, TextPart::Nix(_));
            if is_module && !parts.iter().any(is_nix) {
                let text = match parts.as_slice() {
                    [TextPart::Literal(text)] => Some(text.clone()),
                    _ => None,
                };
                tell((*span).into(), Problem::TextImported { text });
            }
            check_parts(value, tell);
        }
        Value::Expression { .. } => check_parts(value, tell),
        Value::Rust(Rust(fragments)) => match fragments.as_slice() {
            [Fragment::Tokens(tokens)] if is_module => check_literal(tokens, tell),
            fragments => check_pieces(fragments, is_module, tell),
        },
        Value::Integer(tokens) if is_module => check_literal(tokens, tell),
        Value::Integer(_) | Value::File { .. } | Value::Broken(_) => {}
    }
}

/// A value in Rust, where nobody knows what comes of it: but what Nix cannot know yet, it cannot know there either.
fn check_pieces(fragments: &[Fragment], is_module: bool, tell: Tell) {
    for fragment in fragments {
        match fragment {
            Fragment::Group(_, _, Rust(inner)) => check_pieces(inner, is_module, tell),
            Fragment::Set(body) => check(&Assignment::all(body), is_module, tell),
            Fragment::Value(value) => match &**value {
                Value::Term(term) => check_term(term, tell),
                value => check_parts(value, tell),
            },
            Fragment::Tokens(_) | Fragment::Query(_) => {}
        }
    }
}

/// What is in a text or an expression.
fn check_parts(value: &Value, tell: Tell) {
    match value {
        Value::Text { parts, span } => {
            for part in parts {
                if let TextPart::Nix(Value::Term(term)) = part
                    && let Some((word, _)) = recursive(&term.path)
                {
                    tell((*span).into(), Problem::RecursiveImport { word });
                }
            }
        }
        Value::Expression { source, span, .. } => {
            if let Some(word) = forced(source) {
                tell((*span).into(), Problem::RecursiveImport { word: word.to_owned() });
            }
        }
        _ => {}
    }
}

/// What a function does with its arguments, nobody knows.
fn check_term(term: &Term, tell: Tell) {
    if let Some((word, spans)) = recursive(&term.path) {
        tell(spans, Problem::RecursiveImport { word });
    }
}

fn check_logic(logic: &Logic, tell: Tell) {
    match logic {
        Logic::Rust(_) => {}
        Logic::Nix(value) => match &**value {
            Value::Term(term) => check_term(term, tell),
            value => check_parts(value, tell),
        },
        Logic::Not(inner) => check_logic(inner, tell),
        Logic::All(operands) | Logic::Any(operands) => {
            operands.iter().for_each(|operand| check_logic(operand, tell));
        }
    }
}

/// What is told of `imports` that Nix decides about.
fn late() -> Problem {
    Problem::Habit {
        what: IMPORTS.to_owned(),
        why: "cannot wait for what Nix decides: what is imported decides what that is".to_owned(),
        remedy: "import always, and decide by an option of what is imported".to_owned(),
        code: "recursive-import",
    }
}

/// `"./disko.nix"`, `true`
fn check_literal(tokens: &TokenStream, tell: Tell) {
    match syn::parse2::<syn::Lit>(tokens.clone()) {
        Ok(syn::Lit::Str(text)) if is_for_nix(&text.value()) => {}
        Ok(syn::Lit::Str(text)) => {
            tell(text.span().into(), Problem::TextImported { text: Some(text.value()) });
        }
        Ok(literal) => {
            let value = tokens.to_string();
            tell(literal.span().into(), Problem::NoModule { value });
        }
        Err(_) => {}
    }
}

/// The word that a reference begins with, if what it means waits for the configuration itself.
fn recursive(path: &OptionPath) -> Option<(String, Spans)> {
    match path.segments.first()? {
        Segment::Name(first) if RECURSIVE.contains(&first.text.as_str()) => {
            Some((first.text.clone(), first.spans))
        }
        _ => None,
    }
}
