//! The tables of the model as constant expressions.
//!
//! Structs are taken apart in full, so that a new field does not compile until it is written too.

use crate::lower::Lowered;
use nest_core::model::{
    Argument, Assertion, Assignment, At, Attr, Child, Claim, Class, ClassBody, Declared, Int, Names,
    OutputBody, Place, Query, Require, Route, Rule, Scalar, Synth, Table, Trait, TraitId, Type, Wrap,
};
use nest_core::selector::{Combinator, Complex, Compound, Op, Relative, Selector, Simple, When};
use nest_core::value::Value;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

pub(super) fn fleet(lowered: &Lowered) -> TokenStream {
    let Declared {
        package,
        ident,
        files,
        doc,
        allow,
        names,
        attrs,
        traits,
        classes,
        outputs,
        rules,
        assertions,
        own_outputs,
        queries,
    } = &lowered.declared;
    let (files, allow) = (texts(files), texts(allow));
    let attrs = table(attrs.iter().map(attr));
    let traits = table(traits.iter().map(trait_));
    let classes = texts(classes);
    let outputs = texts(outputs);
    let rules = table(rules.iter().map(rule));
    let names = match names {
        Names::Name => quote!(Name),
        Names::Path => quote!(Path),
    };
    let assertions = table(assertions.iter().map(assertion));
    let own_outputs = table(own_outputs.iter().map(own_output));
    let queries = table(queries.iter().map(query));
    let dom = Literal::byte_string(&lowered.tree.encode());
    let code = super::bodies::table(lowered);
    quote! {
        ::nest_core::Fleet {
            declared: ::nest_core::model::Declared {
            package: #package,
            ident: #ident,
            files: #files,
            doc: #doc,
            allow: #allow,
            names: ::nest_core::model::Names::#names,
            attrs: #attrs,
            traits: #traits,
            classes: #classes,
            outputs: #outputs,
            rules: #rules,
            assertions: #assertions,
            own_outputs: #own_outputs,
            queries: #queries,
            },
            dom: ::nest_core::model::Table::Static(#dom),
            code: #code,
        }
    }
}

fn place(Place { file, line, column }: &Place) -> TokenStream {
    let file = file.0;
    quote!(::nest_core::model::Place::new(#file, #line, #column))
}

pub(super) fn table(entries: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(::nest_core::model::Table::Static(&[#(#entries),*]))
}

fn texts(texts: &[&str]) -> TokenStream {
    table(texts.iter().map(|text| quote!(#text)))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn id(name: &str, number: u32) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(::nest_core::model::#name(#number))
}

fn attr(attr: &Attr) -> TokenStream {
    let Attr { key, name, doc, place, ty, unique, inherited, default } = attr;
    let place = self::place(place);
    let (key, ty) = (key.0, self::ty(ty));
    let default = option(default.as_ref().map(value));
    quote! {
        ::nest_core::model::Attr {
            key: ::nest_core::model::Key(#key),
            name: #name,
            doc: #doc,
            place: #place,
            ty: #ty,
            unique: #unique,
            inherited: #inherited,
            default: #default,
        }
    }
}

fn ty(ty: &Type) -> TokenStream {
    let Type { wraps, scalar } = ty;
    let wraps = table(wraps.iter().map(|wrap| {
        let wrap = match wrap {
            Wrap::Optional => quote!(Optional),
            Wrap::List => quote!(List),
            Wrap::Map => quote!(Map),
        };
        quote!(::nest_core::model::Wrap::#wrap)
    }));
    let scalar = match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(Bool),
        Scalar::Int(int) => {
            let int = match int {
                Int::I32 => quote!(I32),
                Int::I64 => quote!(I64),
                Int::U8 => quote!(U8),
                Int::U16 => quote!(U16),
                Int::U32 => quote!(U32),
                Int::U64 => quote!(U64),
            };
            quote!(Int(::nest_core::model::Int::#int))
        }
        Scalar::Float => quote!(Float),
        Scalar::Ipv4 => quote!(Ipv4),
        Scalar::Ipv6 => quote!(Ipv6),
        Scalar::Ip => quote!(Ip),
        Scalar::System => quote!(System),
        Scalar::Choice(choices) => {
            let choices = texts(choices);
            quote!(Choice(#choices))
        }
        Scalar::Node { of, name } => {
            let of = option(of.map(|of| id("TraitId", of.0)));
            quote!(Node { of: #of, name: #name })
        }
        Scalar::Unknown => quote!(Unknown),
    };
    quote!(::nest_core::model::Type { wraps: #wraps, scalar: ::nest_core::model::Scalar::#scalar })
}

pub(super) fn value(value: &Value) -> TokenStream {
    let value = match value {
        Value::Null => quote!(Null),
        Value::Bool(b) => quote!(Bool(#b)),
        Value::Int(i) => quote!(Int(#i)),
        Value::Float(x) => quote!(Float(#x)),
        Value::Str(s) => quote!(Str(::std::borrow::Cow::Borrowed(#s))),
        Value::List(parts) => {
            let parts = table(parts.iter().map(self::value));
            quote!(List(#parts))
        }
        Value::Map(parts) => {
            let parts = table(parts.iter().map(|(name, part)| {
                let part = self::value(part);
                quote!((::std::borrow::Cow::Borrowed(#name), #part))
            }));
            quote!(Map(#parts))
        }
        Value::Node(node, name) => {
            let node = id("EntryId", node.0);
            quote!(Node(#node, ::std::borrow::Cow::Borrowed(#name)))
        }
        Value::Unknown => quote!(Unknown),
    };
    quote!(::nest_core::value::Value::#value)
}

fn trait_(declared: &Trait) -> TokenStream {
    let Trait { key, name, doc, place, allow, needs, needed_by, requires, classes, synth, open } = declared;
    let place = self::place(place);
    let key = key.0;
    let allow = texts(allow);
    let needs = ids(needs);
    let synth = option(synth.as_ref().map(self::synth));
    let needed_by = option(needed_by.as_ref().map(selector));
    let requires = table(requires.iter().map(|Require { attr, optional }| {
        let attr = id("AttrId", attr.0);
        quote!(::nest_core::model::Require { attr: #attr, optional: #optional })
    }));
    let classes = table(classes.iter().map(class));
    quote! {
        ::nest_core::model::Trait {
            key: ::nest_core::model::Key(#key),
            name: #name,
            doc: #doc,
            place: #place,
            allow: #allow,
            needs: #needs,
            needed_by: #needed_by,
            requires: #requires,
            classes: #classes,
            synth: #synth,
            open: #open,
        }
    }
}

fn class(class: &Class) -> TokenStream {
    let Class { id: class, place, route } = class;
    let place = self::place(place);
    let class = id("ClassId", class.0);
    let route = match route {
        Route::Output { output, args } => {
            let output = id("OutputId", output.0);
            let args = option(args.map(|body| id("BodyId", body.0)));
            quote!(Output { output: #output, args: #args })
        }
        Route::Parent { class, at, as_module } => {
            let class = option(class.map(|class| id("ClassId", class.0)));
            let at = option(at.as_ref().map(|At { path, body }| {
                let path = table(path.iter().map(|name| option(name.map(|name| quote!(#name)))));
                let body = id("BodyId", body.0);
                quote!(::nest_core::model::At { path: #path, body: #body })
            }));
            quote!(Parent { class: #class, at: #at, as_module: #as_module })
        }
        Route::Closure { output, code } => {
            let (output, code) = (id("OutputId", output.0), id("RouteId", code.0));
            quote!(Closure { output: #output, code: #code })
        }
    };
    quote! {
        ::nest_core::model::Class { id: #class, place: #place, route: ::nest_core::model::Route::#route }
    }
}

fn synth(synth: &Synth) -> TokenStream {
    let Synth { place, arguments, sets, children, code } = synth;
    let place = self::place(place);
    let arguments = self::arguments(arguments);
    let sets = table(sets.iter().map(|attr| id("AttrId", attr.0)));
    let children = table(children.iter().map(|Child { is, sets, copies, open }| {
        let is = ids(is);
        let sets = table(sets.iter().map(|attr| id("AttrId", attr.0)));
        quote!(::nest_core::model::Child { is: #is, sets: #sets, copies: #copies, open: #open })
    }));
    let code = id("SynthId", code.0);
    quote! {
        ::nest_core::model::Synth {
            place: #place,
            arguments: #arguments,
            sets: #sets,
            children: #children,
            code: #code,
        }
    }
}

fn ids(traits: &Table<TraitId>) -> TokenStream {
    table(traits.iter().map(|of| id("TraitId", of.0)))
}

fn arguments(arguments: &Table<Argument>) -> TokenStream {
    table(arguments.iter().map(|Argument(argument)| {
        let argument = id("TraitId", argument.0);
        quote!(::nest_core::model::Argument(#argument))
    }))
}

fn assertion(assertion: &Assertion) -> TokenStream {
    let Assertion { place, why, claim } = assertion;
    let place = self::place(place);
    let claim = match claim {
        Claim::Each(of, must) => {
            let (of, must) = (selector(of), selector(must));
            quote!(Each(#of, #must))
        }
        Claim::Whole(code) => {
            let code = id("ConditionId", code.0);
            quote!(Whole(#code))
        }
    };
    quote!(::nest_core::model::Assertion { place: #place, why: #why, claim: ::nest_core::model::Claim::#claim })
}

fn query(query: &Query) -> TokenStream {
    let Query { key, place, selector } = query;
    let place = self::place(place);
    let (key, selector) = (key.0, self::selector(selector));
    quote! {
        ::nest_core::model::Query { key: ::nest_core::model::Key(#key), place: #place, selector: #selector }
    }
}

fn own_output(own_output: &OutputBody) -> TokenStream {
    let OutputBody { name, doc, place, code } = own_output;
    let place = self::place(place);
    let code = id("OutputBodyId", code.0);
    quote!(::nest_core::model::OutputBody { name: #name, doc: #doc, place: #place, code: #code })
}

fn rule(rule: &Rule) -> TokenStream {
    let Rule { label, doc, place, allow, selector, bodies, synth } = rule;
    let place = self::place(place);
    let synth = option(synth.as_ref().map(self::synth));
    let allow = texts(allow);
    let label = option(label.map(|label| quote!(#label)));
    let selector = self::selector(selector);
    let bodies = table(bodies.iter().map(|ClassBody { class, place, arguments, assignments, body }| {
        let place = self::place(place);
        let class = option(class.map(|class| id("ClassId", class.0)));
        let arguments = self::arguments(arguments);
        let assignments = table(assignments.iter().map(assignment));
        let body = id("BodyId", body.0);
        quote! {
            ::nest_core::model::ClassBody {
                class: #class,
                place: #place,
                arguments: #arguments,
                assignments: #assignments,
                body: #body,
            }
        }
    }));
    quote! {
        ::nest_core::model::Rule {
            label: #label,
            doc: #doc,
            place: #place,
            allow: #allow,
            selector: #selector,
            bodies: #bodies,
            synth: #synth,
        }
    }
}

fn assignment(assigned: &Assignment) -> TokenStream {
    let Assignment { path, value, condition, priority, place } = assigned;
    let place = self::place(place);
    let path = table(path.iter().map(|name| option(name.map(|name| quote!(#name)))));
    // Most values are Rust, and most of the table is of them.
    if matches!(value, Value::Unknown) {
        return quote!(::nest_core::model::Assignment::unknown(#path, #place));
    }
    let (value, condition) = (self::value(value), format_ident!("{condition:?}"));
    quote! {
        ::nest_core::model::Assignment {
            path: #path,
            value: #value,
            condition: ::nest_core::model::Condition::#condition,
            priority: #priority,
            place: #place,
        }
    }
}

fn selector(selector: &Selector) -> TokenStream {
    let Selector { any } = selector;
    let any = table(any.iter().map(complex));
    quote!(::nest_core::selector::Selector { any: #any })
}

fn complex(complex: &Complex) -> TokenStream {
    let Complex { subject, links } = complex;
    let subject = compound(subject);
    let links = table(links.iter().map(|(combinator, linked)| {
        let (combinator, linked) = (self::combinator(*combinator), compound(linked));
        quote!((#combinator, #linked))
    }));
    quote!(::nest_core::selector::Complex { subject: #subject, links: #links })
}

fn combinator(combinator: Combinator) -> TokenStream {
    let variant = format_ident!("{combinator:?}");
    quote!(::nest_core::selector::Combinator::#variant)
}

fn compound(compound: &Compound) -> TokenStream {
    let Compound { all } = compound;
    let all = table(all.iter().map(|simple| {
        let simple = match simple {
            Simple::Any => quote!(Any),
            Simple::Trait(trait_) => {
                let trait_ = id("TraitId", trait_.0);
                quote!(Trait(#trait_))
            }
            Simple::Name(name) => quote!(Name(::std::borrow::Cow::Borrowed(#name))),
            Simple::Entries(entries, path) => {
                let entries = table(entries.iter().map(|entry| id("EntryId", entry.0)));
                quote!(Entries(#entries, ::std::borrow::Cow::Borrowed(#path)))
            }
            Simple::When(When { arguments, asks, code }) => {
                let (arguments, code) = (self::arguments(arguments), id("PredicateId", code.0));
                quote!(When(::nest_core::selector::When { arguments: #arguments, asks: #asks, code: #code }))
            }
            Simple::Has(attr) => {
                let attr = id("AttrId", attr.0);
                quote!(Has(#attr))
            }
            Simple::Attr(attr, op, wanted) => {
                let (attr, op, wanted) = (id("AttrId", attr.0), self::op(*op), value(wanted));
                quote!(Attr(#attr, #op, #wanted))
            }
            Simple::Is(inner) => {
                let inner = selector(inner);
                quote!(Is(#inner))
            }
            Simple::Not(inner) => {
                let inner = selector(inner);
                quote!(Not(#inner))
            }
            Simple::Class(class) => {
                let class = id("ClassId", class.0);
                quote!(Class(#class))
            }
            Simple::HasRelative(any) => {
                let any = table(any.iter().map(|Relative { combinator, complex }| {
                    let (combinator, complex) = (self::combinator(*combinator), self::complex(complex));
                    quote!(::nest_core::selector::Relative { combinator: #combinator, complex: #complex })
                }));
                quote!(HasRelative(#any))
            }
            Simple::Within(inner) => {
                let inner = selector(inner);
                quote!(Within(#inner))
            }
            Simple::Root => quote!(Root),
            Simple::Empty => quote!(Empty),
            Simple::FirstChild => quote!(FirstChild),
            Simple::LastChild => quote!(LastChild),
            Simple::OnlyChild => quote!(OnlyChild),
            Simple::NthChild { step, first, of } => {
                let of = option(of.as_ref().map(selector));
                quote!(NthChild { step: #step, first: #first, of: #of })
            }
            Simple::Unknown => quote!(Unknown),
        };
        quote!(::nest_core::selector::Simple::#simple)
    }));
    quote!(::nest_core::selector::Compound { all: #all })
}

fn op(op: Op) -> TokenStream {
    let variant = format_ident!("{op:?}");
    quote!(::nest_core::selector::Op::#variant)
}
