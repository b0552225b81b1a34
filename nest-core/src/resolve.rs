//! What a fleet means: from its tables to the nodes, their traits, their rules and their configurations.

use crate::check;
use crate::closure::{self, Traits};
use crate::diagnostic::Diagnostic;
use crate::document::{Children, Document};
use crate::index::Index;
use crate::matching::matches;
use crate::model::{AttrId, Class, ClassId, EntryId, Fleet, OutputId, RuleId, TraitId, Tree};
use crate::nix;
use crate::node::Node;
use crate::problem::{Finding, Level};
use crate::strata::Strata;
use crate::truth::Truth;
use crate::value::Value;
use std::collections::HashMap;

/// Works out what a fleet means: decodes the tree, closes the traits, matches the rules, checks the whole.
///
/// No body runs: [`Configuration::evaluate`](crate::Configuration::evaluate) runs those of one node.
///
/// # Errors
///
/// Everything that is wrong or doubtful about the fleet, if anything is wrong. A fleet that compiled has no such
/// problem: the macro calls this very function, on the same tables.
///
/// ```
/// use nest_core::prelude::*;
///
/// nest_macros::fleet! {
///     pub static ONE;
///     trait server;
///     trait web { needs = [server]; }
///     trait monitoring { needed_by = server; }
///     alpha { is = [web]; }
/// }
///
/// let resolved = nest_core::resolve(&ONE).unwrap();
/// let alpha = resolved.nodes().next().unwrap();
/// assert_eq!(alpha.traits().map(|(name, _)| name).collect::<Vec<_>>(), ["web", "server", "monitoring"]);
/// ```
pub fn resolve<'a>(fleet: &'a Fleet<'a>) -> Result<Resolved<'a>, Vec<Finding>> {
    let strata = Strata::of(fleet);
    let tree = Tree::decode(&fleet.dom);
    let children = Children::of(&tree);
    let traits = closure::close(fleet, &tree, &children, &strata);
    let document = Document { fleet, tree: &tree, children: &children, traits: &traits };
    let matched = Matched::of(document);
    let index = Index::of(document);
    let resolved = Resolved {
        fleet,
        rule_names: rule_names(fleet),
        tree,
        children,
        traits,
        matched,
        index,
        doubts: Vec::new(),
    };
    let no_strata = strata.circles.iter().map(|circle| check::no_strata(fleet, circle));
    let mut findings: Vec<Finding> = no_strata.chain(check::all(&resolved)).collect();
    findings.retain(|finding| !finding.is_allowed(fleet));
    if findings.iter().any(|finding| finding.problem.level() == Level::Deny) {
        return Err(findings);
    }
    Ok(Resolved { doubts: findings, ..resolved })
}

/// A fleet with everything that follows from its declarations.
#[derive(Debug)]
pub struct Resolved<'a> {
    pub(crate) fleet: &'a Fleet<'a>,
    pub(crate) tree: Tree<'a>,
    pub(crate) children: Children,
    pub(crate) traits: Traits,
    pub(crate) matched: Matched,
    pub(crate) index: Index,
    rule_names: Vec<String>,
    doubts: Vec<Finding>,
}

/// Which rules hold for which nodes.
#[derive(Debug)]
pub(crate) struct Matched {
    /// For each entry the rules that certainly match it, in the order written.
    pub(crate) rules: Vec<Vec<RuleId>>,
    /// For each rule the nodes that match it, or may.
    pub(crate) possible: Vec<Vec<EntryId>>,
}

impl Matched {
    fn of(document: Document) -> Self {
        let Document { fleet, tree, .. } = document;
        let mut matched = Self {
            rules: vec![Vec::new(); tree.entries.len()],
            possible: vec![Vec::new(); fleet.rules.len()],
        };
        for (i, rule) in fleet.rules.iter().enumerate() {
            for node in tree.ids().filter(|id| tree[*id].is_node()) {
                let truth = matches(document, node, &rule.selector);
                if truth != Truth::No {
                    matched.possible[i].push(node);
                }
                if truth == Truth::Yes {
                    matched.rules[node.index()].push(RuleId::at(i));
                }
            }
        }
        matched
    }
}

impl<'a> Resolved<'a> {
    /// What is doubtful about the fleet before any body has run.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        Diagnostic::of(self.fleet, self.doubts.clone())
    }

    /// The fleet.
    pub fn fleet(&self) -> &'a Fleet<'a> {
        self.fleet
    }

    /// The nodes, in document order.
    pub fn nodes<'r>(&'r self) -> impl ExactSizeIterator<Item = Node<'r>> + Clone
    where
        'a: 'r,
    {
        self.index.nodes().iter().map(move |id| Node::new(self, *id))
    }

    /// The attributes that a node has, its own and inherited, with their names.
    pub fn attrs(&self, node: EntryId) -> impl Iterator<Item = (&'a str, &Value<'a>)> {
        self.document().values(node).into_iter().map(|(id, value)| (self.fleet[id].name, value))
    }

    /// The path of the nearest namespace around a node, if there is one.
    pub fn namespace(&self, node: EntryId) -> Option<String> {
        let around = self.tree.upwards(node).skip(1).find(|id| !self.tree[*id].is_node());
        around.map(|id| self.path(id))
    }

    /// The outputs that a node is in, in the order in which they were declared.
    pub fn outputs(&self, node: EntryId) -> impl Iterator<Item = &'a str> {
        let mut ids: Vec<OutputId> = self.classes(node).map(|(_, class)| class.output()).collect();
        ids.sort();
        ids.dedup();
        ids.into_iter().map(|id| self.fleet[id])
    }

    /// The path of an entry, as Nix writes one.
    pub fn path(&self, entry: EntryId) -> String {
        nix::path(self.tree.path(entry))
    }

    /// What a rule is called: its label or its selector, with a number if several are called so.
    pub fn rule_name(&self, rule: RuleId) -> &str {
        &self.rule_names[rule.index()]
    }

    /// The classes of a node, each with the trait that defines it.
    pub(crate) fn classes(&self, node: EntryId) -> impl Iterator<Item = (TraitId, &'a Class)> {
        let fleet = self.fleet;
        self.traits
            .of(node)
            .iter()
            .flat_map(move |joined| fleet[joined.id].classes.iter().map(move |class| (joined.id, class)))
    }

    pub(crate) fn has_class(&self, node: EntryId, class: ClassId) -> Truth {
        if self.classes(node).any(|(_, c)| c.id == class) {
            Truth::Yes
        } else if self.traits.is_open(node) {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    pub(crate) fn document(&self) -> Document<'_, 'a> {
        Document { fleet: self.fleet, tree: &self.tree, children: &self.children, traits: &self.traits }
    }

    pub(crate) fn value(&self, node: EntryId, attr: AttrId) -> Option<&Value<'a>> {
        self.document().value(node, attr).map(|(_, value)| value)
    }
}

fn rule_names(fleet: &Fleet) -> Vec<String> {
    let name = |rule: &crate::model::Rule| match rule.label {
        Some(label) => label.to_owned(),
        None => rule.selector.display(fleet).to_string(),
    };
    let mut names: Vec<String> = fleet.rules.iter().map(name).collect();
    let mut shared: HashMap<String, (usize, usize)> = HashMap::new();
    names.iter().for_each(|name| shared.entry(name.clone()).or_default().0 += 1);
    for name in &mut names {
        if let Some((count, seen)) = shared.get_mut(name.as_str())
            && *count > 1
        {
            *seen += 1;
            name.push_str(&format!(" ({seen})"));
        }
    }
    names
}
