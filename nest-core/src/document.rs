//! The tree that selectors are matched against: entries, their order, the traits known so far.

use crate::closure::Traits;
use crate::model::{AttrId, EntryId, Fleet, TraitId, Tree};
use crate::value::Value;

/// The entries below each entry, in document order.
#[derive(Debug)]
pub struct Children {
    roots: Vec<EntryId>,
    below: Vec<Vec<EntryId>>,
}

impl Children {
    /// The children of every entry of a tree.
    pub fn of(tree: &Tree) -> Self {
        let mut children = Self { roots: Vec::new(), below: vec![Vec::new(); tree.entries.len()] };
        for id in tree.ids() {
            match tree[id].parent {
                Some(parent) => children.below[parent.index()].push(id),
                None => children.roots.push(id),
            }
        }
        children
    }

    /// An entry and all below it.
    pub fn within(&self, id: EntryId) -> Vec<EntryId> {
        let mut all = vec![id];
        let mut next = 0;
        while let Some(id) = all.get(next).copied() {
            next += 1;
            all.extend(self.below(Some(id)));
        }
        all
    }

    /// The entries just below `parent`; at the top of the document without one.
    pub fn below(&self, parent: Option<EntryId>) -> &[EntryId] {
        parent.map_or(&self.roots, |id| &self.below[id.index()])
    }
}

/// The DOM with the traits that its nodes have.
#[derive(Clone, Copy)]
pub struct Document<'d, 'a> {
    pub(crate) fleet: &'d Fleet<'a>,
    pub(crate) tree: &'d Tree<'a>,
    pub(crate) children: &'d Children,
    pub(crate) traits: &'d Traits,
}

/// Where the value of an attribute comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It is written on an entry: the one asked for, or one above it.
    Entry(EntryId),
    /// It is the attribute's default.
    Default,
}

impl<'d, 'a> Document<'d, 'a> {
    /// The value that an entry has of an attribute, and from where.
    ///
    /// Its own, else the nearest above it that flows down: a namespace's does, a node's only if the attribute is
    /// declared `inherited`. Else the default, on a node with a trait that requires the attribute.
    pub fn value(self, entry: EntryId, attr: AttrId) -> Option<(Source, &'d Value<'a>)> {
        let own = |id: EntryId| self.tree[id].attrs.iter().find(|(a, _)| *a == attr).map(|(_, value)| value);
        let flows = |id: &EntryId| *id == entry || self.flows(*id, attr);
        let written = self
            .tree
            .upwards(entry)
            .filter(flows)
            .find_map(|id| own(id).map(|value| (Source::Entry(id), value)));
        written.or_else(|| self.default(entry, attr).map(|value| (Source::Default, value)))
    }

    /// The attributes that an entry has, with their values: what flows from the top first, own ones last, then
    /// defaults; an attribute set again keeps its first place.
    pub fn values(self, entry: EntryId) -> Vec<(AttrId, &'d Value<'a>)> {
        let mut found: Vec<(AttrId, &Value)> = Vec::new();
        let mut line: Vec<EntryId> = self.tree.upwards(entry).collect();
        line.reverse();
        for id in line {
            for (attr, value) in &self.tree[id].attrs {
                if id != entry && !self.flows(id, *attr) {
                    continue;
                }
                match found.iter_mut().find(|(a, _)| a == attr) {
                    Some(slot) => slot.1 = value,
                    None => found.push((*attr, value)),
                }
            }
        }
        for joined in self.traits.of(entry) {
            for require in &self.fleet[joined.id].requires {
                if let Some(default) = &self.fleet[require.attr].default
                    && found.iter().all(|(a, _)| *a != require.attr)
                {
                    found.push((require.attr, default));
                }
            }
        }
        found
    }

    fn flows(self, from: EntryId, attr: AttrId) -> bool {
        !self.tree[from].is_node() || self.fleet[attr].inherited
    }

    fn default(self, entry: EntryId, attr: AttrId) -> Option<&'d Value<'a>> {
        const UNKNOWN: &Value<'static> = &Value::Unknown;
        let default = self.fleet[attr].default.as_ref()?;
        let requires = |id: TraitId| self.fleet[id].requires.iter().any(|require| require.attr == attr);
        if self.traits.of(entry).iter().any(|joined| requires(joined.id)) {
            Some(default)
        } else {
            self.traits.is_open(entry).then_some(UNKNOWN)
        }
    }

    /// The nearest node above an entry.
    pub fn parent_node(self, entry: EntryId) -> Option<EntryId> {
        self.tree.upwards(entry).skip(1).find(|id| self.tree[*id].is_node())
    }
}
