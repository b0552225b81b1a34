//! What a body assigns, as far as that is known before it runs.

use super::line;
use crate::ast::{Body, OptionPath, Part, Piece, Rust, Segment, Statement, Value};
use crate::report::Spans;
use nest_core::model::Known;
use nest_core::nix::priority;
use nest_core::value::Value as Literal;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The priority of a definition that names none. Source: nixpkgs, `lib/modules.nix`.
const PLAIN: i64 = 100;

/// The assignments to paths without computed parts, each with its place.
pub(super) fn known<'a>(body: &'a Body) -> Vec<(Known<'a>, Spans)> {
    let mut found = Vec::new();
    walk(body, &[], true, &mut found);
    found
}

fn walk<'a>(body: &'a Body, prefix: &[&'a str], certain: bool, found: &mut Vec<(Known<'a>, Spans)>) {
    for statement in &body.statements {
        match statement {
            Statement::Assign { path, value } => {
                let Some(names) = names(path, prefix) else { continue };
                if let Value::Set(body) = value {
                    walk(body, &names, certain, found);
                    continue;
                }
                let (value, priority) = match value {
                    Value::Rust(rust) if certain => definition(rust).unwrap_or((Literal::Unknown, PLAIN)),
                    _ => (Literal::Unknown, PLAIN),
                };
                let line = line(path.spans.start);
                found.push((Known { path: names.into(), value, priority, line }, path.spans));
            }
            Statement::Nest { path, body } => {
                if let Some(names) = names(path, prefix) {
                    walk(body, &names, certain, found);
                }
            }
            Statement::Control(parts) => {
                for part in parts {
                    match part {
                        Part::Body(body) => walk(body, prefix, false, found),
                        Part::Arms(arms) => arms.iter().for_each(|arm| walk(&arm.body, prefix, false, found)),
                        Part::Rust(_) => {}
                    }
                }
            }
            Statement::Rust(_) | Statement::Broken(_) | Statement::Addition(_) => {}
        }
    }
}

fn names<'a>(path: &'a OptionPath, prefix: &[&'a str]) -> Option<Vec<&'a str>> {
    let name = |segment: &'a Segment| match segment {
        Segment::Name(name) => Some(name.text.as_str()),
        Segment::Computed(..) => None,
    };
    let below: Option<Vec<&str>> = path.segments.iter().map(name).collect();
    Some(prefix.iter().copied().chain(below?).collect())
}

/// A literal, by itself or in `mk_force(…)`, `mk_default(…)`, `mk_override(n, …)`.
fn definition(rust: &Rust) -> Option<(Literal<'static>, i64)> {
    let tokens: Vec<TokenTree> = match rust.0.as_slice() {
        [Piece::Tokens(tokens)] => tokens.clone().into_iter().collect(),
        _ => return None,
    };
    if let [TokenTree::Ident(function), TokenTree::Group(group)] = tokens.as_slice()
        && group.delimiter() == Delimiter::Parenthesis
    {
        let arguments: Vec<TokenTree> = group.stream().into_iter().collect();
        let comma =
            arguments.iter().position(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','));
        return match (function.to_string().as_str(), comma) {
            ("mk_force", None) => Some((literal(&arguments)?, priority::FORCE)),
            ("mk_default", None) => Some((literal(&arguments)?, priority::DEFAULT)),
            ("mk_override", Some(comma)) => match literal(&arguments[..comma])? {
                Literal::Int(priority) => Some((literal(&arguments[comma + 1..])?, priority)),
                _ => None,
            },
            _ => None,
        };
    }
    Some((literal(&tokens)?, PLAIN))
}

/// `true`, `8080`, `-0.5`
fn literal(tokens: &[TokenTree]) -> Option<Literal<'static>> {
    let text = tokens.iter().cloned().collect::<TokenStream>();
    match syn::parse2::<syn::Lit>(text).ok()? {
        syn::Lit::Bool(bool) => Some(Literal::Bool(bool.value)),
        syn::Lit::Int(int) if int.suffix().is_empty() => Some(Literal::Int(int.base10_parse().ok()?)),
        syn::Lit::Float(float) if float.suffix().is_empty() => {
            Some(Literal::Float(float.base10_parse().ok()?))
        }
        _ => None,
    }
}
