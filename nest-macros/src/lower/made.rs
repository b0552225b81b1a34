//! What the nodes are called that a `synth` makes, as far as that is written.

use crate::ast::{Addition, Ast, Body, Part, Segment, Statement};
use std::collections::HashSet;

/// The names of children; nothing where one is computed: then any name may be one.
pub(super) fn names(ast: &Ast) -> Option<HashSet<&str>> {
    let of_traits = ast.traits.iter().map(|decl| &decl.synth);
    let synths = of_traits.chain(ast.rules.iter().map(|decl| &decl.synth));
    let mut names = HashSet::new();
    synths.flatten().all(|synth| are_written(&synth.body, &mut names)).then_some(names)
}

/// Takes in the names of the children in some code; whether none of them is computed.
fn are_written<'a>(body: &'a Body, names: &mut HashSet<&'a str>) -> bool {
    body.statements.iter().all(|statement| match statement {
        Statement::Addition(Addition::Child(child)) => {
            let Segment::Name(name) = &child.name else { return false };
            names.insert(&name.text);
            are_written(&child.body, names)
        }
        Statement::Control(parts) => parts.iter().all(|part| match part {
            Part::Body(body) => are_written(body, names),
            Part::Arms(arms) => arms.iter().all(|arm| are_written(&arm.body, names)),
            Part::Rust(_) => true,
        }),
        _ => true,
    })
}
