//! What words mean. Each that means something is a mention of it; each that does not is unknown.

use super::Lowering;
use super::trait_names::Found;
use crate::ast::Identifier;
use crate::report::Spans;
use nest_core::model::{AttrId, ClassId, TraitId};
use nest_core::problem::{Kind, Problem};

impl<'a> Lowering<'a> {
    /// An attribute by its name; or the one that may be meant, if it is not declared and will be reported.
    pub(super) fn attr_id(&mut self, word: &'a Identifier) -> Result<AttrId, Option<AttrId>> {
        let attrs = &self.scope.attrs;
        if let Some(id) = attrs.get(word.text.as_str()).copied() {
            self.map.mention(&word.text, word);
            self.unknown.mention(&word.text);
            return Ok(id);
        }
        let known = || attrs.keys().copied().collect();
        let meant = self.unknown.miss(Kind::Attribute, &word.text, word.into(), known);
        Err(meant.and_then(|name| attrs.get(name.as_str()).copied()))
    }

    /// Whether a word is the name of a trait, and of no class or attribute.
    pub(super) fn is_trait_alone(&self, word: &str) -> bool {
        !matches!(self.scope.traits.find(word), Found::None)
            && self.scope.class(word).is_none()
            && !self.scope.attrs.contains_key(word)
    }

    pub(super) fn class_id(&mut self, word: &'a Identifier) -> Option<ClassId> {
        let found = self.scope.class(&word.text);
        if let Some(id) = found {
            self.map.class_mentions.push((id, word.span));
            self.unknown.mention(&word.text);
        } else {
            self.unknown.miss(Kind::Class, &word.text, word.into(), || self.scope.classes.clone());
        }
        found
    }

    /// A trait by its name; one that is not declared will be reported.
    pub(super) fn trait_id(&mut self, word: &'a Identifier) -> Option<TraitId> {
        let traits = &self.scope.traits;
        match traits.find(&word.text) {
            Found::One(id) => {
                self.map.mention(traits.item(id), word);
                self.unknown.mention(traits.path(id));
                // Written with its path, it also mentions the outermost trait around it.
                if let Some((outer, _)) = word.text.split_once("::")
                    && let Found::One(outer) = traits.find(outer)
                {
                    self.map.mentions.push((traits.item(outer), word.start));
                }
                Some(id)
            }
            Found::None => {
                self.unknown.miss(Kind::Trait, &word.text, word.into(), || traits.known(&word.text));
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

    pub(super) fn ambiguous(&mut self, word: &Identifier, ids: &[TraitId]) {
        let paths = || ids.iter().map(|id| self.scope.traits.path(*id));
        // Any of them may be meant: none is one that nothing mentions.
        paths().for_each(|path| self.unknown.mention(path));
        let meant = paths().map(ToOwned::to_owned).collect();
        self.report.add(word, Problem::Ambiguous { word: word.text.clone(), meant });
    }

    /// Notes a word of a selector that is no trait. Where a node has that name, the name is probably meant.
    pub(super) fn miss_in_selector(&mut self, word: &str, at: Spans) {
        self.unknown.miss(Kind::Trait, word, at, || self.scope.traits.known(word));
        if self.scope.nodes.entries.contains(word) {
            self.unknown.suggest(format!("#{word}"));
        }
    }
}
