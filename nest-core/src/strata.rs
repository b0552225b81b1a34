//! The order in which `needed_by` and `synth` are worked out, where one asks for the absence of what another adds.

use crate::model::{AttrId, Fleet, Maker, RuleId, Synth, TraitId};
use crate::selector::{Complex, Op, Selector, Simple, When};

/// Levels of traits that join by themselves and of synths: each asks for the absence of what lower levels add, and of
/// nothing else that is added.
#[derive(Debug)]
pub struct Strata {
    units: Units,
    /// The level of each unit.
    numbers: Vec<usize>,
    /// Circles through a negation. What is in one never runs: it has no meaning.
    pub circles: Vec<NoStrata>,
}

/// Something whose presence can depend on an absence, or be depended on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whether a node has the trait.
    Trait(TraitId),
    /// Whether a node has a value of the attribute, and which.
    Attr(AttrId),
    /// Which nodes there are.
    Nodes,
    /// Which nodes with the trait there are.
    Made(TraitId),
    /// Whether the maker's `synth` runs.
    Synth(Maker),
}

/// Units that come to depend on their own absence: each on the next, the last on the first.
#[derive(Debug, PartialEq, Eq)]
pub struct NoStrata {
    /// The cycle. The selector of the first one asks for the absence of the second.
    pub cycle: Vec<Unit>,
}

impl Strata {
    /// The strata of a fleet.
    pub fn of(fleet: &Fleet) -> Self {
        let units = Units { traits: fleet.traits.len(), attrs: fleet.attrs.len(), rules: fleet.rules.len() };
        let mut dependencies = Dependencies::of(fleet, units);
        let mut circles: Vec<NoStrata> = Vec::new();
        let numbers = loop {
            match dependencies.numbers() {
                Ok(numbers) => break numbers,
                Err(circle) => {
                    let in_circle = |edge: &Edge| circle.cycle.contains(&units.unit(edge.of));
                    dependencies.edges.retain(|edge| edge.is_fixed || !in_circle(edge));
                    circles.push(circle);
                }
            }
        };
        Self { units, numbers, circles }
    }

    /// The levels, lowest first.
    pub fn levels(&self) -> impl Iterator<Item = usize> + use<> {
        0..=self.numbers.iter().copied().max().unwrap_or(0)
    }

    /// The traits that join by themselves on a level or below, in the order declared: what is below joins the nodes that
    /// have come since.
    pub fn joining(&self, fleet: &Fleet, level: usize) -> Vec<TraitId> {
        let traits = (0..fleet.traits.len()).map(TraitId::at).filter(|id| fleet[*id].needed_by.is_some());
        traits.filter(|id| self.runs(Unit::Trait(*id), level)).collect()
    }

    /// The synths that run on a level or below.
    pub fn running<'f, 'a>(&self, fleet: &'f Fleet<'a>, level: usize) -> Vec<(Maker, &'f Synth<'a>)> {
        fleet.synths().filter(|(maker, _)| self.runs(Unit::Synth(*maker), level)).collect()
    }

    fn runs(&self, unit: Unit, level: usize) -> bool {
        self.numbers[self.units.index(unit)] <= level
            && self.circles.iter().all(|circle| !circle.cycle.contains(&unit))
    }
}

/// The numbers of units: traits, attributes, nodes, nodes of traits, the synths of traits, those of rules.
#[derive(Debug, Clone, Copy)]
struct Units {
    traits: usize,
    attrs: usize,
    rules: usize,
}

impl Units {
    fn count(self) -> usize {
        self.traits + self.attrs + 1 + self.traits + self.traits + self.rules
    }

    fn index(self, unit: Unit) -> usize {
        let nodes = self.traits + self.attrs;
        match unit {
            Unit::Trait(id) => id.index(),
            Unit::Attr(id) => self.traits + id.index(),
            Unit::Nodes => nodes,
            Unit::Made(id) => nodes + 1 + id.index(),
            Unit::Synth(Maker::Trait(id)) => nodes + 1 + self.traits + id.index(),
            Unit::Synth(Maker::Rule(id)) => nodes + 1 + 2 * self.traits + id.index(),
        }
    }

    fn unit(self, index: usize) -> Unit {
        let nodes = self.traits + self.attrs;
        match index {
            i if i < self.traits => Unit::Trait(TraitId::at(i)),
            i if i < nodes => Unit::Attr(AttrId::at(i - self.traits)),
            i if i == nodes => Unit::Nodes,
            i if i <= nodes + self.traits => Unit::Made(TraitId::at(i - nodes - 1)),
            i if i <= nodes + 2 * self.traits => {
                Unit::Synth(Maker::Trait(TraitId::at(i - nodes - 1 - self.traits)))
            }
            i => Unit::Synth(Maker::Rule(RuleId::at(i - nodes - 1 - 2 * self.traits))),
        }
    }
}

