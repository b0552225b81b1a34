//! Rules.

use super::Lowering;
use super::allow::Item;
use super::arguments::Takes;
use super::dom::Forest;
use super::in_nodes::InNodes;
use super::selectors::selector;
use super::synth::synth;
use super::{CodeKind, Source, assignments, place, redeclared};
use crate::ast::{Ast, ClassBodyDecl, RuleDecl};
use nest_core::model::{BodyId, ClassBody, Maker, Rule, RuleId, Target};
use nest_core::problem::Problem;
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, forest: &Forest<'a>, lower: &mut Lowering<'a>) -> Vec<Rule<'a>> {
    let labels = ast.rules.iter().filter_map(|decl| decl.label.as_ref());
    redeclared::report_names(labels, |name, first| Problem::DuplicateLabel { name, first }, lower.report);
    let mut rules = Vec::new();
    let mut in_nodes = InNodes::of(ast, forest);
    for (i, decl) in ast.rules.iter().enumerate() {
        in_nodes.lower_until(i, &mut rules, lower);
        rules.push(rule(RuleId::at(rules.len()), decl, lower));
    }
    in_nodes.lower_until(ast.rules.len(), &mut rules, lower);
    rules
}

fn rule<'a>(id: RuleId, decl: &'a RuleDecl, lower: &mut Lowering<'a>) -> Rule<'a> {
    lower.map.note(Site::Rule(id), decl.selector.spans);
    lower.map.note_names(Site::Rule(id), &decl.selector);
    let target = Target::Matching(selector(&decl.selector, lower));
    let bodies = decl.bodies.iter().enumerate().map(|(i, body)| class_body(id, i as u32, body, lower));
    let bodies = bodies.collect::<Vec<_>>().into();
    Rule {
        label: decl.label.as_ref().map(|label| label.text.as_str()),
        doc: &decl.notes.doc,
        allow: lower.allow(&decl.notes.allow, Item::Rule).into(),
        place: place(decl.selector.spans.start),
        target,
        bodies,
        synth: decl.synth.as_ref().map(|decl| synth(Maker::Rule(id), decl, lower)),
    }
}

pub(super) fn class_body<'a>(
    rule: RuleId,
    at: u32,
    decl: &'a ClassBodyDecl,
    lower: &mut Lowering<'a>,
) -> ClassBody<'a> {
    lower.map.note(Site::Body(rule, at), &decl.class);
    let class = lower.class_id(&decl.class);
    let site = |i| Some(Site::Argument(rule, at, i));
    let (arguments, traits) = lower.arguments(&decl.arguments, Takes::Module, site);
    let is_module = lower.scope.is_module(&decl.class.text);
    let body = BodyId::at(lower.code(CodeKind::Rule { arguments, is_module }, Source::Body(&decl.body)));
    let assigned = lower.codes.all.last().map_or(Vec::new(), |code| assignments::lower(&code.assignments));
    let assignments = assigned.into_iter().enumerate().map(|(i, (assigned, spans))| {
        lower.map.note(Site::Assignment(rule, at, i as u32), spans);
        assigned
    });
    let assignments = assignments.collect::<Vec<_>>().into();
    ClassBody { class, place: place(decl.class.span), arguments: traits.into(), assignments, body }
}
