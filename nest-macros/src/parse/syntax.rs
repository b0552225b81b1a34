//! Whether what passes through as Rust is Rust, and which names it binds.
//!
//! One token that rustc cannot parse would make it drop all that the macro wrote, errors included. So it is reported
//! here, and rustc never sees the body that it stands in.

use super::habits::{self, Place};
use super::nix_terms;
use super::patterns::{bound_by, bound_by_header, bound_by_pattern};
use super::scope::Scope;
use crate::report::{Report, Spans};
use nest_core::problem::Problem;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, Stmt};

/// The names that some Rust binds for what follows it.
pub(super) type Bound = Vec<String>;

/// Whether tokens are one expression; if not, that is reported. `end` is what should follow it, and `at` the place
/// where there should be one, if there are no tokens.
pub(super) fn is_expression(
    tokens: &TokenStream,
    at: Span,
    end: &str,
    scope: &Scope,
    report: &Report,
) -> bool {
    if tokens.is_empty() {
        report.syntax_in_rust(at, "an expression", end.to_owned());
        return false;
    }
    let rust = without_nix(tokens, scope);
    accept(syn::parse2::<Expr>(rust), tokens, end, Place::Expression, report).is_some()
}

/// What statements bind; nothing if they are none, which is reported.
pub(super) fn statements(tokens: &TokenStream, scope: &Scope, report: &Report) -> Option<Bound> {
    let statements = accept(parse(without_nix(tokens, scope)), tokens, "`;`", Place::Statement, report)?;
    Some(statements.iter().flat_map(bound_by).collect())
}

/// What the tokens before the braces of `if`, `for`, `while`, `loop`, `match` or `else` bind inside them.
///
/// `end` is where the braces are.
pub(super) fn header(tokens: &TokenStream, end: Span, scope: &Scope, report: &Report) -> Option<Bound> {
    let is_else = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "else");
    let rest: TokenStream = without_nix(tokens, scope).into_iter().skip_while(is_else).collect();
    let braces = quote_spanned!(end=> {});
    match accept(parse(quote!(#rest #braces)), tokens, "`{`", Place::Rust, report)?.as_slice() {
        [Stmt::Expr(expression, _)] => Some(bound_by_header(expression)),
        _ => Some(Bound::new()),
    }
}

/// What the pattern of an arm of `match` binds; a guard may follow it.
///
/// `end` is where the arrow is.
pub(super) fn arm(tokens: &TokenStream, end: Span, report: &Report) -> Option<Bound> {
    let arrow = quote_spanned!(end=> => {});
    match accept(parse(quote!(match () { #tokens #arrow })), tokens, "`=>`", Place::Rust, report)?.as_slice()
    {
        [Stmt::Expr(Expr::Match(found), _)] => {
            Some(found.arms.iter().flat_map(|arm| bound_by_pattern(&arm.pat)).collect())
        }
        _ => Some(Bound::new()),
    }
}

/// What is left of some Rust without the values of Nix in it.
fn without_nix(tokens: &TokenStream, scope: &Scope) -> TokenStream {
    nix_terms::without(tokens, &nix_terms::words(tokens, scope))
}

/// Whether tokens are Rust of some kind: an expression, statements, or what stands before braces.
pub(super) fn is_rust(tokens: &TokenStream) -> bool {
    let header = quote!(#tokens {});
    syn::parse2::<Expr>(tokens.clone()).is_ok() || parse(tokens.clone()).is_ok() || parse(header).is_ok()
}

fn parse(tokens: TokenStream) -> syn::Result<Vec<Stmt>> {
    Block::parse_within.parse2(tokens)
}

fn accept<T>(
    parsed: syn::Result<T>,
    tokens: &TokenStream,
    end: &str,
    place: Place,
    report: &Report,
) -> Option<T> {
    let error = match parsed {
        Ok(parsed) => return Some(parsed),
        Err(error) => error,
    };
    let message = error.to_string();
    let is_cut = message.starts_with("unexpected end of input");
    let is_there =
        |(spans, _): &(Spans, Problem)| is_cut || spans.start.start().line == error.span().start().line;
    if let Some((spans, problem)) = habits::within(tokens.clone(), place).filter(is_there) {
        report.add_broken(spans, problem);
        return None;
    }
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
            // `#db-eu`: to Rust it begins an attribute.
            if message == "expected square brackets" {
                report.syntax_in_rust(span, "`sel!(#name)`, which asks for a node", "`#`");
                return None;
            }
            let message = message.strip_prefix("unexpected token, ").unwrap_or(&message);
            let expected = match message.strip_prefix("expected ") {
                Some(expected) => expected.split(", found").next().unwrap_or(expected).to_owned(),
                None if message == "unexpected token" => end.to_owned(),
                None => format!("Rust ({message})"),
            };
            (span.into(), expected, text(span))
        }
    };
    report.syntax_in_rust(spans, expected, found);
    None
}
