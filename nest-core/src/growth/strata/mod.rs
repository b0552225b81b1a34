//! The order in which `needed_by` and `synth` are worked out, where one asks for the absence of what another adds.
//!
//! A [`Unit`] has a question: the selector that says which nodes it is for. `asks` finds which other units can change
//! an answer, judged by what [`could`] be; `levels` puts them in an order in which every absence is final before it is
//! asked for.

mod asks;
mod could;
mod levels;

use crate::model::{Declared, Maker, TraitId, Tree};
use crate::selector::{Op, Selector, Simple};
use could::Could;
use levels::{Circle, Graph};

/// Something that adds to the tree, and asks which nodes it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A trait that joins nodes by its own `needed_by`.
    Joins(TraitId),
    /// The maker's `synth`.
    Synth(Maker),
}

/// What goes on while nothing before it has anything to do.
#[derive(Debug, Default)]
pub struct Stage {
    /// The traits that join, stratum by stratum, in the order declared. Each stratum has those before it too: what is
    /// below joins the nodes that have come since.
    pub joining: Vec<Vec<TraitId>>,
    /// Whose `synth` runs.
    pub running: Vec<Maker>,
}

/// The stages of a fleet.
///
/// Only what asks for an absence that some `synth` can end waits for a later stage. Within one, traits join in strata:
/// what asks for the absence of a trait joins after that trait.
#[derive(Debug)]
pub struct Strata {
    /// The stages, in order. Each has what those before it have, too.
    pub stages: Vec<Stage>,
    /// Circles through a negation. What is in one never runs: it has no meaning.
    pub circles: Vec<NoStrata>,
}

/// Units that come to depend on their own absence.
#[derive(Debug, PartialEq, Eq)]
pub struct NoStrata {
    /// One whose question asks for the absence of what the next adds.
    pub first: Unit,
    /// Those behind it, each depending on the next, the last on the first.
    pub further: Vec<Unit>,
}

impl Strata {
    /// The strata of a fleet.
    pub fn of(fleet: &Declared, tree: &Tree) -> Self {
        let joins = fleet.joining().map(|(id, _)| Unit::Joins(id));
        let units: Vec<Unit> = joins.chain(fleet.synths().map(|(maker, _)| Unit::Synth(maker))).collect();
        let is_plain = |unit: &Unit| unit.question(fleet).is_none_or(|question| !negates(fleet, question));
        if units.iter().all(is_plain) {
            let flat = vec![0; units.len()];
            return Self { stages: stages(&units, &flat, &flat, &[]), circles: Vec::new() };
        }

        let could = Could::of(fleet, tree);
        let mut graph = Graph { count: units.len(), edges: asks::edges(&could, &units) };
        let circles = graph.break_circles();
        let is_synth = |unit: usize| matches!(units[unit], Unit::Synth(_));
        let from_synths = graph.reaching(is_synth);
        let waits = graph.levels(|edge| edge.negative && from_synths[edge.on]);
        graph.edges.retain(|edge| !is_synth(edge.of) && !is_synth(edge.on));
        let strata = graph.levels(|edge| edge.negative);

        let broken: Vec<Unit> = circles.iter().flat_map(Circle::members).map(|i| units[i]).collect();
        let no_strata = |Circle { first, further }: Circle| NoStrata {
            first: units[first],
            further: further.into_iter().map(|i| units[i]).collect(),
        };
        Self {
            stages: stages(&units, &waits, &strata, &broken),
            circles: circles.into_iter().map(no_strata).collect(),
        }
    }
}

impl Unit {
    /// The selector that says which nodes it is for, if one does. A trait's `synth` is for those with the trait.
    fn question<'f, 'a>(self, fleet: &'f Declared<'a>) -> Option<&'f Selector<'a>> {
        match self {
            Unit::Joins(id) => fleet[id].needed_by.as_ref(),
            Unit::Synth(Maker::Rule(id)) => fleet[id].target.selector(),
            Unit::Synth(Maker::Trait(_)) => None,
        }
    }
}

/// The stages of units of which each waits for so many synths, and joins in such a stratum.
fn stages(units: &[Unit], waits: &[usize], strata: &[usize], broken: &[Unit]) -> Vec<Stage> {
    let last = |levels: &[usize]| levels.iter().copied().max().unwrap_or(0);
    let stage = |stage: usize| {
        let ready: Vec<usize> =
            (0..units.len()).filter(|i| waits[*i] <= stage && !broken.contains(&units[*i])).collect();
        let joining = |stratum: usize| {
            let joins = |i: &usize| match units[*i] {
                Unit::Joins(id) if strata[*i] <= stratum => Some(id),
                _ => None,
            };
            ready.iter().filter_map(joins).collect()
        };
        let runs = |i: &usize| match units[*i] {
            Unit::Synth(maker) => Some(maker),
            Unit::Joins(_) => None,
        };
        Stage {
            joining: (0..=last(strata)).map(joining).collect(),
            running: ready.iter().filter_map(runs).collect(),
        }
    };
    (0..=last(waits)).map(stage).collect()
}

/// Whether a question may ask for an absence: most fleets have none that does, and are done here.
fn negates(fleet: &Declared, question: &Selector) -> bool {
    question.any_simple(&mut |simple| match simple {
        Simple::Not(_)
        | Simple::Empty
        | Simple::LastChild
        | Simple::OnlyChild
        | Simple::NthChild { of: Some(_), .. }
        | Simple::When(_)
        | Simple::Attr(_, Op::NotEqual, _) => true,
        // A value that is set or copied hides another.
        Simple::Attr(..) => fleet.synths().next().is_some(),
        _ => false,
    })
}
