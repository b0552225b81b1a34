//! Attributes and their types.

use super::Lowering;
use super::allow::Item;
use super::trait_names::Found;
use crate::ast::{Ast, AttrDecl, ScalarDecl, TypeDecl, UniqueDecl};
use crate::report::Report;
use crate::template::Turn;
use nest_core::model::{Attr, AttrId, Int, Scalar, Type, Unique};
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
    let unique = match &decl.unique {
        UniqueDecl::No => Unique::No,
        UniqueDecl::InFleet => Unique::InFleet,
        // Of one that is not declared and will be reported, nothing follows.
        UniqueDecl::Within(word) => lower.attr_id(word).map_or(Unique::No, Unique::Within),
    };
    Attr {
        key: lower.key(&decl.name.text),
        name: &decl.name.text,
        doc: &decl.notes.doc,
        place: lower.files.place(decl.name.span),
        ty,
        unique,
        inherited: decl.inherited,
        default: None,
    }
}

fn ty<'a>(decl: &'a TypeDecl, lower: &mut Lowering<'a>) -> Type<'a> {
    Type { wraps: decl.wraps.clone().into(), scalar: scalar(&decl.scalar, lower) }
}

/// The types that are one word.
pub(crate) fn plain() -> impl Iterator<Item = (&'static str, Scalar<'static>)> + Clone {
    let others = [
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
    others.into_iter().chain(Int::ALL.map(|(name, int)| (name, Scalar::Int(int))))
}

fn scalar<'a>(decl: &'a ScalarDecl, lower: &mut Lowering<'a>) -> Scalar<'a> {
    match decl {
        ScalarDecl::Wrong => Scalar::Unknown,
        ScalarDecl::Choice(choices) => choice(choices, lower.report),
        ScalarDecl::Node(word) => Scalar::Node { of: lower.trait_id(word), name: &word.text },
        ScalarDecl::Named(word) => match plain().find(|(name, _)| *name == word.text) {
            Some((_, scalar)) => scalar,
            None => {
                lower.report.half_typed(Kind::Type, &word.text, word.span);
                let is_trait = !matches!(lower.scope.traits.find(&word.text), Found::None);
                let meant = match meant(&word.text) {
                    _ if is_trait => Some(format!("node({})", word.text)),
                    meant => meant.map(ToOwned::to_owned),
                };
                let known = plain().map(|(name, _)| name);
                lower.report.add(
                    word,
                    match meant {
                        Some(nearest) => Problem::UnknownWord {
                            kind: Kind::Type,
                            word: word.text.clone(),
                            nearest: Some(nearest),
                            known: Vec::new(),
                        },
                        None => Problem::unknown_word(Kind::Type, &word.text, known),
                    },
                );
                Scalar::Unknown
            }
        },
    }
}

/// The type that is meant by one of Nix, or of Rust, that attributes have not.
fn meant(word: &str) -> Option<&'static str> {
    const MEANT: [(&[&str], &str); 8] = [
        (&["str", "string", "text", "path", "Path", "PathBuf", "char", "lines", "nonEmptyStr"], "String"),
        (&["boolean", "Bool"], "bool"),
        (&["int", "integer", "number", "isize", "i128"], "i64"),
        (&["usize", "u128"], "u64"),
        (&["i8", "i16"], "i32"),
        (&["port", "Port"], "u16"),
        (&["float", "double", "f32"], "f64"),
        (&["attrs", "attrset", "set", "object"], "{ String: String }"),
    ];
    MEANT.iter().find(|(words, _)| words.contains(&word)).map(|(_, ty)| *ty)
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
