//! Literals of Rust.

use crate::report::{Report, Spans};
use nest_core::nix::Refusal;
use proc_macro2::{Literal, Span};

/// The text of a string literal.
pub(super) fn text(literal: &Literal) -> Option<(String, Span)> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(string) => Some((string.value(), literal.span())),
        _ => None,
    }
}

/// Reports a text that goes to Nix as it stands, if Nix would cut it.
pub(super) fn check_uncut(text: &str, at: impl Into<Spans>, report: &Report) {
    if let Some(problem) = Refusal::of_literal_text(text) {
        report.add(at, problem);
    }
}
