//! One body that certainly assigns a path twice, or a path and something below it.

use crate::ast::{Body, OptionPath, Segment, Statement, Value};
use crate::report::Report;
use nest_core::nix;
use nest_core::problem::Problem;
use std::collections::HashMap;
use std::rc::Rc;

/// What a path is: assigned, a block with nothing in it so far, or a place that something is assigned below.
enum Use {
    Assigned,
    Block,
    Above(Rc<[String]>),
}

/// What a body uses: a tree of names, so that a path is looked up in one walk, however long it is.
#[derive(Default)]
struct Uses {
    places: Vec<Use>,
    below: HashMap<(usize, String), usize>,
}

/// Looks at what a body assigns without condition, and at every set that it assigns.
pub(super) fn check(body: &Body, report: &Report) {
    let mut uses = Uses::default();
    walk(body, &[], &mut uses, report);
}

fn walk(body: &Body, prefix: &[String], uses: &mut Uses, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Assign { path, value } => {
                check_value(value, report);
                if let Some(names) = names(path, prefix)
                    && let Some(problem) = uses.add(names, Use::Assigned)
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
                    if let Some(problem) = uses.add(names.clone(), Use::Block)
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

impl Uses {
    fn add(&mut self, names: Vec<String>, new: Use) -> Option<Problem> {
        let show = |names: &[String]| nix::path(names.iter().map(String::as_str));
        let names: Rc<[String]> = names.into();
        let is_block = matches!(new, Use::Block);
        let mut new = Some(new);
        // 0 is above all places.
        let mut place = 0;
        for (i, name) in names.iter().enumerate() {
            let is_last = i + 1 == names.len();
            let next = self.places.len() + 1;
            place = *self.below.entry((place, name.clone())).or_insert(next);
            if place == next {
                let used = if is_last { new.take() } else { None };
                self.places.push(used.unwrap_or_else(|| Use::Above(names.clone())));
                continue;
            }
            match &mut self.places[place - 1] {
                Use::Block | Use::Above(_) if is_last && is_block => {}
                Use::Assigned | Use::Block if is_last => {
                    return Some(Problem::AssignedTwice { path: show(&names) });
                }
                Use::Assigned => {
                    return Some(Problem::AssignedBelow { path: show(&names[..=i]), below: show(&names) });
                }
                Use::Above(below) if is_last => {
                    return Some(Problem::AssignedBelow { path: show(&names), below: show(below) });
                }
                block @ Use::Block => *block = Use::Above(names.clone()),
                Use::Above(_) => {}
            }
        }
        None
    }
}
