//! What an editor offers for a word of the fleet that is half typed.
//!
//! To the macro such a word is unknown, and the compiler must not see it. To an editor it is a variant of an enum of
//! all that may stand there: `match word { Trait::ho | Trait::host | … }`.

use crate::ast::Identifier;
use crate::lower::Lowered;
use crate::rust_items;
use nest_core::problem::Kind;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

/// It stands before all else: an editor compares what the macro writes with and without the word, by positions.
pub(super) fn all(lowered: &Lowered) -> TokenStream {
    let Lowered { declared: fleet, half_typed, .. } = lowered;
    let traits =
        || lowered.trait_items.iter().zip(&*fleet.traits).map(|(item, declared)| (*item, declared.doc));
    let attrs = fleet.attrs.iter().map(|declared| (declared.name, declared.doc));
    let select = [("select", "The queries."), ("node", "The node itself.")];
    let lists = [
        list(Kind::Trait, traits().collect(), half_typed),
        list(Kind::Attribute, attrs.chain([("is", "The traits of a node.")]).collect(), half_typed),
        list(Kind::Argument, select.into_iter().chain(traits()).collect(), half_typed),
        list(Kind::Class, fleet.classes.iter().map(|class| (*class, "")).collect(), half_typed),
    ];
    quote!(::nest_core::__private::__for_editors! { const _: () = { #(#lists)* }; })
}

/// The half-typed words of a kind, and the words that are known, with their documentation.
///
/// A known word follows the others: without it there would be no place to compare the first with.
fn list(kind: Kind, mut known: Vec<(&str, &str)>, half_typed: &[(Kind, Identifier)]) -> TokenStream {
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
        .filter(|(other, word)| *other == kind && syn::parse_str::<Ident>(&word.text).is_ok())
        .filter_map(|(_, word)| rust_items::ident(&word.text, word.span));
    let words = words.chain(last.cloned());
    quote! {
        const _: fn(#name) = |word| match word { #(#name::#words |)* _ => {} };
        enum #name { #(#variants),* }
    }
}
