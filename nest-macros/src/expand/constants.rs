//! Values of the model as constant expressions.

use nest_core::model::{
    Argument, Assertion, Assignment, At, Attr, AttrId, BodyId, Child, Claim, Class, ClassBody, ClassId,
    Condition, ConditionId, Declared, EntryId, Int, Key, Layout, Names, OutputBody, OutputBodyId, OutputId,
    Place, PredicateId, Query, Require, Route, RouteId, Rule, Scalar, Synth, SynthId, Table, Target, Trait,
    TraitId, Type, Unique, Wrap,
};
use nest_core::selector::{Combinator, Complex, Compound, Op, Relative, Selector, Simple, When};
use nest_core::value::Value;
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

pub(super) trait ToConst {
    /// An expression that can stand in a static.
    fn to_const(&self) -> TokenStream;
}

macro_rules! literals {
    ($($ty:ty)*) => {$(
        impl ToConst for $ty {
            fn to_const(&self) -> TokenStream {
                quote!(#self)
            }
        }
    )*};
}

literals! { bool u32 u64 i64 f64 &str }

/// What has one part, and no name for it.
macro_rules! wrappers {
    ($($name:ident)*) => {$(
        impl ToConst for $name {
            fn to_const(&self) -> TokenStream {
                let Self(inner) = self;
                let inner = inner.to_const();
                quote!(::nest_core::model::$name(#inner))
            }
        }
    )*};
}

wrappers! {
    Key Argument AttrId BodyId ClassId ConditionId EntryId OutputBodyId OutputId PredicateId RouteId SynthId TraitId
}

/// Structs are taken apart in full, so that a new field does not compile until it is written too.
macro_rules! structs {
    ($($module:ident::$name:ident $(<$lifetime:lifetime>)? { $($field:ident),* })*) => {$(
        impl ToConst for $name $(<$lifetime>)? {
            fn to_const(&self) -> TokenStream {
                let Self { $($field),* } = self;
                $(let $field = $field.to_const();)*
                quote!(::nest_core::$module::$name { $($field: #$field),* })
            }
        }
    )*};
}

structs! {
    model::Declared<'_> {
        package, ident, files, doc, allow, names, layout, special_args, attrs, traits, classes, outputs, rules, assertions,
        own_outputs, queries
    }
    model::Attr<'_> { key, name, doc, place, ty, unique, inherited, default }
    model::Type<'_> { wraps, scalar }
    model::Trait<'_> { key, name, doc, place, allow, needs, needed_by, requires, classes, synth, open }
    model::Require { attr, optional }
    model::Class<'_> { id, place, route }
    model::At<'_> { path, body }
    model::Synth<'_> { place, arguments, sets, always, children, code }
    model::Child<'_> { name, always, is, sets, copies, open }
    model::Rule<'_> { label, doc, place, allow, target, bodies, synth }
    model::ClassBody<'_> { class, place, arguments, assignments, body }
    model::Assertion<'_> { place, why, claim }
    model::OutputBody<'_> { name, doc, place, code }
    model::Query<'_> { key, place, selector }
    selector::Selector<'_> { any }
    selector::Complex<'_> { subject, links }
    selector::Compound<'_> { all }
    selector::Relative<'_> { combinator, complex }
    selector::When<'_> { arguments, asks, code }
}

/// Of enums all variants are written, with names for what is in them.
macro_rules! enums {
    ($($module:ident::$name:ident $(<$lifetime:lifetime>)? {
        $($variant:ident $(($($part:ident),*))? $({ $($field:ident),* })?),*
    })*) => {$(
        impl ToConst for $name $(<$lifetime>)? {
            fn to_const(&self) -> TokenStream {
                match self {
                    $(Self::$variant $(($($part),*))? $({ $($field),* })? => {
                        $($(let $part = $part.to_const();)*)?
                        $($(let $field = $field.to_const();)*)?
                        quote! {
                            ::nest_core::$module::$name::$variant
                                $(($(#$part),*))? $({ $($field: #$field),* })?
                        }
                    })*
                }
            }
        }
    )*};
}

enums! {
    model::Names { Name, Path }
    model::Layout { Single, Split, Nix }
    model::Unique { No, InFleet, Within(attr) }
    model::Wrap { Optional, List, Map }
    model::Int { I32, I64, U8, U16, U32, U64 }
    model::Condition { Always, Perhaps, Repeatedly }
    model::Scalar<'_> {
        String, Bool, Int(int), Float, Ipv4, Ipv6, Ip, Ipv4Net, Ipv6Net, IpNet, MacAddr, System, Choice(choices),
        Node { of, name }, Unknown
    }
    model::Route<'_> {
        Output { output, name, args }, Parent { class, at, as_module }, Closure { output, code }
    }
    model::Target<'_> { Matching(selector), Written { entries, path } }
    model::Claim<'_> { Each(of, must), Whole(code) }
    value::Value<'_> {
        Null, Bool(bool), Int(int), Float(float), Str(text), List(parts), Map(parts), Node(node, name), Unknown
    }
    selector::Combinator { Descendant, Child, NextSibling, SubsequentSibling }
    selector::Op { Equal, NotEqual, Less, AtMost, Greater, AtLeast, Prefix, Suffix, Substring, Includes }
    selector::Simple<'_> {
        Any, Trait(id), Name(name), When(when), Has(attr), Attr(attr, op, wanted), Is(inner),
        Not(inner), Class(class), HasRelative(any), Within(inner), Root, Empty, FirstChild, LastChild, OnlyChild,
        NthChild { step, first, of }, Unknown
    }
}

impl ToConst for Place {
    fn to_const(&self) -> TokenStream {
        let Self { file, line, column } = self;
        let file = file.0;
        quote!(::nest_core::model::Place::new(#file, #line, #column))
    }
}

impl ToConst for Assignment<'_> {
    fn to_const(&self) -> TokenStream {
        let Self { path, value, condition, priority, place } = self;
        let (path, place) = (path.to_const(), place.to_const());
        // Most values are Rust, and most of the table is of them.
        if matches!(value, Value::Unknown) {
            return quote!(::nest_core::model::Assignment::unknown(#path, #place));
        }
        let (value, condition) = (value.to_const(), condition.to_const());
        quote! {
            ::nest_core::model::Assignment {
                path: #path, value: #value, condition: #condition, priority: #priority, place: #place
            }
        }
    }
}

impl ToConst for Cow<'_, str> {
    fn to_const(&self) -> TokenStream {
        quote!(::std::borrow::Cow::Borrowed(#self))
    }
}

impl<T: ToConst> ToConst for Option<T> {
    fn to_const(&self) -> TokenStream {
        match self.as_ref().map(T::to_const) {
            Some(value) => quote!(::core::option::Option::Some(#value)),
            None => quote!(::core::option::Option::None),
        }
    }
}

impl<A: ToConst, B: ToConst> ToConst for (A, B) {
    fn to_const(&self) -> TokenStream {
        let (first, second) = (self.0.to_const(), self.1.to_const());
        quote!((#first, #second))
    }
}

impl<T: ToConst> ToConst for Table<'_, T> {
    fn to_const(&self) -> TokenStream {
        table(self.iter().map(T::to_const))
    }
}

pub(super) fn table(entries: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(::nest_core::model::Table::Static(&[#(#entries),*]))
}
