//! Rules.

use super::allow::Item;
use super::arguments::Takes;
use super::dom::Forest;
use super::in_nodes::InNodes;
use super::names::Names;
use super::selectors::selector;
use super::synth::synth;
use super::{CodeKind, Source, assignments, line, place};
use crate::ast::{Ast, ClassBodyDecl, RuleDecl};
use nest_core::model::{Attr, BodyId, ClassBody, Maker, Rule, RuleId, Target};
use nest_core::problem::Problem;
use nest_core::report::Site;
use std::collections::HashMap;

pub(super) fn lower<'a>(
    ast: &'a Ast,
    forest: &Forest<'a>,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Vec<Rule<'a>> {
    let mut labels: HashMap<&str, u32> = HashMap::new();
    for label in ast.rules.iter().filter_map(|decl| decl.label.as_ref()) {
        let line = line(label.spans.start);
        match labels.get(label.text.as_str()) {
            Some(first) => names.report.add(
                label.spans,
                Problem::DuplicateLabel { name: label.text.clone(), first: (*first).into() },
            ),
            None => drop(labels.insert(&label.text, line)),
        }
    }
    let mut rules = Vec::new();
    let mut in_nodes = InNodes::of(ast, forest);
    for (i, decl) in ast.rules.iter().enumerate() {
        in_nodes.lower_until(i, &mut rules, names);
        rules.push(rule(RuleId::at(rules.len()), decl, attrs, names));
    }
    in_nodes.lower_until(ast.rules.len(), &mut rules, names);
    rules
}

fn rule<'a>(id: RuleId, decl: &'a RuleDecl, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Rule<'a> {
    names.sites.insert(Site::Rule(id), decl.selector.spans);
    names.note_names(Site::Rule(id), &decl.selector);
    let target = Target::Matching(selector(&decl.selector, attrs, names));
    let bodies = decl.bodies.iter().enumerate().map(|(i, body)| class_body(id, i as u32, body, names));
    let bodies = bodies.collect::<Vec<_>>().into();
    Rule {
        label: decl.label.as_ref().map(|label| label.text.as_str()),
        doc: &decl.notes.doc,
        allow: names.allow(&decl.notes.allow, Item::Rule).into(),
        place: place(decl.selector.spans.start),
        target,
        bodies,
        synth: decl.synth.as_ref().map(|decl| synth(Maker::Rule(id), decl, attrs, names)),
    }
}

pub(super) fn class_body<'a>(
    rule: RuleId,
    at: u32,
    decl: &'a ClassBodyDecl,
    names: &mut Names<'a>,
) -> ClassBody<'a> {
    names.sites.insert(Site::Body(rule, at), (&decl.class).into());
    let class = names.class_id(&decl.class);
    let site = |i| Some(Site::Argument(rule, at, i));
    let (arguments, traits) = names.arguments(&decl.arguments, Takes::Module, site);
    let is_module = names.is_module(&decl.class.text);
    let body = BodyId::at(names.code(CodeKind::Rule { arguments, is_module }, Source::Body(&decl.body)));
    let assigned = names.code.last().map_or(Vec::new(), |code| assignments::lower(&code.assignments));
    let assignments = assigned.into_iter().enumerate().map(|(i, (assigned, spans))| {
        names.sites.insert(Site::Assignment(rule, at, i as u32), spans);
        assigned
    });
    let assignments = assignments.collect::<Vec<_>>().into();
    ClassBody { class, place: place(decl.class.span), arguments: traits.into(), assignments, body }
}
