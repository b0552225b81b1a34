//! Configurations: what each output holds, and the modules of each.

use crate::model::{BodyId, Class, EntryId, OutputId, Place, Route, Summary, TraitId};
use crate::nix::{Attrs, Name, NixValue, Set};
use crate::output::contributions::{Contribution, Hop};
use crate::problem::Problem;
use crate::report::Diagnostic;
use crate::report::panics::caught_alone;
use crate::resolved::Resolved;
use crate::rust::body::{Context, Failure, Log};
use crate::rust::code::Code;
use crate::rust::module::Module;
use crate::rust::node::Node;
use crate::rust::select::Survey;
use crate::world::route::{is_module, reserved_argument, reserved_option};

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
    /// One module for each rule that matches the node and has a body of the class, in the order of the rules; then those
    /// that nodes below hand up, in document order.
    pub modules: Vec<Module>,
    /// What the closure of the class made of the modules, if it has one: this, and neither arguments nor modules, is
    /// what the output holds.
    pub data: Option<NixValue>,
    /// What is doubtful about the queries that bodies made.
    pub warnings: Vec<Diagnostic>,
}

/// A top-level key of what is written that the fleet gives as a whole: `output dns(select) { … }`.
#[derive(Clone, Copy)]
pub struct OwnOutput<'a> {
    resolved: &'a Resolved<'a>,
    summary: &'a Summary<'a>,
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
            let of_output = self.classes(*node).filter(move |(_, class)| class.output() == Some(output));
            of_output.map(move |(from, class)| Configuration {
                resolved: self,
                node: *node,
                from,
                class,
                output,
            })
        })
    }

    /// The fleet's own outputs, in the order written.
    pub fn own_outputs<'r>(&'r self) -> impl Iterator<Item = OwnOutput<'r>>
    where
        'a: 'r,
    {
        self.world.fleet.summaries.iter().map(move |summary| OwnOutput { resolved: self, summary })
    }
}

impl<'a> OwnOutput<'a> {
    /// The name.
    pub fn name(&self) -> &'a str {
        self.summary.name
    }

    /// Runs the body.
    ///
    /// # Errors
    ///
    /// Why it failed, and every value that Nix cannot take.
    pub fn evaluate(&self) -> Result<Set, Vec<Diagnostic>> {
        let Self { resolved, summary } = self;
        let ran = outcome(|| {
            let body = compiled(resolved.code)?[summary.code];
            body(Survey { world: &resolved.world }).map(Attrs::build)
        });
        let problems = match ran {
            Ok(set) => match set.refused() {
                problems if problems.is_empty() => return Ok(set),
                problems => problems,
            },
            Err(problem) => vec![problem],
        };
        Err(problems.into_iter().map(|problem| self.diagnostic(problem)).collect())
    }

    /// A problem of what the body gives.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        let Self { resolved, summary } = self;
        Diagnostic {
            site: None,
            file: resolved.world.fleet.file(summary.place).to_owned(),
            line: summary.place.line,
            body: Some(format!("output `{}`", summary.name)),
            node: None,
            level: problem.level(),
            problem,
        }
    }
}

impl<'a> Configuration<'a> {
    /// The output.
    pub fn output(&self) -> &'a str {
        self.resolved.world.fleet[self.output]
    }

    /// The name in the output.
    pub fn name(&self) -> &'a str {
        self.node().output()
    }

    /// The node.
    pub fn node(&self) -> Node<'a> {
        Node::new(&self.resolved.world, self.node)
    }

    /// The bodies that give the modules.
    pub(crate) fn contributions(&self) -> Vec<Contribution<'a>> {
        self.resolved.contributions(self.node, self.class.id)
    }

    /// A problem of what the class gives: the arguments, or what its closure makes.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        Diagnostic {
            site: None,
            file: self.resolved.world.fleet.file(self.class.place).to_owned(),
            line: self.class.place.line,
            body: Some(self.of()),
            node: Some(self.resolved.path(self.node)),
            level: problem.level(),
            problem,
        }
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
        let mut args = Set::default();
        if let Route::Output { args: Some(body), .. } = self.class.route {
            args = run.set(body, place, false, reserved_argument).unwrap_or_default();
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
                Ok((value, refused))
            });
        }
        if run.failed.is_empty() {
            Ok(Evaluated { args, modules, data, warnings: run.warnings })
        } else {
            Err(run.failed)
        }
    }
}

/// What runs, and for which node.
#[derive(Clone, Copy)]
struct Running<'p> {
    node: EntryId,
    at: Place,
    of: &'p str,
    /// The codes that `#[allow(…)]` names.
    allow: &'p [&'p str],
}

