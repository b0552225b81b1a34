//! Functions that mention every trait and attribute where the fleet does, so that an editor can go to the
//! declaration, show its documentation, find all mentions and rename them.

use crate::rust_items;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::HashMap;

/// How many mentions a function has: rustc and editors are slow on large functions.
const MENTIONS: usize = 256;

/// `uses` are the mentions in bodies.
pub(super) fn all(mentions: &[(&str, Span)], uses: &[Ident]) -> TokenStream {
    // Thousands of mentions are of few names.
    let mut items: HashMap<&str, Option<Ident>> = HashMap::new();
    let mentions = mentions.iter().filter_map(|(name, span)| {
        let item = items.entry(name).or_insert_with(|| rust_items::ident(name, *span));
        let mut ident = item.clone()?;
        ident.set_span(*span);
        Some(ident)
    });
    let mentions: Vec<Ident> = mentions.chain(uses.iter().cloned()).collect();
    // The shortest statement that there is: of all that the macro writes, most is this.
    let function =
        |mentions: &[Ident]| quote!(#[allow(path_statements)] const _: fn() = || { #(#mentions;)* };);
    mentions.chunks(MENTIONS).map(function).collect()
}
