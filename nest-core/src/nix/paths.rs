//! Paths that are assigned, and which of them cannot stand together: the rule that bodies follow, whether or not their
//! values are known.

use super::{path, quote};
use crate::problem::Problem;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Deref;

/// A set as it grows: slots, and the slot of every name in every set. The first is the whole.
#[derive(Debug)]
pub struct Paths<N, V> {
    pub(super) slots: Vec<Slot<N, V>>,
    ids: HashMap<(usize, N), usize>,
}

#[derive(Debug)]
pub(super) enum Slot<N, V> {
    /// What is assigned below, and whether a block was written there first. No set that was assigned.
    Set(Vec<(N, usize)>, bool),
    Value(V),
}

/// Why a path cannot be assigned.
#[derive(Debug)]
pub struct Clash {
    /// The slot that is in the way.
    pub(super) slot: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl<N, V> Default for Paths<N, V> {
    fn default() -> Self {
        Self { slots: vec![Slot::Set(Vec::new(), false)], ids: HashMap::new() }
    }
}

impl<N: Clone + Eq + Hash + Deref<Target = str>, V> Paths<N, V> {
    /// Assigns a value to a path, or begins a block there. A block that is there already stays as it is.
    ///
    /// # Errors
    ///
    /// The path is assigned already, or one above or below it. Then nothing has changed.
    ///
    /// ```
    /// use nest_core::__private::Paths;
    ///
    /// let mut paths = Paths::default();
    /// paths.insert(&["a", "b", "c"], Some(1)).unwrap();
    /// paths.insert(&["a", "b"], None).unwrap();
    /// let told = |clash: nest_core::__private::Clash| clash.problem.to_string();
    /// assert_eq!(
    ///     paths.insert(&["a"], Some(2)).map_err(told).unwrap_err(),
    ///     "`a` is assigned as a whole, and `a.b.c` below it; write one of them [assigned-twice]"
    /// );
    /// ```
    pub fn insert(&mut self, names: &[N], value: Option<V>) -> Result<(), Clash> {
        let mut at = 0;
        for (depth, name) in names.iter().enumerate() {
            let is_last = depth + 1 == names.len();
            let Some(next) = self.ids.get(&(at, name.clone())).copied() else {
                at = self.open(at, name);
                continue;
            };
            let show = |count: usize| path(names[..count].iter().map(|name| &**name));
            let problem = match &self.slots[next] {
                Slot::Set(..) if !is_last => {
                    at = next;
                    continue;
                }
                Slot::Set(..) if value.is_none() => return Ok(()),
                Slot::Set(inside, _) => match self.first_path(inside) {
                    Some(first) => {
                        let path = show(depth + 1);
                        Problem::AssignedBelow { below: format!("{path}.{first}"), path }
                    }
                    None => Problem::AssignedTwice { path: show(depth + 1) },
                },
                Slot::Value(_) if is_last => Problem::AssignedTwice { path: show(depth + 1) },
                Slot::Value(_) => Problem::AssignedBelow { path: show(depth + 1), below: show(names.len()) },
            };
            return Err(Clash { slot: next, problem });
        }
        match (value, &mut self.slots[at]) {
            (Some(value), slot) => *slot = Slot::Value(value),
            (None, Slot::Set(_, is_block)) => *is_block = true,
            (None, Slot::Value(_)) => {}
        }
        Ok(())
    }

    fn open(&mut self, parent: usize, name: &N) -> usize {
        let id = self.slots.len();
        self.slots.push(Slot::Set(Vec::new(), false));
        self.ids.insert((parent, name.clone()), id);
        if let Slot::Set(names, _) = &mut self.slots[parent] {
            names.push((name.clone(), id));
        }
        id
    }

    /// The first path that was written in a set: to a value, or to a block.
    fn first_path(&self, inside: &[(N, usize)]) -> Option<String> {
        let (name, next) = inside.first()?;
        let rest = match &self.slots[*next] {
            Slot::Set(inside, false) => self.first_path(inside).map(|rest| format!(".{rest}")),
            Slot::Set(_, true) | Slot::Value(_) => None,
        };
        Some(format!("{}{}", quote(name), rest.unwrap_or_default()))
    }
}
