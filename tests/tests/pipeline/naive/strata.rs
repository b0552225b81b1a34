//! What waits for what. A trait that joins by itself waits for what its `needed_by` asks for, a `synth` for what its
//! maker's question asks for, and who asks for an absence waits longest.

use super::World;
use super::could::{Could, closure, requires};
use nest_core::model::{AttrId, Maker, Synth, TraitId};
use nest_core::selector::{Complex, Compound, Op, Selector, Simple};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// The trait joins by its own `needed_by`.
    Joins(TraitId),
    /// The maker's `synth` runs.
    Runs(Maker),
}

/// A unit, by number, asks for what another does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub of: usize,
    pub on: usize,
    /// What turns the question into one for an absence; nothing if it is none.
    pub negated: Sign,
    /// What asks.
    pub asks: &'static str,
}

/// Nothing, or the last word that turned the question.
type Sign = Option<&'static str>;

fn turned(sign: Sign, by: &'static str) -> Sign {
    if sign.is_some() { None } else { Some(by) }
}

pub struct Strata {
    pub units: Vec<Unit>,
    pub edges: BTreeSet<Edge>,
    /// By unit: when it may begin, and among the traits of a stage which come first.
    stages: Vec<usize>,
    strata: Vec<usize>,
    /// The shortest circle through an absence, if there is one: then there are neither stages nor strata.
    pub circle: Vec<Edge>,
}

impl Strata {
    pub fn of(world: &World) -> Self {
        let Asks { units, edges, .. } = Asks::of(world);
        let circle = circle(units.len(), &edges);
        let mut strata =
            Self { stages: vec![0; units.len()], strata: vec![0; units.len()], units, edges, circle };
        if strata.circle.is_empty() {
            strata.number();
        }
        strata
    }

    /// The least numbers.
    fn number(&mut self) {
        let is_synth = |unit: &usize| matches!(self.units[*unit], Unit::Runs(_));
        let waits: Vec<bool> =
            (0..self.units.len()).map(|unit| reached(&self.edges, unit).iter().any(is_synth)).collect();
        let by_stage = |edge: &Edge| usize::from(edge.negated.is_some() && waits[edge.on]);
        self.stages = least(self.units.len(), self.edges.iter(), by_stage);
        let among_traits = self.edges.iter().filter(|edge| !is_synth(&edge.of) && !is_synth(&edge.on));
        self.strata = least(self.units.len(), among_traits, |edge| usize::from(edge.negated.is_some()));
    }

    pub fn last_stage(&self) -> usize {
        self.stages.iter().copied().max().unwrap_or(0)
    }

    pub fn last_stratum(&self) -> usize {
        self.strata.iter().copied().max().unwrap_or(0)
    }

    /// The units of the circle.
    pub fn circle(&self) -> Vec<Unit> {
        self.circle.iter().map(|edge| self.units[edge.of]).collect()
    }

    /// The circle in words: what kinds of units are in it, and what each asks of the next.
    pub fn reason(&self) -> String {
        let told = self.circle.iter().map(|edge| {
            let of = match self.units[edge.of] {
                Unit::Joins(_) => "a trait",
                Unit::Runs(_) => "a synth",
            };
            format!("{of} -[{}{}]->", edge.negated.map_or(String::new(), |by| format!("{by} ")), edge.asks)
        });
        told.collect::<Vec<_>>().join(" ")
    }

    fn unit(&self, unit: Unit) -> Option<usize> {
        self.units.iter().position(|other| *other == unit)
    }

    pub fn stage(&self, unit: Unit) -> usize {
        self.unit(unit).map_or(0, |unit| self.stages[unit])
    }

    pub fn stratum(&self, id: TraitId) -> usize {
        self.unit(Unit::Joins(id)).map_or(0, |unit| self.strata[unit])
    }
}

