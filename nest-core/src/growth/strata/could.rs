//! What could be, whatever the code of a fleet does: which traits an entry could come to have, what could match.
//!
//! The tree is looked at with one entry more for each `child` that is written in a `synth`. Where that will stand, and
//! what it will be called, is not known: of such an entry only the traits decide.

use crate::growth::strata::Unit;
use crate::model::{AttrId, Child, Declared, Entry, EntryId, Maker, Target, TraitId, Tree};
use crate::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use crate::world::condition::compare;
use crate::world::pending::Pending;
use crate::world::traits::{Traits, Why};
use crate::world::truth::Truth;
use crate::world::{Source, World};
use std::collections::{HashMap, HashSet, VecDeque};

/// The entries that are written and those that could be made, with the traits that each could have.
pub(super) struct Could<'a> {
    pub(super) fleet: &'a Declared<'a>,
    /// The tree with the traits that its entries have from the start.
    world: World<'a>,
    /// How many entries are written: those that could be made come behind them.
    written: usize,
    children: Vec<&'a Child<'a>>,
    /// The traits that each entry could have.
    possible: Traits,
    /// For each trait that joins by itself the nodes that it could join.
    joined: HashMap<TraitId, Vec<EntryId>>,
}

impl<'a> Could<'a> {
    pub(super) fn of(fleet: &'a Declared<'a>, tree: &Tree<'a>) -> Self {
        let mut tree = tree.clone();
        let written = tree.entries.len();
        let synths = fleet.synths();
        let children: Vec<_> = synths
            .flat_map(|(maker, synth)| synth.children.iter().map(move |child| (maker, child)))
            .collect();
        tree.entries.extend(children.iter().map(|(maker, child)| Entry {
            maker: Some(*maker),
            is: Some(child.is.to_vec()),
            ..Entry::named("", maker.place(fleet))
        }));
        let world = World::of(fleet, tree, Pending::default(), None);
        let mut could = Self {
            fleet,
            written,
            children: children.into_iter().map(|(_, child)| child).collect(),
            possible: world.traits.clone(),
            world,
            joined: HashMap::new(),
        };
        could.close();
        could
    }

    /// Lets every trait join where its `needed_by` could match, until none does: what is asked for only grows.
    fn close(&mut self) {
        let nodes = self.nodes();
        let askers = askers(self.fleet);
        let mut waiting: VecDeque<TraitId> = self.fleet.joining().map(|(id, _)| id).collect();
        let mut waits: HashSet<TraitId> = waiting.iter().copied().collect();
        while let Some(id) = waiting.pop_front() {
            waits.remove(&id);
            let Some(question) = &self.fleet[id].needed_by else { continue };
            let found: Vec<EntryId> =
                nodes.iter().copied().filter(|node| self.matches(*node, question)).collect();
            let mut new = HashSet::new();
            for node in &found {
                new.extend(self.possible.bring(self.fleet, *node, id, Why::NeededBy));
            }
            self.joined.insert(id, found);
            let again = new.iter().flat_map(|id| &askers[id.index()]);
            waiting.extend(again.filter(|other| waits.insert(**other)));
        }
    }

    pub(super) fn all(&self) -> Vec<EntryId> {
        self.world.tree.ids().collect()
    }

    pub(super) fn nodes(&self) -> Vec<EntryId> {
        self.world.tree.nodes().collect()
    }

    /// The `child` that makes an entry, if it is not written.
    pub(super) fn child(&self, entry: EntryId) -> Option<&'a Child<'a>> {
        self.children.get(entry.index().checked_sub(self.written)?).copied()
    }

    /// The makers of a child that could match, wherever it comes to stand.
    pub(super) fn makers_of(&self, matches: impl Fn(EntryId) -> bool) -> Vec<Maker> {
        let made = self.world.tree.ids().skip(self.written).filter(|id| matches(*id));
        let mut makers: Vec<Maker> = made.filter_map(|id| self.world.tree[id].maker).collect();
        makers.dedup();
        makers
    }

    /// Whether a trait could join a node by itself.
    pub(super) fn could_join(&self, id: TraitId, node: EntryId) -> bool {
        self.joined.get(&id).is_some_and(|nodes| nodes.binary_search(&node).is_ok())
    }

    /// Whether an entry has a trait from the start.
    pub(super) fn has_from_the_start(&self, entry: EntryId, id: TraitId) -> bool {
        self.world.traits.has(entry, id)
    }

    /// Whether one of the traits that an entry could have requires an attribute.
    pub(super) fn could_require(&self, entry: EntryId, attr: AttrId) -> bool {
        self.possible.of(entry).iter().any(|joined| self.fleet[joined.id].requires_attr(attr))
    }

    /// Whether the value of an attribute, if any, stays what it is from the start.
    pub(super) fn has_value_from_the_start(&self, entry: EntryId, attr: AttrId) -> bool {
        match self.child(entry) {
            Some(child) => child.sets.contains(&attr),
            None => self.has_written_value(entry, attr),
        }
    }

    /// The entries above one that is written, nearest first.
    pub(super) fn above(&self, entry: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        self.world.tree.upwards(entry).skip(1)
    }

    /// The nodes that a unit could be for.
    pub(super) fn nodes_for(&self, unit: Unit) -> Vec<EntryId> {
        let mut nodes = self.nodes();
        nodes.retain(|node| self.asked(unit, *node));
        nodes
    }