/// One unit depends on another.
struct Edge {
    of: usize,
    on: usize,
    negative: bool,
    /// Not through a selector, but by what is declared: a need, or what a `synth` adds.
    is_fixed: bool,
}

struct Dependencies {
    units: Units,
    edges: Vec<Edge>,
}

impl Dependencies {
    /// The level of each unit, or a circle through a negation.
    ///
    /// A unit's level is the largest number of negations on any way to it, so it is at least that of what it depends
    /// on, and more where it depends on an absence. Every round raises each level as far as its dependencies ask; where
    /// that does not end, some way goes through a negation again and again.
    fn numbers(&self) -> Result<Vec<usize>, NoStrata> {
        let count = self.units.count();
        let mut numbers = vec![0; count];
        let mut changed = true;
        while changed {
            changed = false;
            for edge in &self.edges {
                let least = numbers[edge.on] + usize::from(edge.negative);
                if numbers[edge.of] < least {
                    if least > count {
                        return Err(self.cycle(count));
                    }
                    numbers[edge.of] = least;
                    changed = true;
                }
            }
        }
        Ok(numbers)
    }

    fn of(fleet: &Fleet, units: Units) -> Self {
        let mut all = Self { units, edges: Vec::new() };
        for id in (0..fleet.traits.len()).map(TraitId::at) {
            for need in &fleet[id].needs {
                all.fix(Unit::Trait(*need), Unit::Trait(id));
                all.fix(Unit::Made(*need), Unit::Made(id));
            }
            if let Some(selector) = &fleet[id].needed_by {
                all.add(fleet, Unit::Trait(id), selector, false);
                all.fix(Unit::Made(id), Unit::Trait(id));
                all.fix(Unit::Made(id), Unit::Nodes);
            }
        }
        for (maker, synth) in fleet.synths() {
            all.add_synth(fleet, maker, synth);
        }
        all
    }

    /// When a `synth` runs, and what it adds.
    fn add_synth(&mut self, fleet: &Fleet, maker: Maker, synth: &Synth) {
        let unit = Unit::Synth(maker);
        match maker {
            Maker::Trait(id) => self.fix(unit, Unit::Trait(id)),
            Maker::Rule(id) => self.add(fleet, unit, &fleet[id].selector, false),
        }
        for attr in &synth.sets {
            self.fix(Unit::Attr(*attr), unit);
        }
        // What a node is made with was never absent: only whoever asks which nodes there are can miss it.
        for child in &synth.children {
            self.fix(Unit::Nodes, unit);
            for id in &child.is {
                self.fix(Unit::Made(*id), unit);
            }
        }
    }

    fn fix(&mut self, of: Unit, on: Unit) {
        self.edges.push(Edge {
            of: self.units.index(of),
            on: self.units.index(on),
            negative: false,
            is_fixed: true,
        });
    }

    fn ask(&mut self, of: Unit, on: Unit, negative: bool) {
        let (of, on) = (self.units.index(of), self.units.index(on));
        self.edges.push(Edge { of, on, negative, is_fixed: false });
    }

    fn add(&mut self, fleet: &Fleet, of: Unit, selector: &Selector, negative: bool) {
        for complex in &selector.any {
            self.add_complex(fleet, of, complex, negative);
        }
    }

