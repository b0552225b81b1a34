//! What a fleet means, worked out the slow way, from the words of the model alone: no index, no candidates, no shared
//! code but the types of the tables and the bytes of the DOM.

mod could;
mod dynamic;
mod growth;
mod modules;
mod selectors;
mod strata;
mod support;
mod world;
mod wrongs;

pub use dynamic::{Truth, tried};
pub use modules::Finished;
pub use strata::{Strata, Unit};
pub use support::unsupported;
pub use world::{Joined, Origin, World};

use nest_core::model::Declared;
use nest_core::model::{RuleId, Tree};
use std::collections::BTreeSet;

/// Everything that follows from a fleet.
pub struct Meaning<'f> {
    pub world: World<'f>,
    /// For each rule whether each entry is a node that matches it.
    pub matched: Vec<Vec<bool>>,
    pub finished: Vec<Finished>,
    /// The codes of what is wrong.
    pub wrong: BTreeSet<&'static str>,
    pub strata: Strata,
    /// How many rounds of synthesis there were.
    pub rounds: usize,
}

impl<'f> Meaning<'f> {
    pub fn of(fleet: &'f Declared<'f>, dom: &'f [u8]) -> Self {
        let mut world = World::new(fleet, Tree::decode(dom));
        let mut wrong = BTreeSet::new();
        let strata = Strata::of(&world);
        let mut rounds = 0;
        if strata.circle.is_empty() {
            rounds = growth::grow(&mut world, &strata, &mut wrong);
        } else {
            // What would come of it has no meaning, nor has what is wrong with that.
            wrong.insert("no-strata");
        }
        let matched = fleet.rules.iter().map(|rule| world.nodes_of(&rule.target)).collect();
        let mut meaning = Self { world, matched, finished: Vec::new(), wrong, strata, rounds };
        if meaning.strata.circle.is_empty() {
            wrongs::find(&mut meaning);
        }
        if meaning.wrong.is_empty() {
            meaning.finished = meaning.finished();
        }
        meaning
    }

    pub fn matches(&self, rule: RuleId, node: usize) -> bool {
        self.matched[rule.index()][node]
    }
}
