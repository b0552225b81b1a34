//! How deep brackets may stand in one another.

use crate::report::Report;
use proc_macro2::{Span, TokenStream, TokenTree};

/// How many brackets may stand in one another: reading them goes down the stack, in this macro, in syn and in the
/// compiler.
pub(super) const LIMIT: usize = 64;

/// Reports the first bracket that is too deep. What holds one is not to be read. `text` is where the tokens stand, if
/// they are the text of a literal.
pub(super) fn is_too_deep(tokens: &TokenStream, text: Option<Span>, report: &Report) -> bool {
    let found = too_deep(tokens, 0);
    if let Some(bracket) = found {
        tell(text.unwrap_or(bracket), report);
    }
    found.is_some()
}

/// Reports a bracket that is too deep.
pub(super) fn tell(bracket: Span, report: &Report) {
    report.syntax_in_rust(bracket, format!("at most {LIMIT} brackets in one another"), "one more");
}

/// The first bracket that is too deep, in so many brackets. This does not go down the stack itself.
pub(super) fn too_deep(tokens: &TokenStream, brackets: usize) -> Option<Span> {
    let mut around = vec![tokens.clone().into_iter()];
    while let Some(inside) = around.last_mut() {
        match inside.next() {
            Some(TokenTree::Group(group)) if brackets + around.len() > LIMIT => {
                return Some(group.span_open());
            }
            Some(TokenTree::Group(group)) => around.push(group.stream().into_iter()),
            Some(_) => {}
            None => drop(around.pop()),
        }
    }
    None
}
