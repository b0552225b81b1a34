//! The table of selectors, read from left to right: of each part the set of all entries that it matches.

use super::World;
use crate::code::{HAS_ASKED_CHILD, HAS_VALUE, HIGH, IS_DEEP, IS_LOW, LOOKED_AT, is_low_name, with_trait};
use nest_core::model::{AttrId, Target};
use nest_core::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use nest_core::value::Value;

/// For each entry whether it is in.
type Entries = Vec<bool>;

impl World<'_> {
    pub fn nodes_of(&self, target: &Target) -> Entries {
        match target {
            Target::Matching(selector) => self.nodes_matching(selector),
            Target::Written { entries, .. } => {
                self.entries(|entry| self.is_node(entry) && entries.iter().any(|id| id.index() == entry))
            }
        }
    }

    /// A namespace is an entry like any other, only the result leaves it out.
    pub fn nodes_matching(&self, selector: &Selector) -> Entries {
        let found = self.matching(selector);
        self.entries(|entry| found[entry] && self.is_node(entry))
    }

    pub fn matching(&self, selector: &Selector) -> Entries {
        let sets: Vec<Entries> = selector.any.iter().map(|complex| self.chain(complex)).collect();
        self.entries(|entry| sets.iter().any(|set| set[entry]))
    }

    fn entries(&self, holds: impl Fn(usize) -> bool) -> Entries {
        (0..self.count()).map(holds).collect()
    }

    /// The compounds of a chain and the combinators between them, from left to right.
    fn links(&self, complex: &Complex) -> (Vec<Entries>, Vec<Combinator>) {
        let lefts = complex.links.iter().rev();
        let compounds = lefts.clone().map(|(_, left)| left).chain([&complex.subject]);
        let combinators = lefts.map(|(combinator, _)| *combinator).collect();
        (compounds.map(|compound| self.compound(compound)).collect(), combinators)
    }

    fn chain(&self, complex: &Complex) -> Entries {
        let (compounds, combinators) = self.links(complex);
        let mut found = compounds[0].clone();
        for (combinator, right) in combinators.into_iter().zip(&compounds[1..]) {
            found = self.led(&found, combinator, right);
        }
        found
    }

    /// The entries for which there is a chain that begins where the combinator says.
    fn has(&self, combinator: Combinator, complex: &Complex) -> Entries {
        let (compounds, mut combinators) = self.links(complex);
        combinators.insert(0, combinator);
        self.entries(|anchor| {
            let mut found = self.entries(|entry| entry == anchor);
            for (combinator, right) in combinators.iter().zip(&compounds) {
                found = self.led(&found, *combinator, right);
            }
            found.contains(&true)
        })
    }

    /// Those on the right that the combinator leads to from one on the left.
    fn led(&self, left: &Entries, combinator: Combinator, right: &Entries) -> Entries {
        let is_led = |entry| self.sources(combinator, entry).into_iter().any(|source| left[source]);
        let is_any = left.contains(&true);
        self.entries(|entry| is_any && right[entry] && is_led(entry))
    }

    /// The entries from which a combinator leads to one.
    pub fn sources(&self, combinator: Combinator, right: usize) -> Vec<usize> {
        let before = || self.row(right).into_iter().filter(|other| *other < right);
        match combinator {
            Combinator::Child => self.parent(right).into_iter().collect(),
            Combinator::Descendant => self.ancestors(right),
            Combinator::NextSibling => before().next_back().into_iter().collect(),
            Combinator::SubsequentSibling => before().collect(),
        }
    }

    fn compound(&self, compound: &Compound) -> Entries {
        let sets: Vec<Entries> = compound.all.iter().map(|simple| self.simple(simple)).collect();
        self.entries(|entry| sets.iter().all(|set| set[entry]))
    }

    fn simple(&self, simple: &Simple) -> Entries {
        let is_first = |entry: usize| self.row(entry).first() == Some(&entry);
        let is_last = |entry: usize| self.row(entry).last() == Some(&entry);
        match simple {
            Simple::Any => self.entries(|_| true),
            Simple::Trait(id) => self.entries(|entry| self.has_trait(entry, *id)),
            Simple::Name(name) => self.entries(|entry| self.tree.entries[entry].name == *name),
            Simple::Has(attr) => self.entries(|entry| self.value(entry, *attr).is_some()),
            Simple::Attr(attr, op, wanted) => {
                self.entries(|entry| compare(self.value(entry, *attr), *op, wanted))
            }
            Simple::Is(inner) => self.matching(inner),
            Simple::Not(inner) => self.matching(inner).into_iter().map(|holds| !holds).collect(),
            Simple::Within(inner) => {
                let above = self.matching(inner);
                self.entries(|entry| self.ancestors(entry).into_iter().any(|up| above[up]))
            }
            Simple::HasRelative(any) => {
                let sets: Vec<Entries> =
                    any.iter().map(|one| self.has(one.combinator, &one.complex)).collect();
                self.entries(|entry| sets.iter().any(|set| set[entry]))
            }
            Simple::Class(class) => self.entries(|entry| {
                let mut traits = self.traits[entry].iter();
                traits.any(|joined| self.fleet[joined.id].classes.iter().any(|other| other.id == *class))
            }),
            Simple::Root => self.entries(|entry| {
                self.is_node(entry) && !self.ancestors(entry).into_iter().any(|up| self.is_node(up))
            }),
            Simple::Empty => {
                self.entries(|entry| self.is_node(entry) && self.children(Some(entry)).is_empty())
            }
            Simple::FirstChild => self.entries(is_first),
            Simple::LastChild => self.entries(is_last),
            Simple::OnlyChild => self.entries(|entry| is_first(entry) && is_last(entry)),
            Simple::NthChild { step, first, of } => {
                let counted = of.as_ref().map_or(self.entries(|_| true), |of| self.matching(of));
                self.entries(|entry| {
                    let mut row = self.row(entry);
                    row.retain(|other| counted[*other]);
                    let place = row.iter().position(|other| *other == entry);
                    let fits = |place: i64| (0..=place + 1).any(|n| step * n + first == place);
                    place.is_some_and(|place| fits(place as i64 + 1))
                })
            }
            Simple::When(when) => self.entries(|entry| {
                let has_arguments =
                    when.arguments.iter().all(|argument| self.stands_under(entry, argument.0));
                self.is_node(entry) && has_arguments && self.holds(when.code.0, entry)
            }),
            Simple::Unknown => self.entries(|_| false),
        }
    }

    /// The predicates of `code`.
    fn holds(&self, predicate: u32, entry: usize) -> bool {
        match predicate {
            IS_LOW => is_low_name(&self.tree.entries[entry].name),
            IS_DEEP => self.parent(entry).is_some(),
            HAS_ASKED_CHILD => self
                .asked()
                .into_iter()
                .any(|node| self.ancestors(node).into_iter().find(|up| self.is_node(*up)) == Some(entry)),
            _ => {
                let asked = with_trait((predicate - HAS_VALUE) as usize);
                let query = self.fleet.queries.iter().find(|query| query.key == asked);
                let found = query.map_or_else(Vec::new, |query| self.nodes_matching(&query.selector));
                let nearest = [entry].into_iter().chain(self.ancestors(entry)).find(|up| found[*up]);
                let value = nearest.and_then(|node| self.value(node, AttrId::at(LOOKED_AT)));
                matches!(value, Some(Value::Int(port)) if *port >= HIGH)
            }
        }
    }

    /// The nodes that Rust code asks for, in document order.
    pub fn asked(&self) -> Vec<usize> {
        let found = self.matching(&self.fleet.queries[0].selector);
        self.nodes().into_iter().filter(|node| found[*node]).collect()
    }
}

