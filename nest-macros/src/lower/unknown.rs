//! Words that name nothing.

use super::names::Names;
use super::trait_names::Found;
use crate::ast;
use crate::parse::unknown;
use crate::report::Spans;
use nest_core::problem::{Kind, Problem};
use std::collections::{BTreeSet, HashSet};

/// For how many words a name is looked for that may be meant.
const SUGGESTIONS: usize = 100;

/// A word that is not declared, where it stands.
pub(super) struct Missing {
    pub(super) kind: Kind,
    pub(super) word: String,
    pub(super) at: Spans,
    pub(super) problem: Problem,
}

impl Names<'_> {
    /// The names that may be meant by a word that is none of them, in alphabetical order: the same message from run to
    /// run. After many such words there are none: to compare every word with every name takes long, and where so many
    /// are unknown, they are not misspelt.
    pub(super) fn suggested<T: Ord>(&mut self, known: impl FnOnce(&Self) -> Vec<T>) -> BTreeSet<T> {
        self.suggestions += 1;
        if self.suggestions > SUGGESTIONS { BTreeSet::new() } else { known(self).into_iter().collect() }
    }

    /// Notes a word that is not among those known. It is reported when all of them are there.
    pub(super) fn miss<'n>(
        &mut self,
        kind: Kind,
        word: &str,
        at: Spans,
        known: impl FnOnce(&Self) -> Vec<&'n str>,
    ) -> Option<String> {
        let known = self.suggested(known);
        let problem = unknown(kind, word, known.iter().copied());
        let meant = match &problem {
            Problem::UnknownWord { nearest, .. } => nearest.clone(),
            _ => None,
        };
        self.half_typed
            .push((kind, ast::Identifier { text: word.to_owned(), span: at.end, start: at.start }));
        self.missing.push(Missing { kind, word: word.to_owned(), at, problem });
        meant
    }

    /// Notes a word of a selector that is no trait. Where a node has that name, the name is probably meant.
    pub(super) fn miss_in_selector(&mut self, word: &str, at: Spans) {
        self.miss(Kind::Trait, word, at, |names| names.traits.known(word));
        if self.entries.contains(word)
            && let Some(Missing { problem: Problem::UnknownWord { nearest, .. }, .. }) =
                self.missing.last_mut()
        {
            *nearest = Some(format!("#{word}"));
        }
    }

    /// Reports the unknown words, each where it stands.
    ///
    /// Where nothing mentions a declaration and one word of its kind is unknown, it is the declaration that has the
    /// wrong name: that is one mistake, however often the word stands in the fleet. And where a declaration could
    /// not be read, any word may be its name.
    pub(super) fn report_unknown(&mut self) {
        let missing = std::mem::take(&mut self.missing);
        let mut misnamed: HashSet<String> = HashSet::new();
        for kind in [Kind::Attribute, Kind::Trait, Kind::Class] {
            let places: Vec<&Missing> = missing.iter().filter(|m| of_kind(m.kind, kind)).collect();
            let Some(first) = places.first() else { continue };
            let [(name, at)] = self.unmentioned(kind)[..] else { continue };
            let one = [last as fn(&str) -> &str, outermost].into_iter().find_map(|part| {
                let word = part(&first.word);
                let is_one = places.iter().all(|other| part(&other.word) == word);
                (is_one && (word == first.word || matches!(self.traits.find(word), Found::None)))
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
                self.report.add(at, problem);
                misnamed.extend(places.iter().map(|place| place.word.clone()));
            }
        }
        for Missing { kind, word, at, problem } in missing {
            if !misnamed.contains(&word) && !self.may_be_unread(kind) {
                self.report.add(at, problem);
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
