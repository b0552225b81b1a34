//! Joining and synthesis, stage by stage and round by round.

use super::World;
use super::strata::{Strata, Unit};
use crate::code::{ATTRS, From, SCRIPTS, Step, TRAITS, is_low_name, key};
use nest_core::Why;
use nest_core::model::{AttrId, Entry, EntryId, Key, Maker, Place, TraitId};
use nest_core::value::Value;
use std::collections::BTreeSet;

/// What is still growing then is taken to have no end: it is mended, and not compared.
const ROUNDS: usize = 8;
const ENTRIES: usize = 20;

pub fn grow(world: &mut World, strata: &Strata, wrong: &mut BTreeSet<&'static str>) -> usize {
    let makers: Vec<Maker> = world.fleet.synths().map(|(maker, _)| maker).collect();
    let (mut rounds, mut stage) = (0, 0);
    while stage <= strata.last_stage() && !wrong.contains("endless-synthesis") {
        close(world, strata, stage);
        let may_run = |maker: &&Maker| strata.stage(Unit::Runs(**maker)) <= stage;
        let turns = turns(world, &makers.iter().filter(may_run).copied().collect::<Vec<_>>());
        if turns.is_empty() {
            stage += 1;
            continue;
        }
        round(world, turns, wrong);
        // What is new begins as everything did.
        (rounds, stage) = (rounds + 1, 0);
        if is_endless(world, rounds) {
            wrong.insert("endless-synthesis");
        }
    }
    rounds
}

pub fn is_endless(world: &World, rounds: usize) -> bool {
    rounds == ROUNDS || world.count() > ENTRIES
}

/// In each stratum all traits join that may, and those of the strata before it again.
fn close(world: &mut World, strata: &Strata, stage: usize) {
    for stratum in 0..=strata.last_stratum() {
        let all = (0..world.fleet.traits.len()).map(TraitId::at);
        let may_join =
            |id: &TraitId| strata.stage(Unit::Joins(*id)) <= stage && strata.stratum(*id) <= stratum;
        join(world, &all.filter(may_join).collect::<Vec<_>>());
    }
}

/// Traits join in their order, each every node that its selector matches then; then all is closed; and again.
pub fn join(world: &mut World, traits: &[TraitId]) {
    let fleet = world.fleet;
    loop {
        let before = world.traits.clone();
        for id in traits {
            let Some(selector) = &fleet[*id].needed_by else { continue };
            let found = world.nodes_matching(selector);
            (0..world.count())
                .filter(|node| found[*node])
                .for_each(|node| world.join(node, *id, Why::NeededBy));
        }
        (0..world.count()).for_each(|node| world.close(node));
        if world.traits == before {
            return;
        }
    }
}

/// What is to run: by maker, then in document order; each once for a node.
pub fn turns(world: &mut World, makers: &[Maker]) -> Vec<(Maker, usize)> {
    let mut turns = Vec::new();
    for maker in makers {
        let applies = applies(world, *maker);
        turns.extend(world.nodes().into_iter().filter(|node| applies[*node]).map(|node| (*maker, node)));
    }
    turns.retain(|turn| world.ran.insert(*turn));
    turns
}

/// All of a round sees the tree as it was when the round began.
pub fn round(world: &mut World, turns: Vec<(Maker, usize)>, wrong: &mut BTreeSet<&'static str>) {
    let before = world.clone();
    for (maker, node) in turns {
        run(world, &before, maker, node, wrong);
    }
    world.take_in();
}

pub fn applies(world: &World, maker: Maker) -> Vec<bool> {
    match maker {
        Maker::Trait(id) => (0..world.count()).map(|entry| world.has_trait(entry, id)).collect(),
        Maker::Rule(id) => world.nodes_of(&world.fleet[id].target),
    }
}

