//! Configurations: what each output holds, and the modules of each.

use crate::body::{Context, Failure, Log};
use crate::diagnostic::Diagnostic;
use crate::model::{BodyId, Class, EntryId, OutputId, Route, RuleId, Summary, TraitId};
use crate::nix::{Attrs, IntoNix, Name, NixValue, Set};
use crate::node::Node;
use crate::panics::caught_alone;
use crate::pieces::{Hop, Piece};
use crate::problem::Problem;
use crate::resolve::Resolved;
use crate::route::{is_module, reserved_argument, reserved_option};
use crate::select::Survey;

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

/// One body of one rule, run for one node.
#[derive(Debug, Clone)]
pub struct Module {
    /// The rule.
    pub rule: RuleId,
    /// The file and the rule's name, as the module system shall print it. It has no line: a comment above a rule
    /// must not change what is written.
    pub file: String,
    /// The options.
    pub set: Set,
}

/// A module as the closure of a class assigns it: its options, and its place as `_file`.
impl IntoNix for Module {
    fn into_nix(self) -> NixValue {
        let Self { rule: _, file, set } = self;
        let place = (Name::Borrowed("_file"), file.into_nix());
        NixValue::Set(Set(std::iter::once(place).chain(set.0).collect()))
    }
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
        (0..self.fleet.outputs.len()).map(OutputId::at).flat_map(move |id| self.configurations_of(id))
    }

    /// The configurations of an output, in document order.
    pub fn configurations_of<'r>(&'r self, output: OutputId) -> impl Iterator<Item = Configuration<'r>>
    where
        'a: 'r,
    {
        self.index.nodes().iter().flat_map(move |node| {
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
        self.fleet.summaries.iter().map(move |summary| OwnOutput { resolved: self, summary })
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
        let code = resolved.fleet.code[summary.code];
        let ran = outcome(|| code(Survey { scene: resolved.scene() }).map(Attrs::build));
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
            file: resolved.fleet.file.to_owned(),
            line: summary.line,
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
        self.resolved.fleet[self.output]
    }

    /// The name in the output.
    pub fn name(&self) -> &'a str {
        self.node().output()
    }

    /// The node.
    pub fn node(&self) -> Node<'a> {
        Node::new(self.resolved.scene(), self.node)
    }

    /// The bodies that give the modules.
    pub(crate) fn pieces(&self) -> Vec<Piece<'a>> {
        self.resolved.pieces(self.node, self.class.id)
    }

    /// A problem of what the class gives: the arguments, or what its closure makes.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        Diagnostic {
            file: self.resolved.fleet.file.to_owned(),
            line: self.class.line,
            body: Some(self.of()),
            node: Some(self.resolved.path(self.node)),
            level: problem.level(),
            problem,
        }
    }

    fn of(&self) -> String {
        let fleet = self.resolved.fleet;
        format!("class `{}` of trait `{}`", fleet[self.class.id], fleet[self.from].name)
    }

    /// Runs the bodies.
    ///
    /// # Errors
    ///
    /// Every body that failed, and every value that Nix cannot take.
    pub fn evaluate(&self) -> Result<Evaluated, Vec<Diagnostic>> {
        let fleet = self.resolved.fleet;
        let mut run = Run { resolved: self.resolved, failed: Vec::new(), warnings: Vec::new() };
        let of = self.of();
        let place = Place { node: self.node, line: self.class.line, of: &of, allow: &[] };
        let mut args = Set::default();
        if let Route::Output { args: Some(body), .. } = self.class.route {
            args = run.set(body, place, false, reserved_argument).unwrap_or_default();
        }
        let mut modules: Vec<Module> =
            self.pieces().iter().filter_map(|piece| run.module(piece, self.output())).collect();
        let mut data = None;
        if let Route::Closure { code, .. } = self.class.route
            && run.failed.is_empty()
        {
            let modules = std::mem::take(&mut modules);
            data = run.result(place, |context| {
                let value = fleet.code[code](context, modules)?;
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
struct Place<'p> {
    node: EntryId,
    line: u32,
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
    fn module(&mut self, piece: &Piece, output: &str) -> Option<Module> {
        let fleet = self.resolved.fleet;
        let name = self.resolved.rule_name(piece.rule);
        let of = format!("rule `{name}`");
        let place =
            Place { node: piece.node, line: piece.body.line, of: &of, allow: &fleet[piece.rule].allow };
        // What arrives at the top of a module, or as a module, is read as one.
        let first = piece.hops.iter().find(|hop| hop.at.is_some());
        let is_module = first.map_or(is_module(output), |hop| hop.as_module);
        let mut set = self.set(piece.body.body, place, is_module, |name| reserved_option(is_module, name))?;
        let file = format!("{}, rule {name}", fleet.file);
        for hop in &piece.hops {
            set = self.hop(hop, &file, set)?;
        }
        Some(Module { rule: piece.rule, file, set })
    }

    /// The module as it arrives above.
    fn hop(&mut self, hop: &Hop, file: &str, set: Set) -> Option<Set> {
        let Some(at) = hop.at else { return Some(set) };
        let value = if hop.as_module { NixValue::Module(file.to_owned(), set) } else { NixValue::Set(set) };
        let place = Place { node: hop.node, line: hop.line, of: "the path of a class", allow: &[] };
        let path = self.result(place, |context| {
            let path = self.resolved.fleet.code[at.body](context)?.into_path();
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
        place: Place,
        is_module: bool,
        reserved: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Set> {
        let code = self.resolved.fleet.code[body];
        self.result(place, |context| {
            let set = code(context)?.build();
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
        place: Place,
        code: impl FnOnce(Context) -> Result<(T, Vec<Problem>), Failure>,
    ) -> Option<T> {
        let resolved = self.resolved;
        let told = |problem: Problem| Diagnostic {
            file: resolved.fleet.file.to_owned(),
            line: place.line,
            body: Some(place.of.to_owned()),
            node: Some(resolved.path(place.node)),
            level: problem.level(),
            problem,
        };
        let log = Log::default();
        let context = Context::new(Node::new(resolved.scene(), place.node), &log);
        let problems = match outcome(|| code(context)) {
            Ok((value, problems)) if problems.is_empty() => {
                let lints = log.into_problems().into_iter().filter(|problem| {
                    !place.allow.contains(&problem.code()) && !resolved.fleet.allow.contains(&problem.code())
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

/// What the user's code gives. Where it fails or panics, the others shall still be heard.
fn outcome<T>(code: impl FnOnce() -> Result<T, Failure>) -> Result<T, Problem> {
    caught_alone(code)?.map_err(|failure| Problem::BodyFailed { error: failure.message().to_owned() })
}
