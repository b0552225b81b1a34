//! One body that certainly assigns a path twice, or a path and something below it.

use crate::ast::{Assignment, Body, Given, Statement, Visit};
use crate::lower::Source;
use crate::report::Report;
use nest_core::model::Condition;
use nest_core::nix;
use nest_core::problem::Problem;
use std::collections::HashMap;
use std::rc::Rc;

/// What a path is: assigned, a block with nothing in it so far, or a place that something is assigned below.
enum Use<'a> {
    Assigned,
    Block,
    Above(Rc<[&'a str]>),
}

/// What a body uses: a tree of names, so that a path is looked up in one walk, however long it is.
#[derive(Default)]
struct Uses<'a> {
    places: Vec<Use<'a>>,
    below: HashMap<(usize, &'a str), usize>,
}

/// Looks at what a body assigns without condition, and at every set in it.
pub(crate) fn check(body: &Body, report: &Report) {
    Check(report).set(body);
}

/// The same, wherever code has a set.
pub(super) fn check_code(source: &Source, report: &Report) {
    source.walk(&mut Check(report));
}

struct Check<'r>(&'r Report);

impl<'a> Visit<'a> for Check<'_> {
    fn set(&mut self, body: &'a Body) {
        let mut uses = Uses::default();
        // Whether an assignment in a branch or a loop runs, and how often, is not certain.
        let is_certain = |assigned: &Assignment| assigned.condition == Condition::Always && !assigned.in_set;
        for assigned in Assignment::all(body).into_iter().filter(is_certain) {
            let Some(names) = assigned.names() else { continue };
            let (new, is_told) = match assigned.given {
                Given::Value(_) => (Use::Assigned, false),
                // What stands in it is told by itself.
                Given::Block(block) => (
                    Use::Block,
                    block.statements.iter().any(|statement| matches!(statement, Statement::Own(_))),
                ),
            };
            if let Some(problem) = uses.add(&names, new)
                && !is_told
            {
                self.0.add_at(body.mark, assigned.written.spans, problem);
            }
        }
        self.body(body);
    }
}

impl<'a> Uses<'a> {
    fn add(&mut self, names: &[&'a str], new: Use<'a>) -> Option<Problem> {
        let show = |names: &[&str]| nix::path(names.iter().copied());
        let names: Rc<[&str]> = names.into();
        let is_block = matches!(new, Use::Block);
        let mut new = Some(new);
        // 0 is above all places.
        let mut place = 0;
        for (i, name) in names.iter().enumerate() {
            let is_last = i + 1 == names.len();
            let next = self.places.len() + 1;
            place = *self.below.entry((place, *name)).or_insert(next);
            if place == next {
                let used = if is_last { new.take() } else { None };
                self.places.push(used.unwrap_or_else(|| Use::Above(names.clone())));
                continue;
            }
            match &mut self.places[place - 1] {
                Use::Block | Use::Above(_) if is_last && is_block => {}
                Use::Assigned | Use::Block if is_last => {
                    return Some(Problem::AssignedTwice { path: show(&names) });
                }
                Use::Assigned => {
                    return Some(Problem::AssignedBelow { path: show(&names[..=i]), below: show(&names) });
                }
                Use::Above(below) if is_last => {
                    return Some(Problem::AssignedBelow { path: show(&names), below: show(below) });
                }
                block @ Use::Block => *block = Use::Above(names.clone()),
                Use::Above(_) => {}
            }
        }
        None
    }
}
