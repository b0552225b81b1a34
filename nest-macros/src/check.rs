//! nest-core's own checks, on the tables as they will be in the program.

use crate::lower::Lowered;
use crate::report::Report;
use nest_core::model::{EntryId, Tree};
use nest_core::problem::{Finding, Level, Problem, Site};
use std::collections::HashMap;

/// Reports what is certainly wrong with the fleet, at its tokens.
///
/// Where some of the text could not be read, what seems to be missing may have been in it.
pub(crate) fn check(lowered: &Lowered, may_lack_nodes: bool, report: &Report) {
    let Err(findings) = nest_core::resolve(&lowered.fleet) else { return };
    let tree = Tree::decode(&lowered.fleet.dom);
    let may_be_unread = |finding: &Finding| match (&finding.problem, finding.site) {
        (Problem::MissingAttribute { .. }, Site::Entry(id)) => {
            tree.upwards(id).any(|up| lowered.broken.contains(&up))
        }
        (
            Problem::UnknownName { .. }
            | Problem::OnlyNamespaces { .. }
            | Problem::DeadRule { .. }
            | Problem::DeadAssertion { .. }
            | Problem::DeadNeededBy { .. }
            | Problem::DeadBody { .. },
            _,
        ) => may_lack_nodes,
        _ => false,
    };
    // A macro cannot warn on a stable compiler: what is only doubtful is told when a program resolves the fleet.
    let findings = findings.into_iter().filter(|finding| finding.problem.level() == Level::Deny);
    // What a loop repeats is wrong once, however often it shows: the first time is told.
    let mut told: HashMap<(usize, &str), EntryId> = HashMap::new();
    let mut is_new = |finding: &Finding| {
        let (Site::Entry(id) | Site::EntryAttr(id, _)) = finding.site else { return true };
        let Some(declaration) = lowered.repeated.get(&id) else { return true };
        *told.entry((*declaration, finding.problem.code())).or_insert(id) == id
    };
    for finding in findings.filter(|finding| !may_be_unread(finding) && is_new(finding)) {
        let reference = match &finding.problem {
            Problem::MistypedValue { value: word, .. }
            | Problem::UnknownName { word, .. }
            | Problem::OnlyNamespaces { word, .. } => lowered.references.get(&(finding.site, word.clone())),
            _ => None,
        };
        if let Some(spans) = reference.or_else(|| lowered.sites.get(&finding.site)) {
            report.add(*spans, finding.problem);
        }
    }
}
