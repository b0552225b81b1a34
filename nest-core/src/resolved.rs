//! A fleet with everything that follows from its declarations: what checks and outputs ask.

use crate::model::value::Value;
use crate::model::{AttrId, Declared, EntryId, FileId, RuleId};
use crate::problem::Line;
use crate::report::{Diagnostic, Site};
use crate::rust::code::Code;
use crate::rust::node::Node;
use crate::selector::{Selector, TextError};
use crate::world::World;
use crate::world::matched::{Effort, Matched};
use crate::world::namespaces::only_namespaces;
use crate::world::routed::Routed;
use crate::world::tested::matching;
use std::collections::HashMap;

/// A fleet with everything that follows from its declarations.
#[derive(Debug)]
pub struct Resolved<'a> {
    pub(crate) world: World<'a>,
    pub(crate) code: Option<&'a Code<'a>>,
    pub(crate) matched: Matched,
    pub(crate) routed: Routed,
    pub(crate) rule_names: Vec<String>,
    pub(crate) doubts: Vec<Diagnostic>,
}

impl<'a> Resolved<'a> {
    /// What is doubtful about the fleet before any body has run.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.doubts
    }

    /// What the fleet declares.
    pub fn declared(&self) -> &'a Declared<'a> {
        self.world.fleet
    }

    /// The nodes, in document order.
    pub fn nodes<'r>(&'r self) -> impl ExactSizeIterator<Item = Node<'r>> + Clone
    where
        'a: 'r,
    {
        self.world.index.nodes().iter().map(move |id| Node::new(&self.world, *id))
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
        let (text, world) = (selector, &self.world);
        let selector = Selector::parse(text, world.fleet, &world.tree)?;
        if let Some(part) = only_namespaces(world, &selector, false).first() {
            let show = |selector: &Selector<'_>| {
                selector.to_text(world.fleet).unwrap_or_else(|| selector.display(world.fleet).to_string())
            };
            return Err(TextError::at_part(text, &show(&part.wrong), part.problem(show)));
        }
        let found = matching(world, &selector);
        Ok(found.into_iter().map(|id| Node::new(world, id)).collect())
    }

    /// The node of an id, if it is one.
    pub fn node(&self, id: EntryId) -> Option<Node<'_>> {
        self.world.tree.entries.get(id.index()).filter(|entry| entry.is_node())?;
        Some(Node::new(&self.world, id))
    }

    /// The rules that a node gets bodies of, in the order written.
    pub fn rules_of(&self, node: Node<'_>) -> &[RuleId] {
        self.matched.rules(node.id)
    }

    /// The nodes that get a rule's bodies, in document order.
    pub fn nodes_of(&self, rule: RuleId) -> impl ExactSizeIterator<Item = Node<'_>> {
        self.matched.nodes(rule).iter().map(|id| Node::new(&self.world, *id))
    }

    /// What it took to find the nodes of all rules.
    pub fn effort(&self) -> Effort {
        self.matched.effort
    }

    /// The path of an entry, as Nix writes one.
    pub fn path(&self, entry: EntryId) -> String {
        self.world.tree.show(entry)
    }

    /// What a rule is called: its label or its selector, with a number if several are called so.
    pub fn rule_name(&self, rule: RuleId) -> &str {
        &self.rule_names[rule.index()]
    }

    /// Where a finding about an entry stands: at the entry, or at what made it.
    pub(crate) fn site(&self, entry: EntryId) -> Site {
        self.world.tree[entry].maker.map_or(Site::Entry(entry), Site::Synth)
    }

    /// The place of another entry, as a problem at a site mentions it.
    pub(crate) fn line_of(&self, other: EntryId, site: Site) -> Line {
        site.line_of(self.world.tree[other].place, self.world.fleet, &self.world.tree)
    }

    /// Where a finding about an attribute stands that an entry has of its own.
    pub(crate) fn attr_site(&self, entry: EntryId, attr: AttrId) -> Site {
        self.world.tree[entry].maker.map_or(Site::EntryAttr(entry, attr), Site::Synth)
    }

    /// Every value in the fleet, with its entry, if it is no default, and where a finding about it stands.
    pub(crate) fn all_values(&self) -> impl Iterator<Item = (Option<EntryId>, AttrId, &Value<'_>, Site)> {
        let World { fleet, tree, .. } = &self.world;
        let defaults = fleet
            .attrs
            .entries()
            .filter_map(|(id, attr)| attr.default.as_ref().map(|value| (None, id, value, Site::Default(id))));
        let own = move |id: EntryId| {
            let attrs = tree[id].attrs.iter();
            attrs.map(move |(attr, value)| (Some(id), *attr, value, self.attr_site(id, *attr)))
        };
        defaults.chain(tree.ids().flat_map(own))
    }
}

/// What each rule is called: its label or its target, with its number among those of its file that share it.
pub(crate) fn rule_names(fleet: &Declared) -> Vec<String> {
    let names: Vec<(FileId, String)> =
        fleet.rules.iter().map(|rule| (rule.place.file, rule.name(fleet))).collect();
    let mut shared: HashMap<&(FileId, String), (usize, usize)> = HashMap::new();
    names.iter().for_each(|name| shared.entry(name).or_default().0 += 1);
    let numbered = |name: &(FileId, String)| match shared.get_mut(name) {
        Some((count, seen)) if *count > 1 => {
            *seen += 1;
            format!("{} ({seen})", name.1)
        }
        _ => name.1.clone(),
    };
    names.iter().map(numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn can_be_shared<T: Send + Sync>() {}

    #[test]
    fn what_a_fleet_means_can_be_asked_by_several_threads() {
        can_be_shared::<Resolved>();
        can_be_shared::<Node>();
        can_be_shared::<Diagnostic>();
    }
}