pub fn compare(value: Option<&Value>, op: Op, wanted: &Value) -> bool {
    let Some(value) = value else { return op == Op::NotEqual };
    let numbers = match (value, wanted) {
        (Value::Int(a), Value::Int(b)) => Some((a, b)),
        _ => None,
    };
    let texts = match (value, wanted) {
        (Value::Str(text), Value::Str(part)) if !part.is_empty() => Some((text, &**part)),
        _ => None,
    };
    match op {
        Op::Equal => value == wanted,
        Op::NotEqual => value != wanted,
        Op::Less => numbers.is_some_and(|(a, b)| a < b),
        Op::AtMost => numbers.is_some_and(|(a, b)| a <= b),
        Op::Greater => numbers.is_some_and(|(a, b)| a > b),
        Op::AtLeast => numbers.is_some_and(|(a, b)| a >= b),
        Op::Prefix => texts.is_some_and(|(text, part)| text.starts_with(part)),
        Op::Suffix => texts.is_some_and(|(text, part)| text.ends_with(part)),
        Op::Substring => texts.is_some_and(|(text, part)| text.contains(part)),
        Op::Includes => match value {
            Value::List(parts) => parts.contains(wanted),
            _ => texts.is_some_and(|(text, part)| text.split(' ').any(|word| word == part)),
        },
    }
}
