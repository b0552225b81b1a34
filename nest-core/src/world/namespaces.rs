//! Selectors whose subject can only be a namespace: what they match are nodes.

use crate::model::value::Text;
use crate::model::{EntryId, Table, TraitId};
use crate::problem::Problem;
use crate::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use crate::world::World;
use crate::world::matching::Matcher;
use crate::world::tested::nothing_matches;
use crate::world::truth::Truth;

/// A part of a selector that only namespaces can match.
pub(crate) struct Part<'s> {
    /// The selector that is wrong by itself.
    pub(crate) wrong: Selector<'s>,
    /// The name that it is, if it is one and nothing else.
    pub(crate) name: Option<Text<'s>>,
    /// What it was probably to be: the nodes in those namespaces, if there are any.
    pub(crate) instead: Option<Selector<'s>>,
}

impl<'s> Part<'s> {
    /// The problem; `show` writes selectors in the notation that the wrong one has.
    pub(crate) fn problem(&self, show: impl Fn(&Selector<'s>) -> String) -> Problem {
        Problem::OnlyNamespaces {
            word: show(&self.wrong),
            name: self.name.as_ref().map(ToString::to_string),
            instead: self.instead.as_ref().map(show),
        }
    }
}

/// `rule #prod, web => …`: the parts of a selector that nodes are meant by, and that only namespaces can match.
///
/// Each complex selector counts by itself, also those in an `:is` or `:not` that are asked of the subject. `matches`:
/// it is known that the selector has nodes.
pub(crate) fn only_namespaces<'s>(world: &World, selector: &Selector<'s>, matches: bool) -> Vec<Part<'s>> {
    // Where some of it could not be read, the rest is not all that is meant.
    if selector.any.iter().any(|complex| matches!(&*complex.subject.all, [Simple::Unknown])) {
        return Vec::new();
    }
    let matches = matches && selector.any.len() == 1;
    selector.any.iter().flat_map(|complex| of_complex(world, complex, matches)).collect()
}

fn of_complex<'s>(world: &World, complex: &Complex<'s>, has_nodes: bool) -> Vec<Part<'s>> {
    let alone = Selector { any: vec![complex.clone()].into() };
    // A node that a `synth` will add may be meant.
    if world.pending.may_match(&alone) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for simple in &complex.subject.all {
        match simple {
            Simple::Name(name) => {
                let named = world.places.named(&world.tree, name);
                if !named.is_empty() && named.iter().all(|entry| !world.tree[*entry].is_node()) {
                    let by_name = Compound { all: vec![simple.clone()].into() };
                    let wrong = Complex { subject: by_name, links: Table::EMPTY };
                    found.push(part(world, wrong, named, &complex.subject));
                }
            }
            Simple::Is(inner) | Simple::Not(inner) | Simple::NthChild { of: Some(inner), .. } => {
                found.extend(only_namespaces(world, inner, false));
            }
            _ => {}
        }
    }
    // What only lacks something, `:not(host)`, may well be meant of nodes that there are not.
    let asks = |simple: &Simple| match simple {
        Simple::Any | Simple::Name(_) | Simple::Has(_) => true,
        Simple::Attr(_, op, _) => *op != Op::NotEqual,
        _ => false,
    };
    let asks = complex.subject.all.iter().all(asks);
    if found.is_empty() && asks && !has_nodes && nothing_matches(world, &alone) {
        let mut matcher = Matcher::new(world, &alone);
        let order = world.places.order().iter().copied();
        let namespaces: Vec<EntryId> = order
            .filter(|entry| !world.tree[*entry].is_node() && matcher.test(*entry) == Truth::Yes)
            .collect();
        if !namespaces.is_empty() {
            found.push(part(world, complex.clone(), &namespaces, &complex.subject));
        }
    }
    found
}

/// What is wrong, and what to write instead: the nodes just below the namespaces, or all below them, by a trait that
/// they have.
fn part<'s>(world: &World, wrong: Complex<'s>, namespaces: &[EntryId], subject: &Compound<'s>) -> Part<'s> {
    let nodes_below = |combinator| -> Vec<EntryId> {
        let below = namespaces.iter().flat_map(|namespace| match combinator {
            Combinator::Child => world.places.below(Some(*namespace)),
            _ => world.places.run(*namespace),
        });
        below.copied().filter(|entry| world.tree[*entry].is_node()).collect()
    };
    let instead = [Combinator::Child, Combinator::Descendant].into_iter().find_map(|combinator| {
        let nodes = nodes_below(combinator);
        let traits = &world.traits;
        let first = traits.of(*nodes.first()?);
        let is_had = |id: &TraitId| nodes.iter().any(|node| traits.has(*node, *id));
        let is_shared = |id: &TraitId| nodes.iter().all(|node| traits.has(*node, *id));
        // `#prod & web`: the webs there.
        let asked = traits_of(subject).into_iter().find(is_had);
        let by = asked.or_else(|| first.iter().map(|joined| joined.id).find(is_shared));
        let simple = by.map_or(Simple::Any, Simple::Trait);
        let links = [(combinator, wrong.subject.clone())].into_iter().chain(wrong.links.iter().cloned());
        let subject = Compound { all: vec![simple].into() };
        Some(Complex { subject, links: links.collect::<Vec<_>>().into() })
    });
    let selector = |complex| Selector { any: vec![complex].into() };
    let name = match &*wrong.subject.all {
        [Simple::Name(name)] if wrong.links.is_empty() => Some(name.clone()),
        _ => None,
    };
    Part { wrong: selector(wrong), name, instead: instead.map(selector) }
}

/// The traits that a compound asks for; `a & b` is `a:is(b)` in text.
fn traits_of(compound: &Compound) -> Vec<TraitId> {
    let of = |simple: &Simple| match simple {
        Simple::Trait(id) => vec![*id],
        Simple::Is(Selector { any }) => match &**any {
            [Complex { subject, links }] if links.is_empty() => traits_of(subject),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    compound.all.iter().flat_map(of).collect()
}