    /// Whether a unit could be for a node.
    pub(super) fn asked(&self, unit: Unit, node: EntryId) -> bool {
        match unit {
            Unit::Synth(Maker::Trait(id)) => self.possible.has(node, id),
            Unit::Synth(Maker::Rule(id)) => match &self.fleet[id].target {
                Target::Matching(selector) => self.matches(node, selector),
                Target::Written { entries, .. } => entries.contains(&node),
            },
            Unit::Joins(id) => self.fleet[id].needed_by.as_ref().is_some_and(|of| self.matches(node, of)),
        }
    }

    fn matches(&self, entry: EntryId, selector: &Selector) -> bool {
        selector.any.iter().any(|complex| self.matches_complex(entry, complex))
    }

    fn matches_complex(&self, entry: EntryId, Complex { subject, links }: &Complex) -> bool {
        self.compound(entry, subject) && self.matches_links(entry, links)
    }

    fn matches_links(&self, entry: EntryId, links: &[(Combinator, Compound)]) -> bool {
        let Some(((combinator, compound), further)) = links.split_first() else { return true };
        if self.child(entry).is_some() {
            return true;
        }
        let fits = |other: EntryId| self.compound(other, compound) && self.matches_links(other, further);
        let before = |id: EntryId| self.world.places.before(id);
        match combinator {
            Combinator::Descendant => self.above(entry).any(fits),
            Combinator::Child => self.world.tree[entry].parent.is_some_and(fits),
            Combinator::NextSibling => before(entry).is_some_and(fits),
            Combinator::SubsequentSibling => std::iter::successors(before(entry), |id| before(*id)).any(fits),
        }
    }

    /// Whether an entry could be all that a compound asks for.
    pub(super) fn compound(&self, entry: EntryId, compound: &Compound) -> bool {
        compound.all.iter().all(|simple| self.simple(entry, simple))
    }

    fn simple(&self, entry: EntryId, simple: &Simple) -> bool {
        let is_made = self.child(entry).is_some();
        match simple {
            Simple::Trait(id) => self.possible.has(entry, *id),
            Simple::Class(class) => self.possible.has_defining(self.fleet, entry, *class),
            Simple::Name(name) => is_made || self.world.tree[entry].name == *name,
            Simple::Is(selector) => self.matches(entry, selector),
            Simple::Not(selector) => !self.surely(entry, selector),
            Simple::Within(selector) => is_made || self.above(entry).any(|id| self.matches(id, selector)),
            Simple::Has(attr) => is_made || self.has_written_value(entry, *attr) || self.could_come(*attr),
            Simple::Attr(attr, op, value) => {
                is_made
                    || match self.has_written_value(entry, *attr) {
                        true => compare(&self.world, entry, *attr, *op, value) != Truth::No,
                        false => *op == Op::NotEqual || self.could_come(*attr),
                    }
            }
            Simple::Any
            | Simple::HasRelative(_)
            | Simple::Root
            | Simple::Empty
            | Simple::FirstChild
            | Simple::LastChild
            | Simple::OnlyChild
            | Simple::NthChild { .. }
            | Simple::When(_)
            | Simple::Unknown => true,
        }
    }

    /// Whether an entry matches a selector whatever happens.
    fn surely(&self, entry: EntryId, selector: &Selector) -> bool {
        let is_sure = |complex: &Complex| {
            complex.links.is_empty() && complex.subject.all.iter().all(|simple| self.is_sure(entry, simple))
        };
        selector.any.iter().any(is_sure)
    }

    fn is_sure(&self, entry: EntryId, simple: &Simple) -> bool {
        let is_written = self.child(entry).is_none();
        let has_value = |attr: &AttrId| is_written && self.has_written_value(entry, *attr);
        match simple {
            Simple::Any => true,
            Simple::Trait(id) => self.world.traits.has(entry, *id),
            Simple::Class(class) => self.world.traits.has_defining(self.fleet, entry, *class),
            Simple::Name(name) => is_written && self.world.tree[entry].name == *name,
            Simple::Is(selector) => self.surely(entry, selector),
            Simple::Not(selector) => !self.matches(entry, selector),
            Simple::Has(attr) => has_value(attr),
            Simple::Attr(attr, op, value) => {
                has_value(attr) && compare(&self.world, entry, *attr, *op, value) == Truth::Yes
            }
            _ => false,
        }
    }

    /// Whether an entry without a value of an attribute could come to have one.
    fn could_come(&self, attr: AttrId) -> bool {
        self.fleet[attr].default.is_some() || self.fleet.synths().any(|(_, synth)| synth.sets.contains(&attr))
    }

    /// Whether a value stands on a written entry or flows to it: nothing can change that one.
    fn has_written_value(&self, entry: EntryId, attr: AttrId) -> bool {
        matches!(self.world.value(entry, attr), Some((Source::Entry(_), _)))
    }
}

/// For each trait those that join by themselves and ask for it, or for a class that it defines.
fn askers(fleet: &Declared) -> Vec<Vec<TraitId>> {
    let mut askers = vec![Vec::new(); fleet.traits.len()];
    for (id, question) in fleet.joining() {
        question.any_simple(&mut |simple| {
            match simple {
                Simple::Trait(asked) => askers[asked.index()].push(id),
                Simple::Class(class) => {
                    fleet.defining(*class).for_each(|asked| askers[asked.index()].push(id));
                }
                _ => {}
            }
            false
        });
    }
    askers
}
