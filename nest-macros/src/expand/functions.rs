//! Functions that run the fleet's code, in the tables that number it.

use super::bodies::Bodies;
use super::hidden;
use super::spans::own;
use super::synth::Synth;
use crate::ast::PartDecl;
use crate::lower::{ArgumentKind, Code, CodeKind, CodeTable, Lowered, Short, Source};
use crate::rust_items;
use nest_core::model::TraitId;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// The function of each piece of code, by its number.
pub(super) fn all(lowered: &Lowered, short: &Short, is_wrong: bool) -> TokenStream {
    let numbered = TABLES.iter().flat_map(|(of, word)| {
        of_table(lowered, *of).enumerate().map(|(i, (at, code))| {
            let is_hidden = code.is_broken() || short.contains(&at);
            function(&function_name(word, i), code, is_hidden, is_wrong, lowered)
        })
    });
    numbered.collect()
}

/// Where code uses its arguments that are traits. Each is a mention of the trait: who renames one renames all.
pub(super) fn uses(lowered: &Lowered) -> Vec<Ident> {
    let mut uses = Vec::new();
    for code in &lowered.codes.all {
        let traits = code.arguments.iter().filter(|(_, kind)| matches!(kind, ArgumentKind::Trait(_)));
        let names: Vec<&str> = traits.map(|argument| lowered.called(argument)).collect();
        if !names.is_empty() {
            find(result(&code.source, lowered), &names, &mut uses);
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
pub(super) fn table(parts: &[PartDecl], lowered: &Lowered) -> TokenStream {
    let parts = parts.iter().map(|part| &part.path);
    let [bodies, predicates, synths, routes, own_outputs, conditions] = TABLES.map(|(of, word)| {
        let count = of_table(lowered, of).count();
        super::constants::table((0..count).map(|i| function_name(word, i).into_token_stream()))
    });
    quote! {
        ::nest_core::__private::Code {
            sources: ::nest_core::model::Table::Static(&[::core::file!() #(, #parts.source)*]),
            successor: |number| number + 1,
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
    lowered.codes.all.iter().enumerate().filter(move |(_, code)| code.kind.table() == of)
}

fn function_name(word: &str, number: usize) -> Ident {
    format_ident!("__nest_{word}_{number}")
}

fn function(name: &Ident, code: &Code, is_hidden: bool, is_wrong: bool, lowered: &Lowered) -> TokenStream {
    let Code { kind, arguments, source, .. } = code;
    let (context, survey, modules) = (own("context"), own("survey"), own("modules"));
    let node = match kind {
        CodeKind::Class { of: id, .. } | CodeKind::Path(id) | CodeKind::Closure(id) => {
            Some(view_as_node(*id, lowered))
        }
        _ => None,
    };
    let is_for_fleet = matches!(kind, CodeKind::OwnOutput | CodeKind::Condition);
    let arguments = arguments.iter().filter_map(|argument| {
        let (word, kind) = argument;
        let ident = rust_items::ident(lowered.called(argument), word.span)?;
        Some(match kind {
            ArgumentKind::Select if is_for_fleet => quote!(let #ident = #survey;),
            ArgumentKind::Select => quote!(let #ident = #context.select();),
            ArgumentKind::Node => quote!(let #ident = #context.node();),
            ArgumentKind::Modules => quote!(let #ident = #modules;),
            ArgumentKind::Nix => return None,
            ArgumentKind::Trait(_) => quote!(let #ident = #context.argument(#ident);),
        })
    });
    let result = result(source, lowered);
    // At the user's own tokens, or rustc would underline the whole macro.
    let place = match source {
        Source::Body(_) | Source::Path(_) | Source::Synth(..) => Span::call_site(),
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
    let code = quote!(#node #(#arguments)* #result);
    let seen = if is_hidden {
        Seen::Mentioned
    } else if is_wrong {
        Seen::Leniently
    } else {
        Seen::Whole
    };
    let code = seen_by_rustc(&code, seen);
    let takes_context = quote!(#context: ::nest_core::__private::Context<'a>);
    let fails = |value: TokenStream| quote!(::core::result::Result<#value, ::nest_core::__private::Failure>);
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
        ::nest_core::__private::__function! {
            #[allow(unused_parens, for_loops_over_fallibles, clippy::needless_pass_by_value, clippy::useless_format)]
            fn #name<'a>(#takes) -> #gives {
                let _ = #given;
                #code
            }
        }
    }
}

/// The `node` of a class: the view of the trait that defines it.
fn view_as_node(of: TraitId, lowered: &Lowered) -> TokenStream {
    let context = own("context");
    let node = Ident::new("node", Span::call_site());
    let view = rust_items::ident(lowered.trait_items[of.index()], Span::call_site());
    quote!(#[allow(unused_variables)] let #node: #view<'a> = #context.view();)
}

/// What code gives, as an expression; of a `synth`, its statements.
pub(crate) fn result(source: &Source, lowered: &Lowered) -> TokenStream {
    let bodies = Bodies { queries: &lowered.codes.queries };
    match source {
        Source::Body(body) => bodies.assignments(body),
        Source::Path(at) => bodies.path_alone(&at.path),
        Source::Synth(body, meanings) => Synth { meanings, bodies, lowered }.statements(body),
        Source::Closure(closure) => bodies.rust(&closure.value),
    }
}

/// How much of some code rustc sees. An editor sees all of it, and compares what it sees by positions: what tells how much
/// stands behind the code.
pub(super) enum Seen {
    Whole,
    /// All of it, without a word of what is not used: something else is wrong.
    Leniently,
    /// What it mentions, which counts as used: it is no Rust.
    Mentioned,
    Nothing,
}

pub(super) fn seen_by_rustc(code: &TokenStream, seen: Seen) -> TokenStream {
    let seen = match seen {
        Seen::Whole => TokenStream::new(),
        Seen::Leniently => quote!(lenient),
        Seen::Mentioned => {
            let mentions = hidden::mentions(code.clone());
            quote!(broken { #mentions })
        }
        Seen::Nothing => quote!(broken {}),
    };
    quote!(::nest_core::__private::__body! { { #code } #seen })
}
