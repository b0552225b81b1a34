//! Bodies: functions that run what stands between the braces.

use crate::ast::{Arm, Body, OptionPath, Part, Piece, Rust, Segment, Statement, TextPart, Value};
use crate::lower::{ArgumentKind, Code, CodeKind, CodeTable, Lowered, Short, Source};
use crate::names;
use nest_core::model::{Key, TraitId};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// The function of each piece of code, by its number.
pub(super) fn functions(lowered: &Lowered, short: &Short) -> TokenStream {
    let numbered = TABLES.iter().flat_map(|(of, word)| {
        of_table(lowered, *of).enumerate().map(|(i, (at, code))| {
            let is_hidden = code.is_broken() || short.contains(&at);
            function(&function_name(word, i), code, is_hidden, lowered)
        })
    });
    numbered.collect()
}

/// Where code uses its arguments that are traits. Each is a mention of the trait: who renames one renames all.
pub(super) fn uses(lowered: &Lowered) -> Vec<Ident> {
    let mut uses = Vec::new();
    for code in &lowered.code {
        let item = |kind: &ArgumentKind| match kind {
            ArgumentKind::Trait(id) => Some(lowered.trait_items[id.index()]),
            _ => None,
        };
        let arguments = code.kind.arguments().iter();
        let names: Vec<&str> = arguments.filter_map(|(_, kind)| item(kind)).collect();
        if !names.is_empty() {
            find(result(code, lowered), &names, &mut uses);
        }
    }
    uses
}

/// The words that are one of some names, but for fields and parts of paths.
fn find(tokens: TokenStream, names: &[&str], found: &mut Vec<Ident>) {
    let mut follows = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) if !follows && names.iter().any(|name| ident == name) => {
                found.push(ident.clone());
            }
            TokenTree::Group(group) => find(group.stream(), names, found),
            _ => {}
        }
        follows = matches!(token, TokenTree::Punct(punct) if ".:".contains(punct.as_char()));
    }
}

/// The tables of code, and what the functions of each are called.
const TABLES: [(CodeTable, &str); 6] = [
    (CodeTable::Bodies, "body"),
    (CodeTable::Predicates, "predicate"),
    (CodeTable::Synths, "synth"),
    (CodeTable::Routes, "route"),
    (CodeTable::OwnOutputs, "own_output"),
    (CodeTable::Conditions, "condition"),
];

/// The tables of all code.
pub(super) fn table(lowered: &Lowered) -> TokenStream {
    let [bodies, predicates, synths, routes, own_outputs, conditions] = TABLES.map(|(of, word)| {
        let count = of_table(lowered, of).count();
        super::tables::table((0..count).map(|i| function_name(word, i).into_token_stream()))
    });
    quote! {
        ::nest_core::Code {
            sources: ::nest_core::model::Table::Static(&[::core::file!()]),
            bodies: #bodies,
            predicates: #predicates,
            synths: #synths,
            routes: #routes,
            own_outputs: #own_outputs,
            conditions: #conditions,
        }
    }
}

fn of_table<'l, 'a>(lowered: &'l Lowered<'a>, of: CodeTable) -> impl Iterator<Item = (usize, &'l Code<'a>)> {
    lowered.code.iter().enumerate().filter(move |(_, code)| code.kind.table() == of)
}

fn function_name(word: &str, number: usize) -> Ident {
    format_ident!("__nest_{word}_{number}")
}

