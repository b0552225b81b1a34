//! What a body assigns, with the values that are literals.

use super::files::Files;
use crate::ast::{self, Fragment, Given, Rust, Segment, Setting, Statement, Value};
use crate::report::Spans;
use nest_core::model::{Assignment, Condition, Table};
use nest_core::nix::priority;
use nest_core::value::{Text, Value as Literal};
use proc_macro2::TokenStream;

/// The list that the model has, each with its place. Of blocks and sets it has what stands in them.
pub(super) fn lower<'a>(all: &[ast::Assignment<'a>], files: &Files) -> Vec<(Assignment<'a>, Spans)> {
    let values = all.iter().filter_map(|assigned| match assigned.given {
        Given::Value(Value::Set(body)) if !body.statements.is_empty() => None,
        Given::Value(value) => Some((assigned, value)),
        Given::Block(_) => None,
    });
    let lowered = values.map(|(assigned, value)| {
        let path: Vec<Option<&str>> = assigned.path.iter().map(|segment| segment.literal()).collect();
        let spans = assigned.written.spans;
        let mut lowered = Assignment::unknown(path.into(), files.place(spans.start));
        if let Some(Definition { value, condition, priority }) = definition(value)
            && !matches!(value, Literal::Unknown)
        {
            let is_certain = assigned.condition == Condition::Always;
            lowered.condition = if is_certain { condition } else { assigned.condition };
            (lowered.value, lowered.priority) = (value, priority);
        }
        (lowered, spans)
    });
    lowered.collect()
}

/// What the module system makes of a value.
struct Definition<'a> {
    value: Literal<'a>,
    condition: Condition,
    priority: i64,
}

/// The value in `mk_force(…)`, `mk_default(…)`, `mk_override(n, …)`, `mk_if(condition, …)`; or the value itself.
fn definition(value: &Value) -> Option<Definition<'_>> {
    let plain = |value| Definition {
        value: literal(value),
        condition: Condition::Always,
        priority: Assignment::PLAIN,
    };
    let Value::Property { function, arguments, .. } = value else { return Some(plain(value)) };
    let at = |priority, value| Some(Definition { priority, ..plain(value) });
    match (function.to_string().as_str(), arguments.as_slice()) {
        // What stands in a set is told by itself.
        (_, [.., Value::Set(body)]) if !body.statements.is_empty() => None,
        ("mk_force", [value]) => at(priority::FORCE, value),
        ("mk_default", [value]) => at(priority::DEFAULT, value),
        ("mk_override", [priority, value]) => match literal(priority) {
            Literal::Int(priority) => at(priority, value),
            _ => None,
        },
        ("mk_if", [_, value]) => Some(Definition { condition: Condition::Perhaps, ..plain(value) }),
        _ => None,
    }
}

/// A literal, or a list or set with literals in it; else unknown.
fn literal<'a>(value: &'a Value) -> Literal<'a> {
    match value {
        Value::List(values) => Literal::List(values.iter().map(literal).collect::<Vec<_>>().into()),
        Value::Set(body) => {
            let field = |statement: &'a Statement| match statement {
                Statement::Own(Setting::Assign { path, value }) => match path.segments.as_slice() {
                    [Segment::Name(name)] => Some((Text::Borrowed(name.text.as_str()), literal(value))),
                    _ => None,
                },
                _ => None,
            };
            let fields: Option<Vec<_>> = body.statements.iter().map(field).collect();
            fields.map_or(Literal::Unknown, |fields| Literal::Map(Table::from(fields)))
        }
        Value::Integer(tokens) => scalar(tokens).unwrap_or(Literal::Unknown),
        Value::Rust(Rust(fragments)) => match fragments.as_slice() {
            [Fragment::Tokens(tokens)] => scalar(tokens).unwrap_or(Literal::Unknown),
            _ => Literal::Unknown,
        },
        _ => Literal::Unknown,
    }
}

/// `true`, `8080`, `-0.5`, `"text"`
fn scalar(tokens: &TokenStream) -> Option<Literal<'static>> {
    match syn::parse2::<syn::Lit>(tokens.clone()).ok()? {
        syn::Lit::Bool(bool) => Some(Literal::Bool(bool.value)),
        syn::Lit::Str(text) => Some(Literal::Str(text.value().into())),
        syn::Lit::Int(int) if int.suffix().is_empty() => Some(Literal::Int(int.base10_parse().ok()?)),
        syn::Lit::Float(float) if float.suffix().is_empty() => {
            // What is too large has been reported, and no constant can be written of it.
            float.base10_parse().ok().filter(|value: &f64| value.is_finite()).map(Literal::Float)
        }
        _ => None,
    }
}
