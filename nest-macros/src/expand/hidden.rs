//! What code mentions that rustc does not see, because it is no Rust.
//!
//! What is used in it is used: rustc is shown the paths alone, behind a name that is not there. Beside an error of ours it
//! tells of no such name, and infers nothing in a function that has one.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// Statements that mention the paths in some tokens: `BTreeMap::from`, `ports`.
pub(super) fn mentions(tokens: TokenStream) -> TokenStream {
    let mut paths = Vec::new();
    find(tokens, &mut paths);
    let nothing = Ident::new("__nest_hidden", Span::call_site());
    quote!(#nothing; #(let _ = #paths;)*)
}

fn find(tokens: TokenStream, paths: &mut Vec<TokenStream>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let sign = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    };
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        at += 1;
        let follows = start.checked_sub(1).and_then(sign).is_some_and(|sign| ".:'$".contains(sign));
        match &tokens[start] {
            TokenTree::Group(_) if start.checked_sub(1).and_then(sign) == Some('#') => {}
            TokenTree::Group(group) => find(group.stream(), paths),
            TokenTree::Ident(ident) if !follows && is_name(ident) => {
                while sign(at) == Some(':')
                    && sign(at + 1) == Some(':')
                    && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)))
                {
                    at += 3;
                }
                // A macro is another thing.
                if sign(at) != Some('!') {
                    paths.push(tokens[start..at].iter().cloned().collect());
                }
            }
            _ => {}
        }
    }
}

/// Whether a word is no keyword.
fn is_name(ident: &Ident) -> bool {
    syn::parse_str::<Ident>(&ident.to_string()).is_ok()
}
