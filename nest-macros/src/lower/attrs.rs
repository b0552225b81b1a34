//! Attributes and their types.

use super::Lowering;
use super::allow::Item;
use super::place;
use crate::ast::{Ast, AttrDecl, ScalarDecl, TypeDecl};
use crate::report::Report;
use crate::template::Turn;
use nest_core::model::{Attr, AttrId, Int, Scalar, Type};
use nest_core::problem::{Kind, Problem};
use nest_core::report::Site;
use std::collections::HashMap;

/// The attributes without their defaults: those can name nodes, which are not known yet.
pub(super) fn lower<'a>(ast: &'a Ast, lower: &mut Lowering<'a>) -> Vec<Attr<'a>> {
    ast.attrs.iter().for_each(|decl| drop(lower.allow(&decl.notes.allow, Item::Other)));
    let attrs: Vec<Attr> = ast.attrs.iter().map(|decl| attr(decl, lower)).collect();
    lower.scope.types = attrs.iter().map(|attr| attr.ty.clone()).collect();
    attrs
}

pub(super) fn defaults<'a>(ast: &'a Ast, attrs: &mut [Attr<'a>], lower: &mut Lowering<'a>) {
    for ((i, decl), attr) in ast.attrs.iter().enumerate().zip(attrs) {
        let Some(default) = &decl.default else { continue };
        let (id, site) = (AttrId::at(i), Site::Default(AttrId::at(i)));
        attr.default = Some(lower.checked(default, id, &Turn::new(), Some(site)));
        lower.map.note(site, default.spans);
    }
}

fn attr<'a>(decl: &'a AttrDecl, lower: &mut Lowering<'a>) -> Attr<'a> {
    let ty = ty(&decl.ty, lower);
    Attr {
        key: lower.key(&decl.name.text),
        name: &decl.name.text,
        doc: &decl.notes.doc,
        place: place(decl.name.span),
        ty,
        unique: decl.unique,
        inherited: decl.inherited,
        default: None,
    }
}

fn ty<'a>(decl: &'a TypeDecl, lower: &mut Lowering<'a>) -> Type<'a> {
    Type { wraps: decl.wraps.clone().into(), scalar: scalar(&decl.scalar, lower) }
}

fn scalar<'a>(decl: &'a ScalarDecl, lower: &mut Lowering<'a>) -> Scalar<'a> {
    let plain = [
        ("String", Scalar::String),
        ("bool", Scalar::Bool),
        ("f64", Scalar::Float),
        ("Ipv4Addr", Scalar::Ipv4),
        ("Ipv6Addr", Scalar::Ipv6),
        ("IpAddr", Scalar::Ip),
        ("Ipv4Net", Scalar::Ipv4Net),
        ("Ipv6Net", Scalar::Ipv6Net),
        ("IpNet", Scalar::IpNet),
        ("MacAddr", Scalar::MacAddr),
        ("System", Scalar::System),
    ];
    let integers = Int::ALL.map(|(name, int)| (name, Scalar::Int(int)));
    match decl {
        ScalarDecl::Wrong => Scalar::Unknown,
        ScalarDecl::Choice(choices) => choice(choices, lower.report),
        ScalarDecl::Node(word) => Scalar::Node { of: lower.trait_id(word), name: &word.text },
        ScalarDecl::Named(word) => {
            let known = || plain.iter().chain(&integers);
            match known().find(|(name, _)| *name == word.text) {
                Some((_, scalar)) => scalar.clone(),
                None => {
                    let known = known().map(|(name, _)| *name);
                    lower.report.add(word, Problem::unknown_word(Kind::Type, &word.text, known));
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
        let variant = crate::rust_items::variant(text);
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
