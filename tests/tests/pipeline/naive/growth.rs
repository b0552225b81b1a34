//! Joining and synthesis, level by level and round by round.

use super::World;
use super::strata::Levels;
use crate::code::{ATTRS, From, SCRIPTS, Step, TRAITS, is_low_name, key};
use nest_core::Why;
use nest_core::model::{AttrId, Entry, EntryId, Maker, TraitId};
use nest_core::value::Value;
use std::collections::BTreeSet;

/// What is still growing then is taken to have no end: it is mended, and not compared.
const ROUNDS: usize = 5;
const ENTRIES: usize = 15;

pub fn grow(world: &mut World, levels: &Levels, wrong: &mut BTreeSet<&'static str>) -> usize {
    let mut rounds = 0;
    for level in 0..=levels.highest() {
        loop {
            join(world, levels, level);
            let turns = turns(world, levels, level);
            if turns.is_empty() {
                break;
            }
            let before = world.clone();
            for (maker, node) in turns {
                run(world, &before, maker, node, wrong);
            }
            world.take_in();
            rounds += 1;
            if rounds == ROUNDS || world.count() > ENTRIES {
                wrong.insert("endless-synthesis");
                return rounds;
            }
        }
    }
    rounds
}

/// Traits join in the order declared, each every node that its selector matches then; then all is closed; and again.
fn join(world: &mut World, levels: &Levels, level: usize) {
    let fleet = world.fleet;
    loop {
        let before = world.traits.clone();
        for id in (0..fleet.traits.len()).map(TraitId::at).filter(|id| levels.of_trait(*id) <= level) {
            let Some(selector) = &fleet[id].needed_by else { continue };
            let found = world.nodes_matching(selector);
            (0..world.count())
                .filter(|node| found[*node])
                .for_each(|node| world.join(node, id, Why::NeededBy));
        }
        (0..world.count()).for_each(|node| world.close(node));
        if world.traits == before {
            return;
        }
    }
}

/// What is to run: by maker, then in document order; each once for a node.
fn turns(world: &mut World, levels: &Levels, level: usize) -> Vec<(Maker, usize)> {
    let mut turns = Vec::new();
    for (maker, _) in world.fleet.synths().filter(|(maker, _)| levels.of_maker(*maker) <= level) {
        let applies = applies(world, maker);
        turns.extend(world.nodes().into_iter().filter(|node| applies[*node]).map(|node| (maker, node)));
    }
    turns.retain(|turn| world.ran.insert(*turn));
    turns
}

pub fn applies(world: &World, maker: Maker) -> Vec<bool> {
    match maker {
        Maker::Trait(id) => (0..world.count()).map(|entry| world.has_trait(entry, id)).collect(),
        Maker::Rule(id) => world.nodes_matching(&world.fleet[id].selector),
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
                    let position = |wanted| TRAITS.iter().position(|name| key(name) == wanted);
                    let is = is.iter().filter_map(|key| position(*key)).map(TraitId::at).collect();
                    self.child(to, name, is, from, steps);
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
        let attrs = &mut self.world.tree.entries[to].attrs;
        if attrs.iter().any(|(other, _)| *other == attr) {
            self.wrong.insert("duplicate-attribute");
        } else {
            attrs.push((attr, value));
        }
    }

    fn child(
        &mut self,
        to: usize,
        name: &'static str,
        is: Vec<TraitId>,
        from: Option<usize>,
        steps: &[Step],
    ) {
        let siblings = self.world.children(Some(to));
        if siblings.into_iter().any(|other| self.world.tree.entries[other].name == name) {
            self.wrong.insert("duplicate-node");
            return;
        }
        self.world.tree.entries.push(Entry {
            parent: Some(EntryId::at(to)),
            maker: Some(self.maker),
            from: from.map(EntryId::at),
            is: Some(is),
            ..Entry::named(name, 1)
        });
        self.steps(steps, self.world.count() - 1);
    }
}
