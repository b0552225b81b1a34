//! What a body assigns, as far as that is known before it runs.

use super::place;
use crate::ast::{Body, OptionPath, Part, Piece, Rust, Segment, Statement, Value};
use crate::report::Spans;
use nest_core::model::Known;
use nest_core::nix::priority;
use nest_core::value::Value as Literal;
use proc_macro2::{Ident, TokenStream};

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
                if let Value::Property { arguments, .. } = value {
                    // Under a condition, or at another priority.
                    for argument in arguments {
                        if let Value::Set(body) = argument {
                            walk(body, &names, false, found);
                        }
                    }
                }
                let (value, priority) = match value {
                    Value::Property { function, arguments, .. } if certain => {
                        property(function, arguments).unwrap_or((Literal::Unknown, PLAIN))
                    }
                    Value::Rust(rust) if certain => (plain(rust).unwrap_or(Literal::Unknown), PLAIN),
                    _ => (Literal::Unknown, PLAIN),
                };
                let place = place(path.spans.start);
                found.push((Known { path: names.into(), value, priority, place }, path.spans));
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

/// A literal in `mk_force(…)`, `mk_default(…)`, `mk_override(n, …)`.
fn property(function: &Ident, arguments: &[Value]) -> Option<(Literal<'static>, i64)> {
    let literal = |value: &Value| match value {
        Value::Rust(rust) => plain(rust),
        _ => None,
    };
    match (function.to_string().as_str(), arguments) {
        ("mk_force", [value]) => Some((literal(value)?, priority::FORCE)),
        ("mk_default", [value]) => Some((literal(value)?, priority::DEFAULT)),
        ("mk_override", [priority, value]) => match literal(priority)? {
            Literal::Int(priority) => Some((literal(value)?, priority)),
            _ => None,
        },
        _ => None,
    }
}

/// A literal by itself.
fn plain(rust: &Rust) -> Option<Literal<'static>> {
    match rust.0.as_slice() {
        [Piece::Tokens(tokens)] => literal(tokens),
        _ => None,
    }
}

/// `true`, `8080`, `-0.5`
fn literal(tokens: &TokenStream) -> Option<Literal<'static>> {
    match syn::parse2::<syn::Lit>(tokens.clone()).ok()? {
        syn::Lit::Bool(bool) => Some(Literal::Bool(bool.value)),
        syn::Lit::Int(int) if int.suffix().is_empty() => Some(Literal::Int(int.base10_parse().ok()?)),
        syn::Lit::Float(float) if float.suffix().is_empty() => {
            // What is too large has been reported, and no constant can be written of it.
            float.base10_parse().ok().filter(|value: &f64| value.is_finite()).map(Literal::Float)
        }
        _ => None,
    }
}
