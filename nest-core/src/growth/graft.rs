//! What synths add, put into the tree.

use super::{Growth, Turn};
use crate::model::value::Value;
use crate::model::{AttrId, Entry, EntryId, Maker};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::rust::synth::{Addition, Additions};
use crate::world::made::Written;
use crate::world::{Source, World};

impl<'a> Growth<'_, 'a> {
    /// Takes out what is written for the node, above it: a `synth` puts nothing in its place.
    pub(super) fn refuse_written(&mut self, turn: Turn<'a>, additions: &mut Additions) {
        for (key, value, at) in std::mem::take(&mut additions.attrs) {
            match self
                .world
                .keys
                .attr_of(key)
                .and_then(|attr| Some((attr, self.written_above(turn.node, attr)?)))
            {
                None => additions.attrs.push((key, value, at)),
                Some((attr, above)) => {
                    let path = self.world.tree.show(above);
                    let first = format!("{}, and inherited from `{path}`", self.setter(turn, above, attr));
                    self.tell_set_already(turn, at, attr, first);
                }
            }
        }
    }

    /// The entry above a node whose value of an attribute flows to it, if that is written there.
    fn written_above(&self, node: EntryId, attr: AttrId) -> Option<EntryId> {
        let (Source::Entry(from), _) = self.world.value(node, attr)? else { return None };
        let is_made = self.world.tree[from].maker.is_some() || self.world.made.setter(from, attr).is_some();
        (from != node && !is_made).then_some(from)
    }

    fn tell_set_already(&mut self, turn: Turn, at: Written, attr: AttrId, first: String) {
        let name = self.world.fleet[attr].name.to_owned();
        self.tell(turn, Problem::SetAlready { name, first }.at(Some(at.into())));
    }

    pub(super) fn tell(&mut self, turn: Turn, problem: Problem) {
        let problem = problem.on(self.world.tree.show(turn.node));
        self.findings.push(Finding { site: Site::Synth(turn.maker), problem });
    }

    /// Puts what a round gave into the tree.
    pub(super) fn add(&mut self, round: Vec<(Turn<'a>, Additions)>) {
        for (turn, additions) in round {
            self.add_to(turn.node, turn, additions);
        }
    }

    fn add_to(&mut self, node: EntryId, turn: Turn<'a>, Additions { attrs, children, .. }: Additions) {
        for (key, value, at) in attrs {
            if let Some(attr) = self.world.keys.attr_of(key) {
                self.set(node, turn, at, attr, value);
            }
        }
        for child in children {
            self.make(node, turn, child);
        }
    }

    fn set(&mut self, node: EntryId, turn: Turn<'a>, at: Written, attr: AttrId, value: Value<'static>) {
        let ty = &self.world.fleet[attr].ty;
        let value = match ty.check(&value) {
            Ok(()) => ty.keep(value),
            Err(mismatch) => {
                self.tell(turn, mismatch.problem.at(Some(at.into())));
                // It is told once, and is not missing too.
                Value::Unknown
            }
        };
        if self.world.tree[node].attrs.iter().any(|(other, _)| *other == attr) {
            return self.tell_set_already(turn, at, attr, self.setter(turn, node, attr));
        }
        self.world.made.attrs.insert((node, attr), (turn.maker, at));
        self.world.tree.entries[node.index()].attrs.push((attr, value));
    }

    fn make(&mut self, parent: EntryId, turn: Turn<'a>, Addition { name, is, from, has, at }: Addition) {
        if let Some(other) = self.children.get(&(parent, name.clone())).copied() {
            let first = self.by(turn, self.world.tree[other].maker, other);
            let path = self.world.tree.show(other);
            return self.tell(turn, Problem::MadeAlready { path, first }.at(Some(at.into())));
        }
        let tree = &mut self.world.tree;
        let id = tree.push(Entry {
            parent: Some(parent),
            maker: Some(turn.maker),
            from,
            is: Some(is.iter().filter_map(|key| self.world.keys.trait_of(*key)).collect()),
            ..Entry::named(name.clone(), turn.synth.place)
        });
        self.children.insert((parent, name), id);
        self.world.made.entries.insert(id, at);
        self.add_to(id, turn, has);
    }

    /// Who set an attribute of an entry.
    fn setter(&self, turn: Turn, entry: EntryId, attr: AttrId) -> String {
        self.by(turn, self.world.made.setter(entry, attr), entry)
    }

    /// Who was first, before a turn: a maker, or the one who wrote the entry.
    fn by(&self, turn: Turn, maker: Option<Maker>, written: EntryId) -> String {
        let World { fleet, tree, .. } = &self.world;
        match maker {
            Some(maker) => format!("by {}", maker.describe(fleet)),
            None => format!("on {}", Site::Synth(turn.maker).line_of(tree[written].place, fleet, tree)),
        }
    }
}
