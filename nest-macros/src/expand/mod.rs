//! Model to Rust: the static, its views, its bodies.

mod bodies;
mod tables;
mod views;
mod witness;

use crate::ast::{Ast, Body};
use crate::lower::Lowered;
use crate::names;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// Everything that a fleet becomes.
pub(crate) fn fleet(ast: &Ast, lowered: &Lowered) -> TokenStream {
    // Without a name there is nothing to declare, and the report says so.
    let Some(header) = &ast.header else { return TokenStream::new() };
    let (visibility, ident) = (&header.visibility, &header.ident);
    let doc = names::doc(&header.notes.doc);
    let items = views::all(lowered, visibility);
    let witness = witness::all(&lowered.mentions);
    let functions = bodies::functions(lowered);
    let table = tables::fleet(lowered);
    let value = if lowered.code.is_empty() { table } else { quote!({ #functions #table }) };
    // At the span of the name, or rustc would underline the whole macro where it has to say something.
    quote_spanned! {ident.span()=>
        #doc
        #visibility static #ident: ::nest_core::Fleet<'static> = #value;
        #items
        #witness
    }
}

/// The expression that a `set!` becomes.
pub(crate) fn set(body: &Body) -> TokenStream {
    let set = bodies::set(body);
    quote!(::nest_core::nix::IntoNix::into_nix(#set))
}
