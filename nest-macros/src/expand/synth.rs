//! The code of a `synth`: what it adds, in the control flow that the user writes.

use super::bodies::Bodies;
use super::constants::ToConst;
use super::spans::own;
use crate::ast::{Addition, Body, ChildDecl, Segment, SetDecl, SetValue, Statement};
use crate::lower::{Lowered, Meanings};
use crate::rust_items;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// What makes Rust of a `synth`.
pub(super) struct Synth<'s, 'a> {
    pub(super) meanings: &'s Meanings<'a>,
    pub(super) bodies: Bodies<'s>,
    pub(super) lowered: &'s Lowered<'a>,
}

impl Synth<'_, '_> {
    /// The statements of a `synth`. A child shadows the additions of the node that it stands in.
    pub(super) fn statements(&self, body: &Body<Addition>) -> TokenStream {
        let statement = |statement: &Statement<Addition>| match statement {
            Statement::Rust(rust) | Statement::Broken(rust) => self.bodies.rust(rust),
            Statement::Control(parts) => self.bodies.control(parts, &|body| self.statements(body)),
            Statement::Own(Addition::Set(decl)) => self.set(decl),
            Statement::Own(Addition::Child(decl)) => self.child(decl),
            // Reported.
            Statement::Own(Addition::Is(..)) => TokenStream::new(),
        };
        body.statements.iter().map(statement).collect()
    }

    fn set(&self, decl: &SetDecl) -> TokenStream {
        let additions = own("additions");
        let meaning = self.meanings.sets.get(&decl.number);
        // At the span of the word, or rustc would underline the whole macro.
        let span = decl.attr.span;
        match (&decl.value, meaning) {
            (SetValue::Literal(_), Some((id, value))) => {
                let (key, value) = (self.lowered.declared[*id].key.to_const(), value.to_const());
                quote_spanned!(span=> #additions.set_literal(#key, #value);)
            }
            (SetValue::Rust(value), Some(_)) => {
                // A variable of that name is another thing.
                let item = span.resolved_at(Span::mixed_site());
                let (attr, value) = (rust_items::ident(&decl.attr.text, item), self.bodies.rust(value));
                quote_spanned!(span=> #additions.set(#attr, #value);)
            }
            // An unknown attribute. An editor may complete in its value.
            (SetValue::Rust(value), None) => {
                let value = self.bodies.rust(value);
                quote_spanned!(span=> let _ = #value;)
            }
            (SetValue::Literal(_), None) => TokenStream::new(),
        }
    }

    fn child(&self, decl: &ChildDecl) -> TokenStream {
        let (additions, span) = (own("additions"), decl.keyword);
        let name = match &decl.name {
            Segment::Name(name) => {
                let text = &name.text;
                quote!(#text)
            }
            Segment::Computed(expression, span) => {
                let expression = self.bodies.rust(expression);
                quote_spanned!(*span=> &(#expression))
            }
        };
        let keys = self
            .meanings
            .children
            .get(&decl.number)
            .into_iter()
            .flatten()
            .map(|id| self.lowered.declared[*id].key.to_const());
        let keys = quote!(&[#(#keys),*]);
        let made = match &decl.from {
            None => quote_spanned!(span=> #additions.child(#name, #keys)),
            Some(from) => {
                let from = self.bodies.rust(from);
                quote_spanned!(span=> #additions.child_from(#name, #from, #keys))
            }
        };
        let statements = self.statements(&decl.body);
        quote! {{
            ::nest_core::__private::__let!(#additions = #made);
            #statements
        }}
    }
}
