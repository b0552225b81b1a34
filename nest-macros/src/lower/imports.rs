//! What a body imports must not depend on what it configures.

use crate::ast::{Body, Part, Segment, Statement, Value};
use crate::report::Report;
use nest_core::problem::Problem;

/// Reports `config` and `pkgs` in the `imports` at the top of a body.
pub(super) fn check(body: &Body, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Assign { path, value } => {
                if let [Segment::Name(name)] = path.segments.as_slice()
                    && name.text == "imports"
                {
                    check_value(value, report);
                }
            }
            Statement::Control(parts) => parts.iter().for_each(|part| match part {
                Part::Body(body) => check(body, report),
                Part::Arms(arms) => arms.iter().for_each(|arm| check(&arm.body, report)),
                Part::Rust(_) => {}
            }),
            _ => {}
        }
    }
}

fn check_value(value: &Value, report: &Report) {
    match value {
        Value::List(elements) => elements.iter().for_each(|element| check_value(element, report)),
        Value::Each { value, .. } => check_value(value, report),
        Value::Property { arguments, .. } => arguments.iter().for_each(|value| check_value(value, report)),
        Value::Reference(path) => {
            if let Some(Segment::Name(first)) = path.segments.first()
                && nest_core::nix::RECURSIVE.contains(&first.text.as_str())
            {
                report.add(first.spans, Problem::RecursiveImport { word: first.text.clone() });
            }
        }
        _ => {}
    }
}
