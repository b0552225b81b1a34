//! Which nodes a selector can match at all: what a browser's rule index is for.
//!
//! Of `#prod > web[port = 80]` the subject has to be one of the webs, one of the entries whose port is 80, and one of
//! those just below `prod`. The shortest of these lists is tested, and nothing else. Lists that overlap so much that
//! they are longer than the list of all entries are none: to look through them would take longer than to test all.

use crate::model::EntryId;
use crate::selector::{Combinator, Compound, Op, Selector, Simple};
use crate::world::World;
use crate::world::index::Index;

/// A superset of the entries that match, as lists that may overlap. Nothing, if it may be any entry.
type Found<'d> = Option<Vec<&'d [EntryId]>>;

/// A superset of the nodes that a selector matches.
pub(crate) struct Candidates {
    /// In document order, each once.
    pub(crate) nodes: Vec<EntryId>,
    /// How long the lists are in which they were found.
    pub(crate) listed: usize,
}

impl Candidates {
    pub(crate) fn of(world: &World, selector: &Selector) -> Self {
        let search = Search { world };
        // Where traits are not known, no list of them is complete.
        let found = if world.traits.any_open() { None } else { search.selector(selector) };
        let is_node = |id: &EntryId| world.tree[*id].is_node();
        match found {
            None => {
                let all = world.places.order();
                Self { nodes: all.iter().copied().filter(is_node).collect(), listed: all.len() }
            }
            Some(lists) => {
                let all = lists.concat();
                let listed = all.len();
                let mut nodes: Vec<EntryId> = all.into_iter().filter(is_node).collect();
                nodes.sort_by_key(|id| world.places.rank(*id));
                nodes.dedup();
                Self { nodes, listed }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Search<'d> {
    world: &'d World<'d>,
}

impl<'d> Search<'d> {
    /// The lists, if they are of the world as it is now.
    fn index(self) -> Option<&'d Index> {
        self.world.is_indexed.then_some(&self.world.index)
    }

    fn selector(self, selector: &'d Selector) -> Found<'d> {
        let mut all = Vec::new();
        for complex in &selector.any {
            all.extend(self.complex(&complex.subject, &complex.links)?);
        }
        Some(all)
    }

    /// The subjects of a chain: those that the compound allows, or those that the compound to its left leads to.
    fn complex(self, subject: &'d Compound, links: &'d [(Combinator, Compound)]) -> Found<'d> {
        let own = self.compound(subject);
        let limit = own.as_ref().map_or(self.all(), |lists| count(lists));
        let Some(((combinator, left), further)) = links.split_first() else { return own };
        let Some(lefts) = self.complex(left, further).filter(|lists| count(lists) < limit) else {
            return own;
        };
        let led: Vec<&[EntryId]> =
            lefts.into_iter().flatten().map(|left| self.led(*left, *combinator)).collect();
        if count(&led) < limit { Some(led) } else { own }
    }

    /// How many entries there are.
    fn all(self) -> usize {
        self.world.places.order().len()
    }

    /// Where a combinator leads from the entry on its left.
    fn led(self, left: EntryId, combinator: Combinator) -> &'d [EntryId] {
        match combinator {
            Combinator::Descendant => below(self.world.places.run(left)),
            Combinator::Child => self.world.places.below(Some(left)),
            // The next one may stand behind namespaces.
            Combinator::NextSibling | Combinator::SubsequentSibling => {
                self.world.places.behind(self.world.tree[left].parent, left)
            }
        }
    }

    fn compound(self, compound: &'d Compound) -> Found<'d> {
        let found = compound.all.iter().filter_map(|simple| self.simple(simple));
        found.min_by_key(|lists| count(lists)).filter(|lists| count(lists) < self.all())
    }

    fn simple(self, simple: &'d Simple) -> Found<'d> {
        let World { fleet, tree, places, traits, .. } = self.world;
        match simple {
            Simple::Trait(id) => Some(vec![traits.nodes_with(*id)]),
            Simple::Name(name) => Some(vec![places.named(tree, name)]),
            Simple::Class(class) => Some(fleet.defining(*class).map(|id| traits.nodes_with(id)).collect()),
            Simple::Is(selector) => self.selector(selector),
            Simple::Within(selector) => {
                let above = self.selector(selector)?;
                Some(above.into_iter().flatten().map(|id| below(places.run(*id))).collect())
            }
            Simple::Attr(_, Op::NotEqual, _) => None,
            Simple::Attr(attr, Op::Equal, value) => {
                self.index()?.with_value(self.world, *attr, value).map(|list| vec![list])
            }
            Simple::Has(attr) | Simple::Attr(attr, ..) => Some(vec![self.index()?.having(self.world, *attr)]),
            Simple::Any
            | Simple::Not(_)
            | Simple::HasRelative(_)
            | Simple::Root
            | Simple::Empty
            | Simple::FirstChild
            | Simple::LastChild
            | Simple::OnlyChild
            | Simple::NthChild { .. }
            | Simple::When(_)
            | Simple::Unknown => None,
        }
    }
}

/// A run without the entry that it begins with.
fn below(run: &[EntryId]) -> &[EntryId] {
    run.split_first().map_or(&[], |(_, below)| below)
}

fn count(lists: &[&[EntryId]]) -> usize {
    lists.iter().map(|list| list.len()).sum()
}
