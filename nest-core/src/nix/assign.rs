//! Option assignments, collected and then built into an attribute set.

use super::{Assigned, IntoNix, Name, NixValue, Refusal, Set, path};
use crate::problem::Problem;
use std::collections::HashMap;
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
        let mut tree = Builder { slots: vec![Slot::Set(Vec::new())], ids: HashMap::new() };
        for (path, value, at) in self.assigned {
            tree.insert(&path, value.map_or(Slot::Set(Vec::new()), Slot::Value));
            assigned.all.push((path, at));
        }
        (tree.take_set(0), assigned)
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

/// The set as it grows: slots, and the slot of every name in every set.
struct Builder {
    slots: Vec<Slot>,
    ids: HashMap<(usize, Name), usize>,
}

enum Slot {
    /// A block, not a set that was assigned.
    Set(Vec<(Name, usize)>),
    Value(NixValue),
}

impl Builder {
    /// Puts a value or an empty block at a path. A block that is there already stays as it is.
    fn insert(&mut self, names: &[Name], new: Slot) {
        let is_block = matches!(new, Slot::Set(_));
        let mut at = 0;
        for (depth, name) in names.iter().enumerate() {
            let is_last = depth + 1 == names.len();
            let next = self.ids.get(&(at, name.clone())).copied();
            let below = || path(names.iter().map(|n| &**n));
            let upto = || path(names[..=depth].iter().map(|n| &**n));
            match (next.map(|id| &self.slots[id]), is_last) {
                (None, _) => at = self.open(at, name),
                (Some(Slot::Set(_)), false) => at = next.unwrap_or(at),
                (Some(Slot::Set(_)), true) if is_block => return,
                (Some(Slot::Value(_)), false) => {
                    return self.refuse(next, Problem::AssignedBelow { path: upto(), below: below() });
                }
                (Some(Slot::Value(_)), true) => {
                    return self.refuse(next, Problem::AssignedTwice { path: upto() });
                }
                (Some(Slot::Set(_)), true) => {
                    let problem = match next.and_then(|id| self.first_below(id)) {
                        Some(first) => {
                            Problem::AssignedBelow { path: upto(), below: format!("{}.{first}", upto()) }
                        }
                        None => Problem::AssignedTwice { path: upto() },
                    };
                    return self.refuse(next, problem);
                }
            }
        }
        self.slots[at] = new;
    }

    fn open(&mut self, parent: usize, name: &Name) -> usize {
        let id = self.slots.len();
        self.slots.push(Slot::Set(Vec::new()));
        self.ids.insert((parent, name.clone()), id);
        if let Slot::Set(names) = &mut self.slots[parent] {
            names.push((name.clone(), id));
        }
        id
    }

    fn refuse(&mut self, slot: Option<usize>, problem: Problem) {
        if let Some(id) = slot {
            self.slots[id] = Slot::Value(NixValue::Refused(Refusal::Conflict(Box::new(problem))));
        }
    }

    /// The first path assigned below a set.
    fn first_below(&self, id: usize) -> Option<String> {
        let Slot::Set(names) = &self.slots[id] else { return None };
        let (name, next) = names.first()?;
        let rest = self.first_below(*next).map(|rest| format!(".{rest}")).unwrap_or_default();
        Some(format!("{}{rest}", super::quote(name)))
    }

    fn take_set(&mut self, id: usize) -> Set {
        let names = match std::mem::replace(&mut self.slots[id], Slot::Set(Vec::new())) {
            Slot::Set(names) => names,
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
        match std::mem::replace(&mut self.slots[id], Slot::Set(Vec::new())) {
            Slot::Value(value) => value,
            Slot::Set(names) => {
                self.slots[id] = Slot::Set(names);
                NixValue::Set(self.take_set(id))
            }
        }
    }
}
