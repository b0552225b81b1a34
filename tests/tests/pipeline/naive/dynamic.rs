//! What comes of a fleet where nothing waits: everything is tried at once, in several orders.

use super::World;
use super::growth::{is_endless, join, round, turns};
use super::strata::Unit;
use super::support::unsupported;
use nest_core::Why;
use nest_core::model::{Declared, Maker, TraitId, Tree};
use nest_tests::random::Random;
use std::collections::{BTreeSet, HashSet};

/// How far a fleet has a meaning for which no order had to be worked out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// In no order does it end well, or in two with different trees.
    None,
    /// In some orders, always with the same tree.
    InSome,
    /// In every order, always with the same tree; in which some unit of the circle never does anything.
    Idle,
    /// In every order, always with the same tree, and every unit of the circle does something in each.
    InAll,
}

/// How many orders are tried at random, besides those that close all before they run anything.
const RANDOM: u64 = 4;

pub fn tried<'f>(fleet: &'f Declared<'f>, tree: &Tree<'f>, circle: &[Unit]) -> Truth {
    let traits: Vec<TraitId> = (0..fleet.traits.len()).map(TraitId::at).collect();
    let makers: Vec<Maker> = fleet.synths().map(|(maker, _)| maker).collect();
    let (mut backwards, mut last_first) = (traits.clone(), makers.clone());
    backwards.reverse();
    last_first.reverse();
    let start = || World::new(fleet, tree.clone());
    let mut ends = vec![
        closed_first(start(), &traits, &makers, false),
        closed_first(start(), &backwards, &last_first, false),
        closed_first(start(), &traits, &makers, true),
        closed_first(start(), &backwards, &last_first, true),
    ];
    ends.extend((0..RANDOM).map(|seed| at_random(start(), &traits, &makers, &mut Random::new(seed))));
    let (count, ended) = (ends.len(), ends.into_iter().flatten().collect::<Vec<_>>());
    match &ended[..] {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => match ended.len() == count {
            true if circle.iter().all(|unit| first.acted.contains(unit)) => Truth::InAll,
            true => Truth::Idle,
            false => Truth::InSome,
        },
        _ => Truth::None,
    }
}

/// The nodes with all that they have, in no order; and what joined or ran.
#[derive(PartialEq)]
struct End {
    nodes: BTreeSet<String>,
    acted: HashSet<Unit>,
}

/// All traits join before anything runs; then everything runs, or only what comes first.
fn closed_first(mut world: World, traits: &[TraitId], makers: &[Maker], one_by_one: bool) -> Option<End> {
    let mut wrong = BTreeSet::new();
    for rounds in 0.. {
        join(&mut world, traits);
        let turns = if one_by_one {
            let of_one = makers.iter().map(|maker| turns(&mut world, &[*maker]));
            of_one.into_iter().find(|turns| !turns.is_empty()).unwrap_or_default()
        } else {
            turns(&mut world, makers)
        };
        if turns.is_empty() {
            break;
        }
        round(&mut world, turns, &mut wrong);
        if is_endless(&world, rounds) {
            return None;
        }
    }
    wrong.is_empty().then(|| end(&world)).flatten()
}

/// One trait joins, or one `synth` runs, and then another.
fn at_random(mut world: World, traits: &[TraitId], makers: &[Maker], random: &mut Random) -> Option<End> {
    let mut wrong = BTreeSet::new();
    let (mut rounds, mut idle) = (0, 0);
    while idle < 8 * (traits.len() + makers.len()) {
        let one = random.below(traits.len() + makers.len());
        let (joined, ran) = (world.traits.clone(), world.ran.len());
        match traits.get(one) {
            Some(id) => join(&mut world, &[*id]),
            None => {
                let turns = turns(&mut world, &[makers[one - traits.len()]]);
                round(&mut world, turns, &mut wrong);
            }
        }
        rounds += usize::from(world.ran.len() > ran);
        if is_endless(&world, rounds) {
            return None;
        }
        let is_idle = world.traits == joined && world.ran.len() == ran;
        idle = if is_idle { idle + 1 } else { 0 };
    }
    wrong.is_empty().then(|| end(&world)).flatten()
}

fn end(world: &World) -> Option<End> {
    let told = |node: usize| {
        let traits: BTreeSet<usize> = world.traits[node].iter().map(|joined| joined.id.index()).collect();
        let mut values: Vec<String> =
            world.values(node).iter().map(|(attr, value)| format!("{} {value}", attr.0)).collect();
        values.sort();
        format!("{} {traits:?} {values:?}", world.path(node).join("."))
    };
    let by_itself = world.traits.iter().flatten().filter(|joined| joined.why == Why::NeededBy);
    let joined = by_itself.map(|joined| Unit::Joins(joined.id));
    let acted = joined.chain(world.ran.iter().map(|(maker, _)| Unit::Runs(*maker))).collect();
    let nodes = world.nodes().into_iter().map(told).collect();
    unsupported(world).is_empty().then_some(End { nodes, acted })
}
