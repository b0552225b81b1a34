//! The tree with the traits known so far: places, attributes, traits.

use nest_core::Why;
use nest_core::model::{AttrId, Declared, Entry, EntryId, Maker, TraitId, Tree};
use nest_core::value::Value;
use std::collections::{BTreeSet, HashSet};

/// A trait that an entry has, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joined {
    pub id: TraitId,
    pub why: Why<TraitId>,
}

#[derive(Clone)]
pub struct World<'f> {
    pub fleet: &'f Declared<'f>,
    /// What is added stands last among its siblings.
    pub tree: Tree<'f>,
    pub traits: Vec<Vec<Joined>>,
    /// The attributes that each written entry is written with.
    written: Vec<Vec<AttrId>>,
    /// What has run, and for which nodes.
    pub ran: HashSet<(Maker, usize)>,
    /// What was made or set and was there already, in words.
    pub clashes: BTreeSet<&'static str>,
}

impl<'f> World<'f> {
    pub fn new(fleet: &'f Declared<'f>, tree: Tree<'f>) -> Self {
        let attrs = |entry: &Entry| entry.attrs.iter().map(|(attr, _)| *attr).collect();
        let written = tree.entries.iter().map(attrs).collect();
        let mut world =
            Self { fleet, tree, traits: Vec::new(), written, ran: HashSet::new(), clashes: BTreeSet::new() };
        world.take_in();
        world
    }

    pub fn count(&self) -> usize {
        self.tree.entries.len()
    }

    pub fn is_node(&self, entry: usize) -> bool {
        self.tree.entries[entry].is.is_some()
    }

    pub fn parent(&self, entry: usize) -> Option<usize> {
        self.tree.entries[entry].parent.map(EntryId::index)
    }

    /// Nearest first.
    pub fn ancestors(&self, entry: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = entry;
        while let Some(parent) = self.parent(at) {
            found.push(parent);
            at = parent;
        }
        found
    }

    pub fn path(&self, entry: usize) -> Vec<&str> {
        let mut line = self.ancestors(entry);
        line.reverse();
        line.push(entry);
        line.into_iter().map(|id| &*self.tree.entries[id].name).collect()
    }

    pub fn children(&self, parent: Option<usize>) -> Vec<usize> {
        (0..self.count()).filter(|entry| self.parent(*entry) == parent).collect()
    }

    /// All nodes, in document order.
    pub fn nodes(&self) -> Vec<usize> {
        let mut order = Vec::new();
        self.walk(None, &mut order);
        order.retain(|entry| self.is_node(*entry));
        order
    }

    fn walk(&self, parent: Option<usize>, order: &mut Vec<usize>) {
        for child in self.children(parent) {
            order.push(child);
            self.walk(Some(child), order);
        }
    }

    /// The nodes under the same entry, the entry itself included; none for a namespace.
    pub fn row(&self, entry: usize) -> Vec<usize> {
        if !self.is_node(entry) {
            return Vec::new();
        }
        let mut row = self.children(self.parent(entry));
        row.retain(|other| self.is_node(*other));
        row
    }

    pub fn has_trait(&self, entry: usize, id: TraitId) -> bool {
        self.traits[entry].iter().any(|joined| joined.id == id)
    }

    /// Whether the node itself or one above it has a trait.
    pub fn stands_under(&self, entry: usize, id: TraitId) -> bool {
        self.has_trait(entry, id) || self.ancestors(entry).into_iter().any(|above| self.has_trait(above, id))
    }

    /// Whether a trait of the entry requires an attribute.
    pub fn requires(&self, entry: usize, attr: AttrId) -> bool {
        let requires = |joined: &Joined| self.fleet[joined.id].requires.iter().any(|r| r.attr == attr);
        self.traits[entry].iter().any(requires)
    }

