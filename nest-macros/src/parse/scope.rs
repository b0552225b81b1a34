//! The names that are in scope at some place of a body.

use super::interpolation::{Known, in_all_fleets};
use super::nix_values::WORDS;
use super::syntax::Bound;
use crate::ast::Identifier;
use crate::report::Report;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::rc::Rc;

/// Arguments, variables, and what some Rust around mentions: a closure's argument, or what is in scope anyhow.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// Each name, and whether it is a variable.
    names: Vec<(String, bool)>,
    /// Whether the argument `node` is among them.
    has_node: bool,
    /// Whether there are no others: around a `set!` in a function, there may be.
    is_whole: bool,
    /// How many of them were bound outside the innermost attribute set.
    outside: usize,
    /// The arguments of modules that the fleet declares beside those that all have.
    declared: Rc<[String]>,
    /// Whether what Rust gives here goes to Nix.
    goes_to_nix: bool,
    /// Where Nix decides whether the code counts: how many names were bound outside of that.
    decided: Option<usize>,
    /// Whether a loop runs inside of that.
    in_loop: bool,
}

impl Scope {
    /// The names that arguments have in the code: of a path its last part, or all of it.
    pub(super) fn of(arguments: &[Identifier], report: &Report) -> Self {
        let last = |word: &str| word.rsplit("::").next().unwrap_or_default().to_owned();
        let names =
            arguments.iter().flat_map(|Identifier { text, .. }| [last(text), text.replace("::", "_")]);
        let has_node = arguments.iter().any(|argument| argument.text == "node");
        let names = names.map(|name| (name, false)).collect();
        Self { names, has_node, is_whole: true, declared: report.special_args(), ..Self::default() }
    }

    /// The same, of code that gives what goes to Nix.
    pub(super) fn for_nix(self) -> Self {
        Self { goes_to_nix: true, ..self }
    }

    /// The same, where Nix decides whether what is assigned counts: the code runs all the same.
    pub(super) fn decided_by_nix(&self) -> Self {
        Self { decided: Some(self.names.len()), in_loop: false, ..self.clone() }
    }

    /// Notes that a loop begins, or ends; whether one was around.
    pub(super) fn set_in_loop(&mut self, in_loop: bool) -> bool {
        std::mem::replace(&mut self.in_loop, in_loop)
    }

    /// With more names than these.
    pub(super) fn with(mut self, names: &[&str]) -> Self {
        self.names.extend(names.iter().map(|name| ((*name).to_owned(), false)));
        self
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.names.truncate(len);
    }

    /// The same names, inside another attribute set: there `uid = uid;` is an attribute and a variable.
    pub(super) fn in_set(&self) -> Self {
        Self { outside: self.names.len(), ..self.clone() }
    }

    /// Whether `node` is the node itself: in a class it is the view of its trait.
    pub(super) fn has_node(&self) -> bool {
        self.has_node
    }

    /// Whether a name that is not known is no variable.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether a name is a variable that was bound in this very set.
    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.names[self.outside..].iter().any(|(other, is_variable)| other == name && *is_variable)
    }

    /// Whether a name is bound by Rust: then it is a variable, whatever it could stand for.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.names.iter().any(|(other, is_variable)| other == name && *is_variable)
    }

    /// Whether a word stands for what only Nix knows, and is no variable.
    pub(super) fn stands_for_nix(&self, word: &str) -> bool {
        self.is_known_to_nix(word) && !self.is_bound(word)
    }

    /// Whether what is written in the Nix language knows a word.
    pub(super) fn is_known_to_nix(&self, word: &str) -> bool {
        WORDS.contains(&word) || self.declared.iter().any(|declared| declared == word)
    }

    pub(super) fn goes_to_nix(&self) -> bool {
        self.goes_to_nix
    }

    /// Whether Nix decides if the code here counts.
    pub(super) fn is_decided_by_nix(&self) -> bool {
        self.decided.is_some()
    }

    /// Whether a variable was bound where Nix decides already.
    pub(super) fn is_bound_inside(&self, name: &str) -> bool {
        let inside = &self.names[self.decided.unwrap_or_default()..];
        inside.iter().any(|(other, is_variable)| other == name && *is_variable)
    }

    pub(super) fn in_loop(&self) -> bool {
        self.in_loop
    }

    /// What a name stands for, in a text too.
    pub(super) fn known(&self, name: &str) -> Option<Known> {
        if self.is_bound(name) {
            return Some(Known::Rust);
        }
        let nix = || self.stands_for_nix(name).then_some(Known::Nix);
        in_all_fleets(name)
            .or_else(nix)
            .or_else(|| self.names.iter().any(|(other, _)| other == name).then_some(Known::Rust))
    }

    /// Takes in the names that some Rust mentions.
    pub(super) fn mention(&mut self, tokens: &TokenStream) {
        mentioned(tokens, &mut |name| self.names.push((name, false)));
    }

    /// Binds variables.
    pub(super) fn bind(&mut self, names: Bound) {
        self.names.extend(names.into_iter().map(|name| (name, true)));
    }
}

/// The names in some Rust, but for fields, functions, and what stands before `::`.
fn mentioned(tokens: &TokenStream, found: &mut dyn FnMut(String)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let sign = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(sign)) => Some(sign.as_char()),
        _ => None,
    };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => mentioned(&group.stream(), found),
            TokenTree::Ident(ident) => {
                let is_path = sign(Some(at + 1)) == Some(':') && sign(Some(at + 2)) == Some(':');
                let is_macro = sign(Some(at + 1)) == Some('!') && sign(Some(at + 2)) != Some('=');
                let is_field = sign(at.checked_sub(1)) == Some('.') && sign(at.checked_sub(2)) != Some('.');
                let is_called = matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                if !is_path && !is_macro && !is_field && !is_called {
                    found(ident.to_string());
                }
            }
            _ => {}
        }
    }
}
