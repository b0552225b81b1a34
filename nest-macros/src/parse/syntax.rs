//! Whether what passes through as Rust is Rust.
//!
//! One token that rustc cannot parse would make it drop all that the macro wrote, errors included. So it is reported
//! here, and rustc never sees the body that it stands in.

use crate::ast::{Piece, Rust};
use crate::report::{Report, Spans};
use nest_core::problem::Problem;
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// Whether tokens are one expression; if not, that is reported. `end` is what should follow it.
pub(super) fn is_expression(rust: &Rust, end: &str, report: &Report) -> bool {
    let tokens = plain(rust);
    accept(syn::parse2::<syn::Expr>(tokens.clone()).map(drop), &tokens, end, report)
}

/// Whether tokens are statements.
pub(super) fn are_statements(rust: &Rust, report: &Report) -> bool {
    let tokens = plain(rust);
    accept(statements(tokens.clone()), &tokens, "`;`", report)
}

/// Whether tokens can stand before the braces of `if`, `for`, `while`, `loop`, `match`, or `else`.
///
/// `end` is where the braces are.
pub(super) fn is_header(rust: &Rust, end: Span, report: &Report) -> bool {
    let tokens = plain(rust);
    let mut rest = tokens.clone().into_iter().peekable();
    let is_else = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "else");
    let rest: TokenStream = match rest.peek() {
        Some(token) if is_else(token) => rest.skip(1).collect(),
        _ => rest.collect(),
    };
    let braces = quote_spanned!(end=> {});
    accept(statements(quote!(#rest #braces)), &tokens, "`{`", report)
}

/// Whether tokens are the pattern and the guard of an arm of `match`.
///
/// `end` is where the arrow is.
pub(super) fn is_arm(rust: &Rust, end: Span, report: &Report) -> bool {
    let tokens = plain(rust);
    let arrow = quote_spanned!(end=> => {});
    accept(statements(quote!(match () { #tokens #arrow })), &tokens, "`=>`", report)
}

fn statements(tokens: TokenStream) -> syn::Result<()> {
    syn::parse::Parser::parse2(syn::Block::parse_within, tokens).map(drop)
}

fn accept(parsed: syn::Result<()>, tokens: &TokenStream, end: &str, report: &Report) -> bool {
    let Err(error) = parsed else { return true };
    let message = error.to_string();
    let last = tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| match token {
        TokenTree::Group(group) => group.span_close(),
        token => token.span(),
    });
    let text = |span: Span| {
        span.source_text().map_or_else(|| "something else".to_owned(), |text| format!("`{text}`"))
    };
    let (spans, expected, found): (Spans, _, _) = match message.split_once(", expected ") {
        // There is no token to blame: the mistake is that none follows the last.
        Some((before, expected)) if before.starts_with("unexpected end of input") => {
            (last.into(), expected.to_owned(), "the end".to_owned())
        }
        _ => {
            let span = error.span();
            let message = message.strip_prefix("unexpected token, ").unwrap_or(&message);
            let expected = match message.strip_prefix("expected ") {
                Some(expected) => expected.split(", found").next().unwrap_or(expected).to_owned(),
                None if message == "unexpected token" => end.to_owned(),
                None => format!("Rust ({message})"),
            };
            (span.into(), expected, text(span))
        }
    };
    report.add_broken(spans, Problem::Syntax { expected, found });
    false
}

/// The tokens, with something in the place of each `set!`.
fn plain(rust: &Rust) -> TokenStream {
    let piece = |piece: &Piece| match piece {
        Piece::Tokens(tokens) => tokens.clone(),
        Piece::Set(_) => quote!(()),
        Piece::Group(delimiter, span, inner) => {
            let mut group = Group::new(*delimiter, plain(inner));
            group.set_span(*span);
            TokenTree::Group(group).into()
        }
    };
    rust.0.iter().map(piece).collect()
}
