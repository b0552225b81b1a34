//! The Rust items of a fleet: a struct and a function for each trait, a function for each attribute, an enum for
//! each choice.

use super::references::References;
use super::spans::{mentioned, placed};
use crate::lower::Lowered;
use crate::report::Spans;
use crate::rust_items;
use nest_core::model::{Attr, Declared, Require, Scalar, Trait, TraitId, Type, Wrap};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

pub(super) fn all(lowered: &Lowered, visibility: &TokenStream) -> TokenStream {
    let fleet = &lowered.declared;
    let references = References::of(lowered);
    // Of two declarations of one name the second is reported; rustc need not say it again.
    let mut taken = HashSet::new();
    let mut items = TokenStream::new();
    for (declared, at) in fleet.attrs.iter().zip(&lowered.map.attrs) {
        if let Some(ident) = rust_items::ident(declared.name, at.end).filter(|_| taken.insert(declared.name))
        {
            items.extend(attribute(declared, &ident, *at, &references, visibility));
        }
    }
    for ((id, declared), at) in fleet.traits.entries::<TraitId>().zip(&lowered.map.traits) {
        let item = lowered.trait_items[id.index()];
        if let Some(ident) = rust_items::ident(item, at.end).filter(|_| taken.insert(item)) {
            items.extend(view(id, declared, &ident, *at, lowered, &references, visibility));
        }
    }
    items
}

/// `pub fn httpPort() -> AttrTag<u16>`, and an enum for a choice.
fn attribute(
    attr: &Attr,
    ident: &Ident,
    at: Spans,
    references: &References,
    visibility: &TokenStream,
) -> TokenStream {
    let key = attr.key.0;
    let ty = rust_type(attr, &attr.ty.wraps, references);
    let doc = rust_items::doc(attr.doc);
    let choice = match &attr.ty.scalar {
        Scalar::Choice(choices) => choice(attr, choices, at, visibility),
        _ => TokenStream::new(),
    };
    let tag = quote!(::nest_core::view::AttrTag);
    let function = quote! {
        const fn #ident<'a>() -> #tag<#ty> {
            #tag::new(::nest_core::model::Key(#key))
        }
    };
    let function = placed(visibility, function, at);
    quote! {
        #doc
        #[allow(non_snake_case, dead_code, missing_docs, clippy::extra_unused_lifetimes)]
        #function
        #choice
    }
}

