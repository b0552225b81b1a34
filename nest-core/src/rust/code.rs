//! The compiled Rust code of a fleet, by number.

use super::body::{BodyFn, ConditionFn, OutputFn, PredicateFn, RouteFn};
use super::body::{Context, Log};
use super::node::Node;
use super::synth::SynthFn;
use crate::model::{BodyId, ConditionId, EntryId, OutputBodyId, PredicateId, RouteId, SynthId, Table, reads};
use crate::report::panics::{Listener, caught_alone};
use crate::world::{Predicates, World};

/// Compiled code. There is none while the macro runs.
#[derive(Debug, Clone)]
pub struct Code<'a> {
    /// The files that the fleet is written in, as the compiler calls them: from the folder that it ran in.
    pub sources: Table<'a, &'a str>,
    /// Adds 1, with what the compiler makes of that in this code.
    pub successor: fn(u8) -> u8,
    /// Bodies of rules, arguments of classes, paths of routes.
    pub bodies: Table<'a, BodyFn>,
    /// The predicates of `:when`.
    pub predicates: Table<'a, PredicateFn>,
    /// What `synth` runs.
    pub synths: Table<'a, SynthFn>,
    /// The closures of classes.
    pub routes: Table<'a, RouteFn>,
    /// The bodies of own outputs.
    pub own_outputs: Table<'a, OutputFn>,
    /// The conditions of assertions on the whole fleet.
    pub conditions: Table<'a, ConditionFn>,
}

/// A part of fleets, which is in a file of its own.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The file, as the compiler calls it.
    pub source: &'static str,
}

impl Code<'_> {
    /// The code of a fleet that has no bodies.
    pub const EMPTY: Self = Self {
        sources: Table::EMPTY,
        successor: |number| number + 1,
        bodies: Table::EMPTY,
        predicates: Table::EMPTY,
        synths: Table::EMPTY,
        routes: Table::EMPTY,
        own_outputs: Table::EMPTY,
        conditions: Table::EMPTY,
    };

    /// Whether a number that grows beyond its type ends the code, so that it is told, and does not go on from 0: cargo's
    /// `overflow-checks`. Where panics cannot be caught, nothing of the kind is told.
    pub fn is_checked(&self) -> bool {
        let _listener = Listener::new();
        cfg!(panic = "unwind") && caught_alone(|| (self.successor)(std::hint::black_box(u8::MAX))).is_err()
    }
}

impl Predicates for Code<'_> {
    fn holds(&self, predicate: PredicateId, world: &World<'_>, node: EntryId) -> bool {
        self[predicate](Context::new(Node::new(world, node), &Log::default()))
    }
}

reads! {
    Code:
    bodies: BodyId => BodyFn;
    predicates: PredicateId => PredicateFn;
    synths: SynthId => SynthFn;
    routes: RouteId => RouteFn;
    own_outputs: OutputBodyId => OutputFn;
    conditions: ConditionId => ConditionFn;
}
