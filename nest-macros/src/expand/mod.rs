//! Model to Rust: the static, its views, its bodies.

mod bodies;
mod references;
mod spans;
mod synth;
mod tables;
mod views;
mod witness;
mod words;

pub(crate) use bodies::{result as code, set};

use crate::ast::Ast;
use crate::lower::{Lowered, Short};
use crate::names;
use crate::report::Spans;
use proc_macro2::TokenStream;
use quote::quote;

/// Everything that a fleet becomes.
pub(crate) fn fleet(ast: &Ast, lowered: &Lowered, short: &Short) -> TokenStream {
    let prelude = prelude();
    // Without a name there is nothing to declare, and the report says so.
    let Some(header) = &ast.header else { return prelude };
    let (visibility, ident) = (&header.visibility, &header.ident);
    let doc = names::doc(&header.notes.doc);
    let items = views::all(lowered, visibility);
    let words = words::all(lowered);
    let witness = witness::all(&lowered.mentions, &bodies::uses(lowered));
    let functions = bodies::functions(lowered, short);
    let table = tables::fleet(lowered);
    let value = if lowered.code.is_empty() { table } else { quote!({ #functions #table }) };
    let start = visibility.clone().into_iter().next().map_or_else(|| ident.span(), |token| token.span());
    let at = Spans { start, end: ident.span() };
    let item = spans::placed(visibility, quote!(static #ident: ::nest_core::Fleet<'static> = #value;), at);
    quote! {
        #prelude
        #words

        #doc
        #item
        #items
        #witness
    }
}

/// A mention of the prelude, which a fleet need not use to want it in scope. Where it is not imported, the mention is of
/// what it has its mark from.
fn prelude() -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use ::nest_core::prelude_mark::*;
        const _: () = __NEST_PRELUDE;
    }
}
