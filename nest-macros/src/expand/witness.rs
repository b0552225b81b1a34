//! Functions that mention every trait and attribute where the fleet does, so that an editor can go to the
//! declaration, show its documentation, find all mentions and rename them.

use crate::ast::Word;
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::HashMap;

/// How many mentions a function has: rustc and editors are slow on large functions.
const MENTIONS: usize = 256;

pub(super) fn all(mentions: &[&Word]) -> TokenStream {
    // Thousands of mentions are of few names.
    let mut items: HashMap<&str, Option<Ident>> = HashMap::new();
    let functions = mentions.chunks(MENTIONS).map(|mentions| {
        let mentions = mentions.iter().filter_map(|word| {
            let item = items.entry(&word.text).or_insert_with(|| names::item(&word.text, word.span));
            let mut ident = item.clone()?;
            ident.set_span(word.span);
            Some(quote_spanned!(word.span=> let _ = #ident;))
        });
        quote!(const _: fn() = || { #(#mentions)* };)
    });
    functions.collect()
}
