//! The order in which things come to be, where one asks for the absence of another: what it counts is how many
//! negations lie on the way to a thing.

use nest_core::model::{AttrId, ClassId, Fleet, Maker, TraitId};
use nest_core::selector::{Complex, Op, Selector, Simple};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// A node has the trait.
    Trait(TraitId),
    /// A node has the attribute.
    Attr(AttrId),
    /// There is a node; a node that has the trait.
    Node,
    NodeWith(TraitId),
    /// The synth of a trait, of a rule, runs.
    OfTrait(TraitId),
    OfRule(usize),
}

pub struct Levels(BTreeMap<Thing, usize>);

impl Levels {
    /// Nothing, if something depends on its own absence.
    pub fn of(fleet: &Fleet) -> Option<Self> {
        let asks = Asks::of(fleet);
        let count = asks.0.iter().flat_map(|(of, on, _)| [of, on]).collect::<BTreeSet<_>>().len();
        let mut levels: BTreeMap<Thing, usize> = BTreeMap::new();
        // A way without a circle has at most as many negations as there are things.
        while let Some((of, level)) = asks.0.iter().find_map(|(of, on, negated)| {
            let level = levels.get(on).copied().unwrap_or(0) + usize::from(*negated);
            (level > levels.get(of).copied().unwrap_or(0)).then_some((*of, level))
        }) {
            if level > count {
                return None;
            }
            levels.insert(of, level);
        }
        Some(Self(levels))
    }

    /// Everything at once.
    pub fn none() -> Self {
        Self(BTreeMap::new())
    }

    pub fn highest(&self) -> usize {
        self.0.values().copied().max().unwrap_or(0)
    }

    pub fn of_trait(&self, id: TraitId) -> usize {
        self.0.get(&Thing::Trait(id)).copied().unwrap_or(0)
    }

    pub fn of_maker(&self, maker: Maker) -> usize {
        let thing = match maker {
            Maker::Trait(id) => Thing::OfTrait(id),
            Maker::Rule(id) => Thing::OfRule(id.index()),
        };
        self.0.get(&thing).copied().unwrap_or(0)
    }
}

/// Which thing depends on which, and whether on its absence.
struct Asks(BTreeSet<(Thing, Thing, bool)>);

impl Asks {
    fn of(fleet: &Fleet) -> Self {
        let mut asks = Self(BTreeSet::new());
        for (id, declared) in fleet.traits.iter().enumerate().map(|(i, t)| (TraitId::at(i), t)) {
            for need in &declared.needs {
                asks.0.insert((Thing::Trait(*need), Thing::Trait(id), false));
                asks.0.insert((Thing::NodeWith(*need), Thing::NodeWith(id), false));
            }
            if let Some(selector) = &declared.needed_by {
                asks.selector(fleet, Thing::Trait(id), selector, false);
                asks.0.insert((Thing::NodeWith(id), Thing::Trait(id), false));
                asks.0.insert((Thing::NodeWith(id), Thing::Node, false));
            }
            if declared.synth.is_some() {
                asks.0.insert((Thing::OfTrait(id), Thing::Trait(id), false));
            }
        }
        for (i, rule) in fleet.rules.iter().enumerate().filter(|(_, rule)| rule.synth.is_some()) {
            asks.selector(fleet, Thing::OfRule(i), &rule.selector, false);
        }
        for (maker, synth) in fleet.synths() {
            let thing = match maker {
                Maker::Trait(id) => Thing::OfTrait(id),
                Maker::Rule(id) => Thing::OfRule(id.index()),
            };
            asks.0.extend(synth.sets.iter().map(|attr| (Thing::Attr(*attr), thing, false)));
            for child in &synth.children {
                asks.0.insert((Thing::Node, thing, false));
                asks.0.extend(child.is.iter().map(|id| (Thing::NodeWith(*id), thing, false)));
            }
        }
        asks
    }

