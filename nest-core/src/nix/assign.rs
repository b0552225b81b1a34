//! Option assignments, collected and then built into an attribute set.

use super::paths::{Clash, Paths, Slot};
use super::{Assigned, IntoNix, Name, NixValue, Property, Refusal, Set, mk_if, mk_merge};
use crate::problem::Problem;
use std::mem;
use std::panic::Location;

/// Assignments, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Attrs {
    /// Each path with its value, and where that is written; a block without one: what is in it, if anything, follows by
    /// itself.
    assigned: Vec<(Vec<Name>, Option<NixValue>, &'static Location<'static>)>,
    conditional: Vec<Conditional>,
}

/// Assignments that count where a condition holds that Nix knows. They are definitions by themselves: the module system
/// merges them with the others.
#[derive(Debug)]
struct Conditional {
    /// Where in the set they are made.
    prefix: Vec<Name>,
    condition: NixValue,
    then: Attrs,
}

/// Where in the set assignments are being made.
#[derive(Debug)]
pub struct Scope<'s> {
    attrs: &'s mut Attrs,
    prefix: Vec<Name>,
}

/// The attribute set, around parts of which conditions may be.
impl IntoNix for Attrs {
    fn into_nix(self) -> NixValue {
        self.settle(&mut Vec::new()).into_value()
    }
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
        let settled = self.settle(&mut assigned.all);
        (settled.into_set(), assigned)
    }

    fn settle(self, places: &mut Vec<(Vec<Name>, &'static Location<'static>)>) -> Settled {
        let mut paths = Paths::default();
        for (path, value, at) in self.assigned {
            if let Err(Clash { slot, mut problem }) = paths.insert(&path, value) {
                if let Problem::AssignedTwice { path: shown } = &mut problem
                    && places.iter().any(|(other, place)| *other == path && *place == at)
                {
                    problem = Problem::AssignedInTurn { path: mem::take(shown) };
                }
                paths.slots[slot] = Slot::Value(NixValue::Refused(Refusal::Conflict(Box::new(problem))));
            }
            places.push((path, at));
        }
        let mut settled = Settled { set: paths.take_set(0), conditional: Vec::new() };
        for Conditional { prefix, condition, then } in self.conditional {
            let mut inside = Vec::new();
            let then = then.settle(&mut inside);
            places.extend(inside.into_iter().map(|(path, at)| ([&*prefix, &*path].concat(), at)));
            settled.add(&prefix, condition, then);
        }
        settled
    }
}

/// A set, and what is added to it where a condition holds.
struct Settled {
    set: Set,
    conditional: Vec<(NixValue, Settled)>,
}

impl Settled {
    /// Adds what is conditional in the set at a path.
    fn add(&mut self, path: &[Name], condition: NixValue, then: Settled) {
        if then.set.0.is_empty() && then.conditional.is_empty() {
            return;
        }
        let Some((first, rest)) = path.split_first() else {
            return self.conditional.push((condition, then));
        };
        // It is a block there, unless something is wrong with it, which is told.
        if let Some(block) = block(&mut self.set, first, rest) {
            let plain = mem::replace(block, NixValue::Null);
            *block = merged(plain, mk_if(condition, then.into_value()));
        }
    }

    /// As a module has it, at whose top there are options: conditional is each of them by itself, as where the module
    /// system pushes an `mkIf` down.
    fn into_set(self) -> Set {
        let mut set = self.set;
        for (condition, then) in self.conditional {
            for (name, value) in then.into_set() {
                let value = mk_if(condition.clone(), value);
                match set.0.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, defined)) => {
                        let plain = mem::replace(defined, NixValue::Null);
                        *defined = merged(plain, value);
                    }
                    None => set.0.push((name, value)),
                }
            }
        }
        set
    }

    /// As the value of an option.
    fn into_value(self) -> NixValue {
        let conditional =
            self.conditional.into_iter().map(|(condition, then)| mk_if(condition, then.into_value()));
        match conditional.len() {
            1 if self.set.0.is_empty() => conditional.fold(NixValue::Null, |_, value| value),
            _ => conditional.fold(NixValue::Set(self.set), merged),
        }
    }
}

/// What stands at a path in a set, beside what is conditional there.
fn block<'s>(set: &'s mut Set, name: &Name, rest: &[Name]) -> Option<&'s mut NixValue> {
    let (_, value) = set.0.iter_mut().find(|(other, _)| other == name)?;
    let Some((next, rest)) = rest.split_first() else { return Some(value) };
    match value {
        NixValue::Set(set) => block(set, next, rest),
        NixValue::Property(property) => match &mut **property {
            Property::Merge(definitions) => match definitions.first_mut()? {
                NixValue::Set(set) => block(set, next, rest),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Two definitions of one option.
fn merged(first: NixValue, second: NixValue) -> NixValue {
    match first {
        NixValue::Property(mut property) => match &mut *property {
            Property::Merge(definitions) => {
                definitions.push(second);
                NixValue::Property(property)
            }
            _ => mk_merge([NixValue::Property(property), second]),
        },
        first => mk_merge([first, second]),
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

    /// The same place, for what counts where a condition holds; none if it certainly does not.
    ///
    /// ```
    /// use nest_core::__private::reference;
    /// use nest_core::nix::{Attrs, mk_if};
    ///
    /// let tls = reference(&["config".into(), "tls".into()]);
    /// let mut attrs = Attrs::new();
    /// attrs.root().when(&tls).unwrap().assign(&["port"], 443);
    /// assert_eq!(attrs.build().get("port"), Some(&mk_if(tls, 443)));
    /// ```
    pub fn when(&mut self, condition: &NixValue) -> Option<Scope<'_>> {
        match condition {
            NixValue::Bool(false) => None,
            NixValue::Bool(true) => Some(Scope { prefix: self.prefix.clone(), attrs: self.attrs }),
            condition => {
                let conditional = &mut self.attrs.conditional;
                conditional.push(Conditional {
                    prefix: self.prefix.clone(),
                    condition: condition.clone(),
                    then: Attrs::new(),
                });
                let then = &mut conditional.last_mut()?.then;
                Some(then.root())
            }
        }
    }

    fn path<N: Into<Name> + Clone>(&self, path: &[N]) -> Vec<Name> {
        self.prefix.iter().cloned().chain(path.iter().cloned().map(Into::into)).collect()
    }
}

impl Paths<Name, NixValue> {
    fn take_set(&mut self, id: usize) -> Set {
        let names = match mem::replace(&mut self.slots[id], Slot::Set(Vec::new(), false)) {
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
        match mem::replace(&mut self.slots[id], Slot::Set(Vec::new(), false)) {
            Slot::Value(value) => value,
            names @ Slot::Set(..) => {
                self.slots[id] = names;
                NixValue::Set(self.take_set(id))
            }
        }
    }
}
