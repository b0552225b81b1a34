//! What the question of a unit depends on: which other units can change an answer to it.

use super::could::Could;
use super::levels::Edge;
use super::{Maker, Unit};
use crate::model::{AttrId, EntryId, Synth, TraitId};
use crate::selector::{Complex, Compound, Op, Selector, Simple, When};

/// The edges between units, by their numbers.
pub(super) fn edges(could: &Could, units: &[Unit]) -> Vec<Edge> {
    let fleet = could.fleet;
    let (all, nodes) = (could.all(), could.nodes());
    let unit = |i: usize| match units[i] {
        Unit::Joins(id) => Adds::Traits { joins: id, brings: fleet.closed([id]) },
        Unit::Synth(maker) => Adds::Nodes { synth: maker.synth(fleet), on: could.nodes_for(units[i]) },
    };
    let adds: Vec<Adds> = (0..units.len()).map(unit).collect();
    let mut edges = Vec::new();
    for of in 0..units.len() {
        let mut asks = Asks { could, units, adds: &adds, all: &all, any_node: &nodes, of, edges: &mut edges };
        match (units[of], &adds[of]) {
            (Unit::Synth(Maker::Trait(id)), Adds::Nodes { on, .. }) => asks.has_trait(id, on, false),
            (unit, _) => {
                if let Some(question) = unit.question(fleet) {
                    asks.selector(question, &nodes, false);
                }
            }
        }
    }
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// What a unit adds.
enum Adds<'c> {
    /// Traits, where `joins` can join.
    Traits { joins: TraitId, brings: Vec<TraitId> },
    /// Children and attributes, on these nodes.
    Nodes { synth: Option<&'c Synth<'c>>, on: Vec<EntryId> },
}

/// A walk through the question of one unit. What is asked is asked of `here`: the entries that it can be asked of.
struct Asks<'c> {
    could: &'c Could<'c>,
    units: &'c [Unit],
    adds: &'c [Adds<'c>],
    all: &'c [EntryId],
    any_node: &'c [EntryId],
    of: usize,
    edges: &'c mut Vec<Edge>,
}

impl<'c> Asks<'c> {
    fn selector(&mut self, selector: &Selector, on: &[EntryId], negative: bool) {
        for complex in &selector.any {
            self.complex(complex, on, negative);
        }
    }

    fn complex(&mut self, complex: &Complex, on: &[EntryId], negative: bool) {
        self.compound(&complex.subject, on, negative);
        for (_, compound) in &complex.links {
            self.compound(compound, self.all, negative);
        }
    }

    fn compound(&mut self, compound: &Compound, on: &[EntryId], negative: bool) {
        let here: Vec<EntryId> =
            on.iter().copied().filter(|entry| self.could.compound(*entry, compound)).collect();
        if !here.is_empty() {
            compound.all.iter().for_each(|simple| self.simple(simple, &here, negative));
        }
    }

    fn simple(&mut self, simple: &Simple, here: &[EntryId], negative: bool) {
        match simple {
            Simple::Trait(id) => self.has_trait(*id, here, negative),
            Simple::Class(class) => {
                self.could.fleet.defining(*class).for_each(|id| self.has_trait(id, here, negative));
            }
            Simple::Is(selector) => self.selector(selector, here, negative),
            Simple::Not(selector) => self.selector(selector, here, !negative),
            Simple::Within(selector) => self.selector(selector, self.all, negative),
            Simple::HasRelative(any) => {
                for relative in any {
                    self.complex(&relative.complex, self.any_node, negative);
                    self.nodes(&relative.complex.subject, negative);
                }
            }
            Simple::Empty => self.children(!negative, |on| here.iter().any(|entry| has(on, *entry))),
            Simple::LastChild | Simple::OnlyChild => {
                let could = self.could;
                self.children(!negative, |on| {
                    here.iter().any(|entry| {
                        could.child(*entry).is_some()
                            || could.above(*entry).next().is_some_and(|parent| has(on, parent))
                    })
                });
            }
            // A sibling that comes to be counted moves those after it: more can match, and less. What a `synth` adds
            // comes after all others.
            Simple::NthChild { of: Some(of), .. } => {
                self.selector(of, self.any_node, negative);
                self.selector(of, self.any_node, !negative);
            }
            Simple::Has(attr) => self.has_attr(*attr, here, &[negative]),
            Simple::Attr(attr, op, _) => {
                let negative = negative != (*op == Op::NotEqual);
                self.has_attr(*attr, here, &[negative, !negative]);
            }
            Simple::When(when) => self.rust(when),
            Simple::Any
            | Simple::Name(_)
            | Simple::Root
            | Simple::FirstChild
            | Simple::NthChild { of: None, .. }
            | Simple::Unknown => {}
        }
    }

