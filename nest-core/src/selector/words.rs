//! What words mean in a selector that is text.

use crate::model::{AttrId, ClassId, Declared, TraitId, Tree};
use crate::problem::{Kind, Problem};

/// What words can mean: what is declared, and the names of the entries.
#[derive(Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) declared: &'w Declared<'w>,
    pub(super) tree: &'w Tree<'w>,
}

impl Words<'_> {
    /// The trait of a path, or the only one whose path ends so.
    pub(super) fn trait_id(self, path: &str) -> Result<TraitId, Problem> {
        let names = self.declared.traits.entries().map(|(id, declared)| (id, declared.name));
        let ends_so = |name: &str| name.strip_suffix(path).is_some_and(|around| around.ends_with("::"));
        let found: Vec<(TraitId, &str)> = names.clone().filter(|(_, name)| ends_so(name)).collect();
        match (known(Kind::Trait, path, names), &found[..]) {
            (Ok(id), _) => Ok(id),
            (Err(_), [(id, _)]) => Ok(*id),
            (Err(mut problem), []) => {
                // Where an entry has that name, the name is probably meant.
                if let Problem::UnknownWord { nearest, .. } = &mut problem
                    && self.tree.entries.iter().any(|entry| entry.name == path)
                {
                    *nearest = Some(format!("#{path}"));
                }
                Err(problem)
            }
            (Err(_), several) => {
                let meant = several.iter().map(|(_, name)| (*name).to_owned()).collect();
                Err(Problem::Ambiguous { word: path.to_owned(), meant })
            }
        }
    }

    pub(super) fn class_id(self, word: &str) -> Result<ClassId, Problem> {
        known(Kind::Class, word, self.declared.classes.entries().map(|(id, class)| (id, *class)))
    }

    pub(super) fn attr_id(self, word: &str) -> Result<AttrId, Problem> {
        known(Kind::Attribute, word, self.declared.attrs.entries().map(|(id, attr)| (id, attr.name)))
    }
}

/// What a word names.
fn known<'w, I>(
    kind: Kind,
    word: &str,
    names: impl Iterator<Item = (I, &'w str)> + Clone,
) -> Result<I, Problem> {
    let found = names.clone().find(|(_, name)| *name == word).map(|(id, _)| id);
    found.ok_or_else(|| Problem::unknown_word(kind, word, names.map(|(_, name)| name)))
}
