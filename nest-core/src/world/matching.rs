//! Whether an entry matches a selector: one function for each level of the grammar.
//!
//! A combinator, `:within` and `:has` look at many entries: all above, all siblings before, all below. As browsers do, a
//! matcher remembers for each of these, at each position in the selector, what is found from there on, so it tests a
//! compound at most once against an entry for each way in which it can be reached. Of `web ~ a`, where `a` has a thousand
//! siblings, the first test goes back to the nearest web, and every later one to where the one before it began.
//!
//! What takes long is so proportional to the entries and to the length of the selector.

use crate::model::EntryId;
use crate::selector::{Combinator, Complex, Compound, Relative, Selector, Simple};
use crate::world::World;
use crate::world::condition::{compare, has_trait, has_value, passes};
use crate::world::memory::{Memory, Position};
use crate::world::truth::Truth;

/// Tests entries against one selector, while the document stays as it is. It is dropped with what it remembers.
pub(crate) struct Matcher<'s, 'd> {
    world: &'d World<'d>,
    selector: &'s Selector<'s>,
    /// Whether what a position means is to be found from an entry on.
    found: Memory<Truth>,
    /// The places of entries among those that `:nth-child(… of a)` counts.
    counted: Memory<Count>,
    steps: usize,
}

/// How an entry is counted among its siblings.
#[derive(Clone, Copy)]
struct Count {
    /// Whether it is counted.
    counts: Truth,
    /// How many are, up to this one; nothing if that is not known.
    number: Option<u32>,
}

impl<'s, 'd> Matcher<'s, 'd> {
    pub(crate) fn new(world: &'d World<'d>, selector: &'s Selector<'s>) -> Self {
        Self { world, selector, found: Memory::new(), counted: Memory::new(), steps: 0 }
    }

    /// Whether an entry matches.
    pub(crate) fn test(&mut self, entry: EntryId) -> Truth {
        self.selector(entry, self.selector)
    }

    /// How many steps all tests took: compounds tested, and memories asked.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }

    fn selector(&mut self, entry: EntryId, selector: &Selector) -> Truth {
        Truth::any(selector.any.iter().map(|complex| self.complex(entry, complex)))
    }

    /// Whether an entry is the subject of a chain.
    fn complex(&mut self, entry: EntryId, complex: &Complex) -> Truth {
        self.compound(entry, &complex.subject).and(|| self.leftwards(entry, complex, 0))
    }

    /// Whether what stands to the left of a step of a chain holds: each compound where its combinator says.
    fn leftwards(&mut self, entry: EntryId, complex: &Complex, step: usize) -> Truth {
        let Some((combinator, compound)) = complex.links.get(step) else { return Truth::Yes };
        let World { tree, places, .. } = self.world;
        let holds = |matcher: &mut Self, other| {
            matcher.compound(other, compound).and(|| matcher.leftwards(other, complex, step + 1))
        };
        let position = Position::in_chain(complex, step);
        let (parent, before) = (|id: EntryId| tree[id].parent, |id| places.before(id));
        match combinator {
            Combinator::Descendant => self.along(position, parent(entry), parent, holds),
            Combinator::Child => parent(entry).map_or(Truth::No, |other| holds(self, other)),
            Combinator::NextSibling => before(entry).map_or(Truth::No, |other| holds(self, other)),
            Combinator::SubsequentSibling => self.along(position, before(entry), before, holds),
        }
    }

