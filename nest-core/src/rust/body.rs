//! The Rust code of a fleet: what it is given, and what it gives.

use crate::nix::{Attrs, NixValue};
use crate::problem::Problem;
use crate::rust::module::Module;
use crate::rust::node::Node;
use crate::rust::select::{Select, Survey};
use crate::rust::view::{Query, View};
use std::cell::RefCell;
use std::fmt::{self, Display};
use std::panic::Location;

/// A compiled body of a rule, or something else that gives an attribute set for one node.
pub type BodyFn = for<'a> fn(Context<'a>) -> Result<Attrs, Failure>;

/// A compiled predicate: `:when(|web| …)`.
pub type PredicateFn = for<'a> fn(Context<'a>) -> bool;

/// A compiled closure of a class: what becomes of a node's modules.
pub type RouteFn = for<'a> fn(Context<'a>, Vec<Module>) -> Result<NixValue, Failure>;

/// A compiled body of an own output.
pub type OutputFn = for<'a> fn(Survey<'a>) -> Result<Attrs, Failure>;

/// A compiled condition: `assert |select| …`.
pub type ConditionFn = for<'a> fn(Survey<'a>) -> bool;

/// What a body runs for.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    node: Node<'a>,
    log: &'a Log,
}

/// What is worth saying about a body that ran.
#[derive(Default)]
pub(crate) struct Log(RefCell<Vec<Problem>>);

impl Log {
    /// Notes a problem, once.
    pub(crate) fn note(&self, problem: Problem) {
        let mut problems = self.0.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(node: Node<'a>, log: &'a Log) -> Self {
        Self { node, log }
    }

    /// The argument `node`.
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// The argument `select`.
    pub fn select(self) -> Select<'a> {
        Select { node: self.node, log: self.log }
    }

    /// An argument that is a trait: the view of the node itself, else of its nearest ancestor with the trait.
    pub fn argument<Q: Query<'a>>(self, query: Q) -> Q::Item {
        match self.select().closest(query) {
            Some(item) => item,
            // `check` saw to it that each node that the rule matches has the trait or stands under one that has.
            None => unreachable!("`{}` has no such argument", self.node.path()),
        }
    }

    /// The `node` of a class: the view of the trait that defines it.
    pub fn view<V: View<'a>>(self) -> V {
        V::view(self.node)
    }
}

/// Why a body failed: whatever its `?` met.
pub struct Failure {
    message: String,
    at: &'static Location<'static>,
}

/// Any error that can be shown, text included.
impl<E: Display> From<E> for Failure {
    #[track_caller]
    fn from(error: E) -> Self {
        // The alternate form has the causes, where an error type tells them at all.
        Self { message: format!("{error:#}"), at: Location::caller() }
    }
}

impl Failure {
    /// The error as text.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The problem that it is, and where the `?` stands.
    pub(crate) fn into_problem(self) -> Problem {
        Problem::BodyFailed { error: self.message }.at(Some(self.at.into()))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
