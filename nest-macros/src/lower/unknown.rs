//! Words that name nothing.

use super::scope::Scope;
use super::trait_names::Found;
use crate::ast::{Ast, Identifier, Unread};
use crate::report::{Report, Spans};
use nest_core::problem::{Kind, Problem};
use std::collections::{BTreeSet, HashSet};

/// For how many words a name is looked for that may be meant.
const SUGGESTIONS: usize = 100;

/// A word that is not declared, where it stands.
struct Missing {
    kind: Kind,
    word: String,
    at: Spans,
    problem: Problem,
}

/// The words that are not declared, and what is declared and never mentioned.
#[derive(Default)]
pub(super) struct Unknown<'a> {
    unread: Unread,
    declared: Vec<(Kind, &'a str, Spans)>,
    mentioned: HashSet<&'a str>,
    missing: Vec<Missing>,
    /// For how many words a name has been looked for that may be meant.
    suggestions: usize,
    /// Every unknown word, and what it was to be: it may be half typed.
    pub(super) half_typed: Vec<(Kind, Identifier)>,
}

impl<'a> Unknown<'a> {
    pub(super) fn of(ast: &'a Ast) -> Self {
        let attrs = ast.attrs.iter().map(|decl| (Kind::Attribute, &*decl.name.text, (&decl.name).into()));
        let traits = ast.traits.iter().map(|decl| (Kind::Trait, &*decl.path, (&decl.name).into()));
        let classes = ast.traits.iter().flat_map(|decl| &decl.classes).map(|class| &class.name);
        let classes = classes.map(|name| (Kind::Class, &*name.text, name.into()));
        let declared = attrs.chain(traits).chain(classes).collect();
        Self { unread: ast.unread, declared, ..Self::default() }
    }

    pub(super) fn mention(&mut self, name: &'a str) {
        self.mentioned.insert(name);
    }

    /// The names that may be meant by a word that is none of them, in alphabetical order: the same message from run to
    /// run. After many such words there are none: to compare every word with every name takes long, and where so many
    /// are unknown, they are not misspelt.
    pub(super) fn suggested<T: Ord>(&mut self, known: impl FnOnce() -> Vec<T>) -> BTreeSet<T> {
        self.suggestions += 1;
        if self.suggestions > SUGGESTIONS { BTreeSet::new() } else { known().into_iter().collect() }
    }

    /// Notes a word that is not among those known, and says which may be meant. It is reported when all of them are
    /// there.
    pub(super) fn miss<'n>(
        &mut self,
        kind: Kind,
        word: &str,
        at: Spans,
        known: impl FnOnce() -> Vec<&'n str>,
    ) -> Option<String> {
        let problem = Problem::unknown_word(kind, word, self.suggested(known).iter().copied());
        let meant = match &problem {
            Problem::UnknownWord { nearest, .. } => nearest.clone(),
            _ => None,
        };
        // Nobody types in a file of data.
        if at.data.is_none() {
            let word = Identifier { text: word.to_owned(), span: at.end, start: at.start, data: None };
            self.half_typed.push((kind, word));
        }
        self.missing.push(Missing { kind, word: word.to_owned(), at, problem });
        meant
    }

    /// What is meant by the last of these words.
    pub(super) fn suggest(&mut self, name: String) {
        if let Some(Missing { problem: Problem::UnknownWord { nearest, .. }, .. }) = self.missing.last_mut() {
            *nearest = Some(name);
        }
    }

    /// Reports the unknown words, each where it stands.
    ///
    /// Where nothing mentions a declaration and one word of its kind is unknown, it is the declaration that has the
    /// wrong name: that is one mistake, however often the word stands in the fleet. And where a declaration could
    /// not be read, any word may be its name.
    pub(super) fn report(&self, scope: &Scope, report: &Report) {
        let mut misnamed: HashSet<&String> = HashSet::new();
        for kind in [Kind::Attribute, Kind::Trait, Kind::Class] {
            let places: Vec<&Missing> = self.missing.iter().filter(|m| of_kind(m.kind, kind)).collect();
            let Some(first) = places.first() else { continue };
            let [(name, at)] = self.unmentioned(kind)[..] else { continue };
            let one = [last as fn(&str) -> &str, outermost].into_iter().find_map(|part| {
                let word = part(&first.word);
                let is_one = places.iter().all(|other| part(&other.word) == word);
                (is_one && (word == first.word || matches!(scope.traits.find(word), Found::None)))
                    .then_some(word)
            });
            // Of a single place nobody can say which of the two is wrong.
            if places.len() > 1
                && let Some(word) = one
                && !self.may_be_unread(kind)
            {
                let problem = Problem::Misnamed {
                    kind,
                    name: name.to_owned(),
                    word: word.to_owned(),
                    places: places.len(),
                };
                report.add(at, problem);
                misnamed.extend(places.iter().map(|place| &place.word));
            }
        }
        for Missing { kind, word, at, problem } in &self.missing {
            if !misnamed.contains(word) && !self.may_be_unread(*kind) {
                report.add(*at, problem.clone());
            }
        }
    }

    /// The declarations of a kind that nothing mentions.
    fn unmentioned(&self, kind: Kind) -> Vec<(&str, Spans)> {
        let declared =
            self.declared.iter().filter(|(of, name, _)| *of == kind && !self.mentioned.contains(name));
        declared.map(|(_, name, at)| (*name, *at)).collect()
    }

    fn may_be_unread(&self, kind: Kind) -> bool {
        match kind {
            Kind::Attribute => self.unread.attrs,
            Kind::Trait | Kind::Argument => self.unread.traits,
            Kind::Class => self.unread.classes,
            _ => false,
        }
    }
}

/// An argument is the name of a trait.
fn of_kind(found: Kind, kind: Kind) -> bool {
    found == kind || (found == Kind::Argument && kind == Kind::Trait)
}

/// The name itself, of a path.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Where a path begins.
fn outermost(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}
