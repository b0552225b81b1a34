//! The tree: environments and hosts, as written and as made.

use super::{AttrId, Declared, EntryId, Place, RuleId, Synth, TraitId};
use crate::model::value::{Text, Value};

/// The entries of the DOM.
///
/// Those that are written come first, in document order: parents before children, depth first. What a `synth` adds
/// comes behind them, so that an id means the same entry at every time: document order is `Places`'s to tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree<'a> {
    /// The entries; an [`EntryId`] is a position here.
    pub entries: Vec<Entry<'a>>,
}

/// A node or a namespace, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// The last part of the path.
    pub name: Text<'a>,
    /// The enclosing entry.
    pub parent: Option<EntryId>,
    /// Where it is written: the line of the name; of the `synth` that made it.
    pub place: Place,
    /// Who made it, if it is not written.
    pub maker: Option<Maker>,
    /// Written `extern`: it is queried like any node, and never output.
    pub is_extern: bool,
    /// Written `child … from`: where the attributes come from that its traits require and it does not set.
    pub from: Option<EntryId>,
    /// The traits of a node, as written; a namespace has none to write.
    pub is: Option<Vec<TraitId>>,
    /// The attributes written here, in that order.
    pub attrs: Vec<(AttrId, Value<'a>)>,
    /// Whether there may be more traits than `is` has, because a word in it is unknown. Never so in a fleet that
    /// compiled.
    pub open: bool,
}

/// Whose `synth` made an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Maker {
    /// A trait's.
    Trait(TraitId),
    /// A rule's.
    Rule(RuleId),
}

impl Maker {
    /// What runs, if it has a `synth`.
    pub fn synth<'f, 'a>(self, fleet: &'f Declared<'a>) -> Option<&'f Synth<'a>> {
        match self {
            Maker::Trait(id) => fleet[id].synth.as_ref(),
            Maker::Rule(id) => fleet[id].synth.as_ref(),
        }
    }

    /// Where its `synth` is written.
    pub(crate) fn place(self, fleet: &Declared) -> Place {
        let owner = match self {
            Maker::Trait(id) => fleet[id].place,
            Maker::Rule(id) => fleet[id].place,
        };
        self.synth(fleet).map_or(owner, |synth| synth.place)
    }

    /// In words: `synth` of what.
    pub fn describe(self, fleet: &Declared) -> String {
        match self {
            Maker::Trait(id) => format!("the `synth` of trait `{}`", fleet[id].name),
            Maker::Rule(id) => match fleet[id].label {
                Some(label) => format!("the `synth` of rule `{label}`"),
                None => format!("the `synth` of rule `{}`", fleet[id].target.display(fleet)),
            },
        }
    }
}

impl<'a> Tree<'a> {
    /// The names from the root to an entry.
    pub fn path(&self, id: EntryId) -> Vec<&str> {
        let mut path: Vec<&str> = self.upwards(id).map(|id| &*self[id].name).collect();
        path.reverse();
        path
    }

    /// An entry and its ancestors, nearest first.
    pub fn upwards(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        std::iter::successors(Some(id), |id| self[*id].parent)
    }

    /// The nearest node above an entry.
    pub fn parent_node(&self, id: EntryId) -> Option<EntryId> {
        self.upwards(id).skip(1).find(|above| self[*above].is_node())
    }

    /// Adds an entry behind all others.
    pub fn push(&mut self, entry: Entry<'a>) -> EntryId {
        self.entries.push(entry);
        EntryId::at(self.entries.len() - 1)
    }

    /// The nodes, in the order in which they came.
    pub fn nodes(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.ids().filter(|id| self[*id].is_node())
    }

    /// All ids, in the order in which the entries came.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.entries.len()).map(EntryId::at)
    }
}

impl<'a> std::ops::Index<EntryId> for Tree<'a> {
    type Output = Entry<'a>;

    fn index(&self, id: EntryId) -> &Entry<'a> {
        &self.entries[id.index()]
    }
}

impl<'a> Entry<'a> {
    /// A namespace at the top, without attributes.
    pub fn named(name: impl Into<Text<'a>>, place: Place) -> Self {
        Self {
            name: name.into(),
            parent: None,
            place,
            maker: None,
            is_extern: false,
            from: None,
            is: None,
            attrs: Vec::new(),
            open: false,
        }
    }

    /// Whether this is a node: an entry with `is`.
    pub fn is_node(&self) -> bool {
        self.is.is_some()
    }
}
