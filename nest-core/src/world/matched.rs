//! Which rules hold for which nodes.

use crate::model::{EntryId, RuleId};
use crate::report::{Finding, Site};
use crate::world::World;
use crate::world::tested::Tested;
use crate::world::truth::Truth;

/// Which rules hold for which nodes.
#[derive(Debug)]
pub(crate) struct Matched {
    /// For each entry the rules that certainly match it, in the order written.
    rules: Vec<Vec<RuleId>>,
    /// For each rule the nodes that match it, or may.
    possible: Vec<Vec<EntryId>>,
    pub(crate) effort: Effort,
}

/// What it took to find the nodes of all rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effort {
    /// How many times a rule's selector was tested against a node.
    pub tested: usize,
    /// How many times it matched.
    pub matched: usize,
    /// How many steps that took: nodes listed, compounds tested against an entry, looks at what is known of one.
    pub steps: usize,
}

impl Matched {
    pub(crate) fn of(world: &World, findings: &mut Vec<Finding>) -> Self {
        let World { fleet, tree, .. } = world;
        let mut matched = Self {
            rules: vec![Vec::new(); tree.entries.len()],
            possible: vec![Vec::new(); fleet.rules.len()],
            effort: Effort::default(),
        };
        for (id, rule) in fleet.rules.entries::<RuleId>() {
            let mut tested = Tested::of_rule(world, rule);
            for (node, truth) in tested.by_ref() {
                let truth = truth.unwrap_or_else(|problem| {
                    findings.push(Finding { site: Site::Rule(id), problem });
                    Truth::Unknown
                });
                matched.take(id, node, truth);
            }
            matched.effort.steps += tested.steps();
        }
        matched
    }

    /// The rules that certainly match a node, in the order written.
    pub(crate) fn rules(&self, node: EntryId) -> &[RuleId] {
        self.rules.get(node.index()).map_or(&[], Vec::as_slice)
    }

    /// The nodes that match a rule, or may, in document order.
    pub(crate) fn nodes(&self, rule: RuleId) -> &[EntryId] {
        &self.possible[rule.index()]
    }

    /// Whether a rule certainly matches a node.
    pub(crate) fn is_certain(&self, rule: RuleId, node: EntryId) -> bool {
        self.rules(node).binary_search(&rule).is_ok()
    }

    fn take(&mut self, rule: RuleId, node: EntryId, truth: Truth) {
        self.effort.tested += 1;
        if truth != Truth::No {
            self.possible[rule.index()].push(node);
        }
        if truth == Truth::Yes {
            self.effort.matched += 1;
            self.rules[node.index()].push(rule);
        }
    }
}
