//! Configurations: what each output holds, and the modules of each.

use crate::body::Context;
use crate::model::{BodyId, Class, EntryId, OutputId, Route, RuleId, TraitId};
use crate::nix::{Attrs, Refused, Set};
use crate::node::Node;
use crate::problem::Problem;
use crate::resolve::Resolved;
use crate::route::{reserved_argument, reserved_option};
use std::any::Any;
use std::fmt;
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

/// A body that failed, or that assigned what Nix cannot take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The fleet's file.
    pub file: String,
    /// The line of the rule's class, or of the trait's.
    pub line: u32,
    /// What the body belongs to: the rule by its name, or the trait.
    pub of: String,
    /// The node's path.
    pub node: String,
    /// The error.
    pub error: String,
}

/// One line: where, the rule, the node, the error.
impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, of, node, error } = self;
        write!(f, "{file}:{line}: {of} on `{node}`: {error}")
    }
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
    pub fn evaluate(&self) -> Result<Evaluated, Vec<Failed>> {
        let mut failed = Vec::new();
        let args = self.args(&mut failed);
        let mut modules = Vec::new();
        for rule in &self.resolved.matched.rules[self.node.index()] {
            for body in self.resolved.fleet[*rule].bodies.iter().filter(|b| b.class == Some(self.class.id)) {
                let name = self.resolved.rule_name(*rule);
                let of = format!("rule `{name}`");
                if let Some(set) = self.run(
                    body.body,
                    body.line,
                    of,
                    |name| reserved_option(self.output(), name),
                    &mut failed,
                ) {
                    let file = format!("{}, rule {name}", self.resolved.fleet.file);
                    modules.push(Module { rule: *rule, file, set });
                }
            }
        }
        if failed.is_empty() { Ok(Evaluated { args, modules }) } else { Err(failed) }
    }

    fn args(&self, failed: &mut Vec<Failed>) -> Set {
        let Route::Output { args: Some(body), .. } = self.class.route else { return Set::default() };
        let of = format!(
            "class `{}` of trait `{}`",
            self.resolved.fleet[self.class.id], self.resolved.fleet[self.from].name
        );
        self.run(body, self.class.line, of, reserved_argument, failed).unwrap_or_default()
    }

    /// Runs one body. What `reserved` gives a reason for must not be assigned at its top.
    fn run(
        &self,
        body: BodyId,
        line: u32,
        of: String,
        reserved: impl Fn(&str) -> Option<&'static str>,
        failed: &mut Vec<Failed>,
    ) -> Option<Set> {
        let run = self.resolved.fleet[body];
        // A body is the user's: where it panics, the others shall still be heard. Nothing of it outlives the panic.
        let ran = panic::catch_unwind(AssertUnwindSafe(|| run(Context::new(self.node())).map(Attrs::build)));
        let errors = match ran {
            Err(payload) => vec![format!("it panicked: {} [body-failed]", message(&*payload))],
            Ok(Ok(set)) => {
                let reserved = set.iter().filter_map(|(name, _)| {
                    reserved(name).map(|why| Problem::ReservedName { name: name.to_owned(), why }.to_string())
                });
                let refused = set.refused();
                let errors: Vec<String> = reserved.chain(refused.iter().map(Refused::to_string)).collect();
                if errors.is_empty() {
                    return Some(set);
                }
                errors
            }
            Ok(Err(failure)) => vec![format!("{} [body-failed]", failure.message())],
        };
        failed.extend(errors.into_iter().map(|error| Failed {
            file: self.resolved.fleet.file.to_owned(),
            line,
            of: of.clone(),
            node: self.resolved.path(self.node),
            error,
        }));
        None
    }
}

/// What a panic says: `panic!` gives text.
fn message(payload: &(dyn Any + Send)) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it does not say why")
}
