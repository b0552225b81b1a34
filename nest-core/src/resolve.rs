//! What a fleet means: from its tables to the nodes, their traits, their rules and their configurations.

use crate::check;
use crate::closure::Traits;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::growth::{Grown, grow};
use crate::index::Index;
use crate::model::{AttrId, Class, ClassId, EntryId, Fleet, OutputId, RuleId, TraitId, Tree};
use crate::nix;
use crate::node::Node;
use crate::pending::Pending;
use crate::places::Places;
use crate::problem::{Finding, Level, Site};
use crate::routed::Routed;
use crate::scene::Scene;
use crate::selector::{Selector, TextError};
use crate::strata::Strata;
use crate::tested::{Tested, matching};
use crate::truth::Truth;
use crate::value::Value;
use std::collections::HashMap;

/// Works out what a fleet means: lets the tree grow, matches the rules, checks the whole.
///
/// Of the fleet's Rust, only `synth`, the predicates of selectors and assertions run;
/// [`Configuration::evaluate`](crate::Configuration::evaluate) runs the bodies of one node.
///
/// # Errors
///
/// Everything that is wrong or doubtful about the fleet, if anything is wrong. What does not depend on the fleet's Rust
/// is right in a fleet that compiled: the macro calls this very function, on the same tables.
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
    let pending = Pending::of(fleet);
    let Grown { tree, places, traits, mut findings } = grow(fleet, &strata, &pending);
    let index = Index::of(Document {
        fleet,
        tree: &tree,
        places: &places,
        traits: &traits,
        pending: &pending,
        scene: None,
    });
    let scene =
        Scene { fleet, tree: &tree, places: &places, traits: &traits, pending: &pending, index: &index };
    let matched = Matched::of(scene, &mut findings);
    let routed = Routed::of(scene);
    let resolved = Resolved {
        fleet,
        rule_names: rule_names(fleet),
        tree,
        places,
        traits,
        pending,
        matched,
        routed,
        index,
        doubts: Vec::new(),
    };
    findings.extend(strata.circles.iter().map(|circle| check::no_strata(fleet, circle)));
    findings.extend(check::all(&resolved));
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
    pub(crate) places: Places,
    pub(crate) traits: Traits,
    pub(crate) pending: Pending,
    pub(crate) matched: Matched,
    pub(crate) routed: Routed,
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
    effort: Effort,
}

/// What it took to find the nodes of all rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// How many times a rule's selector was tested against a node.
    pub tested: usize,
    /// How many times it matched.
    pub matched: usize,
    /// How many steps that took: nodes listed, compounds tested against an entry, looks at what is known of one.
    pub steps: usize,
}

impl Matched {
    fn of(scene: Scene, findings: &mut Vec<Finding>) -> Self {
        let Scene { fleet, tree, .. } = scene;
        let mut matched = Self {
            rules: vec![Vec::new(); tree.entries.len()],
            possible: vec![Vec::new(); fleet.rules.len()],
            effort: Effort::default(),
        };
        scene.with_document(|document| {
            for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
                let mut tested = Tested::of(document, Some(scene.index), &rule.selector);
                for (node, truth) in tested.by_ref() {
                    let truth = truth.unwrap_or_else(|problem| {
                        findings.push(Finding { site: Site::Rule(id), problem });
                        Truth::Unknown
                    });
                    matched.take(id, node, truth);
                }
                matched.effort.steps += tested.steps();
            }
        });
        matched
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
        self.index.nodes().iter().map(move |id| Node::new(self.scene(), *id))
    }

    /// The attributes that a node has, its own and inherited, with their names.
    pub fn attrs(&self, node: EntryId) -> impl Iterator<Item = (&str, &Value<'_>)> {
        self.document().values(node).into_iter().map(|(id, value)| (self.fleet[id].name, value))
    }

    /// The nodes that a selector matches, in document order. The selector is text, in CSS's own notation.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and in which column; also where only namespaces can match, which are no result.
    ///
    /// ```
    /// use nest_core::prelude::*;
    ///
    /// nest_macros::fleet! {
    ///     pub static WEBS;
    ///     attr port: u16;
    ///     trait web { requires = [port]; }
    ///     prod { a { is = [web]; port = 80; } b { is = [web]; port = 8080; } }
    /// }
    ///
    /// let resolved = nest_core::resolve(&WEBS).unwrap();
    /// let found = resolved.select("#prod > web[port >= 1024]").unwrap();
    /// assert_eq!(found.iter().map(|node| node.name).collect::<Vec<_>>(), ["b"]);
    /// assert_eq!(
    ///     resolved.select("#prod > wbe").unwrap_err().to_string(),
    ///     "column 9: unknown trait `wbe`; did you mean `web`? [unknown-trait]"
    /// );
    /// ```
    pub fn select<'r>(&'r self, selector: &str) -> Result<Vec<Node<'r>>, TextError> {
        let text = selector;
        let selector = Selector::parse(text, self.fleet)?;
        if let Some(part) = check::only_namespaces(self, &selector, false).first() {
            let show = |selector: &Selector<'_>| {
                selector.to_text(self.fleet).unwrap_or_else(|| selector.display(self.fleet).to_string())
            };
            return Err(TextError::at_part(text, &show(&part.wrong), part.problem(show)));
        }
        let scene = self.scene();
        let found = scene.with_document(|document| matching(document, Some(&self.index), &selector));
        Ok(found.into_iter().map(|id| Node::new(scene, id)).collect())
    }

    /// What it took to find the nodes of all rules.
    pub fn effort(&self) -> Effort {
        self.matched.effort
    }

    /// The path of the nearest namespace around a node, if there is one.
    pub fn namespace(&self, node: EntryId) -> Option<String> {
        let around = self.tree.upwards(node).skip(1).find(|id| !self.tree[*id].is_node());
        around.map(|id| self.path(id))
    }

    /// The outputs that a node is in, in the order in which they were declared.
    pub fn outputs(&self, node: EntryId) -> impl Iterator<Item = &'a str> {
        let mut ids: Vec<OutputId> = self.classes(node).filter_map(|(_, class)| class.output()).collect();
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
    pub(crate) fn classes(&self, node: EntryId) -> impl Iterator<Item = (TraitId, &Class<'_>)> {
        self.scene().classes(node)
    }

    pub(crate) fn has_class(&self, node: EntryId, class: ClassId) -> Truth {
        self.scene().has_class(node, class)
    }

    pub(crate) fn scene(&self) -> Scene<'_> {
        let Self { fleet, tree, places, traits, pending, index, .. } = self;
        Scene { fleet, tree, places, traits, pending, index }
    }

    pub(crate) fn document(&self) -> Document<'_> {
        self.scene().document()
    }

    /// Where a finding about an entry stands: at the entry, or at what made it.
    pub(crate) fn site(&self, entry: EntryId) -> Site {
        self.tree[entry].maker.map_or(Site::Entry(entry), Site::Synth)
    }

    pub(crate) fn value(&self, node: EntryId, attr: AttrId) -> Option<&Value<'_>> {
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
