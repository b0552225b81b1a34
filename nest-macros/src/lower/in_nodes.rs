//! Class bodies that stand in nodes: each is a rule on that node alone, at its place among the rules as written.

use super::allow::Item;
use super::dom::Forest;
use super::line;
use super::names::{Names, address};
use super::rules::class_body;
use crate::ast::NodeBodyDecl;
use nest_core::model::{ClassBody, EntryId, Rule, RuleId, Table};
use nest_core::problem::Site;
use nest_core::selector::{Complex, Compound, Selector, Simple};
use std::collections::HashMap;
use std::collections::VecDeque;

/// Those that are still to come.
pub(super) struct InNodes<'a> {
    left: VecDeque<(EntryId, String, &'a NodeBodyDecl, bool)>,
    /// What a loop repeats is compiled once: the first rule that came of each declaration.
    first: HashMap<usize, (RuleId, Rule<'a>)>,
}

impl<'a> InNodes<'a> {
    pub(super) fn of(forest: &Forest<'a>) -> Self {
        Self { left: forest.bodies().collect(), first: HashMap::new() }
    }

    /// Lowers those before which at most so many rules are written.
    pub(super) fn lower_until(&mut self, written: usize, rules: &mut Vec<Rule<'a>>, names: &mut Names<'a>) {
        while let Some((node, path, decl, is_repeated)) =
            self.left.pop_front_if(|(_, _, decl, _)| decl.after <= written)
        {
            let id = RuleId::at(rules.len());
            let rule = match self.first.get(&address(decl)) {
                Some((first, rule)) => again(*first, rule, id, names),
                None => {
                    let rule = lower(id, decl, names);
                    self.first.insert(address(decl), (id, rule.clone()));
                    rule
                }
            };
            if is_repeated {
                names.repeated.insert(Site::Rule(id), address(decl));
            }
            rules.push(Rule { selector: only(node, path), ..rule });
        }
    }
}

/// The rule, for whatever node.
fn lower<'a>(id: RuleId, decl: &'a NodeBodyDecl, names: &mut Names<'a>) -> Rule<'a> {
    names.sites.insert(Site::Rule(id), (&decl.body.class).into());
    Rule {
        label: None,
        doc: &decl.notes.doc,
        allow: names.allow(&decl.notes.allow, Item::Rule).into(),
        line: line(decl.body.class.span),
        selector: Selector { any: Table::EMPTY },
        bodies: vec![class_body(id, 0, &decl.body, names)].into(),
        synth: None,
    }
}

/// The same rule for the next node: what is wrong with it stands where it did.
fn again<'a>(first: RuleId, rule: &Rule<'a>, id: RuleId, names: &mut Names<'a>) -> Rule<'a> {
    let counts =
        |ClassBody { arguments, known, .. }: &ClassBody| (arguments.len() as u32, known.len() as u32);
    let (arguments, known) = rule.bodies.first().map_or((0, 0), counts);
    let sites = |rule| {
        let arguments = (0..arguments).map(move |i| Site::Argument(rule, 0, i));
        let known = (0..known).map(move |i| Site::Known(rule, 0, i));
        [Site::Rule(rule), Site::Body(rule, 0)].into_iter().chain(arguments).chain(known)
    };
    for (old, new) in sites(first).zip(sites(id)) {
        if let Some(spans) = names.sites.get(&old).copied() {
            names.sites.insert(new, spans);
        }
    }
    rule.clone()
}

fn only<'a>(node: EntryId, path: String) -> Selector<'a> {
    let subject = Compound { all: vec![Simple::Entry(node, path.into())].into() };
    Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
}
