//! Own outputs: data of the fleet as a whole.

use super::run::{compiled, outcome, placed};
use crate::model::OutputBody;
use crate::nix::{Assigned, Attrs, Set};
use crate::problem::Problem;
use crate::report::Diagnostic;
use crate::report::panics::Listener;
use crate::resolved::Resolved;
use crate::rust::select::Survey;

/// A top-level key of what is written that the fleet gives as a whole: `output dns(select) { … }`.
#[derive(Clone, Copy)]
pub struct OwnOutput<'a> {
    resolved: &'a Resolved<'a>,
    own_output: &'a OutputBody<'a>,
}

impl<'a> Resolved<'a> {
    /// The fleet's own outputs, in the order written.
    pub fn own_outputs<'r>(&'r self) -> impl Iterator<Item = OwnOutput<'r>>
    where
        'a: 'r,
    {
        self.world.fleet.own_outputs.iter().map(move |own_output| OwnOutput { resolved: self, own_output })
    }
}

impl<'a> OwnOutput<'a> {
    /// The name: the key of the document that it is written under.
    pub fn name(&self) -> &'a str {
        self.own_output.name
    }

    /// Runs the body: what it gives, and where that was assigned.
    ///
    /// # Errors
    ///
    /// Why it failed, and every value that Nix cannot take.
    pub fn evaluate(&self) -> Result<(Set, Assigned), Vec<Diagnostic>> {
        let Self { resolved, own_output } = self;
        let _listener = Listener::new();
        let ran = outcome(|| {
            let body = compiled(resolved.code)?[own_output.code];
            body(Survey { world: &resolved.world }).map(Attrs::build_placed)
        });
        let problems = match ran {
            Ok((set, assigned)) => match set.refused() {
                refused if refused.is_empty() => return Ok((set, assigned)),
                refused => placed(refused, &assigned),
            },
            Err(problem) => vec![problem],
        };
        Err(problems.into_iter().map(|problem| self.diagnostic(problem)).collect())
    }

    /// A problem of what the body gives.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        let Self { resolved, own_output } = self;
        let body = format!("output `{}`", own_output.name);
        resolved.diagnostic(own_output.place, body, None, problem)
    }
}
