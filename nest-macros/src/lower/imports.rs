//! What a body imports are modules, and must not depend on what it configures.

use crate::ast::{Body, Part, Piece, Rust, Segment, Statement, TextPart, Value};
use crate::parse::{forced, is_for_nix};
use crate::report::Report;
use nest_core::nix::RECURSIVE;
use nest_core::problem::Problem;
use proc_macro2::TokenStream;

/// Reports what cannot be in the `imports` at the top of a body. What is no module is wrong only in a module.
pub(super) fn check(body: &Body, is_module: bool, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Assign { path, value } => {
                if let [Segment::Name(name)] = path.segments.as_slice()
                    && name.text == "imports"
                {
                    check_value(value, is_module, report);
                }
            }
            Statement::Control(parts) => parts.iter().for_each(|part| match part {
                Part::Body(body) => check(body, is_module, report),
                Part::Arms(arms) => arms.iter().for_each(|arm| check(&arm.body, is_module, report)),
                Part::Rust(_) => {}
            }),
            _ => {}
        }
    }
}

fn check_value(value: &Value, is_module: bool, report: &Report) {
    match value {
        Value::List(elements) => elements.iter().for_each(|element| check_value(element, is_module, report)),
        Value::Each { value, .. } => check_value(value, is_module, report),
        Value::Property { arguments, .. } => {
            // The condition of a `mk_if` is no module, nor is a priority.
            for (i, value) in arguments.iter().enumerate() {
                check_value(value, is_module && i + 1 == arguments.len(), report);
            }
        }
        // A module that is written in place has `imports` of its own.
        Value::Set(body) => check(body, is_module, report),
        Value::Reference(path) => {
            if let Some(Segment::Name(first)) = path.segments.first()
                && RECURSIVE.contains(&first.text.as_str())
            {
                report.add(first.spans, Problem::RecursiveImport { word: first.text.clone() });
            }
        }
        Value::Text { parts, span } => {
            let is_nix = |part: &TextPart| matches!(part, TextPart::Nix(_));
            if is_module && !parts.iter().any(is_nix) {
                let text = match parts.as_slice() {
                    [TextPart::Literal(text)] => Some(text.clone()),
                    _ => None,
                };
                report.add(*span, Problem::TextImported { text });
            }
            check_parts(value, report);
        }
        Value::Expression { .. } => check_parts(value, report),
        Value::Rust(Rust(pieces)) => match pieces.as_slice() {
            [Piece::Tokens(tokens)] if is_module => check_literal(tokens, report),
            pieces => check_pieces(pieces, is_module, report),
        },
        Value::File { .. } | Value::Broken(_) => {}
    }
}

/// A value in Rust, where nobody knows what comes of it: but what Nix cannot know yet, it cannot know there either.
fn check_pieces(pieces: &[Piece], is_module: bool, report: &Report) {
    for piece in pieces {
        match piece {
            Piece::Group(_, _, Rust(inner)) => check_pieces(inner, is_module, report),
            Piece::Set(body) => check(body, is_module, report),
            Piece::Value(value) => check_parts(value, report),
            Piece::Tokens(_) | Piece::Query(_) => {}
        }
    }
}

/// What is in a text or an expression.
fn check_parts(value: &Value, report: &Report) {
    match value {
        Value::Text { parts, span } => {
            for part in parts {
                if let TextPart::Nix(Value::Reference(path)) = part
                    && let Some(Segment::Name(first)) = path.segments.first()
                    && RECURSIVE.contains(&first.text.as_str())
                {
                    report.add(*span, Problem::RecursiveImport { word: first.text.clone() });
                }
            }
        }
        Value::Expression { source, span, .. } => {
            if let Some(word) = forced(source) {
                report.add(*span, Problem::RecursiveImport { word: word.to_owned() });
            }
        }
        _ => {}
    }
}

/// `"./disko.nix"`, `true`
fn check_literal(tokens: &TokenStream, report: &Report) {
    match syn::parse2::<syn::Lit>(tokens.clone()) {
        Ok(syn::Lit::Str(text)) if is_for_nix(&text.value()) => {}
        Ok(syn::Lit::Str(text)) => {
            report.add(text.span(), Problem::TextImported { text: Some(text.value()) });
        }
        Ok(literal) => {
            let value = tokens.to_string();
            report.add(literal.span(), Problem::NoModule { value });
        }
        Err(_) => {}
    }
}
