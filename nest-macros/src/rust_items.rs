//! Names of Rust items.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A declared name as a Rust identifier; none of the few that Rust keeps to itself.
pub(crate) fn ident(text: &str, span: Span) -> Option<Ident> {
    match text {
        "self" | "super" | "crate" | "Self" | "_" => None,
        _ => Some(match syn::parse_str::<syn::Ident>(text) {
            Ok(_) => Ident::new(text, span),
            Err(_) => Ident::new_raw(text, span),
        }),
    }
}

/// `httpPort`, `http-port`, `http_port`: `HttpPort`. What begins with a digit gets a `_`.
pub(crate) fn variant(text: &str) -> String {
    let mut name = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    match name.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "Self_".to_owned(),
        _ if name.starts_with(|c: char| c.is_numeric()) => format!("_{name}"),
        _ => name,
    }
}

/// `#[doc = "…"]`, if there is anything to say.
pub(crate) fn doc(text: &str) -> TokenStream {
    if text.is_empty() { TokenStream::new() } else { quote!(#[doc = #text]) }
}
