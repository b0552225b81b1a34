//! Where the items stand that the macro writes.
//!
//! rustc underlines from the first token of an item to its last. An editor shows, for a word of the user's, every token
//! that stands at it: so only those may that the word means.

use crate::report::Spans;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// An item from the keyword to the name of what declares it.
pub(super) fn placed(visibility: &TokenStream, item: TokenStream, at: Spans) -> TokenStream {
    let mut tokens: Vec<TokenTree> = visibility.clone().into_iter().collect();
    let first = tokens.len().max(1);
    tokens.extend(item);
    for token in tokens.iter_mut().take(first) {
        token.set_span(at.start);
    }
    if let Some(last) = tokens.last_mut() {
        last.set_span(at.end);
    }
    tokens.into_iter().collect()
}

/// Where something begins: rustc points there, and an editor, to which it is no word, shows nothing of what stands there.
pub(super) fn before(at: Span) -> Span {
    if proc_macro::is_available() { at.unwrap().start().into() } else { at }
}

/// A name that the macro mentions, and the user does not.
pub(super) fn mentioned(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::call_site());
    name
}

/// A variable of ours that the user's code cannot see, nor hide. To an editor it is no variable, which it would offer:
/// see [`in_editors`].
pub(super) fn own(name: &str) -> Ident {
    Ident::new(&format!("__nest_{name}"), Span::mixed_site())
}

/// What our variables are to an editor, wherever code is.
pub(super) fn in_editors() -> TokenStream {
    quote! {
        ::nest_core::__private::__for_editors! {
            #[allow(unused_imports)]
            use ::nest_core::__private::in_editors::*;
        }
    }
}