    /// Whether the first `steps` compounds of a chain, from its subject on, can be reached from where the others end.
    fn rightwards(&mut self, entry: EntryId, relative: &Relative, steps: usize) -> Truth {
        let complex = &relative.complex;
        let Some(step) = steps.checked_sub(1) else { return Truth::Yes };
        let combinator = complex.links.get(step).map_or(relative.combinator, |(combinator, _)| *combinator);
        let compound = step.checked_sub(1).map_or(&complex.subject, |left| &complex.links[left].1);
        let places = &self.world.places;
        let holds = |matcher: &mut Self, other| {
            matcher.compound(other, compound).and(|| matcher.rightwards(other, relative, step))
        };
        let position = Position::in_chain(complex, step);
        let after = |id| places.after(id);
        match combinator {
            Combinator::Descendant | Combinator::Child if places.is_leaf(entry) => Truth::No,
            Combinator::Descendant => self.below(position, entry, holds),
            Combinator::Child => self.once(position, entry, |matcher| {
                Truth::any(places.below(Some(entry)).iter().map(|other| holds(matcher, *other)))
            }),
            Combinator::NextSibling => after(entry).map_or(Truth::No, |other| holds(self, other)),
            Combinator::SubsequentSibling => self.along(position, after(entry), after, holds),
        }
    }

    /// Whether something holds of an entry or of one behind it in a row: the way up, or the siblings on one side.
    ///
    /// The nearest is tried first, until one holds or is known: what is found there is found from all on the way.
    fn along(
        &mut self,
        position: Position,
        first: Option<EntryId>,
        next: impl Fn(EntryId) -> Option<EntryId>,
        holds: impl Fn(&mut Self, EntryId) -> Truth,
    ) -> Truth {
        let (mut way, mut found) = (Vec::new(), Truth::No);
        let mut ahead = first;
        while let Some(id) = ahead
            && found != Truth::Yes
        {
            if let Some(known) = self.recall(position, id) {
                found = known;
                break;
            }
            found = holds(self, id);
            way.push((id, found));
            ahead = next(id);
        }
        for (id, here) in way.into_iter().rev() {
            found = found.or(|| here);
            self.found.set(position, id, found);
        }
        found
    }

    /// Whether something holds of an entry below another one.
    ///
    /// In document order, past the runs of which it is known, until one holds.
    fn below(
        &mut self,
        position: Position,
        entry: EntryId,
        holds: impl Fn(&mut Self, EntryId) -> Truth,
    ) -> Truth {
        let World { tree, places, .. } = self.world;
        if let Some(known) = self.recall(position, entry) {
            return known;
        }
        let run = places.run(entry);
        let (mut way, mut next) = (Vec::new(), 1);
        while let Some(id) = run.get(next).copied() {
            let known = if places.is_leaf(id) { None } else { self.recall(position, id) };
            let found = known.unwrap_or(Truth::No).or(|| holds(self, id));
            way.push((id, found));
            if found == Truth::Yes {
                break;
            }
            next += known.map_or(1, |_| places.run(id).len());
        }
        // What is below an entry has told it all before it tells the one above.
        for (id, here) in way.into_iter().rev() {
            let found = here.or(|| self.found.get(position, id).unwrap_or(Truth::No));
            if let Some(above) = tree[id].parent {
                let others = self.found.get(position, above).unwrap_or(Truth::No);
                self.found.set(position, above, others.or(|| found));
            }
        }
        self.found.get(position, entry).unwrap_or(Truth::No)
    }

    /// What a position means of an entry, worked out once.
    fn once(
        &mut self,
        position: Position,
        entry: EntryId,
        work_out: impl FnOnce(&mut Self) -> Truth,
    ) -> Truth {
        if let Some(known) = self.recall(position, entry) {
            return known;
        }
        let found = work_out(self);
        self.found.set(position, entry, found);
        found
    }

    fn recall(&mut self, position: Position, entry: EntryId) -> Option<Truth> {
        self.steps += 1;
        self.found.get(position, entry)
    }

    /// Whether a node's place among the siblings that are counted is one of `step * n + first`.
    fn is_nth(
        &mut self,
        position: Position,
        entry: EntryId,
        (step, first): (i64, i64),
        of: Option<&Selector>,
    ) -> Truth {
        let Some(number) = self.world.places.number(entry) else { return Truth::No };
        let Count { counts, number } = match of {
            None => Count { counts: Truth::Yes, number: Some(number) },
            Some(of) => self.count(position, entry, of),
        };
        let fits = |number| Truth::from(is_in_series(number, step, first));
        counts.and(|| number.map_or(Truth::Unknown, fits))
    }

