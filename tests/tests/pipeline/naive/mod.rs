//! What a fleet means, worked out the slow way, from the words of the model alone: no index, no candidates, no shared
//! code but the types of the tables and the bytes of the DOM.

mod growth;
mod modules;
mod selectors;
mod strata;
mod world;
mod wrongs;

pub use growth::applies;
pub use modules::Finished;
pub use world::{Origin, World};

use nest_core::Fleet;
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
    /// How many levels of strata and rounds of synthesis there were.
    pub levels: usize,
    pub rounds: usize,
}

impl<'f> Meaning<'f> {
    pub fn of(fleet: &'f Fleet<'f>, dom: &'f [u8]) -> Self {
        let mut world = World::new(fleet, Tree::decode(dom));
        let mut wrong = BTreeSet::new();
        let (mut levels, mut rounds) = (0, 0);
        match strata::Levels::of(fleet) {
            None => {
                // What it makes has no meaning, but whether it ends decides how long nest-core takes to say so.
                growth::grow(&mut world, &strata::Levels::none(), &mut wrong);
                wrong.insert("no-strata");
            }
            Some(strata) => {
                levels = 1 + strata.highest();
                rounds = growth::grow(&mut world, &strata, &mut wrong);
            }
        }
        let matched = fleet.declared.rules.iter().map(|rule| world.nodes_matching(&rule.selector)).collect();
        let mut meaning = Self { world, matched, finished: Vec::new(), wrong, levels, rounds };
        wrongs::find(&mut meaning);
        meaning.finished = meaning.finished();
        meaning
    }

    pub fn matches(&self, rule: RuleId, node: usize) -> bool {
        self.matched[rule.index()][node]
    }
}
