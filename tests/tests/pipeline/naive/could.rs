//! What could come to be, judged before anything has joined or run. There are the entries that are written, and of
//! every `child` in a `synth` one that stands for all that it may make: a template.

use super::World;
use super::selectors::compare;
use super::world::Origin;
use nest_core::model::{AttrId, Child, Declared, Maker, Target, TraitId};
use nest_core::selector::{Combinator, Complex, Compound, Selector, Simple};
use nest_core::value::Value;
use std::collections::BTreeSet;

type Traits = BTreeSet<TraitId>;

#[derive(Clone, Copy)]
enum Kind<'f> {
    Written,
    Template(Maker, &'f Child<'f>),
}

/// An entry is a number: the written ones keep theirs, the templates come behind.
pub struct Could<'w, 'f> {
    pub fleet: &'f Declared<'f>,
    /// As written: nothing has joined.
    world: &'w World<'f>,
    kinds: Vec<Kind<'f>>,
    /// The traits that each entry has for certain, and those that it could come to have.
    certain: Vec<Traits>,
    may: Vec<Traits>,
}

impl<'w, 'f> Could<'w, 'f> {
    pub fn of(world: &'w World<'f>) -> Self {
        let fleet = world.fleet;
        let written = (0..world.count()).map(|_| Kind::Written);
        let templates = fleet
            .synths()
            .flat_map(|(maker, synth)| synth.children.iter().map(move |child| Kind::Template(maker, child)));
        let kinds: Vec<Kind> = written.chain(templates).collect();
        let certain = kinds.iter().enumerate().map(|(entry, kind)| match kind {
            Kind::Written => world.traits[entry].iter().map(|joined| joined.id).collect(),
            Kind::Template(_, child) => child.is.iter().flat_map(|id| closure(fleet, *id)).collect(),
        });
        let certain: Vec<Traits> = certain.collect();
        let mut could = Self { fleet, world, kinds, may: certain.clone(), certain };
        while could.join_once() {}
        could
    }

    /// Lets every trait join wherever it could; says whether one did.
    fn join_once(&mut self) -> bool {
        let before: usize = self.may.iter().map(Traits::len).sum();
        for id in self.joining() {
            for entry in self.all() {
                if self.could_join(entry, id) {
                    self.may[entry].extend(closure(self.fleet, id));
                }
            }
        }
        self.may.iter().map(Traits::len).sum::<usize>() > before
    }

    pub fn joining(&self) -> Vec<TraitId> {
        let all = (0..self.fleet.traits.len()).map(TraitId::at);
        all.filter(|id| self.fleet[*id].needed_by.is_some()).collect()
    }

    pub fn could_join(&self, entry: usize, id: TraitId) -> bool {
        let matches = |selector| self.matches(entry, selector);
        self.is_node(entry) && self.fleet[id].needed_by.as_ref().is_some_and(matches)
    }

    pub fn all(&self) -> Vec<usize> {
        (0..self.kinds.len()).collect()
    }

    pub fn nodes(&self) -> Vec<usize> {
        self.all().into_iter().filter(|entry| self.is_node(*entry)).collect()
    }

    fn is_node(&self, entry: usize) -> bool {
        self.is_template(entry) || self.world.is_node(entry)
    }

    pub fn is_template(&self, entry: usize) -> bool {
        matches!(self.kinds[entry], Kind::Template(..))
    }

    pub fn maker(&self, entry: usize) -> Option<Maker> {
        match self.kinds[entry] {
            Kind::Written => None,
            Kind::Template(maker, _) => Some(maker),
        }
    }

    pub fn copies(&self, entry: usize) -> bool {
        matches!(self.kinds[entry], Kind::Template(_, child) if child.copies)
    }

    pub fn has_for_certain(&self, entry: usize, id: TraitId) -> bool {
        self.certain[entry].contains(&id)
    }

    pub fn may_require(&self, entry: usize, attr: AttrId) -> bool {
        self.may[entry].iter().any(|id| requires(self.fleet, *id, attr))
    }

    pub fn may_have(&self, entry: usize, id: TraitId) -> bool {
        self.may[entry].contains(&id)
    }

    /// The entries above one that is written.
    pub fn above(&self, entry: usize) -> Vec<usize> {
        if self.is_template(entry) { Vec::new() } else { self.world.ancestors(entry) }
    }

    pub fn parent(&self, entry: usize) -> Option<usize> {
        if self.is_template(entry) { None } else { self.world.parent(entry) }
    }

