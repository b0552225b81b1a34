//! The last that comes to be known of a tree: what its nodes are called in outputs, where a class computes it.

use crate::problem::Problem;
use crate::report::panics::caught_alone;
use crate::report::{Finding, Site};
use crate::rust::body::{Context, Failure, Log};
use crate::rust::code::Code;
use crate::rust::node::Node;
use crate::world::World;
use crate::world::naming::ComputedNames;

/// Has the classes of a finished tree compute names, and says what went wrong.
pub(crate) fn name(world: &mut World, code: &Code) -> Vec<Finding> {
    let mut names = ComputedNames::new();
    let mut findings = Vec::new();
    for node in world.index.nodes() {
        for (by, body) in world.naming(*node) {
            let log = Log::default();
            let context = Context::new(Node::new(world, *node), &log);
            let ran = caught_alone(|| code[body](context).map(|attrs| attrs.into_path()));
            let name = ran.and_then(|path| path.map_err(Failure::into_problem));
            let name = name.map(|path| path.into_iter().map(String::from).collect::<String>());
            let problem = match (name, names.get(node)) {
                (Ok(name), None) => {
                    names.insert(*node, (by, name));
                    continue;
                }
                (Ok(name), Some((_, first))) if name == *first => continue,
                (Ok(name), Some((_, first))) => {
                    Problem::NamedTwice { node: world.tree.show(*node), first: first.clone(), second: name }
                }
                (Err(problem), _) => problem.on(world.tree.show(*node)),
            };
            findings.push(Finding { site: Site::Output(by.0, by.1), problem });
        }
    }
    world.computed_names = names;
    findings
}
