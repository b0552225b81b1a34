//! Runs the fleet's code, and looks whether the files are there that it asks for.

use super::functions::Functions;
use super::requests::Requests;
use super::system::{OwnSet, System};
use super::workspace_files::WorkspaceFiles;
use nest_core::nix::Assigned;
use nest_core::problem::Problem;
use nest_core::{Configuration, Diagnostic, OwnOutput, Resolved};
use std::mem;

/// What code gave, and what there is to say about it.
#[derive(Debug)]
pub struct Ran<T> {
    /// What it gave, unless it failed.
    pub given: Option<T>,
    /// What is wrong, also with what was given.
    pub wrong: Vec<Diagnostic>,
    /// What is doubtful.
    pub doubtful: Vec<Diagnostic>,
    /// The functions that are called in what was given.
    pub functions: Functions,
}

impl Ran<System> {
    /// Runs the bodies of a system.
    pub fn system(resolved: &Resolved, configuration: &Configuration, files: &WorkspaceFiles) -> Self {
        let mut evaluated = match configuration.evaluate() {
            Ok(evaluated) => evaluated,
            Err(wrong) => return Self::failed(wrong),
        };
        let (mut wrong, mut functions) = (Vec::new(), Functions::new());
        let mut look = |requests: Requests, assigned: &Assigned, told: &dyn Fn(Problem) -> Diagnostic| {
            wrong.extend(files.problems(requests.files, assigned).map(told));
            functions.extend(requests.functions);
        };

        let mut requests = Requests::default();
        requests.add_set(&evaluated.args);
        evaluated.data.iter().for_each(|data| requests.add_value(data));
        look(requests, &evaluated.assigned, &|problem| configuration.diagnostic(problem));

        for module in &evaluated.modules {
            let mut requests = Requests::default();
            requests.add_set(&module.set);
            look(requests, &module.assigned, &|problem| {
                let place = resolved.declared()[module.rule].bodies[module.body as usize].place;
                let rule = format!("rule `{}`", resolved.rule_name(module.rule));
                let node = Some(resolved.path(module.node));
                resolved.diagnostic(place, rule, node, problem)
            });
        }
        let doubtful = mem::take(&mut evaluated.warnings);
        Self { given: Some(System(evaluated)), wrong, doubtful, functions }
    }
}

impl Ran<OwnSet> {
    /// Runs the body of an own output.
    pub fn own_output(output: &OwnOutput, files: &WorkspaceFiles) -> Self {
        let (set, assigned) = match output.evaluate() {
            Ok(given) => given,
            Err(wrong) => return Self::failed(wrong),
        };
        let mut requests = Requests::default();
        requests.add_set(&set);
        let wrong =
            files.problems(requests.files, &assigned).map(|problem| output.diagnostic(problem)).collect();
        let (given, functions) = (Some(OwnSet(set)), requests.functions);
        Self { given, wrong, doubtful: Vec::new(), functions }
    }
}

impl<T> Ran<T> {
    fn failed(wrong: Vec<Diagnostic>) -> Self {
        Self { given: None, wrong, doubtful: Vec::new(), functions: Functions::new() }
    }

    /// Everything that there is to say.
    pub fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.wrong.into_iter().chain(self.doubtful)
    }
}
