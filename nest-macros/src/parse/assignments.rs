//! One body that certainly assigns a path twice, or a path and something below it.

use crate::ast::{Body, OptionPath, Segment, Statement, Value};
use crate::report::Report;
use nest_core::nix;
use nest_core::problem::Problem;
use std::collections::HashMap;

/// What a path is: assigned, a block with nothing in it so far, or a place that something is assigned below.
enum Use {
    Assigned,
    Block,
    Above(Vec<String>),
}

/// Looks at what a body assigns without condition, and at every set that it assigns.
pub(super) fn check(body: &Body, report: &Report) {
    let mut uses = HashMap::new();
    walk(body, &[], &mut uses, report);
}

fn walk(body: &Body, prefix: &[String], uses: &mut HashMap<Vec<String>, Use>, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Assign { path, value } => {
                check_value(value, report);
                if let Some(names) = names(path, prefix)
                    && let Some(problem) = add(names, Use::Assigned, uses)
                {
                    report.add(path.spans, problem);
                }
            }
            Statement::Nest { path, body } => {
                if let Some(names) = names(path, prefix) {
                    // What stands in it is told by itself.
                    let is_told = |statement: &Statement| {
                        matches!(statement, Statement::Assign { .. } | Statement::Nest { .. })
                    };
                    if let Some(problem) = add(names.clone(), Use::Block, uses)
                        && !body.statements.iter().any(is_told)
                    {
                        report.add(path.spans, problem);
                    }
                    walk(body, &names, uses, report);
                }
            }
            // Whether an assignment in a branch or a loop runs, and how often, is not certain.
            Statement::Rust(_) | Statement::Control(_) | Statement::Broken(_) | Statement::Addition(_) => {}
        }
    }
}

fn check_value(value: &Value, report: &Report) {
    match value {
        Value::Set(body) => check(body, report),
        Value::List(elements) => elements.iter().for_each(|element| check_value(element, report)),
        Value::Each { value, .. } => check_value(value, report),
        Value::Property { arguments, .. } => arguments.iter().for_each(|value| check_value(value, report)),
        // The arguments of an expression have been looked at where they were read.
        Value::Reference(_)
        | Value::Text { .. }
        | Value::File { .. }
        | Value::Expression { .. }
        | Value::Rust(_)
        | Value::Broken(_) => {}
    }
}

/// The path from the top of the body, if no part of it is computed.
fn names(path: &OptionPath, prefix: &[String]) -> Option<Vec<String>> {
    let name = |segment: &Segment| match segment {
        Segment::Name(name) => Some(name.text.clone()),
        Segment::Computed(..) => None,
    };
    let below: Option<Vec<String>> = path.segments.iter().map(name).collect();
    Some(prefix.iter().cloned().chain(below?).collect())
}

fn add(names: Vec<String>, new: Use, uses: &mut HashMap<Vec<String>, Use>) -> Option<Problem> {
    let show = |names: &[String]| nix::path(names.iter().map(String::as_str));
    match uses.get(&names) {
        Some(Use::Block | Use::Above(_)) if matches!(new, Use::Block) => return None,
        Some(Use::Assigned | Use::Block) => return Some(Problem::AssignedTwice { path: show(&names) }),
        Some(Use::Above(below)) => {
            return Some(Problem::AssignedBelow { path: show(&names), below: show(below) });
        }
        None => {}
    }
    for end in 1..names.len() {
        let above = uses.entry(names[..end].to_vec()).or_insert_with(|| Use::Above(names.clone()));
        if matches!(above, Use::Block) {
            *above = Use::Above(names.clone());
        }
        if matches!(above, Use::Assigned) {
            return Some(Problem::AssignedBelow { path: show(&names[..end]), below: show(&names) });
        }
    }
    uses.insert(names, new);
    None
}
