//! Code where Nix decides whether it counts: it runs all the same, and so must do nothing that shows elsewhere.

use super::habits::{spans, written};
use super::scope::Scope;
use crate::report::{Report, Spans};
use nest_core::problem::Problem;
use proc_macro2::{Ident, TokenStream, TokenTree};

/// Reports a way out of the code around.
pub(super) fn check_rust(tokens: &TokenStream, scope: &Scope, report: &Report) {
    if let Some(word) = way_out(tokens, scope.in_loop()) {
        let remedy = "assign options there alone, and decide the rest in Rust";
        tell((&word).into(), word.to_string(), remedy, report);
    }
}

/// Reports a statement that does something to what is around: to other variables than those that are bound inside.
pub(super) fn check_statement(tokens: &TokenStream, scope: &Scope, report: &Report) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_inside = match &*tokens {
        [TokenTree::Ident(word), TokenTree::Punct(_) | TokenTree::Group(_), ..] => {
            scope.is_bound_inside(&word.to_string())
        }
        _ => false,
    };
    if let (false, Some(spans)) = (is_inside, spans(&tokens)) {
        tell(spans, written(&tokens), "assign options there alone, and do the rest before it", report);
    }
}

fn tell(at: Spans, what: String, remedy: &str, report: &Report) {
    let why = "would run whatever Nix decides".to_owned();
    report.add_broken(at, Problem::Habit { what, why, remedy: remedy.to_owned(), code: "syntax" });
}

/// `return`, and `break` or `continue` that no loop inside is about. A closure may return.
fn way_out(tokens: &TokenStream, in_loop: bool) -> Option<Ident> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let has = |words: &[&str]| {
        tokens
            .iter()
            .any(|token| matches!(token, TokenTree::Ident(word) if words.iter().any(|other| word == other)))
    };
    let is_closure =
        tokens.iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '|'));
    let in_loop = in_loop || has(&["for", "while", "loop"]);
    tokens.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Ident(word) if word == "return" && !is_closure && !has(&["fn"]) => Some(word.clone()),
        TokenTree::Ident(word) if word == "break" || word == "continue" => {
            let is_labelled =
                matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '\'');
            (is_labelled || !in_loop).then(|| word.clone())
        }
        TokenTree::Group(_) if is_closure => None,
        TokenTree::Group(group) => way_out(&group.stream(), in_loop),
        _ => None,
    })
}
