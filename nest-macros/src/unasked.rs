//! Arguments that code uses and has not asked for: `rule web => nixos { name = web.name; }`.
//!
//! The compiler would know no such name, or know it as the function of a trait. What is reported is certain: code that
//! may bind the name itself is left to the compiler.

use crate::expand;
use crate::lower::{ArgumentKind, Code, CodeKind, Lowered, Source};
use crate::report::{Report, Spans};
use nest_core::problem::{Problem, Word};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Reports the first use of each name that could be an argument and is none.
pub(crate) fn check(lowered: &Lowered, report: &Report) {
    // A misspelt argument may be the one.
    let may_be_misspelt = lowered.half_typed.iter().any(|(kind, _)| *kind == Word::Argument);
    for code in lowered.code.iter().filter(|code| !code.is_broken()) {
        let asked: Vec<&str> =
            code.kind.arguments().iter().map(|(word, kind)| called(word, kind, lowered)).collect();
        let tokens = expand::code(code, lowered);
        for name in askable(code, lowered).filter(|name| !asked.contains(name)) {
            if let Some(used) = first_use(tokens.clone(), name) {
                let arguments = asked.iter().copied().chain([name]).collect::<Vec<_>>().join(", ");
                let arguments = match code.source {
                    Source::Body(_) => format!("({arguments})"),
                    Source::Closure(_) => format!("|{arguments}|"),
                };
                code.is_short.set(true);
                if !may_be_misspelt {
                    report.add(Spans::from(&used), Problem::NotAsked { name: name.to_owned(), arguments });
                }
            }
        }
    }
}

/// The name that an argument has in the code.
fn called<'l>(word: &'l crate::ast::Word, kind: &ArgumentKind, lowered: &Lowered<'l>) -> &'l str {
    match kind {
        ArgumentKind::Trait(id) => lowered.trait_items[id.index()],
        _ => &word.text,
    }
}

/// What some code could ask for.
fn askable<'l>(code: &Code, lowered: &'l Lowered) -> impl Iterator<Item = &'l str> {
    let (fixed, traits): (&[&str], &[&str]) = match code.kind {
        CodeKind::Rule(_) | CodeKind::Predicate(_) | CodeKind::Synth(..) => {
            (&["select", "node"], &lowered.trait_items)
        }
        CodeKind::Closure(..) => (&["select", "modules"], &[]),
        CodeKind::Summary(_) | CodeKind::Condition(_) => (&["select"], &[]),
        CodeKind::Class(_) | CodeKind::Path(_) => (&[], &[]),
    };
    fixed.iter().chain(traits).copied()
}

/// Where a name is first used as a value is: `name.field`. Nothing where the code may bind the name.
fn first_use(tokens: TokenStream, name: &str) -> Option<Ident> {
    let mut uses = Uses { name, first: None, may_bind: false };
    uses.read(tokens, false);
    uses.first.filter(|_| !uses.may_bind)
}

struct Uses<'n> {
    name: &'n str,
    first: Option<Ident>,
    may_bind: bool,
}

impl Uses<'_> {
    /// `are_arguments`: the tokens are what a method is given, and bind nothing.
    fn read(&mut self, tokens: TokenStream, are_arguments: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let sign = |at: Option<usize>| at.and_then(|at| tokens.get(at)).and_then(punct);
            match token {
                TokenTree::Ident(ident) if ident == self.name => {
                    let is_part = matches!(sign(i.checked_sub(1)), Some('.' | ':'));
                    let is_use = sign(Some(i + 1)) == Some('.') && sign(Some(i + 2)) != Some('.');
                    match () {
                        () if is_part => {}
                        () if is_use => drop(self.first.get_or_insert_with(|| ident.clone())),
                        () => self.may_bind |= !are_arguments || sign(Some(i + 1)) == Some('|'),
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