    /// Counts the siblings up to a node, from the last one that has been counted on.
    fn count(&mut self, position: Position, entry: EntryId, of: &Selector) -> Count {
        let mut count = Count { counts: Truth::No, number: Some(1) };
        let mut uncounted = Vec::new();
        let mut ahead = Some(entry);
        while let Some(id) = ahead {
            self.steps += 1;
            if let Some(known) = self.counted.get(position, id) {
                count = known;
                break;
            }
            uncounted.push(id);
            ahead = self.world.places.before(id);
        }
        for id in uncounted.into_iter().rev() {
            count = Count { number: count.next(), counts: self.selector(id, of) };
            self.counted.set(position, id, count);
        }
        count
    }

    fn compound(&mut self, entry: EntryId, compound: &Compound) -> Truth {
        self.steps += 1;
        Truth::all(compound.all.iter().map(|simple| self.simple(entry, simple)))
    }

    fn simple(&mut self, entry: EntryId, simple: &Simple) -> Truth {
        let world = self.world;
        let World { tree, places, .. } = world;
        let is_node = tree[entry].is_node();
        let is_first = || Truth::from(is_node && places.before(entry).is_none());
        let is_last = || {
            let is_followed = Truth::from(places.after(entry).is_some());
            // Only nodes get children.
            let grows = tree[entry].parent.is_some_and(|parent| tree[parent].is_node());
            Truth::from(is_node).and(|| if grows { !unless_added(world, is_followed) } else { !is_followed })
        };
        match simple {
            Simple::Any => Truth::Yes,
            Simple::Trait(id) => has_trait(world, entry, *id),
            Simple::Name(name) => Truth::from(tree[entry].name == *name),
            Simple::When(when) => self.once(Position::of(simple), entry, |_| passes(world, entry, when)),
            Simple::Has(attr) => has_value(world, entry, *attr),
            Simple::Attr(attr, op, wanted) => compare(world, entry, *attr, *op, wanted),
            Simple::Is(selector) => self.selector(entry, selector),
            Simple::Not(selector) => !self.selector(entry, selector),
            Simple::Class(class) => world.has_trait_with(entry, *class),
            Simple::HasRelative(any) => {
                let reached =
                    |relative: &Relative| self.rightwards(entry, relative, relative.complex.links.len() + 1);
                unless_added(world, Truth::any(any.iter().map(reached)))
            }
            Simple::Within(selector) => {
                let parent = |id: EntryId| tree[id].parent;
                self.along(Position::of(simple), parent(entry), parent, |matcher, above| {
                    matcher.selector(above, selector)
                })
            }
            Simple::Root => Truth::from(is_node && tree.parent_node(entry).is_none()),
            Simple::Empty => {
                let is_filled = Truth::from(!places.below(Some(entry)).is_empty());
                Truth::from(is_node).and(|| !unless_added(world, is_filled))
            }
            Simple::FirstChild => is_first(),
            Simple::LastChild => is_last(),
            Simple::OnlyChild => is_first().and(is_last),
            Simple::NthChild { step, first, of } => {
                self.is_nth(Position::of(simple), entry, (*step, *first), of.as_ref())
            }
            Simple::Unknown => Truth::Unknown,
        }
    }
}

impl Count {
    /// The place of the next one, if it is counted.
    fn next(self) -> Option<u32> {
        match self.counts {
            Truth::Yes => self.number.map(|number| number + 1),
            Truth::No => self.number,
            Truth::Unknown => None,
        }
    }
}

/// Whether a number is `step * n + first` for some n from 0.
fn is_in_series(number: u32, step: i64, first: i64) -> bool {
    // Wide enough for the difference of any two numbers that can be written.
    let (step, past) = (i128::from(step), i128::from(number) - i128::from(first));
    if step == 0 { past == 0 } else { past % step == 0 && past / step >= 0 }
}

/// What is so far, where an entry that may still come can only make a `No` a `Yes`.
fn unless_added(world: &World, found: Truth) -> Truth {
    if found == Truth::No && world.pending.may_add() { Truth::Unknown } else { found }
}
