//! Model to Rust: the static, its views, its bodies.

mod bodies;
mod completions;
mod constants;
mod functions;
mod hidden;
mod names;
mod references;
mod spans;
mod synth;
mod views;
mod witness;

pub(crate) use bodies::set;
pub(crate) use functions::result as code;

use crate::ast::Ast;
use crate::lower::{Lowered, Short};
use crate::report::{Report, Spans};
use crate::rust_items;
use constants::ToConst;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Everything that a fleet becomes. Where something is wrong, rustc says nothing of what is therefore not used.
pub(crate) fn fleet(ast: &Ast, lowered: &Lowered, short: &Short, report: &Report) -> TokenStream {
    let is_wrong = !report.is_empty();
    let prelude = prelude();
    // Without a name there is nothing to declare, and the report says so.
    let Some(header) = &ast.header else { return prelude };
    let (visibility, ident) = (&header.visibility, &header.ident);
    let doc = rust_items::doc(&header.notes.doc);
    let items = views::all(lowered, visibility);
    let completions = completions::all(lowered, report);
    let witness = witness::all(&lowered.map.mentions, &functions::uses(lowered));
    let names = names::all(lowered);
    let files = ast.files.iter().map(|file| tracked(&file.path)).collect::<TokenStream>();
    let functions = functions::all(lowered, short, is_wrong);
    let declared = lowered.declared.to_const();
    let dom = Literal::byte_string(&lowered.tree.encode());
    let code = functions::table(&ast.parts, lowered);
    let table = quote! {
        ::nest_core::Fleet { declared: #declared, dom: ::nest_core::model::Table::Static(#dom), code: #code }
    };
    let in_editors = spans::in_editors();
    let value = if lowered.codes.all.is_empty() { table } else { quote!({ #in_editors #functions #table }) };
    let start = visibility.clone().into_iter().next().map_or_else(|| ident.span(), |token| token.span());
    let at = Spans::new(start, ident.span());
    let item = spans::placed(visibility, quote!(static #ident: ::nest_core::Fleet<'static> = #value;), at);
    quote! {
        #prelude
        #completions

        #doc
        #item
        #items
        #witness
        #names
        #files
    }
}

/// What lets cargo know that the fleet changes with a file.
fn tracked(path: &str) -> TokenStream {
    let path = format!("/{path}");
    quote! {
        const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
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