    /// Whether the value of an attribute, or that there is none, is settled from the start.
    pub fn is_settled(&self, entry: usize, attr: AttrId) -> bool {
        match self.kinds[entry] {
            Kind::Written => self.written(entry, attr).is_some(),
            Kind::Template(_, child) => child.sets.contains(&attr),
        }
    }

    /// The value that is written, on the entry or above it.
    fn written(&self, entry: usize, attr: AttrId) -> Option<&Value<'f>> {
        let origin = if self.is_template(entry) { None } else { self.world.origin(entry, attr) };
        origin.filter(|(origin, _)| matches!(origin, Origin::Written(_))).map(|(_, value)| value)
    }

    fn may_get(&self, attr: AttrId) -> bool {
        self.fleet[attr].default.is_some() || self.fleet.synths().any(|(_, synth)| synth.sets.contains(&attr))
    }

    pub fn matches(&self, entry: usize, selector: &Selector) -> bool {
        selector
            .any
            .iter()
            .any(|complex| self.compound(entry, &complex.subject) && self.is_led_to(entry, &complex.links))
    }

    /// Whether what stands to the left could.
    fn is_led_to(&self, entry: usize, links: &[(Combinator, Compound)]) -> bool {
        let Some(((combinator, left), further)) = links.split_first() else { return true };
        let mut sources = match self.kinds[entry] {
            Kind::Written => self.world.sources(*combinator, entry).into_iter(),
            Kind::Template(..) => return true,
        };
        sources.any(|source| self.compound(source, left) && self.is_led_to(source, further))
    }

    pub fn may_be(&self, entry: usize, target: &Target) -> bool {
        match target {
            Target::Matching(selector) => self.matches(entry, selector),
            Target::Written { entries, .. } => entries.iter().any(|id| id.index() == entry),
        }
    }

    pub fn compound(&self, entry: usize, compound: &Compound) -> bool {
        compound.all.iter().all(|simple| self.simple(entry, simple))
    }

    fn simple(&self, entry: usize, simple: &Simple) -> bool {
        let is_template = self.is_template(entry);
        match simple {
            Simple::Trait(id) => self.may_have(entry, *id),
            Simple::Class(class) => {
                self.may[entry].iter().any(|id| self.fleet[*id].classes.iter().any(|c| c.id == *class))
            }
            Simple::Name(name) => is_template || self.world.tree.entries[entry].name == *name,
            Simple::Is(inner) => self.matches(entry, inner),
            Simple::Not(inner) => !self.is_sure(entry, inner),
            Simple::Within(inner) => {
                is_template || self.above(entry).into_iter().any(|up| self.matches(up, inner))
            }
            Simple::Has(attr) => is_template || self.written(entry, *attr).is_some() || self.may_get(*attr),
            Simple::Attr(attr, op, wanted) => match self.written(entry, *attr) {
                Some(value) => compare(Some(value), *op, wanted),
                None => is_template || compare(None, *op, wanted) || self.may_get(*attr),
            },
            _ => true,
        }
    }

    /// Whether an entry matches from the start and to the end, whatever comes.
    fn is_sure(&self, entry: usize, selector: &Selector) -> bool {
        let is_sure = |complex: &Complex| {
            complex.links.is_empty() && complex.subject.all.iter().all(|s| self.is_simple_sure(entry, s))
        };
        selector.any.iter().any(is_sure)
    }

    fn is_simple_sure(&self, entry: usize, simple: &Simple) -> bool {
        match simple {
            Simple::Any => true,
            Simple::Trait(id) => self.has_for_certain(entry, *id),
            Simple::Class(class) => {
                self.certain[entry].iter().any(|id| self.fleet[*id].classes.iter().any(|c| c.id == *class))
            }
            Simple::Name(_) => !self.is_template(entry) && self.simple(entry, simple),
            Simple::Is(inner) => self.is_sure(entry, inner),
            Simple::Not(inner) => !self.matches(entry, inner),
            Simple::Has(attr) => self.written(entry, *attr).is_some(),
            Simple::Attr(attr, op, wanted) => {
                self.written(entry, *attr).is_some_and(|value| compare(Some(value), *op, wanted))
            }
            _ => false,
        }
    }
}

/// A trait and what it needs.
pub fn closure(fleet: &Declared, id: TraitId) -> Traits {
    let mut all = Traits::from([id]);
    fleet[id].needs.iter().for_each(|need| all.extend(closure(fleet, *need)));
    all
}

pub fn requires(fleet: &Declared, id: TraitId, attr: AttrId) -> bool {
    fleet[id].requires.iter().any(|require| require.attr == attr)
}