    fn add_complex(&mut self, fleet: &Fleet, of: Unit, complex: &Complex, negative: bool) {
        let compounds = complex.links.iter().map(|(_, compound)| compound).chain([&complex.subject]);
        for simple in compounds.flat_map(|compound| &compound.all) {
            match simple {
                Simple::Trait(on) => self.ask(of, Unit::Trait(*on), negative),
                Simple::Is(inner) | Simple::Within(inner) => self.add(fleet, of, inner, negative),
                Simple::Not(inner) => self.add(fleet, of, inner, !negative),
                Simple::HasRelative(any) => {
                    for relative in any {
                        self.ask(of, made(&relative.complex), negative);
                        self.add_complex(fleet, of, &relative.complex, negative);
                    }
                }
                Simple::Empty | Simple::LastChild | Simple::OnlyChild => self.ask(of, Unit::Nodes, !negative),
                // A sibling that comes to be counted moves those after it: more can match, and less. What a `synth`
                // adds comes after all others.
                Simple::NthChild { of: Some(inner), .. } => {
                    self.add(fleet, of, inner, negative);
                    self.add(fleet, of, inner, !negative);
                }
                Simple::Class(class) => {
                    let defines = |id: &TraitId| fleet[*id].classes.iter().any(|other| other.id == *class);
                    self.ask_traits(fleet, of, defines, negative);
                }
                Simple::Has(attr) => self.ask_attr(fleet, of, *attr, negative),
                Simple::Attr(attr, op, _) => {
                    self.ask_attr(fleet, of, *attr, negative != (*op == Op::NotEqual));
                    // A value that is set or copied hides the one that is inherited.
                    if fleet.synths().any(|(_, synth)| synth.sets.contains(attr)) {
                        self.ask(of, Unit::Attr(*attr), true);
                    }
                    if copies(fleet) {
                        self.ask_traits(fleet, of, |id| requires(fleet, *id, *attr), true);
                    }
                }
                Simple::When(when) => self.ask_rust(fleet, of, when),
                Simple::Any
                | Simple::Name(_)
                | Simple::Entries(..)
                | Simple::Root
                | Simple::FirstChild
                | Simple::NthChild { of: None, .. }
                | Simple::Unknown => {}
            }
        }
    }

    /// A trait that requires an attribute brings its default, or the value of the node that one is made from.
    fn ask_attr(&mut self, fleet: &Fleet, of: Unit, attr: AttrId, negative: bool) {
        self.ask(of, Unit::Attr(attr), negative);
        if fleet[attr].default.is_some() || copies(fleet) {
            self.ask_traits(fleet, of, |id| requires(fleet, *id, attr), negative);
        }
    }

    /// What a predicate makes of its arguments is not known: it may ask for whatever they show, or for its absence. One
    /// that is given a trait sees what the trait requires.
    fn ask_rust(&mut self, fleet: &Fleet, of: Unit, when: &When) {
        if when.asks {
            (0..fleet.traits.len()).for_each(|i| self.ask(of, Unit::Trait(TraitId::at(i)), true));
            (0..fleet.attrs.len()).for_each(|i| self.ask(of, Unit::Attr(AttrId::at(i)), true));
            self.ask(of, Unit::Nodes, true);
        }
        for argument in &when.arguments {
            self.ask(of, Unit::Trait(argument.0), true);
            for require in &fleet[argument.0].requires {
                self.ask_attr(fleet, of, require.attr, true);
            }
        }
    }

    fn ask_traits(&mut self, fleet: &Fleet, of: Unit, on: impl Fn(&TraitId) -> bool, negative: bool) {
        for on in (0..fleet.traits.len()).map(TraitId::at).filter(on) {
            self.ask(of, Unit::Trait(on), negative);
        }
    }

    /// A shortest cycle through a negation; there is one.
    fn cycle(&self, count: usize) -> NoStrata {
        let ways = self.edges.iter().filter(|edge| edge.negative).filter_map(|edge| {
            let mut cycle = vec![edge.of];
            cycle.extend(self.way(edge.on, edge.of, count)?);
            Some(cycle)
        });
        let cycle = ways.min_by_key(Vec::len).unwrap_or_default();
        NoStrata { cycle: cycle.into_iter().map(|index| self.units.unit(index)).collect() }
    }

    /// The units from `from`, each depending on the next, to the one that depends on `to`.
    fn way(&self, from: usize, to: usize, count: usize) -> Option<Vec<usize>> {
        let mut came_from = vec![None; count];
        let mut queue = vec![from];
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            if at == to {
                let mut way: Vec<_> =
                    std::iter::successors(Some(at), |unit| came_from[*unit].filter(|_| *unit != from))
                        .collect();
                way.reverse();
                way.pop();
                return Some(way);
            }
            for edge in self.edges.iter().filter(|edge| edge.of == at) {
                if came_from[edge.on].is_none() && edge.on != from {
                    came_from[edge.on] = Some(at);
                    queue.push(edge.on);
                }
            }
        }
        None
    }
}

/// Whether some node may be made from another.
fn copies(fleet: &Fleet) -> bool {
    fleet.synths().any(|(_, synth)| synth.children.iter().any(|child| child.copies))
}

fn requires(fleet: &Fleet, id: TraitId, attr: AttrId) -> bool {
    fleet[id].requires.iter().any(|require| require.attr == attr)
}

/// Whether there are nodes that a selector matches depends on which there are of a trait that it asks for, or on all.
fn made(complex: &Complex) -> Unit {
    let asked = complex.subject.all.iter().find_map(|simple| match simple {
        Simple::Trait(id) => Some(Unit::Made(*id)),
        _ => None,
    });
    asked.unwrap_or(Unit::Nodes)
}
