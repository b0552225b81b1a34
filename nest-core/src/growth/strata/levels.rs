//! Levels of a graph whose edges may be negative.

/// One unit's question depends on what another adds, or on its absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) of: usize,
    pub(super) on: usize,
    pub(super) negative: bool,
}

/// Units by number, and what they depend on.
pub(super) struct Graph {
    pub(super) count: usize,
    pub(super) edges: Vec<Edge>,
}

/// A way from a unit through a negation back to it.
#[derive(Debug, Clone)]
pub(super) struct Circle {
    /// It asks for the absence of the next.
    pub(super) first: usize,
    /// Those behind it, each depending on the next, the last on the first.
    pub(super) further: Vec<usize>,
}

impl Circle {
    pub(super) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.first).chain(self.further.iter().copied())
    }
}

/// The parts of a graph in which everything depends on everything, each behind those that it depends on.
struct Components {
    /// The component of each unit.
    of: Vec<usize>,
    count: usize,
}

impl Graph {
    /// Takes the circles through a negation out of the graph, a shortest of each component first, and tells them.
    pub(super) fn break_circles(&mut self) -> Vec<Circle> {
        let mut circles = Vec::new();
        loop {
            let components = self.components();
            let within = |edge: &Edge| components.of[edge.of] == components.of[edge.on];
            let mut shortest: Vec<Option<Circle>> = vec![None; components.count];
            let next = self.next();
            for edge in self.edges.iter().filter(|edge| edge.negative && within(edge)) {
                let best = &mut shortest[components.of[edge.of]];
                let limit = best.as_ref().map_or(usize::MAX, |circle| circle.further.len());
                if let Some(further) = self.way(&next, edge.on, edge.of, limit) {
                    *best = Some(Circle { first: edge.of, further });
                }
            }
            let mut found: Vec<Circle> = shortest.into_iter().flatten().collect();
            if found.is_empty() {
                circles.sort_by_key(|circle: &Circle| circle.first);
                return circles;
            }
            let mut circle_of = vec![None; self.count];
            for (i, circle) in found.iter().enumerate() {
                circle.members().for_each(|unit| circle_of[unit] = Some(i));
            }
            self.edges
                .retain(|edge| circle_of[edge.of].is_none() || circle_of[edge.of] != circle_of[edge.on]);
            circles.append(&mut found);
        }
    }

    /// For each unit the largest number of edges that `rises` names on any way from it. No circle has one.
    pub(super) fn levels(&self, rises: impl Fn(&Edge) -> bool) -> Vec<usize> {
        let components = self.components();
        let mut levels = vec![0; components.count];
        let mut edges: Vec<&Edge> = self.edges.iter().collect();
        // What a component depends on has its level first.
        edges.sort_by_key(|edge| components.of[edge.of]);
        for edge in edges {
            let least = levels[components.of[edge.on]] + usize::from(rises(edge));
            let level = &mut levels[components.of[edge.of]];
            *level = least.max(*level);
        }
        (0..self.count).map(|unit| levels[components.of[unit]]).collect()
    }

    /// The units that are such, or depend on one that is.
    pub(super) fn reaching(&self, is: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut found: Vec<bool> = (0..self.count).map(is).collect();
        let mut before = vec![Vec::new(); self.count];
        self.edges.iter().for_each(|edge| before[edge.on].push(edge.of));
        let mut queue: Vec<usize> = (0..self.count).filter(|unit| found[*unit]).collect();
        while let Some(unit) = queue.pop() {
            for of in &before[unit] {
                if !std::mem::replace(&mut found[*of], true) {
                    queue.push(*of);
                }
            }
        }
        found
    }

    fn next(&self) -> Vec<Vec<usize>> {
        let mut next = vec![Vec::new(); self.count];
        self.edges.iter().for_each(|edge| next[edge.of].push(edge.on));
        next
    }

    /// A shortest way of less than `limit` units from `from`, each depending on the next, to one that depends on `to`;
    /// none if they are one.
    fn way(&self, next: &[Vec<usize>], from: usize, to: usize, limit: usize) -> Option<Vec<usize>> {
        let mut came_from = vec![None; self.count];
        let mut layer = vec![from];
        let mut length = 0;
        while !layer.is_empty() && length < limit {
            if layer.contains(&to) {
                let before = |unit: &usize| came_from[*unit].filter(|_| *unit != from);
                let mut way: Vec<usize> = std::iter::successors(Some(to), before).skip(1).collect();
                way.reverse();
                return Some(way);
            }
            let mut further = Vec::new();
            for unit in layer {
                for on in &next[unit] {
                    if came_from[*on].is_none() && *on != from {
                        came_from[*on] = Some(unit);
                        further.push(*on);
                    }
                }
            }
            (layer, length) = (further, length + 1);
        }
        None
    }

    /// Tarjan's algorithm, with a stack of its own: a chain of thousands of units is no reason to run out of another.
    fn components(&self) -> Components {
        const NONE: usize = usize::MAX;
        let next = self.next();
        let mut components = Components { of: vec![NONE; self.count], count: 0 };
        let (mut index, mut low) = (vec![NONE; self.count], vec![NONE; self.count]);
        let (mut seen, mut open) = (0, Vec::new());
        for start in 0..self.count {
            if index[start] != NONE {
                continue;
            }
            let mut way = vec![(start, 0)];
            while let Some((unit, tried)) = way.last_mut() {
                let unit = *unit;
                if *tried == 0 {
                    (index[unit], low[unit]) = (seen, seen);
                    seen += 1;
                    open.push(unit);
                }
                if let Some(on) = next[unit].get(*tried).copied() {
                    *tried += 1;
                    if index[on] == NONE {
                        way.push((on, 0));
                    } else if components.of[on] == NONE {
                        low[unit] = low[unit].min(index[on]);
                    }
                    continue;
                }
                way.pop();
                if let Some((before, _)) = way.last() {
                    low[*before] = low[*before].min(low[unit]);
                }
                if low[unit] == index[unit] {
                    while let Some(member) = open.pop() {
                        components.of[member] = components.count;
                        if member == unit {
                            break;
                        }
                    }
                    components.count += 1;
                }
            }
        }
        components
    }
}
