//! Attributes, their types and their values.

use super::line;
use crate::ast::{Ast, AttrDecl, ScalarDecl, TypeDecl, ValueDecl, ValueKind};
use crate::parse::unknown;
use crate::report::Report;
use nest_core::model::{Attr, Int, Key, Mismatch, Scalar, Type};
use nest_core::problem::{Problem, Word};
use nest_core::value::Value;
use std::collections::HashMap;

pub(super) fn lower<'a>(ast: &'a Ast, keys: &impl Fn(&str) -> Key, report: &Report) -> Vec<Attr<'a>> {
    ast.attrs.iter().map(|decl| attr(decl, keys, report)).collect()
}

fn attr<'a>(decl: &'a AttrDecl, keys: &impl Fn(&str) -> Key, report: &Report) -> Attr<'a> {
    let ty = ty(&decl.ty, report);
    let default = decl.default.as_ref().map(|default| checked(default, &ty, report));
    Attr {
        key: keys(&decl.name.text),
        name: &decl.name.text,
        doc: &decl.notes.doc,
        line: line(decl.name.span),
        ty,
        unique: decl.unique,
        inherited: decl.inherited,
        default,
    }
}

fn ty<'a>(decl: &'a TypeDecl, report: &Report) -> Type<'a> {
    Type { wraps: decl.wraps.clone().into(), scalar: scalar(&decl.scalar, report) }
}

fn scalar<'a>(decl: &'a ScalarDecl, report: &Report) -> Scalar<'a> {
    let plain = [
        ("String", Scalar::String),
        ("bool", Scalar::Bool),
        ("f64", Scalar::Float),
        ("Ipv4Addr", Scalar::Ipv4),
        ("Ipv6Addr", Scalar::Ipv6),
        ("IpAddr", Scalar::Ip),
        ("System", Scalar::System),
    ];
    let integers = Int::ALL.map(|(name, int)| (name, Scalar::Int(int)));
    match decl {
        ScalarDecl::Wrong => Scalar::Unknown,
        ScalarDecl::Choice(choices) => choice(choices, report),
        ScalarDecl::Named(word) => {
            let known = || plain.iter().chain(&integers);
            match known().find(|(name, _)| *name == word.text) {
                Some((_, scalar)) => scalar.clone(),
                None => {
                    report.add(word, unknown(Word::Type, &word.text, known().map(|(name, _)| *name)));
                    Scalar::Unknown
                }
            }
        }
    }
}

fn choice<'a>(choices: &'a [(String, proc_macro2::Span)], report: &Report) -> Scalar<'a> {
    let mut variants: HashMap<String, &str> = HashMap::new();
    let mut kept: Vec<&str> = Vec::new();
    for (text, span) in choices {
        let variant = crate::names::variant_name(text);
        match variants.get(&variant) {
            Some(first) if first == text => report.add(*span, Problem::DuplicateWord { word: text.clone() }),
            Some(first) => {
                let problem =
                    Problem::DuplicateChoice { first: (*first).to_owned(), second: text.clone(), variant };
                report.add(*span, problem);
            }
            None => {
                variants.insert(variant, text);
                kept.push(text);
            }
        }
    }
    Scalar::Choice(kept.into())
}

/// A value of a type. One of another type is reported at its smallest wrong part, and becomes unknown.
pub(super) fn checked<'a>(decl: &'a ValueDecl, ty: &Type, report: &Report) -> Value<'a> {
    let value = value(decl);
    accept(decl, value, report, |value| ty.check(value))
}

pub(super) fn accept<'a>(
    decl: &'a ValueDecl,
    value: Value<'a>,
    report: &Report,
    check: impl Fn(&Value<'a>) -> Result<(), Mismatch>,
) -> Value<'a> {
    match check(&value) {
        Ok(()) => value,
        Err(Mismatch { at, problem }) => {
            report.add(part(decl, &at).spans, problem);
            Value::Unknown
        }
    }
}

/// The part of a value at positions in lists and maps.
fn part<'v>(decl: &'v ValueDecl, at: &[usize]) -> &'v ValueDecl {
    let inner = at.split_first().and_then(|(i, rest)| match &decl.kind {
        ValueKind::List(parts) => parts.get(*i).map(|inner| part(inner, rest)),
        ValueKind::Map(parts) => parts.get(*i).map(|(_, inner)| part(inner, rest)),
        _ => None,
    });
    inner.unwrap_or(decl)
}

/// A value as written.
pub(super) fn value(decl: &ValueDecl) -> Value<'_> {
    match &decl.kind {
        ValueKind::Null => Value::Null,
        ValueKind::Bool(b) => Value::Bool(*b),
        ValueKind::Int(i) => Value::Int(*i),
        ValueKind::Float(x) => Value::Float(*x),
        ValueKind::Str(s) => Value::Str(s.as_str().into()),
        ValueKind::List(parts) => Value::List(parts.iter().map(value).collect::<Vec<_>>().into()),
        ValueKind::Map(parts) => Value::Map(
            parts
                .iter()
                .map(|(name, part)| (name.text.as_str().into(), value(part)))
                .collect::<Vec<_>>()
                .into(),
        ),
        ValueKind::Wrong => Value::Unknown,
    }
}
