//! Traits by name: nested ones have a path, and go by its last part where no other trait has that.

use crate::ast::TraitDecl;
use nest_core::model::TraitId;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The traits of a fleet, in the order declared.
#[derive(Default)]
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
        let mut names = Self { decls, ..Self::default() };
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

    pub(super) fn path(&self, id: TraitId) -> &'a str {
        &self.decls[id.index()].path
    }

    pub(super) fn item(&self, id: TraitId) -> &'a str {
        &self.decls[id.index()].item
    }
}
