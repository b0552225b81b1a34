//! Functions that mention every trait and attribute where the fleet does, so that an editor can go to the
//! declaration, show its documentation, find all mentions and rename them.

use super::names;
use crate::ast::Word;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// How many mentions a function has: rustc and editors are slow on large functions.
const MENTIONS: usize = 256;

pub(super) fn all(mentions: &[&Word]) -> TokenStream {
    let functions = mentions.chunks(MENTIONS).map(|mentions| {
        let mentions = mentions.iter().filter_map(|word| {
            let ident = names::item(&word.text, word.span)?;
            Some(quote_spanned!(word.span=> let _ = #ident;))
        });
        quote!(const _: fn() = || { #(#mentions)* };)
    });
    functions.collect()
}
