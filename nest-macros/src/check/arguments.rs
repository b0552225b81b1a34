//! Arguments that code uses and has not asked for: `rule web => nixos { name = web.name; }`.
//!
//! The compiler would know no such name, or know it as the function of a trait. What is reported is certain: code that
//! may bind the name itself is left to the compiler.

use crate::expand;
use crate::lower::{ArgumentKind, Code, CodeKind, Lowered, Short, Source};
use crate::report::{Report, Spans};
use nest_core::problem::{Kind, Problem};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::collections::HashMap;

/// Reports the first use of each name that could be an argument and is none.
pub(super) fn check(lowered: &Lowered, report: &Report) -> Short {
    let mut short = Short::new();
    let traits: HashMap<&str, usize> =
        lowered.trait_items.iter().enumerate().map(|(place, name)| (*name, place)).collect();
    // A misspelt argument may be the one.
    let may_be_misspelt = lowered.half_typed.iter().any(|(kind, _)| *kind == Kind::Argument);
    for (at, code) in lowered.codes.all.iter().enumerate().filter(|(_, code)| !code.is_broken()) {
        let asked: Vec<&str> =
            code.kind.arguments().iter().map(|(word, kind)| called(word, kind, lowered)).collect();
        for (name, used) in uses(expand::code(&code.source, lowered), |name| askable(code, &traits, name)) {
            if !asked.contains(&&*name) {
                let arguments = asked.iter().copied().chain([&*name]).collect::<Vec<_>>().join(", ");
                let arguments = match code.source {
                    Source::Body(_) | Source::Path(_) | Source::Synth(..) => format!("({arguments})"),
                    Source::Closure(_) => format!("|{arguments}|"),
                };
                short.insert(at);
                if !may_be_misspelt {
                    report.add(Spans::from(&used), Problem::NotAsked { name, arguments });
                }
            }
        }
    }
    short
}

/// The name that an argument has in the code.
fn called<'l>(word: &'l crate::ast::Identifier, kind: &ArgumentKind, lowered: &Lowered<'l>) -> &'l str {
    match kind {
        ArgumentKind::Trait(id) => lowered.trait_items[id.index()],
        _ => &word.text,
    }
}

/// Whether some code could ask for a name; if so, in which order it is told.
fn askable(code: &Code, traits: &HashMap<&str, usize>, name: &str) -> Option<usize> {
    let (fixed, traits): (&[&str], _) = match code.kind {
        CodeKind::Rule { .. } | CodeKind::Predicate(_) | CodeKind::Synth(_) => {
            (&["select", "node"], traits.get(name))
        }
        CodeKind::Closure(..) => (&["select", "modules"], None),
        CodeKind::OwnOutput(_) | CodeKind::Condition(_) => (&["select"], None),
        CodeKind::Class { .. } | CodeKind::Path(_) => (&[], None),
    };
    let of_traits = traits.map(|place| fixed.len() + place);
    fixed.iter().position(|fixed| *fixed == name).or(of_traits)
}

/// Where names are first used as values are: `name.field`. Names that the code may bind are not among them. All are
/// found in one walk: there may be many traits, and much code.
fn uses(tokens: TokenStream, order: impl Fn(&str) -> Option<usize>) -> Vec<(String, Ident)> {
    let mut uses = Uses::default();
    uses.read(tokens, false);
    let found = uses.names.into_iter().filter_map(|(name, found)| {
        let first = found.first.filter(|_| !found.may_bind)?;
        Some((order(&name)?, name, first))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(order, ..)| *order);
    found.into_iter().map(|(_, name, first)| (name, first)).collect()
}

/// What stands in some code, by name.
#[derive(Default)]
struct Uses {
    names: HashMap<String, Found>,
}

#[derive(Default)]
struct Found {
    first: Option<Ident>,
    may_bind: bool,
}

impl Uses {
    /// `are_arguments`: the tokens are what a method is given, and bind nothing.
    fn read(&mut self, tokens: TokenStream, are_arguments: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let sign = |at: Option<usize>| at.and_then(|at| tokens.get(at)).and_then(punct);
            match token {
                TokenTree::Ident(ident) => {
                    let found = self.names.entry(ident.to_string()).or_default();
                    let is_part = matches!(sign(i.checked_sub(1)), Some('.' | ':'));
                    let is_use = sign(Some(i + 1)) == Some('.') && sign(Some(i + 2)) != Some('.');
                    match () {
                        () if is_part => {}
                        () if is_use => drop(found.first.get_or_insert_with(|| ident.clone())),
                        () => found.may_bind |= !are_arguments || sign(Some(i + 1)) == Some('|'),
                    }
                }
                TokenTree::Group(group) => self.read(group.stream(), is_call(group, &tokens[..i])),
                _ => {}
            }
        }
    }
}

fn punct(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

/// Whether a group is what `.method` before it is given, and none of it a closure.
fn is_call(group: &Group, before: &[TokenTree]) -> bool {
    let is_method = matches!(before, [.., dot, TokenTree::Ident(_)] if punct(dot) == Some('.'));
    let has_bars = || group.stream().into_iter().any(|token| punct(&token) == Some('|'));
    is_method && group.delimiter() == Delimiter::Parenthesis && !has_bars()
}
