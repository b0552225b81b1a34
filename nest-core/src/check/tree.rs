//! The tree.

use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;

/// `web-3 { addr = "10.0.1.12"; }`: without `is` it is a namespace, and nothing stands in it.
pub(super) fn namespaces_have_nodes(resolved: &Resolved, report: &mut Vec<Finding>) {
    for id in resolved.world.tree.ids().filter(|id| !resolved.world.tree[*id].is_node()) {
        if resolved.world.places.below(Some(id)).is_empty() && !resolved.world.traits.is_open(id) {
            let problem = Problem::EmptyNamespace { path: resolved.path(id) };
            report.push(Finding { site: Site::Entry(id), problem });
        }
    }
}
