//! Literals of Rust.

use crate::report::{Report, Spans};
use nest_core::nix::Refusal;
use nest_core::problem::Problem;
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

/// `1e999` is written like a number, and is none that Rust or Nix has.
pub(super) fn check_number(literal: &Literal, report: &Report) {
    if let syn::Lit::Float(digits) = syn::Lit::new(literal.clone())
        && digits.base10_parse::<f64>().is_ok_and(f64::is_infinite)
    {
        let (expected, found) = ("a finite number".to_owned(), format!("`{literal}`"));
        report.add(literal.span(), Problem::Syntax { expected, found });
    }
}