/// `enum Env { Prod, Staging }`
fn choice(attr: &Attr, choices: &[&str], at: Spans, visibility: &TokenStream) -> TokenStream {
    let name = Ident::new(&rust_items::variant(attr.name), at.end);
    let variants: Vec<Ident> =
        choices.iter().map(|text| Ident::new(&rust_items::variant(text), at.end)).collect();
    let doc = format!("A value of the attribute `{}`.", attr.name);
    let count = choices.len();
    let item = placed(visibility, quote!(enum #name { #(#variants),* }), at.end.into());
    let name = mentioned(&name);
    let variants: Vec<Ident> = variants.iter().map(mentioned).collect();
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(non_camel_case_types, dead_code, missing_docs)]
        #item

        impl #name {
            /// All values, in the order written.
            #[allow(dead_code)]
            #visibility const ALL: [Self; #count] = [#(Self::#variants),*];

            /// As it is written in the fleet.
            #[allow(dead_code)]
            #visibility const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #choices),* }
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::nest_core::nix::IntoNix for #name {
            fn into_nix(self) -> ::nest_core::nix::NixValue {
                ::nest_core::nix::IntoNix::into_nix(self.as_str())
            }
        }

        impl ::nest_core::synth::IntoAttr<#name> for #name {
            fn into_attr(self) -> ::nest_core::value::Value<'static> {
                ::nest_core::value::Value::Str(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        // Whether text is one of them shows when the `synth` has run.
        impl ::nest_core::synth::IntoAttr<#name> for &::core::primitive::str {
            fn into_attr(self) -> ::nest_core::value::Value<'static> {
                ::nest_core::synth::IntoAttr::<#name>::into_attr(::std::string::String::from(self))
            }
        }

        impl ::nest_core::synth::IntoAttr<#name> for ::std::string::String {
            fn into_attr(self) -> ::nest_core::value::Value<'static> {
                ::nest_core::value::Value::Str(::std::borrow::Cow::Owned(self))
            }
        }

        impl<'a> ::nest_core::__private::FromValue<'a> for #name {
            fn from_value(
                    value: &'a ::nest_core::value::Value<'a>,
                    _: &'a ::nest_core::__private::World<'a>,
                ) -> ::core::option::Option<Self> {
                match value {
                    ::nest_core::value::Value::Str(text) => match &**text {
                        #(#choices => ::core::option::Option::Some(Self::#variants),)*
                        _ => ::core::option::Option::None,
                    },
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

/// `pub struct web<'a> { name, node, addr, httpPort }` and `pub fn web() -> Tag<web>`
fn view(
    id: TraitId,
    declared: &Trait,
    ident: &Ident,
    at: Spans,
    lowered: &Lowered,
    references: &References,
    visibility: &TokenStream,
) -> TokenStream {
    let fleet = &lowered.declared;
    let key = declared.key.0;
    let doc = rust_items::doc(declared.doc);
    let (mut fields, mut values) = (TokenStream::new(), TokenStream::new());
    for Require { attr: attr_id, optional } in required(fleet, id) {
        let attr = &fleet[attr_id];
        let Some(field) = rust_items::ident(attr.name, lowered.map.attrs[attr_id.index()].end) else {
            continue;
        };
        // What may be `null` and may be missing may be nothing, in one way.
        let (is_null, wraps) = match &*attr.ty.wraps {
            [Wrap::Optional, rest @ ..] if optional => (true, rest),
            all => (false, all),
        };
        let (key, doc, ty) = (attr.key.0, rust_items::doc(attr.doc), rust_type(attr, wraps, references));
        let key = quote!(::nest_core::model::Key(#key));
        let named = quote!(#doc pub #field);
        let field = mentioned(&field);
        if optional {
            fields.extend(quote!(#named: ::core::option::Option<#ty>,));
            let flat = is_null.then(|| quote!(.flatten()));
            values.extend(quote!(#field: node.optional(#key)#flat,));
        } else {
            fields.extend(quote!(#named: #ty,));
            values.extend(quote!(#field: node.required(#key),));
        }
    }
    let own = mentioned(ident);
    let view = quote! {
        struct #ident<'a> {
            /// The node's name.
            pub name: &'a ::core::primitive::str,
            /// The node.
            pub node: ::nest_core::Node<'a>,
            #fields
        }
    };
    let function = quote! {
        const fn #ident<'a>() -> ::nest_core::view::Tag<#own<'a>> {
            ::nest_core::view::Tag::new()
        }
    };
    let (view, function) = (placed(visibility, view, at), placed(visibility, function, at));
    quote! {
        #doc
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, non_snake_case, dead_code, missing_docs)]
        #view

        #doc
        #[allow(non_snake_case, dead_code, missing_docs)]
        #function

        impl<'a> ::nest_core::view::View<'a> for #own<'a> {
            const KEY: ::nest_core::model::Key = ::nest_core::model::Key(#key);

            fn view(node: ::nest_core::Node<'a>) -> Self {
                Self { name: node.name, node, #values }
            }
        }

        ::nest_core::__view_is_query!(#own);
    }
}

/// What a trait and those it needs require: own first, each once, optional only if all say so.
pub(super) fn required(fleet: &Declared, id: TraitId) -> Vec<Require> {
    let mut found: Vec<Require> = Vec::new();
    for require in fleet.closed([id]).iter().flat_map(|id| &fleet[*id].requires) {
        match found.iter_mut().find(|other| other.attr == require.attr) {
            Some(other) => other.optional &= require.optional,
            None => found.push(*require),
        }
    }
    found
}

/// The Rust type of an attribute's values.
fn rust_type(attr: &Attr, wraps: &[Wrap], references: &References) -> TokenStream {
    let Type { scalar, .. } = &attr.ty;
    if let Some((wrap, rest)) = wraps.split_first() {
        let inner = rust_type(attr, rest, references);
        return match wrap {
            Wrap::Optional => quote!(::core::option::Option<#inner>),
            Wrap::List => quote!(::nest_core::view::List<'a, #inner>),
            Wrap::Map => quote!(::nest_core::view::Map<'a, #inner>),
        };
    }
    match scalar {
        Scalar::String | Scalar::Unknown => quote!(&'a ::core::primitive::str),
        Scalar::Bool => quote!(::core::primitive::bool),
        Scalar::Int(int) => {
            let ty = format_ident!("{}", int.name());
            quote!(::core::primitive::#ty)
        }
        Scalar::Float => quote!(::core::primitive::f64),
        Scalar::Ipv4 => quote!(::core::net::Ipv4Addr),
        Scalar::Ipv6 => quote!(::core::net::Ipv6Addr),
        Scalar::Ip => quote!(::core::net::IpAddr),
        Scalar::Ipv4Net => quote!(::nest_core::Ipv4Net),
        Scalar::Ipv6Net => quote!(::nest_core::Ipv6Net),
        Scalar::IpNet => quote!(::nest_core::IpNet),
        Scalar::MacAddr => quote!(::nest_core::MacAddr),
        Scalar::System => quote!(::nest_core::System),
        Scalar::Node { of, .. } => references.ty(attr.name, *of),
        Scalar::Choice(_) => {
            let name = format_ident!("{}", rust_items::variant(attr.name));
            quote!(#name)
        }
    }
}
