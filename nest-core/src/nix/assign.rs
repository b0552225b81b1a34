//! Option assignments, collected and then built into an attribute set.

use super::paths::{Clash, Paths, Slot};
use super::{Assigned, IntoNix, Name, NixValue, Refusal, Set};
use crate::problem::Problem;
use std::mem;
use std::panic::Location;

/// Assignments, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Attrs {
    /// Each path with its value, and where that is written; a block without one: what is in it, if anything, follows by
    /// itself.
    assigned: Vec<(Vec<Name>, Option<NixValue>, &'static Location<'static>)>,
}

/// Where in the set assignments are being made.
#[derive(Debug)]
pub struct Scope<'s> {
    attrs: &'s mut Attrs,
    prefix: Vec<Name>,
}

impl Attrs {
    /// No assignments.
    pub fn new() -> Self {
        Self::default()
    }

    /// The top of the set.
    pub fn root(&mut self) -> Scope<'_> {
        Scope { attrs: self, prefix: Vec::new() }
    }

    /// The path of the first assignment.
    pub(crate) fn into_path(self) -> Vec<Name> {
        self.assigned.into_iter().next().map(|(path, ..)| path).unwrap_or_default()
    }

    /// The attribute set. A path assigned twice, or together with one below it, is a refusal in its place.
    ///
    /// ```
    /// use nest_core::nix::Attrs;
    ///
    /// let mut attrs = Attrs::new();
    /// attrs.root().assign(&["networking", "hostName"], "web");
    /// attrs.root().below(&["networking"]).assign(&["useDHCP"], true);
    /// attrs.root().assign(&["networking", "hostName"], "lb");
    ///
    /// let refused = attrs.build().refused();
    /// assert_eq!(refused[0].1.to_string(), "`networking.hostName` is assigned twice; remove one [assigned-twice]");
    /// ```
    pub fn build(self) -> Set {
        self.build_placed().0
    }

    /// The attribute set, and where its options were assigned.
    pub fn build_placed(self) -> (Set, Assigned) {
        let mut assigned = Assigned::default();
        let mut paths = Paths::default();
        for (path, value, at) in self.assigned {
            if let Err(Clash { slot, mut problem }) = paths.insert(&path, value) {
                if let Problem::AssignedTwice { path: shown } = &mut problem
                    && assigned.has(&path, at)
                {
                    problem = Problem::AssignedInTurn { path: mem::take(shown) };
                }
                paths.slots[slot] = Slot::Value(NixValue::Refused(Refusal::Conflict(Box::new(problem))));
            }
            assigned.all.push((path, at));
        }
        (paths.take_set(0), assigned)
    }
}

impl Scope<'_> {
    /// Assigns the option at a path below this place.
    #[track_caller]
    pub fn assign<N: Into<Name> + Clone>(&mut self, path: &[N], value: impl IntoNix) {
        let path = self.path(path);
        self.attrs.assigned.push((path, Some(value.into_nix()), Location::caller()));
    }

    /// The block at a path below this place: a set, also if nothing is assigned in it.
    ///
    /// ```
    /// use nest_core::nix::{Attrs, NixValue, Set};
    ///
    /// let mut attrs = Attrs::new();
    /// attrs.root().below(&["users", "groups", "backup"]);
    /// attrs.root().below(&["users"]).below(&["groups"]);
    ///
    /// let Some(NixValue::Set(users)) = attrs.build().get("users").cloned() else { panic!() };
    /// let Some(NixValue::Set(groups)) = users.get("groups") else { panic!() };
    /// assert_eq!(groups.get("backup"), Some(&NixValue::Set(Set::default())));
    /// ```
    #[track_caller]
    pub fn below<N: Into<Name> + Clone>(&mut self, path: &[N]) -> Scope<'_> {
        let prefix = self.path(path);
        self.attrs.assigned.push((prefix.clone(), None, Location::caller()));
        Scope { attrs: self.attrs, prefix }
    }

    fn path<N: Into<Name> + Clone>(&self, path: &[N]) -> Vec<Name> {
        self.prefix.iter().cloned().chain(path.iter().cloned().map(Into::into)).collect()
    }
}

impl Paths<Name, NixValue> {
    fn take_set(&mut self, id: usize) -> Set {
        let names = match std::mem::replace(&mut self.slots[id], Slot::Set(Vec::new(), false)) {
            Slot::Set(names, _) => names,
            Slot::Value(_) => Vec::new(),
        };
        let value = |(name, id): (Name, usize)| {
            let value = match Refusal::of_key(&name) {
                Some(refusal @ Refusal::ReservedName(_)) => NixValue::Refused(refusal),
                _ => self.take(id),
            };
            (name, value)
        };
        Set(names.into_iter().map(value).collect())
    }

    fn take(&mut self, id: usize) -> NixValue {
        match std::mem::replace(&mut self.slots[id], Slot::Set(Vec::new(), false)) {
            Slot::Value(value) => value,
            names @ Slot::Set(..) => {
                self.slots[id] = names;
                NixValue::Set(self.take_set(id))
            }
        }
    }
}
