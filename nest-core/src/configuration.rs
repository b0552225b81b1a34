//! Configurations: what each output holds, and the modules of each.

use crate::body::{Context, Log};
use crate::diagnostic::Diagnostic;
use crate::model::{BodyId, Class, ClassId, EntryId, OutputId, Route, RuleId, TraitId};
use crate::nix::{Attrs, Set};
use crate::node::Node;
use crate::problem::Problem;
use crate::resolve::Resolved;
use crate::route::{reserved_argument, reserved_option};
use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

/// One entry of an output: a node and the class whose modules it holds.
#[derive(Clone, Copy)]
pub struct Configuration<'a> {
    resolved: &'a Resolved<'a>,
    node: EntryId,
    from: TraitId,
    class: &'a Class,
}

/// What the bodies of a configuration gave.
#[derive(Debug)]
pub struct Evaluated {
    /// The builder's arguments (`system`, …).
    pub args: Set,
    /// One module for each rule that matches the node and has a body of the class, in the order of the rules.
    pub modules: Vec<Module>,
    /// What is doubtful about the queries that bodies made.
    pub warnings: Vec<Diagnostic>,
}

/// One body of one rule, run for one node.
#[derive(Debug)]
pub struct Module {
    /// The rule.
    pub rule: RuleId,
    /// The file and the rule's name, as the module system shall print it. It has no line: a comment above a rule
    /// must not change what is written.
    pub file: String,
    /// The options.
    pub set: Set,
}

impl<'a> Resolved<'a> {
    /// All configurations: in the order of the outputs, and in document order within each.
    pub fn configurations<'r>(&'r self) -> impl Iterator<Item = Configuration<'r>>
    where
        'a: 'r,
    {
        (0..self.fleet.outputs.len()).map(OutputId::at).flat_map(move |id| self.configurations_of(id))
    }

    /// The configurations of an output, in document order.
    pub fn configurations_of<'r>(&'r self, output: OutputId) -> impl Iterator<Item = Configuration<'r>>
    where
        'a: 'r,
    {
        self.index.nodes().iter().flat_map(move |node| {
            let of_output = self.classes(*node).filter(move |(_, class)| class.output() == output);
            of_output.map(move |(from, class)| Configuration { resolved: self, node: *node, from, class })
        })
    }
}

impl<'a> Configuration<'a> {
    /// The output.
    pub fn output(&self) -> &'a str {
        self.resolved.fleet[self.class.output()]
    }

    pub(crate) fn class(&self) -> ClassId {
        self.class.id
    }

    /// The name in the output.
    pub fn name(&self) -> &'a str {
        self.node().output()
    }

    /// The node.
    pub fn node(&self) -> Node<'a> {
        Node::new(self.resolved, self.node)
    }

    /// Runs the bodies.
    ///
    /// # Errors
    ///
    /// Every body that failed, and every value that Nix cannot take.
    pub fn evaluate(&self) -> Result<Evaluated, Vec<Diagnostic>> {
        let fleet = self.resolved.fleet;
        let mut run = Run { configuration: self, failed: Vec::new(), warnings: Vec::new() };
        let mut args = Set::default();
        if let Route::Output { args: Some(body), .. } = self.class.route {
            let of = format!("class `{}` of trait `{}`", fleet[self.class.id], fleet[self.from].name);
            args = run.body(body, self.class.line, &of, &[], reserved_argument).unwrap_or_default();
        }
        let mut modules = Vec::new();
        for rule in &self.resolved.matched.rules[self.node.index()] {
            let name = self.resolved.rule_name(*rule);
            let of = format!("rule `{name}`");
            for body in fleet[*rule].bodies.iter().filter(|body| body.class == Some(self.class.id)) {
                let reserved = |name: &str| reserved_option(self.output(), name);
                if let Some(set) = run.body(body.body, body.line, &of, &fleet[*rule].allow, reserved) {
                    let file = format!("{}, rule {name}", fleet.file);
                    modules.push(Module { rule: *rule, file, set });
                }
            }
        }
        if run.failed.is_empty() {
            Ok(Evaluated { args, modules, warnings: run.warnings })
        } else {
            Err(run.failed)
        }
    }
}

/// The bodies of one configuration, as they run.
struct Run<'c, 'a> {
    configuration: &'c Configuration<'a>,
    failed: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Run<'_, '_> {
    /// Runs one body. What `reserved` gives a reason for must not be assigned at its top.
    fn body(
        &mut self,
        body: BodyId,
        line: u32,
        of: &str,
        allow: &[&str],
        reserved: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Set> {
        let Configuration { resolved, node, .. } = *self.configuration;
        let told = |problem: Problem| Diagnostic {
            file: resolved.fleet.file.to_owned(),
            line,
            body: Some(of.to_owned()),
            node: Some(resolved.path(node)),
            level: problem.level(),
            problem,
        };
        let function = resolved.fleet[body];
        let log = Log::default();
        let context = Context::new(Node::new(resolved, node), &log);
        // A body is the user's: where it panics, the others shall still be heard. Nothing of it outlives the panic.
        let problems = match panic::catch_unwind(AssertUnwindSafe(|| function(context).map(Attrs::build))) {
            Ok(Ok(set)) => {
                let names = set.iter().filter_map(|(name, _)| {
                    reserved(name).map(|why| Problem::ReservedName { name: name.to_owned(), why })
                });
                let problems: Vec<Problem> = names.chain(set.refused()).collect();
                if problems.is_empty() {
                    let lints = log.into_problems().into_iter().filter(|problem| {
                        !allow.contains(&problem.code()) && !resolved.fleet.allow.contains(&problem.code())
                    });
                    self.warnings.extend(lints.map(told));
                    return Some(set);
                }
                problems
            }
            Ok(Err(failure)) => vec![Problem::BodyFailed { error: failure.message().to_owned() }],
            Err(payload) => vec![Problem::BodyPanicked { message: message(&*payload).to_owned() }],
        };
        self.failed.extend(problems.into_iter().map(told));
        None
    }
}

/// What a panic says: `panic!` gives text.
fn message(payload: &(dyn Any + Send)) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it does not say why")
}