    /// A trait that joins by itself brings all that it needs.
    fn has_trait(&mut self, id: TraitId, here: &[EntryId], negative: bool) {
        for (on, adds) in self.adds.iter().enumerate() {
            let Adds::Traits { joins, brings } = adds else { continue };
            let comes = |entry: &EntryId| {
                !self.could.has_from_the_start(*entry, id) && self.could.could_join(*joins, *entry)
            };
            if brings.contains(&id) && here.iter().any(comes) {
                self.ask(on, negative);
            }
        }
    }

    /// A value comes with a `synth` that sets it, or with a trait that requires the attribute: then the default holds,
    /// or the value of the node that this one is made from. `ways` are the polarities: the second is for a value that
    /// can give way to another.
    fn has_attr(&mut self, attr: AttrId, here: &[EntryId], ways: &[bool]) {
        let (could, fleet) = (self.could, self.could.fleet);
        let (one, both) = (&ways[..1], ways);
        let has_default = fleet[attr].default.is_some();
        let copies = |entry: &EntryId| could.child(*entry).is_some_and(|child| child.copies);
        let unset: Vec<EntryId> =
            here.iter().copied().filter(|id| !could.has_value_from_the_start(*id, attr)).collect();
        let copied_later = unset.iter().any(|id| copies(id) && could.could_require(*id, attr));
        for (on, adds) in self.adds.iter().enumerate() {
            let changed: Vec<EntryId> = match adds {
                Adds::Nodes { synth, on } => {
                    if !synth.is_some_and(|synth| synth.sets.contains(&attr)) {
                        continue;
                    }
                    let flows = |entry: EntryId| {
                        fleet[attr].inherited
                            && (could.child(entry).is_some() || could.above(entry).any(|up| has(on, up)))
                    };
                    unset.iter().copied().filter(|entry| has(on, *entry) || flows(*entry)).collect()
                }
                Adds::Traits { joins, brings } => {
                    let requiring: Vec<TraitId> =
                        brings.iter().copied().filter(|id| fleet[*id].requires_attr(attr)).collect();
                    let comes = |entry: &EntryId| {
                        could.could_join(*joins, *entry)
                            && requiring.iter().any(|id| !could.has_from_the_start(*entry, *id))
                            && (has_default || copies(entry))
                    };
                    if requiring.is_empty() {
                        continue;
                    }
                    unset.iter().copied().filter(comes).collect()
                }
            };
            let hides = match adds {
                Adds::Nodes { .. } => has_default || fleet[attr].inherited || changed.iter().any(copies),
                Adds::Traits { .. } => changed.iter().any(copies),
            };
            // What is copied changes with the node that it is copied from.
            let by_copy = copied_later && (has_default || matches!(adds, Adds::Nodes { .. }));
            let ways = match (changed.is_empty(), hides) {
                _ if by_copy => both,
                (true, _) => &[],
                (false, false) => one,
                (false, true) => both,
            };
            ways.iter().for_each(|negative| self.ask(on, *negative));
        }
    }

    /// What a predicate makes of its arguments is not known: it may ask for whatever they show, or for its absence. One
    /// that is given a trait sees what the trait requires.
    fn rust(&mut self, when: &When) {
        for negative in [false, true] {
            if when.asks {
                (0..self.units.len()).for_each(|on| self.ask(on, negative));
            }
            for argument in &when.arguments {
                self.has_trait(argument.0, self.any_node, negative);
                for shown in self.could.fleet.closed([argument.0]) {
                    for require in &self.could.fleet[shown].requires {
                        self.has_attr(require.attr, self.any_node, &[negative]);
                    }
                }
            }
        }
    }

    /// The units that make children, on such nodes.
    fn children(&mut self, negative: bool, are: impl Fn(&[EntryId]) -> bool) {
        for (unit, adds) in self.adds.iter().enumerate() {
            if let Adds::Nodes { synth: Some(synth), on } = adds
                && !synth.children.is_empty()
                && are(on)
            {
                self.ask(unit, negative);
            }
        }
    }

    /// The units that make a node which could match, or a node that another makes one for, and so on.
    fn nodes(&mut self, subject: &Compound, negative: bool) {
        let mut makers = self.could.makers_of(|made| self.could.compound(made, subject));
        let mut next = 0;
        while let Some(maker) = makers.get(next).copied() {
            next += 1;
            for before in self.could.makers_of(|made| self.could.asked(Unit::Synth(maker), made)) {
                if !makers.contains(&before) {
                    makers.push(before);
                }
            }
        }
        for (on, unit) in self.units.iter().enumerate() {
            if matches!(unit, Unit::Synth(maker) if makers.contains(maker)) {
                self.ask(on, negative);
            }
        }
    }

    fn ask(&mut self, on: usize, negative: bool) {
        self.edges.push(Edge { of: self.of, on, negative });
    }
}

/// Whether a list of ids, lowest first, has one.
fn has(list: &[EntryId], entry: EntryId) -> bool {
    list.binary_search(&entry).is_ok()
}
