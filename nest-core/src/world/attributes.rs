//! Which value an entry has of an attribute, and from where.

use crate::model::value::Value;
use crate::model::{AttrId, EntryId};
use crate::world::World;

/// Where the value of an attribute comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An entry has it: the one asked for, or one above it.
    Entry(EntryId),
    /// It is copied from this node.
    Copied(EntryId),
    /// It is the attribute's default.
    Default,
}

const UNKNOWN: &Value<'static> = &Value::Unknown;

impl World<'_> {
    /// The value that an entry has of an attribute, and from where.
    ///
    /// Its own; else the one that it copies, if one of its traits requires the attribute; else the nearest above it
    /// that flows down: a namespace's does, a node's only if the attribute is declared `inherited`; else the default, on
    /// a node with a trait that requires the attribute.
    pub(crate) fn value(&self, entry: EntryId, attr: AttrId) -> Option<(Source, &Value<'_>)> {
        if let Some(value) = self.own(entry, attr) {
            return Some((Source::Entry(entry), value));
        }
        // What flows to an entry stays: a `synth` puts nothing in its place.
        let given = self.copied(entry, attr).or_else(|| self.flowing(entry, attr));
        given.or_else(|| self.still_to_come(entry, attr)).or_else(|| self.default(entry, attr))
    }

    fn own(&self, entry: EntryId, attr: AttrId) -> Option<&Value<'_>> {
        self.tree[entry].attrs.iter().find(|(a, _)| *a == attr).map(|(_, value)| value)
    }

    fn still_to_come(&self, entry: EntryId, attr: AttrId) -> Option<(Source, &Value<'_>)> {
        let may_come = self.pending.may_set(attr) && self.tree[entry].is_node();
        may_come.then_some((Source::Entry(entry), UNKNOWN))
    }

    fn copied(&self, entry: EntryId, attr: AttrId) -> Option<(Source, &Value<'_>)> {
        let from = self.tree[entry].from?;
        if !self.requires(entry, attr) {
            return None;
        }
        self.value(from, attr).map(|(_, value)| (Source::Copied(from), value))
    }

    fn flowing(&self, entry: EntryId, attr: AttrId) -> Option<(Source, &Value<'_>)> {
        let above = self.tree.upwards(entry).skip(1).filter(|id| self.flows(*id, attr));
        above.into_iter().find_map(|id| self.own(id, attr).map(|value| (Source::Entry(id), value)))
    }

    fn default(&self, entry: EntryId, attr: AttrId) -> Option<(Source, &Value<'_>)> {
        let default = self.fleet[attr].default.as_ref()?;
        if self.requires(entry, attr) {
            Some((Source::Default, default))
        } else {
            self.traits.is_open(entry).then_some((Source::Default, UNKNOWN))
        }
    }

    /// The attributes that an entry has, with their values: what flows from the top first, own ones next, then
    /// copies and defaults; an attribute set again keeps its first place.
    pub(crate) fn values(&self, entry: EntryId) -> Vec<(AttrId, &Value<'_>)> {
        let mut found: Vec<AttrId> = Vec::new();
        let mut line: Vec<EntryId> = self.tree.upwards(entry).collect();
        line.reverse();
        for id in line {
            let attrs = self.tree[id].attrs.iter().map(|(attr, _)| *attr);
            for attr in attrs.filter(|attr| id == entry || self.flows(id, *attr)) {
                if !found.contains(&attr) {
                    found.push(attr);
                }
            }
        }
        for joined in self.traits.of(entry) {
            for require in &self.fleet[joined.id].requires {
                if !found.contains(&require.attr) {
                    found.push(require.attr);
                }
            }
        }
        found.into_iter().filter_map(|attr| self.value(entry, attr).map(|(_, value)| (attr, value))).collect()
    }

    fn flows(&self, from: EntryId, attr: AttrId) -> bool {
        !self.tree[from].is_node() || self.fleet[attr].inherited
    }

    fn requires(&self, entry: EntryId, attr: AttrId) -> bool {
        self.traits.of(entry).iter().any(|joined| self.fleet[joined.id].requires_attr(attr))
    }
}
