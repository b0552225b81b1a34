//! A fleet with everything that follows from its declarations: what checks and outputs ask.

use crate::model::value::Value;
use crate::model::{AttrId, Declared, EntryId, FileId, Maker, Place, RuleId};
use crate::problem::{Author, Line, Problem};
use crate::report::{Diagnostic, Finding, Site};
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

    /// A problem of code that ran: `body` says which, `node` for which node.
    ///
    /// The place is that of the code, unless the problem says where in it it was ([`Problem::at`]).
    pub fn diagnostic(
        &self,
        place: Place,
        body: String,
        node: Option<String>,
        problem: Problem,
    ) -> Diagnostic {
        Diagnostic::of_code(self.world.fleet, self.sources(), place, body, node, problem)
    }

    /// The files of the fleet, as the compiler calls them.
    pub(crate) fn sources(&self) -> &[&str] {
        self.code.map_or(&[], |code| &code.sources)
    }

    /// What a rule is called: its label or its selector, with a number if several are called so.
    pub fn rule_name(&self, rule: RuleId) -> &str {
        &self.rule_names[rule.index()]
    }

    /// A finding about an entry: it stands at the entry, or at what made it.
    pub(crate) fn finding(&self, entry: EntryId, problem: Problem) -> Finding {
        match self.world.tree[entry].maker {
            Some(maker) => {
                let problem = problem.at(self.world.made.made_at(entry));
                Finding { site: Site::Synth(maker), problem }
            }
            None => Finding { site: Site::Entry(entry), problem },
        }
    }

    /// A finding about what an entry is called in outputs: it stands at the class that computes that, if one does.
    pub(crate) fn name_finding(&self, entry: EntryId, problem: Problem) -> Finding {
        match self.name_site(entry) {
            site @ Site::Output(..) => Finding { site, problem: problem.on(self.path(entry)) },
            _ => self.finding(entry, problem),
        }
    }

    /// Where a finding about what an entry is called in outputs stands.
    pub(crate) fn name_site(&self, entry: EntryId) -> Site {
        let computed = self.world.computed_names.get(&entry);
        computed.map_or_else(|| self.site(entry), |((of, class), _)| Site::Output(*of, *class))
    }

    /// A finding about an attribute of an entry: it stands at its value, or at what set that.
    pub(crate) fn attr_finding(&self, entry: EntryId, attr: AttrId, problem: Problem) -> Finding {
        match self.world.made.setter(entry, attr) {
            Some(maker) => {
                let problem = problem.at(self.world.made.set_at(entry, attr));
                Finding { site: Site::Synth(maker), problem }
            }
            None if self.world.tree[entry].maker.is_some() => self.finding(entry, problem),
            None => Finding { site: Site::EntryAttr(entry, attr), problem },
        }
    }

    /// A finding about a value: of an entry, or the default of an attribute.
    pub(crate) fn value_finding(&self, entry: Option<EntryId>, attr: AttrId, problem: Problem) -> Finding {
        match entry {
            Some(entry) => self.attr_finding(entry, attr, problem),
            None => Finding { site: Site::Default(attr), problem },
        }
    }

    /// Where a finding about an entry stands: at the entry, or at what made it.
    pub(crate) fn site(&self, entry: EntryId) -> Site {
        self.world.tree[entry].maker.map_or(Site::Entry(entry), Site::Synth)
    }

    /// Whether a `synth` made an entry.
    pub(crate) fn is_made(&self, entry: EntryId) -> bool {
        self.world.tree[entry].maker.is_some()
    }

    /// Whose `synth` made an entry, or set an attribute of it.
    pub(crate) fn maker(&self, entry: EntryId, attr: AttrId) -> Option<Maker> {
        self.world.made.setter(entry, attr).or(self.world.tree[entry].maker)
    }

    /// Who an entry is from, as a problem at a site mentions it.
    pub(crate) fn author(&self, entry: EntryId, site: Site) -> Author {
        let made = self.world.tree[entry].maker.map(|maker| Author::Made(maker.describe(self.world.fleet)));
        made.unwrap_or_else(|| Author::Line(self.line_of(entry, site)))
    }

    /// The place of another entry, as a problem at a site mentions it.
    pub(crate) fn line_of(&self, other: EntryId, site: Site) -> Line {
        site.line_of(self.world.tree[other].place, self.world.fleet, &self.world.tree)
    }

    /// Every value in the fleet, with its entry, if it is no default.
    pub(crate) fn all_values(&self) -> impl Iterator<Item = (Option<EntryId>, AttrId, &Value<'_>)> {
        let World { fleet, tree, .. } = &self.world;
        let attrs = fleet.attrs.entries();
        let defaults = attrs.filter_map(|(id, attr)| attr.default.as_ref().map(|value| (None, id, value)));
        let own = |id: EntryId| tree[id].attrs.iter().map(move |(attr, value)| (Some(id), *attr, value));
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
