//! Configurations: what each output holds, and the modules of each.

use super::contributions::Contribution;
use super::run::{Run, Running, compiled};
use crate::model::{Class, ClassId, EntryId, OutputId, Route, TraitId};
use crate::nix::{Assigned, NixValue, Set};
use crate::problem::Problem;
use crate::report::Diagnostic;
use crate::report::panics::Listener;
use crate::resolved::Resolved;
use crate::rust::module::Module;
use crate::rust::node::Node;
use crate::world::route::reserved_argument;

/// One entry of an output: a node and the class whose modules it holds.
#[derive(Clone, Copy)]
pub struct Configuration<'a> {
    resolved: &'a Resolved<'a>,
    node: EntryId,
    from: TraitId,
    class: &'a Class<'a>,
    output: OutputId,
}

/// What the bodies of a configuration gave.
#[derive(Debug)]
pub struct Evaluated {
    /// The builder's arguments (`system`, …).
    pub args: Set,
    /// Where in the source they were assigned.
    pub assigned: Assigned,
    /// One module for each rule that matches the node and has a body of the class, in the order of the rules; then those
    /// that nodes below hand up, in document order.
    pub modules: Vec<Module>,
    /// What the closure of the class made of the modules, if it has one: this, and neither arguments nor modules, is
    /// what the output holds.
    pub data: Option<NixValue>,
    /// What is doubtful about the queries that bodies made.
    pub warnings: Vec<Diagnostic>,
}

impl<'a> Resolved<'a> {
    /// All configurations: in the order of the outputs, and in document order within each.
    pub fn configurations<'r>(&'r self) -> impl Iterator<Item = Configuration<'r>>
    where
        'a: 'r,
    {
        self.world.fleet.outputs.entries().flat_map(move |(id, _)| self.configurations_of(id))
    }

    /// The configurations of an output, in document order.
    pub fn configurations_of<'r>(&'r self, output: OutputId) -> impl Iterator<Item = Configuration<'r>>
    where
        'a: 'r,
    {
        self.world.index.nodes().iter().flat_map(move |node| {
            let of_output =
                self.world.classes(*node).filter(move |(_, class)| class.output() == Some(output));
            of_output.map(move |(from, class)| Configuration {
                resolved: self,
                node: *node,
                from,
                class,
                output,
            })
        })
    }
}

impl<'a> Configuration<'a> {
    /// The output that it stands in, such as `nixosConfigurations`.
    pub fn output(&self) -> &'a str {
        self.resolved.world.fleet[self.output]
    }

    /// The name in the output.
    pub fn name(&self) -> &'a str {
        self.node().output()
    }

    /// The class whose modules it holds.
    pub(crate) fn class(&self) -> ClassId {
        self.class.id
    }

    /// The node that it is made of.
    pub fn node(&self) -> Node<'a> {
        Node::new(&self.resolved.world, self.node)
    }

    /// The bodies that give the modules.
    pub(crate) fn contributions(&self) -> Vec<Contribution<'a>> {
        self.resolved.contributions(self.node, self.class.id)
    }

    /// A problem of what the class gives: the arguments, or what its closure makes.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        let node = Some(self.resolved.path(self.node));
        self.resolved.diagnostic(self.class.place, self.of(), node, problem)
    }

    fn of(&self) -> String {
        let fleet = self.resolved.world.fleet;
        format!("class `{}` of trait `{}`", fleet[self.class.id], fleet[self.from].name)
    }

    /// Runs the bodies.
    ///
    /// # Errors
    ///
    /// Every body that failed, and every value that Nix cannot take.
    pub fn evaluate(&self) -> Result<Evaluated, Vec<Diagnostic>> {
        let (resolved, fleet) = (self.resolved, self.resolved.world.fleet);
        let mut run = Run { resolved: self.resolved, failed: Vec::new(), warnings: Vec::new() };
        let of = self.of();
        let place = Running { node: self.node, at: self.class.place, of: &of, allow: &[] };
        let _listener = Listener::new();
        let (mut args, mut assigned) = (Set::default(), Assigned::default());
        if let Route::Output { args: Some(body), .. } = self.class.route {
            (args, assigned) = run.set(body, place, false, reserved_argument).unwrap_or_default();
        }
        let mut modules: Vec<Module> =
            self.contributions().iter().filter_map(|given| run.module(given, self.output())).collect();
        let mut data = None;
        if let Route::Closure { code, .. } = self.class.route
            && run.failed.is_empty()
        {
            let modules = std::mem::take(&mut modules);
            data = run.result(place, |context| {
                let value = compiled(resolved.code)?[code](context, modules)?;
                let refused = value.refused(fleet[self.class.id]);
                let refused = refused.into_iter().map(|(_, problem)| problem).collect();
                Ok((value, refused))
            });
        }
        if run.failed.is_empty() {
            Ok(Evaluated { args, assigned, modules, data, warnings: run.warnings })
        } else {
            Err(run.failed)
        }
    }
}
