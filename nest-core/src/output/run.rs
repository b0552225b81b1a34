//! The user's code, as it runs for a configuration.

use super::contributions::{Contribution, Hop};
use crate::model::{BodyId, EntryId, Place};
use crate::nix::imports::IMPORTS;
use crate::nix::{Assigned, Attrs, Name, NixValue, Set, quote};
use crate::problem::Problem;
use crate::report::Diagnostic;
use crate::report::panics::caught_alone;
use crate::resolved::Resolved;
use crate::rust::body::{Context, Failure, Log};
use crate::rust::code::Code;
use crate::rust::module::Module;
use crate::rust::node::Node;
use crate::world::route::{is_module, reserved_option};

/// What runs, and for which node.
#[derive(Clone, Copy)]
pub(super) struct Running<'p> {
    pub(super) node: EntryId,
    pub(super) at: Place,
    pub(super) of: &'p str,
    /// The codes that `#[allow(…)]` names.
    pub(super) allow: &'p [&'p str],
}

/// The bodies of one configuration, as they run.
pub(super) struct Run<'r> {
    pub(super) resolved: &'r Resolved<'r>,
    pub(super) failed: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'r> Run<'r> {
    /// Runs a body of a rule, and puts what it gives where the routes say.
    pub(super) fn module(&mut self, given: &Contribution, output: &str) -> Option<Module> {
        let fleet = self.resolved.world.fleet;
        let name = self.resolved.rule_name(given.rule);
        let of = format!("rule `{name}`");
        let place =
            Running { node: given.node, at: given.body.place, of: &of, allow: &fleet[given.rule].allow };
        // What arrives at the top of a module, or as a module, is read as one.
        let first = given.hops.iter().find(|hop| hop.at.is_some());
        let is_module = first.map_or(is_module(output), |hop| hop.as_module);
        let (mut set, mut assigned) =
            self.set(given.body.body, place, is_module, |name| reserved_option(is_module, name))?;
        let file = format!("{}, rule {name}", fleet.file(fleet[given.rule].place));
        for hop in &given.hops {
            let (path, value) = self.hop(hop, &file, set)?;
            assigned.under.splice(0..0, path);
            set = value;
        }
        let route = given.hops.iter().map(|hop| hop.node).collect();
        Some(Module { rule: given.rule, body: given.at, node: given.node, route, file, set, assigned })
    }

    /// The module as it arrives above, and the option that it is under there.
    fn hop(&mut self, hop: &Hop, file: &str, set: Set) -> Option<(Vec<Name>, Set)> {
        let Some(at) = hop.at else { return Some((Vec::new(), set)) };
        let value = if hop.as_module { NixValue::Module(file.to_owned(), set) } else { NixValue::Set(set) };
        let place = Running { node: hop.node, at: hop.place, of: "the path of a class", allow: &[] };
        let path = self.result(place, |context| {
            let path = compiled(self.resolved.code)?[at.body](context)?.into_path();
            let mut names = Attrs::new();
            names.root().assign(&path, true);
            let refused = names.build().refused().into_iter().map(|(_, problem)| problem);
            let reserved = path.first().and_then(|name| {
                reserved_option(false, name).map(|why| Problem::ReservedName { name: name.to_string(), why })
            });
            let problems = refused.chain(reserved).collect();
            Ok((path, problems))
        })?;
        let (first, rest) = path.split_first()?;
        let nest = |inner, name: &Name| NixValue::Set(Set(vec![(name.clone(), inner)]));
        let set = Set(vec![(first.clone(), rest.iter().rev().fold(value, nest))]);
        Some((path, set))
    }

    /// Runs a body that gives a set, and says where that was assigned. What `reserved` gives a reason for must not be assigned at its top.
    pub(super) fn set(
        &mut self,
        body: BodyId,
        place: Running,
        is_module: bool,
        reserved: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<(Set, Assigned)> {
        let resolved = self.resolved;
        self.result(place, |context| {
            let (set, assigned) = compiled(resolved.code)?[body](context)?.build_placed();
            let names = set.iter().filter_map(|(name, _)| {
                let why = reserved(name)?;
                Some((quote(name).into_owned(), Problem::ReservedName { name: name.to_owned(), why }))
            });
            let imports =
                set.wrong_imports(is_module).into_iter().map(|problem| (IMPORTS.to_owned(), problem));
            let problems = placed(names.chain(imports).chain(set.refused()), &assigned);
            Ok(((set, assigned), problems))
        })
    }

    /// Runs code that gives something, and says what is wrong with it.
    pub(super) fn result<T>(
        &mut self,
        place: Running,
        code: impl FnOnce(Context) -> Result<(T, Vec<Problem>), Failure>,
    ) -> Option<T> {
        let resolved = self.resolved;
        let told = |problem: Problem| {
            let node = Some(resolved.path(place.node));
            resolved.diagnostic(place.at, place.of.to_owned(), node, problem)
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
pub(super) fn compiled<'c, 'a>(code: Option<&'c Code<'a>>) -> Result<&'c Code<'a>, Failure> {
    code.ok_or_else(|| "the fleet was resolved without its compiled code".into())
}

/// What the user's code gives. Where it fails or panics, the others shall still be heard.
pub(super) fn outcome<T>(code: impl FnOnce() -> Result<T, Failure>) -> Result<T, Problem> {
    caught_alone(code)?.map_err(Failure::into_problem)
}

/// Problems of options, where these were assigned.
pub(super) fn placed(
    problems: impl IntoIterator<Item = (String, Problem)>,
    assigned: &Assigned,
) -> Vec<Problem> {
    problems.into_iter().map(|(option, problem)| problem.at(assigned.place(&option))).collect()
}