/// Raises the numbers until each is that of what it depends on, and as much more as is said. It ends where no circle
/// raises its own.
fn least<'e>(
    count: usize,
    edges: impl Iterator<Item = &'e Edge> + Clone,
    more: impl Fn(&Edge) -> usize,
) -> Vec<usize> {
    let mut numbers = vec![0; count];
    while let Some(edge) = edges.clone().find(|edge| numbers[edge.of] < numbers[edge.on] + more(edge)) {
        numbers[edge.of] = numbers[edge.on] + more(edge);
    }
    numbers
}

/// A unit and all that it depends on, nearest first.
fn reached(edges: &BTreeSet<Edge>, from: usize) -> Vec<usize> {
    let mut all = vec![from];
    let mut at = 0;
    while let Some(unit) = all.get(at).copied() {
        for edge in edges.iter().filter(|edge| edge.of == unit) {
            if !all.contains(&edge.on) {
                all.push(edge.on);
            }
        }
        at += 1;
    }
    all
}

/// The shortest circle that begins with an absence; no edges if there is none.
fn circle(count: usize, edges: &BTreeSet<Edge>) -> Vec<Edge> {
    let ways = edges.iter().filter(|edge| edge.negated.is_some()).filter_map(|first| {
        let mut ways: Vec<Option<Vec<Edge>>> = vec![None; count];
        ways[first.on] = Some(vec![*first]);
        let mut queue = vec![first.on];
        let mut at = 0;
        while let Some(unit) = queue.get(at).copied() {
            at += 1;
            for edge in edges.iter().filter(|edge| edge.of == unit) {
                if ways[edge.on].is_none() {
                    let so_far = ways[unit].clone().unwrap_or_default();
                    ways[edge.on] = Some(so_far.into_iter().chain([*edge]).collect());
                    queue.push(edge.on);
                }
            }
        }
        ways[first.of].take()
    });
    ways.min_by_key(Vec::len).unwrap_or_default()
}

struct Asks<'w, 'f> {
    could: Could<'w, 'f>,
    units: Vec<Unit>,
    synths: Vec<Runs<'f>>,
    edges: BTreeSet<Edge>,
}

/// A `synth`, and the nodes that it could run for.
#[derive(Clone)]
struct Runs<'f> {
    maker: Maker,
    synth: &'f Synth<'f>,
    unit: usize,
    nodes: BTreeSet<usize>,
}

impl<'w, 'f> Asks<'w, 'f> {
    fn of(world: &'w World<'f>) -> Self {
        let could = Could::of(world);
        let (fleet, joining) = (could.fleet, could.joining());
        let joins = joining.iter().map(|id| Unit::Joins(*id));
        let units: Vec<Unit> = joins.chain(fleet.synths().map(|(maker, _)| Unit::Runs(maker))).collect();
        let synths = fleet.synths().enumerate().map(|(i, (maker, synth))| {
            let applies = |node: &usize| match maker {
                Maker::Trait(id) => could.may_have(*node, id),
                Maker::Rule(id) => could.may_be(*node, &fleet[id].target),
            };
            let nodes = could.nodes().into_iter().filter(applies).collect();
            Runs { maker, synth, unit: joining.len() + i, nodes }
        });
        let synths = synths.collect();
        let mut asks = Self { could, units, synths, edges: BTreeSet::new() };
        for (of, unit) in asks.units.clone().into_iter().enumerate() {
            match unit {
                Unit::Joins(id) => {
                    let selector = fleet[id].needed_by.iter();
                    selector.for_each(|selector| asks.question(of, selector));
                }
                Unit::Runs(Maker::Rule(id)) => {
                    let selector = fleet[id].target.selector().into_iter();
                    selector.for_each(|selector| asks.question(of, selector));
                }
                Unit::Runs(Maker::Trait(id)) => {
                    let nodes = asks.could.nodes();
                    let here: Vec<usize> =
                        nodes.into_iter().filter(|node| asks.could.may_have(*node, id)).collect();
                    asks.has_trait(of, &here, id, None, "a trait");
                }
            }
        }
        asks
    }

