//! What an editor offers for a word of the fleet that is half typed.
//!
//! To the macro such a word is unknown, and the compiler must not see it. To an editor it is a variant of an enum of
//! all that may stand there: `match word { Trait::ho | Trait::host | … }`.

use crate::ast::{KEYWORDS, LAYOUTS, NAMINGS, SETTINGS};
use crate::lower::{Lowered, plain_types};
use crate::report::Report;
use crate::rust_items;
use nest_core::problem::Kind;
use nest_core::selector::PSEUDO_CLASSES;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

/// It stands before all else: an editor compares what the macro writes with and without the word, by positions.
pub(super) fn all(lowered: &Lowered, report: &Report) -> TokenStream {
    let fleet = &lowered.declared;
    let of = |kind| lowered.half_typed.iter().filter(move |(of, _)| *of == kind);
    let looked_up = |kind| of(kind).map(|(_, word)| (word.text.clone(), word.span)).collect::<Vec<_>>();
    // A word that Rust keeps, or one with a hyphen, can be no variant.
    let plain = |words: &[&'static str]| -> Vec<(&'static str, &'static str)> {
        words.iter().filter(|word| syn::parse_str::<Ident>(word).is_ok()).map(|word| (*word, "")).collect()
    };
    let types: Vec<&str> = plain_types().map(|(name, _)| name).chain(["node"]).collect();
    let traits =
        || lowered.trait_items.iter().zip(&*fleet.traits).map(|(item, declared)| (*item, declared.doc));
    let attrs = fleet.attrs.iter().map(|declared| (declared.name, declared.doc));
    let select = [("select", "The queries."), ("node", "The node itself.")];
    let lists = [
        list(Kind::Trait, traits().collect(), &looked_up(Kind::Trait)),
        list(
            Kind::Attribute,
            attrs.chain([("is", "The traits of a node.")]).collect(),
            &looked_up(Kind::Attribute),
        ),
        list(Kind::Argument, select.into_iter().chain(traits()).collect(), &looked_up(Kind::Argument)),
        list(Kind::Class, fleet.classes.iter().map(|class| (*class, "")).collect(), &looked_up(Kind::Class)),
        list(Kind::PseudoClass, plain(&PSEUDO_CLASSES), &report.half_typed_of(Kind::PseudoClass)),
        list(Kind::Type, plain(&types), &report.half_typed_of(Kind::Type)),
        list(Kind::Item, plain(&KEYWORDS), &report.half_typed_of(Kind::Item)),
        list(Kind::Setting, plain(&SETTINGS), &report.half_typed_of(Kind::Setting)),
        list(Kind::Naming, plain(&NAMINGS.map(|(word, _)| word)), &report.half_typed_of(Kind::Naming)),
        list(Kind::Layout, plain(&LAYOUTS.map(|(word, _)| word)), &report.half_typed_of(Kind::Layout)),
    ];
    quote!(::nest_core::__private::__for_editors! { const _: () = { #(#lists)* }; })
}

/// The half-typed words of a kind, and the words that are known, with their documentation.
///
/// A known word follows the others: without it there would be no place to compare the first with.
fn list(kind: Kind, mut known: Vec<(&str, &str)>, half_typed: &[(String, Span)]) -> TokenStream {
    let name = format_ident!("{kind:?}");
    let mut taken = HashSet::new();
    known.retain(|(word, _)| taken.insert(*word));
    let known: Vec<(Ident, TokenStream)> = known
        .into_iter()
        .filter_map(|(word, doc)| Some((rust_items::ident(word, Span::call_site())?, rust_items::doc(doc))))
        .collect();
    let variants = known.iter().map(|(word, doc)| quote!(#doc #word));
    let last = known.first().map(|(word, _)| word);
    let words = half_typed
        .iter()
        .filter(|(word, _)| syn::parse_str::<Ident>(word).is_ok())
        .filter_map(|(word, span)| rust_items::ident(word, *span));
    let words = words.chain(last.cloned());
    quote! {
        const _: fn(#name) = |word| match word { #(#name::#words |)* _ => {} };
        enum #name { #(#variants),* }
    }
}