    pub fn own(&self, entry: usize, attr: AttrId) -> Option<&Value<'f>> {
        self.tree.entries[entry].attrs.iter().find(|(other, _)| *other == attr).map(|(_, value)| value)
    }

    /// Whether the entry has a value that flows to it, is written, and no `synth` put there. A copy hides what flows.
    pub fn inherits_written(&self, entry: usize, attr: AttrId) -> bool {
        let origin = self.origin(entry, attr).map(|(origin, _)| origin);
        matches!(origin, Some(Origin::Written(above)) if above != entry && self.is_written(above, attr))
    }

    pub fn is_written(&self, entry: usize, attr: AttrId) -> bool {
        self.written.get(entry).is_some_and(|attrs| attrs.contains(&attr))
    }

    /// The nearest value above that flows down, and where it stands.
    pub fn inherited(&self, entry: usize, attr: AttrId) -> Option<(usize, &Value<'f>)> {
        let flows = |above: &usize| !self.is_node(*above) || self.fleet[attr].inherited;
        let above = self.ancestors(entry).into_iter().filter(flows);
        above.into_iter().find_map(|above| Some((above, self.own(above, attr)?)))
    }

    /// Own over copied over what flows down over the default.
    pub fn value(&self, entry: usize, attr: AttrId) -> Option<&Value<'f>> {
        self.origin(entry, attr).map(|(_, value)| value)
    }

    /// The value, and the entry where it is written; none for a copy or a default.
    pub fn origin(&self, entry: usize, attr: AttrId) -> Option<(Origin, &Value<'f>)> {
        if let Some(value) = self.own(entry, attr) {
            return Some((Origin::Written(entry), value));
        }
        if let Some(from) = self.tree.entries[entry].from
            && self.requires(entry, attr)
            && let Some(value) = self.value(from.index(), attr)
        {
            return Some((Origin::Copied, value));
        }
        if let Some((above, value)) = self.inherited(entry, attr) {
            return Some((Origin::Written(above), value));
        }
        let default = self.fleet[attr].default.as_ref().filter(|_| self.requires(entry, attr))?;
        Some((Origin::Default, default))
    }

    /// What flows from the top comes first, then own ones, then copies and defaults in the order of the traits.
    pub fn values(&self, entry: usize) -> Vec<(AttrId, &Value<'f>)> {
        let mut line = self.ancestors(entry);
        line.reverse();
        let flowing = line.into_iter().flat_map(|above| {
            let flows = move |attr: &AttrId| !self.is_node(above) || self.fleet[*attr].inherited;
            self.tree.entries[above].attrs.iter().map(|(attr, _)| *attr).filter(flows)
        });
        let own = self.tree.entries[entry].attrs.iter().map(|(attr, _)| *attr);
        let required = self.traits[entry].iter().flat_map(|joined| &self.fleet[joined.id].requires);
        let mut seen = HashSet::new();
        let all = flowing.chain(own).chain(required.map(|require| require.attr));
        all.filter(|attr| seen.insert(*attr))
            .filter_map(|attr| Some((attr, self.value(entry, attr)?)))
            .collect()
    }

    /// Gives the entries that have come their traits: what is written, and what that needs.
    pub fn take_in(&mut self) {
        for entry in self.traits.len()..self.count() {
            self.traits.push(Vec::new());
            for id in self.tree.entries[entry].is.clone().unwrap_or_default() {
                self.join(entry, id, Why::Written);
            }
            self.close(entry);
        }
    }

    pub fn join(&mut self, entry: usize, id: TraitId, why: Why<TraitId>) {
        if !self.has_trait(entry, id) {
            self.traits[entry].push(Joined { id, why });
        }
    }

    /// What the traits need, breadth first: what each needs comes behind all that came before.
    pub fn close(&mut self, entry: usize) {
        let mut at = 0;
        while at < self.traits[entry].len() {
            let id = self.traits[entry][at].id;
            for need in &self.fleet[id].needs {
                self.join(entry, *need, Why::Needs(id));
            }
            at += 1;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Written(usize),
    Copied,
    Default,
}
