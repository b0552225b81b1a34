//! Where options were assigned.

use super::{Name, path};
use crate::problem::Spot;
use std::panic::Location;

/// Where the options of an attribute set were assigned, in the order in which they were.
#[derive(Debug, Clone, Default)]
pub struct Assigned {
    pub(super) all: Vec<(Vec<Name>, &'static Location<'static>)>,
    /// The option that the set has been put under.
    pub(crate) under: Vec<Name>,
}

impl Assigned {
    /// Where an option was assigned, or what it is a part of, or a part of it; of several places, the last.
    pub fn place(&self, option: &str) -> Option<Spot> {
        let is_related = |(names, _): &&(Vec<Name>, _)| {
            let assigned = path(self.under.iter().chain(names).map(|name| &**name));
            is_within(option, &assigned) || is_within(&assigned, option)
        };
        self.all.iter().rev().find(is_related).map(|(_, at)| Spot::from(*at))
    }
}

/// Whether a path is another, or goes on from it.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