/// A name of ours that the user's code cannot see, nor hide.
pub(super) fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn function(name: &Ident, code: &Code, is_hidden: bool, lowered: &Lowered) -> TokenStream {
    let Code { kind, source, .. } = code;
    let (context, survey, modules) = (own("context"), own("survey"), own("modules"));
    let node = match kind {
        CodeKind::Class { of: id, .. } | CodeKind::Path(id) | CodeKind::Closure(id, _) => {
            Some(view_as_node(*id, lowered))
        }
        _ => None,
    };
    let is_for_fleet = matches!(kind, CodeKind::OwnOutput(_) | CodeKind::Condition(_));
    let arguments = kind.arguments().iter().filter_map(|(word, kind)| {
        let name = match kind {
            ArgumentKind::Trait(id) => lowered.trait_items[id.index()],
            _ => &word.text,
        };
        let ident = names::item(name, word.span)?;
        Some(match kind {
            ArgumentKind::Select if is_for_fleet => quote!(let #ident = #survey;),
            ArgumentKind::Select => quote!(let #ident = #context.select();),
            ArgumentKind::Node => quote!(let #ident = #context.node();),
            ArgumentKind::Modules => quote!(let #ident = #modules;),
            ArgumentKind::Nix => return None,
            ArgumentKind::Trait(_) => quote!(let #ident = #context.argument(#ident);),
        })
    });
    let result = result(code, lowered);
    // At the user's own tokens, or rustc would underline the whole macro.
    let place = match source {
        Source::Body(_) => Span::call_site(),
        Source::Closure(closure) => closure.spans.start,
    };
    let bool = || quote_spanned!(place=> ::core::primitive::bool);
    let result = match kind.table() {
        CodeTable::Bodies | CodeTable::OwnOutputs => quote!(::core::result::Result::Ok(#result)),
        CodeTable::Routes => {
            let value = quote_spanned!(place=> ::nest_core::nix::IntoNix::into_nix(#result));
            quote!(::core::result::Result::Ok(#value))
        }
        CodeTable::Predicates | CodeTable::Conditions => result,
        CodeTable::Synths => quote!(#result ::core::result::Result::Ok(())),
    };
    let code = unless_broken(&quote!(#node #(#arguments)* #result), is_hidden);
    let takes_context = quote!(#context: ::nest_core::body::Context<'a>);
    let fails = |value: TokenStream| quote!(::core::result::Result<#value, ::nest_core::body::Failure>);
    let attrs = || fails(quote!(::nest_core::nix::Attrs));
    let (given, takes, gives) = match kind.table() {
        CodeTable::Bodies => (quote!(#context), takes_context, attrs()),
        CodeTable::Predicates => (quote!(#context), takes_context, bool()),
        CodeTable::Synths => {
            let additions = own("additions");
            let takes = quote!(#takes_context, #additions: &mut ::nest_core::synth::Additions);
            (quote!((#context, &#additions)), takes, fails(quote!(())))
        }
        CodeTable::Routes => {
            let takes = quote!(#takes_context, #modules: ::std::vec::Vec<::nest_core::Module>);
            (quote!((#context, &#modules)), takes, fails(quote!(::nest_core::nix::NixValue)))
        }
        CodeTable::OwnOutputs => (quote!(#survey), quote!(#survey: ::nest_core::Survey<'a>), attrs()),
        CodeTable::Conditions => (quote!(#survey), quote!(#survey: ::nest_core::Survey<'a>), bool()),
    };
    quote! {
        #[allow(clippy::needless_pass_by_value, clippy::useless_format)]
        fn #name<'a>(#takes) -> #gives {
            let _ = #given;
            #code
        }
    }
}

/// The `node` of a class: the view of the trait that defines it.
fn view_as_node(of: TraitId, lowered: &Lowered) -> TokenStream {
    let context = own("context");
    let node = Ident::new("node", Span::call_site());
    let view = names::item(lowered.trait_items[of.index()], Span::call_site());
    quote!(#[allow(unused_variables)] let #node: #view<'a> = #context.view();)
}

/// What code gives, as an expression; of a `synth`, its statements.
pub(crate) fn result(Code { kind, source, .. }: &Code, lowered: &Lowered) -> TokenStream {
    match (kind, source) {
        (CodeKind::Synth(_, meanings), Source::Body(body)) => {
            super::synth::statements(body, meanings, lowered)
        }
        (_, Source::Body(body)) => assignments(body),
        (_, Source::Closure(closure)) => rust(&closure.value),
    }
}

/// The code of a body, which rustc sees unless it is broken, and an editor sees in any case.
fn unless_broken(code: &TokenStream, is_broken: bool) -> TokenStream {
    let broken = is_broken.then(|| quote!(broken));
    quote!(::nest_core::__body! { { #code } #broken })
}

/// The expression that a `set!` becomes.
pub(crate) fn set(body: &Body) -> TokenStream {
    unless_broken(&value_of(body), body.broken)
}

fn value_of(body: &Body) -> TokenStream {
    let set = assignments(body);
    quote!(::nest_core::nix::IntoNix::into_nix(#set))
}

/// An expression: the assignments of a body.
fn assignments(body: &Body) -> TokenStream {
    let (attrs, scope) = (own("attrs"), own("scope"));
    let statements = statements(body);
    quote! {{
        let mut #attrs = ::nest_core::nix::Attrs::new();
        {
            #[allow(unused_mut, unused_variables)]
            let mut #scope = #attrs.root();
            #statements
        }
        #attrs
    }}
}

fn statements(body: &Body) -> TokenStream {
    body.statements.iter().map(statement).collect()
}

fn statement(statement: &Statement) -> TokenStream {
    let scope = own("scope");
    match statement {
        Statement::Assign { path, value } => {
            // At the span of the path, or rustc would underline the whole macro.
            let (span, path, value) = (path.spans.start, self::path(path), self::value(value));
            quote_spanned!(span=> #scope.assign(#path, #value);)
        }
        Statement::Nest { path, body } => {
            let (span, path, statements) = (path.spans.start, self::path(path), statements(body));
            quote_spanned! {span=> {
                #[allow(unused_mut, unused_variables)]
                let mut #scope = #scope.below(#path);
                #statements
            }}
        }
        Statement::Rust(rust) | Statement::Broken(rust) => self::rust(rust),
        Statement::Control(parts) => control(parts, &statements),
        // A `synth` has its own statements.
        Statement::Addition(_) => TokenStream::new(),
    }
}

/// Rust control flow; `inside` makes what stands in its braces.
pub(super) fn control(parts: &[Part], inside: &dyn Fn(&Body) -> TokenStream) -> TokenStream {
    let part = |part: &Part| match part {
        Part::Rust(rust) => self::rust(rust),
        Part::Body(body) => {
            let statements = inside(body);
            quote!({ #statements })
        }
        Part::Arms(arms) => {
            let arms = arms.iter().map(|Arm { pattern, body }| {
                let (pattern, statements) = (rust(pattern), inside(body));
                quote!(#pattern => { #statements })
            });
            quote!({ #(#arms)* })
        }
    };
    parts.iter().map(part).collect()
}

/// `&["services", "nginx"]`, or text that is computed.
fn path(path: &OptionPath) -> TokenStream {
    let is_static = path.segments.iter().all(|segment| matches!(segment, Segment::Name(_)));
    let segments = path.segments.iter().map(|segment| match segment {
        Segment::Name(name) if is_static => {
            let text = &name.text;
            quote_spanned!(name.spans.start=> #text)
        }
        segment => name(segment),
    });
    quote!(&[#(#segments),*])
}

/// A part of a path that may be computed.
fn name(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Name(name) => {
            let text = &name.text;
            quote_spanned!(name.spans.start=> ::nest_core::nix::Name::Borrowed(#text))
        }
        Segment::Computed(expression, span) => {
            let expression = rust(expression);
            quote_spanned!(*span=> ::nest_core::nix::Name::Owned(::std::string::ToString::to_string(&(#expression))))
        }
    }
}

fn value(value: &Value) -> TokenStream {
    match value {
        Value::Set(body) => assignments(body),
        Value::List(elements) => {
            let elements = elements.iter().map(|element| {
                let element = self::value(element);
                quote!(::nest_core::nix::IntoNix::into_nix(#element))
            });
            quote!(<[::nest_core::nix::NixValue]>::into_vec(::std::boxed::Box::new([#(#elements),*])))
        }
        Value::Each { pattern, iterator, value } => {
            let (list, iterator, value) = (own("list"), rust(iterator), self::value(value));
            quote! {{
                let mut #list: ::std::vec::Vec<::nest_core::nix::NixValue> = ::std::vec::Vec::new();
                for #pattern in #iterator {
                    #list.push(::nest_core::nix::IntoNix::into_nix(#value));
                }
                #list
            }}
        }
        Value::Reference(path) => {
            let segments = path.segments.iter().map(name);
            quote_spanned!(path.spans.start=> ::nest_core::nix::reference(&[#(#segments),*]))
        }
        Value::Text { parts, span } => {
            let parts = parts.iter().map(|part| text_part(part, *span));
            quote_spanned!(*span=> ::nest_core::nix::text([#(#parts),*]))
        }
        Value::File { parts, span } => {
            let parts = parts.iter().map(|part| {
                let part = text_part(part, *span);
                quote!(::nest_core::nix::shown(#part))
            });
            quote_spanned!(*span=> ::nest_core::nix::file([#(#parts),*].concat()))
        }
        Value::Expression { source, arguments, span } => {
            let arguments = assignments(arguments);
            quote_spanned!(*span=> ::nest_core::nix::expression(#source, #arguments))
        }
        Value::Property { function, arguments, span } => {
            let arguments = arguments.iter().map(self::value);
            let mut group = Group::new(Delimiter::Parenthesis, quote!(#(#arguments),*));
            group.set_span(*span);
            quote!(#function #group)
        }
        Value::Rust(rust) | Value::Broken(rust) => self::rust(rust),
    }
}

/// A part of a text, as a value of Nix. What rustc has to say of it, it says of the text.
fn text_part(part: &TextPart, span: Span) -> TokenStream {
    let text = match part {
        TextPart::Literal(literal) => quote_spanned!(span=> ::std::borrow::ToOwned::to_owned(#literal)),
        TextPart::Rust(rust) => {
            let rust = self::rust(rust);
            quote_spanned!(span=> ::std::string::ToString::to_string(&(#rust)))
        }
        TextPart::Nix(value) => return self::value(value),
    };
    quote_spanned!(span=> ::nest_core::nix::NixValue::Text(::std::borrow::Cow::Owned(#text)))
}

pub(super) fn rust(rust: &Rust) -> TokenStream {
    let piece = |piece: &Piece| match piece {
        Piece::Tokens(tokens) => tokens.clone(),
        Piece::Set(body) => value_of(body),
        Piece::Value(value) => self::value(value),
        Piece::Query(query) => match query.key.get() {
            Some(Key(key)) => {
                quote_spanned!(query.span=> ::nest_core::view::Selected::new(::nest_core::model::Key(#key)))
            }
            None => query.tokens.clone(),
        },
        Piece::Group(delimiter, span, inner) => {
            let mut group = Group::new(*delimiter, self::rust(inner));
            group.set_span(*span);
            TokenTree::Group(group).into()
        }
    };
    rust.0.iter().map(piece).collect()
}
