//! Traits by name: nested ones have a path, and go by its last part where no other trait has that.

use super::names::Names;
use crate::ast::{Identifier, TraitDecl};
use nest_core::model::TraitId;
use nest_core::problem::{self, Problem};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The traits of a fleet, in the order declared.
pub(super) struct TraitNames<'a> {
    decls: &'a [TraitDecl],
    by_path: HashMap<&'a str, TraitId>,
    /// The traits with a last part, each path once.
    by_name: HashMap<&'a str, Vec<TraitId>>,
}

/// What a word finds.
pub(super) enum Found {
    One(TraitId),
    None,
    /// It is the last part of several paths.
    Several(Vec<TraitId>),
}

impl<'a> TraitNames<'a> {
    /// Of two of one path the first counts.
    pub(super) fn of(decls: &'a [TraitDecl]) -> Self {
        let mut names = Self { decls, by_path: HashMap::new(), by_name: HashMap::new() };
        for (i, decl) in decls.iter().enumerate() {
            if let Entry::Vacant(place) = names.by_path.entry(&decl.path) {
                place.insert(TraitId::at(i));
                names.by_name.entry(&decl.name.text).or_default().push(TraitId::at(i));
            }
        }
        names
    }

    /// The trait with that path, else those with that last part.
    pub(super) fn find(&self, word: &str) -> Found {
        if let Some(id) = self.by_path.get(word) {
            return Found::One(*id);
        }
        match self.by_name.get(word).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([one]) => Found::One(*one),
            Some(several) => Found::Several(several.to_vec()),
        }
    }

    /// The names that can be written in place of a word that is none of them.
    pub(super) fn known(&self, instead_of: &str) -> Vec<&'a str> {
        let is_path = instead_of.contains("::");
        let name = |decl: &'a TraitDecl| match decl.item == decl.name.text && !is_path {
            true => decl.name.text.as_str(),
            false => decl.path.as_str(),
        };
        self.decls.iter().map(name).collect()
    }

    fn path(&self, id: TraitId) -> &'a str {
        &self.decls[id.index()].path
    }

    fn item(&self, id: TraitId) -> &'a str {
        &self.decls[id.index()].item
    }
}

impl<'a> Names<'a> {
    /// A trait by its name; one that is not declared will be reported.
    pub(super) fn trait_id(&mut self, word: &'a Identifier) -> Option<TraitId> {
        match self.traits.find(&word.text) {
            Found::One(id) => {
                self.mention_trait(word, id);
                Some(id)
            }
            Found::None => {
                self.miss(problem::Kind::Trait, &word.text, word.into(), |names| {
                    names.traits.known(&word.text)
                });
                None
            }
            Found::Several(ids) => {
                self.ambiguous(word, &ids);
                None
            }
        }
    }

    /// The traits in a list, each once, and whether there may be more.
    pub(super) fn trait_list(&mut self, words: &'a [Identifier]) -> (Vec<TraitId>, bool) {
        let (mut traits, mut open) = (Vec::new(), false);
        for word in words {
            match self.trait_id(word) {
                None => open = true,
                Some(id) if traits.contains(&id) => {
                    self.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                }
                Some(id) => traits.push(id),
            }
        }
        (traits, open)
    }

    /// Notes that the fleet mentions a trait, and where it is written with its path, the outermost around it.
    fn mention_trait(&mut self, word: &'a Identifier, id: TraitId) {
        self.mentions.push((self.traits.item(id), word.span));
        self.mentioned.insert(self.traits.path(id));
        if let Some((outer, _)) = word.text.split_once("::")
            && let Found::One(outer) = self.traits.find(outer)
        {
            self.mentions.push((self.traits.item(outer), word.start));
        }
    }

    /// Notes that an argument is a trait. Code that binds it is a mention in itself.
    pub(super) fn mention_argument(&mut self, id: TraitId) {
        self.mentioned.insert(self.traits.path(id));
    }

    pub(super) fn ambiguous(&mut self, word: &Identifier, ids: &[TraitId]) {
        let meant: Vec<String> = ids.iter().map(|id| self.traits.path(*id).to_owned()).collect();
        // Any of them may be meant: none is one that nothing mentions.
        self.mentioned.extend(ids.iter().map(|id| self.traits.path(*id)));
        self.report.add(word, Problem::Ambiguous { word: word.text.clone(), meant });
    }
}
