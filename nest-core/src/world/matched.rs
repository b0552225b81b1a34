//! Which rules hold for which nodes.

use crate::model::{EntryId, RuleId};
use crate::report::{Finding, Site};
use crate::rust::panics::caught;
use crate::rust::scene::Scene;
use crate::world::candidates::candidates;
use crate::world::matching::matches;
use crate::world::truth::Truth;

/// Which rules hold for which nodes.
#[derive(Debug)]
pub(crate) struct Matched {
    /// For each entry the rules that certainly match it, in the order written.
    pub(crate) rules: Vec<Vec<RuleId>>,
    /// For each rule the nodes that match it, or may.
    pub(crate) possible: Vec<Vec<EntryId>>,
    pub(crate) effort: Effort,
}

/// What it took to find the nodes of all rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// How many times a rule's selector was tested against a node.
    pub tested: usize,
    /// How many times it matched.
    pub matched: usize,
}

impl Matched {
    pub(crate) fn of(scene: Scene, findings: &mut Vec<Finding>) -> Self {
        let Scene { fleet, tree, .. } = scene;
        let mut matched = Self {
            rules: vec![Vec::new(); tree.entries.len()],
            possible: vec![Vec::new(); fleet.rules.len()],
            effort: Effort::default(),
        };
        for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
            let nodes =
                scene.with_document(|document| candidates(document, Some(scene.index), &rule.selector));
            for node in nodes {
                matched.effort.tested += 1;
                let test = || scene.with_document(|document| matches(document, node, &rule.selector));
                let truth = caught(tree, node, test).unwrap_or_else(|problem| {
                    findings.push(Finding { site: Site::Rule(id), problem });
                    Truth::Unknown
                });
                if truth != Truth::No {
                    matched.possible[id.index()].push(node);
                }
                if truth == Truth::Yes {
                    matched.effort.matched += 1;
                    matched.rules[node.index()].push(id);
                }
            }
        }
        matched
    }
}
