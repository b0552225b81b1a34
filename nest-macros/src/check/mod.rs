//! What is wrong with a fleet that could be read. Each check is a file; what a fleet means is nest-core's to check.

mod arguments;
mod assigned_twice;
mod imports;
mod meaning;
mod merged;
mod reserved;

pub(crate) use assigned_twice::check as set;

use crate::lower::{CodeKind, Lowered, Short};
use crate::report::{Report, Spans};
use nest_core::problem::Problem;

/// Tells a problem, at its place among the others.
type Tell<'t> = &'t dyn Fn(Spans, Problem);

/// All checks.
///
/// Where some of the text could not be read, what seems to be missing may have been in it.
pub(crate) fn check(lowered: &Lowered, may_lack_nodes: bool, report: &Report) -> Short {
    lowered.codes.all.iter().for_each(|code| assigned_twice::check_code(&code.source, report));
    for code in &lowered.codes.all {
        let tell = |at: Spans, problem| report.add_at(code.mark, at, problem);
        reserved::check(code, &tell);
        if let CodeKind::Rule { is_module, .. } = code.kind {
            imports::check(&code.assignments, is_module, &tell);
        } else {
            merged::check(&code.source, &tell);
        }
    }
    meaning::check(lowered, may_lack_nodes, report);
    arguments::check(lowered, report)
}
