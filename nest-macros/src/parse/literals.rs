//! Literals of Rust.

use proc_macro2::{Literal, Span};

/// The text of a string literal.
pub(super) fn text(literal: &Literal) -> Option<(String, Span)> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(string) => Some((string.value(), literal.span())),
        _ => None,
    }
}