/// The bodies of one configuration, as they run.
struct Run<'r> {
    resolved: &'r Resolved<'r>,
    failed: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl<'r> Run<'r> {
    /// Runs a body of a rule, and puts what it gives where the routes say.
    fn module(&mut self, given: &Contribution, output: &str) -> Option<Module> {
        let fleet = self.resolved.world.fleet;
        let name = self.resolved.rule_name(given.rule);
        let of = format!("rule `{name}`");
        let place =
            Running { node: given.node, at: given.body.place, of: &of, allow: &fleet[given.rule].allow };
        // What arrives at the top of a module, or as a module, is read as one.
        let first = given.hops.iter().find(|hop| hop.at.is_some());
        let is_module = first.map_or(is_module(output), |hop| hop.as_module);
        let mut set = self.set(given.body.body, place, is_module, |name| reserved_option(is_module, name))?;
        let file = format!("{}, rule {name}", fleet.file(fleet[given.rule].place));
        for hop in &given.hops {
            set = self.hop(hop, &file, set)?;
        }
        let route = given.hops.iter().map(|hop| hop.node).collect();
        Some(Module { rule: given.rule, body: given.at, node: given.node, route, file, set })
    }

    /// The module as it arrives above.
    fn hop(&mut self, hop: &Hop, file: &str, set: Set) -> Option<Set> {
        let Some(at) = hop.at else { return Some(set) };
        let value = if hop.as_module { NixValue::Module(file.to_owned(), set) } else { NixValue::Set(set) };
        let place = Running { node: hop.node, at: hop.place, of: "the path of a class", allow: &[] };
        let path = self.result(place, |context| {
            let path = compiled(self.resolved.code)?[at.body](context)?.into_path();
            let mut names = Attrs::new();
            names.root().assign(&path, true);
            let mut problems = names.build().refused();
            problems.extend(path.first().and_then(|name| {
                reserved_option(false, name).map(|why| Problem::ReservedName { name: name.to_string(), why })
            }));
            Ok((path, problems))
        })?;
        let (first, rest) = path.split_first()?;
        let nest = |inner, name: &Name| NixValue::Set(Set(vec![(name.clone(), inner)]));
        Some(Set(vec![(first.clone(), rest.iter().rev().fold(value, nest))]))
    }

    /// Runs a body that gives a set. What `reserved` gives a reason for must not be assigned at its top.
    fn set(
        &mut self,
        body: BodyId,
        place: Running,
        is_module: bool,
        reserved: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Set> {
        let resolved = self.resolved;
        self.result(place, |context| {
            let set = compiled(resolved.code)?[body](context)?.build();
            let names = set.iter().filter_map(|(name, _)| {
                reserved(name).map(|why| Problem::ReservedName { name: name.to_owned(), why })
            });
            let problems = names.chain(set.wrong_imports(is_module)).chain(set.refused()).collect();
            Ok((set, problems))
        })
    }

    /// Runs code that gives something, and says what is wrong with it.
    fn result<T>(
        &mut self,
        place: Running,
        code: impl FnOnce(Context) -> Result<(T, Vec<Problem>), Failure>,
    ) -> Option<T> {
        let resolved = self.resolved;
        let told = |problem: Problem| Diagnostic {
            site: None,
            file: resolved.world.fleet.file(place.at).to_owned(),
            line: place.at.line,
            body: Some(place.of.to_owned()),
            node: Some(resolved.path(place.node)),
            level: problem.level(),
            problem,
        };
        let log = Log::default();
        let context = Context::new(Node::new(&resolved.world, place.node), &log);
        let problems = match outcome(|| code(context)) {
            Ok((value, problems)) if problems.is_empty() => {
                let lints = log.into_problems().into_iter().filter(|problem| {
                    !place.allow.contains(&problem.code())
                        && !resolved.world.fleet.allow.contains(&problem.code())
                });
                self.warnings.extend(lints.map(told));
                return Some(value);
            }
            Ok((_, problems)) => problems,
            Err(problem) => vec![problem],
        };
        self.failed.extend(problems.into_iter().map(told));
        None
    }
}

/// The fleet's code, to run some of it.
fn compiled<'c, 'a>(code: Option<&'c Code<'a>>) -> Result<&'c Code<'a>, Failure> {
    code.ok_or_else(|| "the fleet was resolved without its compiled code".into())
}

/// What the user's code gives. Where it fails or panics, the others shall still be heard.
fn outcome<T>(code: impl FnOnce() -> Result<T, Failure>) -> Result<T, Problem> {
    caught_alone(code)?.map_err(|failure| Problem::BodyFailed { error: failure.message().to_owned() })
}
