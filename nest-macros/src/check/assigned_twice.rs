//! One body that certainly assigns a path twice, or a path and something below it.

use crate::ast::{Assignment, Body, Given, Statement, Visit};
use crate::lower::Source;
use crate::report::Report;
use nest_core::__private::{Clash, Paths};
use nest_core::model::Condition;

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
        let mut paths: Paths<&str, ()> = Paths::default();
        // Whether an assignment in a branch or a loop runs, and how often, is not certain.
        let is_certain = |assigned: &Assignment| assigned.condition == Condition::Always && !assigned.in_set;
        for assigned in Assignment::all(body).into_iter().filter(is_certain) {
            let Some(names) = assigned.names() else { continue };
            let (value, is_told) = match assigned.given {
                Given::Value(_) => (Some(()), false),
                // What stands in it is told by itself.
                Given::Block(block) => {
                    (None, block.statements.iter().any(|statement| matches!(statement, Statement::Own(_))))
                }
            };
            if let Err(Clash { problem, .. }) = paths.insert(&names, value)
                && !is_told
            {
                self.0.add_at(body.mark, assigned.written.spans, problem);
            }
        }
        self.body(body);
    }
}