    fn selector(&mut self, fleet: &Fleet, of: Thing, selector: &Selector, negated: bool) {
        selector.any.iter().for_each(|complex| self.complex(fleet, of, complex, negated));
    }

    fn complex(&mut self, fleet: &Fleet, of: Thing, complex: &Complex, negated: bool) {
        let compounds = complex.links.iter().map(|(_, left)| left).chain([&complex.subject]);
        for simple in compounds.flat_map(|compound| &compound.all) {
            self.simple(fleet, of, simple, negated);
        }
    }

    fn simple(&mut self, fleet: &Fleet, of: Thing, simple: &Simple, negated: bool) {
        match simple {
            Simple::Trait(id) => drop(self.0.insert((of, Thing::Trait(*id), negated))),
            Simple::Class(class) => self.class(fleet, of, *class, negated),
            Simple::Has(attr) => self.attr(fleet, of, *attr, negated),
            Simple::Attr(attr, op, _) => {
                self.attr(fleet, of, *attr, negated != (*op == Op::NotEqual));
                if fleet.synths().any(|(_, synth)| synth.sets.contains(attr)) {
                    self.0.insert((of, Thing::Attr(*attr), true));
                }
                // A copy hides what was inherited.
                if copies(fleet) {
                    self.requiring(fleet, of, *attr, true);
                }
            }
            Simple::Is(inner) | Simple::Within(inner) => self.selector(fleet, of, inner, negated),
            Simple::Not(inner) => self.selector(fleet, of, inner, !negated),
            Simple::HasRelative(any) => {
                for relative in any {
                    let with = relative.complex.subject.all.iter().find_map(|simple| match simple {
                        Simple::Trait(id) => Some(Thing::NodeWith(*id)),
                        _ => None,
                    });
                    self.0.insert((of, with.unwrap_or(Thing::Node), negated));
                    self.complex(fleet, of, &relative.complex, negated);
                }
            }
            Simple::Empty | Simple::LastChild | Simple::OnlyChild => {
                self.0.insert((of, Thing::Node, !negated));
            }
            Simple::NthChild { of: Some(counted), .. } => {
                self.selector(fleet, of, counted, true);
                self.selector(fleet, of, counted, false);
            }
            Simple::When(when) => {
                if when.asks {
                    let traits = (0..fleet.traits.len()).map(|i| Thing::Trait(TraitId::at(i)));
                    let attrs = (0..fleet.attrs.len()).map(|i| Thing::Attr(AttrId::at(i)));
                    self.0.extend(traits.chain(attrs).chain([Thing::Node]).map(|on| (of, on, true)));
                }
                for argument in &when.arguments {
                    self.0.insert((of, Thing::Trait(argument.0), true));
                    for require in &fleet[argument.0].requires {
                        self.attr(fleet, of, require.attr, true);
                    }
                }
            }
            _ => {}
        }
    }

    fn class(&mut self, fleet: &Fleet, of: Thing, class: ClassId, negated: bool) {
        for (i, declared) in fleet.traits.iter().enumerate() {
            if declared.classes.iter().any(|other| other.id == class) {
                self.0.insert((of, Thing::Trait(TraitId::at(i)), negated));
            }
        }
    }

    /// A trait that requires the attribute can bring a value: a default, or one that is copied.
    fn attr(&mut self, fleet: &Fleet, of: Thing, attr: AttrId, negated: bool) {
        self.0.insert((of, Thing::Attr(attr), negated));
        if fleet[attr].default.is_some() || copies(fleet) {
            self.requiring(fleet, of, attr, negated);
        }
    }

    fn requiring(&mut self, fleet: &Fleet, of: Thing, attr: AttrId, negated: bool) {
        for (i, declared) in fleet.traits.iter().enumerate() {
            if declared.requires.iter().any(|require| require.attr == attr) {
                self.0.insert((of, Thing::Trait(TraitId::at(i)), negated));
            }
        }
    }
}

fn copies(fleet: &Fleet) -> bool {
    fleet.synths().any(|(_, synth)| synth.children.iter().any(|child| child.copies))
}
