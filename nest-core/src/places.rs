//! Where entries stand: document order, who is below whom, what has which name.

use crate::model::{EntryId, Tree};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The places of a tree's entries, worked out once for the tree.
///
/// In document order, an entry and all below it stand in one run: `prod` (0), `prod.a` (1), `prod.b` (2), `staging` (3)
/// has the runs 0–2, 1, 2 and 3.
#[derive(Debug)]
pub struct Places {
    roots: Vec<EntryId>,
    below: Vec<Vec<EntryId>>,
    order: Vec<EntryId>,
    /// The position of each entry in `order`, and one past the last position of its run.
    runs: Vec<(u32, u32)>,
    /// Where each node stands among its siblings. A namespace has none.
    rows: Vec<Row>,
    names: OnceLock<HashMap<String, Vec<EntryId>>>,
}

/// The place of a node among the nodes under the same entry.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// From 1.
    number: u32,
    before: Option<EntryId>,
    after: Option<EntryId>,
}

impl Places {
    /// The places of a tree.
    pub fn of(tree: &Tree) -> Self {
        let mut below = vec![Vec::new(); tree.entries.len()];
        let mut roots = Vec::new();
        for id in tree.ids() {
            match tree[id].parent {
                Some(parent) => below[parent.index()].push(id),
                None => roots.push(id),
            }
        }
        let mut order = Vec::with_capacity(tree.entries.len());
        let mut runs = vec![(0, 0); tree.entries.len()];
        let mut stack: Vec<EntryId> = roots.iter().rev().copied().collect();
        while let Some(id) = stack.pop() {
            runs[id.index()] = (order.len() as u32, order.len() as u32 + 1);
            order.push(id);
            stack.extend(below[id.index()].iter().rev());
        }
        for id in order.iter().rev() {
            if let Some(parent) = tree[*id].parent {
                let end = runs[id.index()].1;
                let run = &mut runs[parent.index()];
                run.1 = run.1.max(end);
            }
        }
        let mut rows = vec![Row::default(); tree.entries.len()];
        for all in below.iter().chain([&roots]) {
            let mut last: Option<EntryId> = None;
            for id in all.iter().copied().filter(|id| tree[*id].is_node()) {
                let number = last.map_or(0, |before| rows[before.index()].number) + 1;
                rows[id.index()] = Row { number, before: last, after: None };
                if let Some(before) = last.replace(id) {
                    rows[before.index()].after = Some(id);
                }
            }
        }
        Self { roots, below, order, runs, rows, names: OnceLock::new() }
    }

    /// All entries, in document order.
    pub fn order(&self) -> &[EntryId] {
        &self.order
    }

    /// The position of an entry in document order.
    pub fn rank(&self, id: EntryId) -> u32 {
        self.runs[id.index()].0
    }

    /// The entries just below `parent`; at the top of the document without one.
    pub fn below(&self, parent: Option<EntryId>) -> &[EntryId] {
        parent.map_or(&self.roots, |id| &self.below[id.index()])
    }

    /// Whether nothing is below an entry.
    pub fn is_leaf(&self, id: EntryId) -> bool {
        self.below[id.index()].is_empty()
    }

    /// An entry and all below it.
    pub fn run(&self, id: EntryId) -> &[EntryId] {
        let (start, end) = self.runs[id.index()];
        &self.order[start as usize..end as usize]
    }

    /// The place of a node among its siblings, from 1: the nodes under the same entry. A namespace has none.
    pub fn number(&self, id: EntryId) -> Option<u32> {
        Some(self.rows[id.index()].number).filter(|number| *number > 0)
    }

    /// The node just before a node under the same entry.
    pub fn before(&self, id: EntryId) -> Option<EntryId> {
        self.rows[id.index()].before
    }

    /// The node just after a node under the same entry.
    pub fn after(&self, id: EntryId) -> Option<EntryId> {
        self.rows[id.index()].after
    }

    /// The entries behind a node under the same entry, `parent`, namespaces included.
    pub fn behind(&self, parent: Option<EntryId>, id: EntryId) -> &[EntryId] {
        let all = if self.number(id).is_some() { self.below(parent) } else { &[] };
        &all[all.partition_point(|other| self.rank(*other) <= self.rank(id))..]
    }

    /// The part of a list in document order that stands below an entry.
    pub fn part_below<'l>(&self, id: EntryId, list: &'l [EntryId]) -> &'l [EntryId] {
        let (start, end) = self.runs[id.index()];
        let from = list.partition_point(|other| self.rank(*other) <= start);
        let to = list.partition_point(|other| self.rank(*other) < end);
        &list[from..to]
    }

    /// Whether a list in document order has an entry.
    pub fn has(&self, list: &[EntryId], id: EntryId) -> bool {
        list.binary_search_by_key(&self.rank(id), |other| self.rank(*other)).is_ok()
    }

    /// The entries of a name, in document order.
    pub fn named(&self, tree: &Tree, name: &str) -> &[EntryId] {
        let names = self.names.get_or_init(|| {
            let mut names: HashMap<String, Vec<EntryId>> = HashMap::new();
            for id in &self.order {
                names.entry(tree[*id].name.to_string()).or_default().push(*id);
            }
            names
        });
        names.get(name).map_or(&[], Vec::as_slice)
    }
}
