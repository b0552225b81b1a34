//! What is wrong with a fleet that could be read. Each check is a file; what a fleet means is nest-core's to check.

mod arguments;
mod assigned_twice;
mod imports;
mod meaning;
mod reserved;

pub(crate) use assigned_twice::check as set;

use crate::lower::{Code, CodeKind, Lowered, Short, Source};
use crate::report::{Report, Spans};
use nest_core::problem::Problem;

/// Tells a problem, at its place among the others.
type Tell<'t> = &'t dyn Fn(Spans, Problem);

/// All checks.
///
/// Where some of the text could not be read, what seems to be missing may have been in it.
pub(crate) fn check(lowered: &Lowered, may_lack_nodes: bool, report: &Report) -> Short {
    for code in &lowered.code {
        match code.source {
            Source::Body(body) => assigned_twice::check(body, report),
            Source::Closure(closure) => assigned_twice::check_rust(&closure.value, report),
        }
    }
    for Code { kind, assignments, mark, .. } in &lowered.code {
        let tell = |at: Spans, problem| report.add_at(*mark, at, problem);
        reserved::check(kind, assignments, &tell);
        if let CodeKind::Rule { is_module, .. } = kind {
            imports::check(assignments, *is_module, &tell);
        }
    }
    meaning::check(lowered, may_lack_nodes, report);
    arguments::check(lowered, report)
}
