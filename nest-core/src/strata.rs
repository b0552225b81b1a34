//! The order in which `needed_by` is worked out, where one asks for the absence of what another adds.

use crate::model::{Fleet, TraitId};
use crate::selector::{Complex, Op, Selector, Simple};

/// Groups of traits with `needed_by`, each in declaration order: a group asks for the absence of traits of
/// earlier groups only.
#[derive(Debug)]
pub struct Strata {
    groups: Vec<Vec<TraitId>>,
    /// Circles through a negation. Their traits are in no group: what they join has no meaning.
    pub circles: Vec<NoStrata>,
}

/// Traits that come to depend on their own absence: each on the next, the last on the first.
#[derive(Debug, PartialEq, Eq)]
pub struct NoStrata {
    /// The traits of the cycle. The first one's `needed_by` asks for the absence of the second.
    pub cycle: Vec<TraitId>,
}

impl Strata {
    /// The strata of a fleet.
    pub fn of(fleet: &Fleet) -> Self {
        let mut dependencies = Dependencies::of(fleet);
        let mut circles: Vec<NoStrata> = Vec::new();
        let numbers = loop {
            match dependencies.numbers(fleet.traits.len()) {
                Ok(numbers) => break numbers,
                Err(circle) => {
                    dependencies.0.retain(|edge| edge.by_need || !circle.cycle.contains(&edge.of));
                    circles.push(circle);
                }
            }
        };
        let mut groups = vec![Vec::new(); fleet.traits.len() + 1];
        for id in (0..fleet.traits.len()).map(TraitId::at) {
            if fleet[id].needed_by.is_some() && circles.iter().all(|circle| !circle.cycle.contains(&id)) {
                groups[numbers[id.index()]].push(id);
            }
        }
        groups.retain(|group| !group.is_empty());
        Self { groups, circles }
    }

    /// The groups, in the order in which they run.
    pub fn iter(&self) -> impl Iterator<Item = &[TraitId]> {
        self.groups.iter().map(Vec::as_slice)
    }
}

/// Whether a node has the trait `of` depends on whether one has the trait `on`.
struct Edge {
    of: TraitId,
    on: TraitId,
    negative: bool,
    /// Through `needs`, not through `needed_by`.
    by_need: bool,
}

struct Dependencies(Vec<Edge>);

impl Dependencies {
    /// The stratum of each trait, or a circle through a negation.
    ///
    /// A trait's stratum is the largest number of negations on any way to it, so it is at least that of what it
    /// depends on, and more where it depends on an absence. Every round raises each stratum as far as its
    /// dependencies ask; where that does not end, some way goes through a negation again and again.
    fn numbers(&self, count: usize) -> Result<Vec<usize>, NoStrata> {
        let mut numbers = vec![0; count];
        let mut changed = true;
        while changed {
            changed = false;
            for edge in &self.0 {
                let least = numbers[edge.on.index()] + usize::from(edge.negative);
                if numbers[edge.of.index()] < least {
                    if least > count {
                        return Err(self.cycle(count));
                    }
                    numbers[edge.of.index()] = least;
                    changed = true;
                }
            }
        }
        Ok(numbers)
    }

    fn of(fleet: &Fleet) -> Self {
        let mut all = Self(Vec::new());
        for id in (0..fleet.traits.len()).map(TraitId::at) {
            let needed = fleet[id].needs.iter();
            all.0.extend(needed.map(|need| Edge { of: *need, on: id, negative: false, by_need: true }));
            if let Some(selector) = &fleet[id].needed_by {
                all.add(fleet, id, selector, false);
            }
        }
        all
    }

    fn add(&mut self, fleet: &Fleet, of: TraitId, selector: &Selector, negative: bool) {
        for complex in &selector.any {
            self.add_complex(fleet, of, complex, negative);
        }
    }

    fn add_complex(&mut self, fleet: &Fleet, of: TraitId, complex: &Complex, negative: bool) {
        let compounds = complex.links.iter().map(|(_, compound)| compound).chain([&complex.subject]);
        for simple in compounds.flat_map(|compound| &compound.all) {
            match simple {
                Simple::Trait(on) => self.0.push(Edge { of, on: *on, negative, by_need: false }),
                Simple::Is(inner) | Simple::Within(inner) => self.add(fleet, of, inner, negative),
                Simple::Not(inner) => self.add(fleet, of, inner, !negative),
                Simple::HasRelative(any) => {
                    any.iter().for_each(|relative| self.add_complex(fleet, of, &relative.complex, negative));
                }
                // A sibling that comes to be counted moves those after it: more can match, and less.
                Simple::NthChild { of: Some(inner), .. } => {
                    self.add(fleet, of, inner, negative);
                    self.add(fleet, of, inner, !negative);
                }
                Simple::Class(class) => {
                    let defines = |id: &TraitId| fleet[*id].classes.iter().any(|other| other.id == *class);
                    self.add_traits(fleet, of, defines, negative);
                }
                // A trait that requires an attribute brings its default.
                Simple::Has(attr) | Simple::Attr(attr, ..) if fleet[*attr].default.is_some() => {
                    let negative = negative != matches!(simple, Simple::Attr(_, Op::NotEqual, _));
                    let requires = |id: &TraitId| fleet[*id].requires.iter().any(|r| r.attr == *attr);
                    self.add_traits(fleet, of, requires, negative);
                }
                Simple::Any
                | Simple::Name(_)
                | Simple::Has(_)
                | Simple::Attr(..)
                | Simple::Root
                | Simple::Empty
                | Simple::FirstChild
                | Simple::LastChild
                | Simple::OnlyChild
                | Simple::NthChild { of: None, .. }
                | Simple::Unknown => {}
            }
        }
    }

    fn add_traits(&mut self, fleet: &Fleet, of: TraitId, on: impl Fn(&TraitId) -> bool, negative: bool) {
        let traits = (0..fleet.traits.len()).map(TraitId::at).filter(on);
        self.0.extend(traits.map(|on| Edge { of, on, negative, by_need: false }));
    }

    /// A shortest cycle through a negation; there is one.
    fn cycle(&self, count: usize) -> NoStrata {
        let ways = self.0.iter().filter(|edge| edge.negative).filter_map(|edge| {
            let mut cycle = vec![edge.of];
            cycle.extend(self.way(edge.on, edge.of, count)?);
            Some(cycle)
        });
        NoStrata { cycle: ways.min_by_key(Vec::len).unwrap_or_default() }
    }

    /// The traits from `from`, each depending on the next, to the one that depends on `to`.
    fn way(&self, from: TraitId, to: TraitId, count: usize) -> Option<Vec<TraitId>> {
        let mut came_from = vec![None; count];
        let mut queue = vec![from];
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            if at == to {
                let mut way: Vec<_> =
                    std::iter::successors(Some(at), |id| came_from[id.index()].filter(|_| *id != from))
                        .collect();
                way.reverse();
                way.pop();
                return Some(way);
            }
            for edge in self.0.iter().filter(|edge| edge.of == at) {
                if came_from[edge.on.index()].is_none() && edge.on != from {
                    came_from[edge.on.index()] = Some(at);
                    queue.push(edge.on);
                }
            }
        }
        None
    }
}
