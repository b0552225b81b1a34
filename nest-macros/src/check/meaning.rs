//! nest-core's own checks, on the tables as they will be in the program.

use crate::lower::Lowered;
use crate::report::{Number, Report};
use nest_core::model::EntryId;
use nest_core::problem::{Level, Problem};
use nest_core::report::Site;
use std::collections::{HashMap, HashSet};

/// Reports what is certainly wrong with the fleet, at its tokens.
///
/// Where some of the text could not be read, what seems to be missing may have been in it.
pub(super) fn check(lowered: &Lowered, may_lack_nodes: bool, report: &Report) {
    let Err(told) = nest_core::resolve_tree(&lowered.declared, lowered.tree.clone(), None) else { return };
    let may_be_unread = |problem: &Problem, site: Site| match (problem, site) {
        (Problem::MissingAttribute { .. }, Site::Entry(id)) => {
            lowered.tree.upwards(id).any(|up| lowered.map.broken.contains(&up))
        }
        (
            Problem::UnknownName { .. }
            | Problem::OnlyNamespaces { .. }
            | Problem::DeadRule { .. }
            | Problem::DeadName { .. }
            | Problem::DeadAssertion { .. }
            | Problem::DeadNeededBy { .. }
            | Problem::DeadBody { .. },
            _,
        ) => may_lack_nodes,
        _ => false,
    };
    // A macro cannot warn on a stable compiler: what is only doubtful is told when a program resolves the fleet.
    let denied = told.into_iter().filter(|diagnostic| diagnostic.level == Level::Deny);
    let findings = denied.filter_map(|diagnostic| Some((diagnostic.site?, diagnostic.problem)));
    // What a loop repeats is wrong once, however often it shows: the first time is told.
    let mut first: HashMap<(Number, &str), EntryId> = HashMap::new();
    let mut is_new = |problem: &Problem, site: Site| {
        let (Site::Entry(id) | Site::EntryAttr(id, _)) = site else { return true };
        let Some(declaration) = lowered.map.repeated.get(&id) else { return true };
        *first.entry((*declaration, problem.code())).or_insert(id) == id
    };
    // And what several classes share is wrong once for all of them.
    let mut shared = HashSet::new();
    for (site, problem) in findings {
        let site = lowered.map.written(site);
        let is_of_body = matches!(site, Site::Argument(..) | Site::Assignment(..));
        let is_told = is_of_body && !shared.insert((site, problem.code()));
        if is_told || may_be_unread(&problem, site) || !is_new(&problem, site) {
            continue;
        }
        if let Some(spans) = lowered.map.find(site, &problem) {
            report.add(spans, problem);
        }
    }
}