    fn question(&mut self, of: usize, selector: &Selector) {
        let nodes = self.could.nodes();
        self.selector(of, &nodes, selector, None);
    }

    fn on(&mut self, of: usize, on: usize, negated: Sign, asks: &'static str) {
        self.edges.insert(Edge { of, on, negated, asks });
    }

    fn selector(&mut self, of: usize, judged: &[usize], selector: &Selector, sign: Sign) {
        selector.any.iter().for_each(|complex| self.complex(of, judged, complex, sign));
    }

    fn complex(&mut self, of: usize, judged: &[usize], complex: &Complex, sign: Sign) {
        let all = self.could.all();
        complex.links.iter().for_each(|(_, left)| self.compound(of, &all, left, sign));
        self.compound(of, judged, &complex.subject, sign);
    }

    fn compound(&mut self, of: usize, judged: &[usize], compound: &Compound, sign: Sign) {
        let could = |entry: &usize| self.could.compound(*entry, compound);
        let here: Vec<usize> = judged.iter().copied().filter(could).collect();
        if !here.is_empty() {
            compound.all.iter().for_each(|simple| self.simple(of, &here, simple, sign));
        }
    }

    fn simple(&mut self, of: usize, here: &[usize], simple: &Simple, sign: Sign) {
        let fleet = self.could.fleet;
        let (all, nodes) = (self.could.all(), self.could.nodes());
        match simple {
            Simple::Trait(id) => self.has_trait(of, here, *id, sign, "a trait"),
            Simple::Class(class) => {
                for id in (0..fleet.traits.len()).map(TraitId::at) {
                    if fleet[id].classes.iter().any(|other| other.id == *class) {
                        self.has_trait(of, here, id, sign, "a class");
                    }
                }
            }
            Simple::Is(inner) => self.selector(of, here, inner, sign),
            Simple::Not(inner) => self.selector(of, here, inner, turned(sign, ":not")),
            Simple::Within(inner) => self.selector(of, &all, inner, sign),
            Simple::HasRelative(any) => {
                for relative in any {
                    self.complex(of, &nodes, &relative.complex, sign);
                    self.there_is(of, &relative.complex.subject, sign);
                }
            }
            Simple::Empty => self
                .makes_children(of, sign, ":empty", |nodes| here.iter().any(|entry| nodes.contains(entry))),
            Simple::LastChild => self.is_last(of, here, sign, ":last-child"),
            Simple::OnlyChild => self.is_last(of, here, sign, ":only-child"),
            Simple::NthChild { of: Some(counted), .. } => {
                self.selector(of, &nodes, counted, sign);
                self.selector(of, &nodes, counted, turned(sign, ":nth-child"));
            }
            Simple::Has(attr) => self.has_value(of, here, *attr, sign, None),
            Simple::Attr(attr, op, _) => {
                let sign = if *op == Op::NotEqual { turned(sign, "!=") } else { sign };
                self.has_value(of, here, *attr, sign, Some(turned(sign, "[attr op value]")));
            }
            Simple::When(when) => {
                for sign in [sign, turned(sign, ":when")] {
                    if when.asks {
                        (0..self.units.len()).for_each(|on| self.on(of, on, sign, "all"));
                    }
                    for argument in &when.arguments {
                        self.has_trait(of, &nodes, argument.0, sign, "an argument");
                        // It sees what the traits require that the argument needs, too.
                        for shown in closure(fleet, argument.0) {
                            for require in &fleet[shown].requires {
                                self.has_value(of, &nodes, require.attr, sign, None);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Who brings the trait to one that has it not from the start.
    fn has_trait(&mut self, of: usize, here: &[usize], id: TraitId, sign: Sign, asks: &'static str) {
        for (on, by) in self.could.joining().into_iter().enumerate() {
            let joins =
                |node: &usize| !self.could.has_for_certain(*node, id) && self.could.could_join(*node, by);
            if closure(self.could.fleet, by).contains(&id) && here.iter().any(joins) {
                self.on(of, on, sign, asks);
            }
        }
    }

    /// Who makes a node that could be one, and who makes a node for which one of these could run, and so on.
    fn there_is(&mut self, of: usize, subject: &Compound, sign: Sign) {
        let could = &self.could;
        let mut made: BTreeSet<usize> =
            could.all().into_iter().filter(|e| could.compound(*e, subject)).collect();
        let mut found: Vec<usize> = Vec::new();
        loop {
            let makes = |runs: &&Runs| made.iter().any(|entry| could.maker(*entry) == Some(runs.maker));
            let new = self.synths.iter().filter(makes).find(|runs| !found.contains(&runs.unit));
            let Some(runs) = new else { break };
            found.push(runs.unit);
            made.extend(&runs.nodes);
        }
        found.into_iter().for_each(|on| self.on(of, on, sign, ":has"));
    }

    /// Who makes children of nodes where they count.
    fn makes_children(
        &mut self,
        of: usize,
        sign: Sign,
        asks: &'static str,
        counts: impl Fn(&BTreeSet<usize>) -> bool,
    ) {
        for runs in self.synths.clone().iter().filter(|runs| !runs.synth.children.is_empty()) {
            if counts(&runs.nodes) {
                self.on(of, runs.unit, turned(sign, asks), asks);
            }
        }
    }

    /// Who makes a later sibling. Where a template stands is not known.
    fn is_last(&mut self, of: usize, here: &[usize], sign: Sign, asks: &'static str) {
        let is_any_template = here.iter().any(|entry| self.could.is_template(*entry));
        let parents: BTreeSet<usize> = here.iter().filter_map(|entry| self.could.parent(*entry)).collect();
        self.makes_children(of, sign, asks, |nodes| is_any_template || !nodes.is_disjoint(&parents));
    }

    /// Who brings a value, or another one. To whoever compares, another value is also the absence of the one before:
    /// `other` is the sign for that.
    fn has_value(&mut self, of: usize, here: &[usize], attr: AttrId, sign: Sign, other: Option<Sign>) {
        let fleet = self.could.fleet;
        let has_default = fleet[attr].default.is_some();
        let open: Vec<usize> =
            here.iter().copied().filter(|entry| !self.could.is_settled(*entry, attr)).collect();
        let mut found: Vec<(usize, bool, &'static str)> = Vec::new();
        let setting = || self.synths.iter().filter(|runs| runs.synth.sets.contains(&attr));
        let joining = || self.could.joining().into_iter().enumerate();
        for entry in open {
            let is_template = self.could.is_template(entry);
            for runs in setting() {
                let is_inherited = fleet[attr].inherited;
                let is_below = || self.could.above(entry).iter().any(|above| runs.nodes.contains(above));
                if runs.nodes.contains(&entry) || (is_inherited && (is_template || is_below())) {
                    let asks = if is_template { "a made node's value" } else { "a value that is set" };
                    let hides = has_default || is_inherited || self.could.copies(entry);
                    found.push((runs.unit, hides, asks));
                }
            }
            for (on, by) in joining() {
                let brings =
                    |id: &TraitId| requires(fleet, *id, attr) && !self.could.has_for_certain(entry, *id);
                let copies = self.could.copies(entry);
                if closure(fleet, by).iter().any(brings)
                    && self.could.could_join(entry, by)
                    && (has_default || copies)
                {
                    found.push((on, copies, if copies { "a copied value" } else { "a default" }));
                }
            }
            if self.could.copies(entry) && self.could.may_require(entry, attr) {
                found.extend(setting().map(|runs| (runs.unit, true, "the origin's value")));
                for (on, by) in joining().filter(|_| has_default) {
                    if closure(fleet, by).iter().any(|id| requires(fleet, *id, attr)) {
                        found.push((on, true, "the origin's default"));
                    }
                }
            }
        }
        for (on, is_other, asks) in found {
            self.on(of, on, sign, asks);
            other.filter(|_| is_other).into_iter().for_each(|other| self.on(of, on, other, asks));
        }
    }
}
