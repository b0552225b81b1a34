//! The code of a `synth`: what it adds, in the control flow that the user writes.

use super::bodies::{control, own, rust};
use super::tables;
use crate::ast::{Addition, Body, ChildDecl, Segment, SetDecl, SetValue, Statement};
use crate::lower::{Lowered, Meanings};
use crate::names;
use nest_core::model::Key;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// The statements of a `synth`. A child shadows the additions of the node that it stands in.
pub(super) fn statements(body: &Body, meanings: &Meanings, lowered: &Lowered) -> TokenStream {
    let statement = |statement: &Statement| match statement {
        Statement::Rust(rust) | Statement::Broken(rust) => self::rust(rust),
        Statement::Control(parts) => control(parts, &|body| statements(body, meanings, lowered)),
        Statement::Addition(Addition::Set(decl)) => set(decl, meanings, lowered),
        Statement::Addition(Addition::Child(decl)) => child(decl, meanings, lowered),
        // Of other bodies, or reported.
        Statement::Assign { .. } | Statement::Nest { .. } | Statement::Addition(Addition::Is(..)) => {
            TokenStream::new()
        }
    };
    body.statements.iter().map(statement).collect()
}

fn set(decl: &SetDecl, meanings: &Meanings, lowered: &Lowered) -> TokenStream {
    let additions = own("additions");
    let meaning = meanings.sets.get(&decl.number);
    // At the span of the word, or rustc would underline the whole macro.
    let span = decl.attr.span;
    match (&decl.value, meaning) {
        (SetValue::Literal(_), Some((id, value))) => {
            let (key, value) = (key(lowered.declared[*id].key), tables::value(value));
            quote_spanned!(span=> #additions.set_literal(#key, #value);)
        }
        (SetValue::Rust(value), Some(_)) => {
            let (attr, value) = (names::item(&decl.attr.text, span), rust(value));
            quote_spanned!(span=> #additions.set(#attr, #value);)
        }
        // An unknown attribute. An editor may complete in its value.
        (SetValue::Rust(value), None) => {
            let value = rust(value);
            quote_spanned!(span=> let _ = #value;)
        }
        (SetValue::Literal(_), None) => TokenStream::new(),
    }
}

fn child(decl: &ChildDecl, meanings: &Meanings, lowered: &Lowered) -> TokenStream {
    let (additions, span) = (own("additions"), decl.keyword);
    let name = match &decl.name {
        Segment::Name(name) => {
            let text = &name.text;
            quote!(#text)
        }
        Segment::Computed(expression, span) => {
            let expression = rust(expression);
            quote_spanned!(*span=> &(#expression))
        }
    };
    let keys =
        meanings.children.get(&decl.number).into_iter().flatten().map(|id| key(lowered.declared[*id].key));
    let keys = quote!(&[#(#keys),*]);
    let made = match &decl.from {
        None => quote_spanned!(span=> #additions.child(#name, #keys)),
        Some(from) => {
            let from = rust(from);
            quote_spanned!(span=> #additions.child_from(#name, #from, #keys))
        }
    };
    let statements = statements(&decl.body, meanings, lowered);
    quote! {{
        #[allow(unused_variables)]
        let #additions = #made;
        #statements
    }}
}

fn key(Key(key): Key) -> TokenStream {
    quote!(::nest_core::model::Key(#key))
}