fn run<'f>(
    world: &mut World<'f>,
    before: &World<'f>,
    maker: Maker,
    node: usize,
    wrong: &mut BTreeSet<&'static str>,
) {
    let Some((_, synth)) = world.fleet.synths().find(|(other, _)| *other == maker) else { return };
    if synth.arguments.iter().any(|argument| !before.stands_under(node, argument.0)) {
        wrong.insert("missing-argument");
        return;
    }
    let steps = SCRIPTS[synth.code.index()];
    Run { world, before, maker, node, wrong }.steps(steps, node);
}

fn traits(keys: &[Key]) -> Vec<TraitId> {
    let position = |wanted| TRAITS.iter().position(|name| key(name) == wanted);
    keys.iter().filter_map(|key| position(*key)).map(TraitId::at).collect()
}

struct Run<'r, 'f> {
    world: &'r mut World<'f>,
    before: &'r World<'f>,
    maker: Maker,
    /// What it runs for.
    node: usize,
    wrong: &'r mut BTreeSet<&'static str>,
}

impl Run<'_, '_> {
    /// What the lines of a `synth` do to an entry.
    fn steps(&mut self, steps: &[Step], to: usize) {
        for step in steps {
            match step {
                Step::Number(attr, value) => self.set(to, *attr, Value::Int(*value)),
                Step::Text(attr, text) => self.set(to, *attr, Value::Str((*text).into())),
                Step::Count(attr) => self.set(to, *attr, Value::Int(self.before.asked().len() as i64)),
                Step::Child(name, is, from, steps) => {
                    let from = match from {
                        From::Nowhere => None,
                        From::Itself => Some(self.node),
                        From::Asked => match self.before.asked().first() {
                            Some(asked) => Some(*asked),
                            None => continue,
                        },
                    };
                    self.child(to, (*name).to_owned(), traits(is), from, steps);
                }
                Step::Each(is, copies) => {
                    for asked in self.before.asked() {
                        let name = self.before.tree.entries[asked].name.to_string();
                        self.child(to, name, traits(is), copies.then_some(asked), &[]);
                    }
                }
                Step::One(attr) => match self.before.asked()[..] {
                    [one] => {
                        let name = self.before.tree.entries[one].name.to_string();
                        self.set(to, *attr, Value::Str(name.into()));
                    }
                    _ => drop(self.wrong.insert("body-failed")),
                },
                Step::IfAsked(some, none) => {
                    self.steps(if self.before.asked().is_empty() { none } else { some }, to);
                }
                Step::IfLow(low, high) => {
                    let is_low = is_low_name(&self.before.tree.entries[self.node].name);
                    self.steps(if is_low { low } else { high }, to);
                }
            }
        }
    }

    fn set(&mut self, to: usize, attr: usize, value: Value<'static>) {
        let attr = AttrId::at(attr);
        assert!(attr.index() < ATTRS.len());
        // A child may have another value than the one that it would inherit.
        let is_child = to != self.node;
        let clash = match self.world.own(to, attr) {
            Some(_) if self.world.is_written(to, attr) => "an attribute that is written",
            Some(_) => "an attribute that is set already",
            None if !is_child && self.before.inherits_written(to, attr) => "an attribute that is inherited",
            None => return self.world.tree.entries[to].attrs.push((attr, value)),
        };
        self.world.clashes.insert(clash);
        self.wrong.insert("duplicate-attribute");
    }

    fn child(&mut self, to: usize, name: String, is: Vec<TraitId>, from: Option<usize>, steps: &[Step]) {
        let siblings = self.world.children(Some(to));
        if let Some(other) = siblings.into_iter().find(|other| self.world.tree.entries[*other].name == name) {
            self.world.clashes.insert(match self.world.tree.entries[other].maker {
                None => "a child that is written",
                Some(maker) if maker == self.maker => "a child made twice",
                Some(_) => "a child of two makers",
            });
            self.wrong.insert("duplicate-node");
            return;
        }
        self.world.tree.entries.push(Entry {
            parent: Some(EntryId::at(to)),
            maker: Some(self.maker),
            from: from.map(EntryId::at),
            is: Some(is),
            ..Entry::named(name, Place::on(1))
        });
        self.steps(steps, self.world.count() - 1);
    }
}
