//! Rules.

use super::Lowering;
use super::allow::Item;
use super::arguments::Takes;
use super::dom::Forest;
use super::in_nodes::InNodes;
use super::selectors::selector;
use super::synth::synth;
use super::{CodeKind, Source, assignments, redeclared};
use crate::ast::{Ast, ClassBodyDecl, Identifier, RuleDecl};
use nest_core::model::{BodyId, ClassBody, ClassId, Maker, Rule, RuleId, Target};
use nest_core::problem::Problem;
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, forest: &Forest<'a>, lower: &mut Lowering<'a>) -> Vec<Rule<'a>> {
    let labels = ast.rules.iter().filter_map(|decl| decl.label.as_ref());
    redeclared::report_names(labels, |name, first| Problem::DuplicateLabel { name, first }, lower);
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
    let mut bodies = Vec::new();
    decl.bodies.iter().for_each(|decl| class_bodies(id, decl, &mut bodies, lower));
    Rule {
        label: decl.label.as_ref().map(|label| label.text.as_str()),
        doc: &decl.notes.doc,
        allow: lower.allow(&decl.notes.allow, Item::Rule).into(),
        place: lower.files.place(decl.selector.spans.start),
        target,
        bodies: bodies.into(),
        synth: decl.synth.as_ref().map(|decl| synth(Maker::Rule(id), decl, lower)),
    }
}

/// Adds what stands between braces to the bodies of a rule, once for each of its classes.
pub(super) fn class_bodies<'a>(
    rule: RuleId,
    decl: &'a ClassBodyDecl,
    bodies: &mut Vec<ClassBody<'a>>,
    lower: &mut Lowering<'a>,
) {
    let first = bodies.len() as u32;
    let mut classes: Vec<(&Identifier, Option<ClassId>)> = Vec::new();
    for word in decl.classes() {
        if classes.iter().any(|(other, _)| other.text == word.text) {
            lower.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
            continue;
        }
        let at = first + classes.len() as u32;
        lower.map.note(Site::Body(rule, at), word);
        if at != first {
            lower.map.note_shared(rule, at, first);
        }
        classes.push((word, lower.class_id(word)));
    }
    let site = |i| Some(Site::Argument(rule, first, i));
    let (arguments, traits) = lower.arguments(&decl.arguments, Takes::Module, site);
    let is_module = classes.iter().any(|(word, _)| lower.scope.is_module(&word.text));
    let body = BodyId::at(lower.code(CodeKind::Rule { is_module }, arguments, Source::Body(&decl.body)));
    let assigned =
        lower.codes.all.last().map_or(Vec::new(), |code| assignments::lower(&code.assignments, &lower.files));
    let assignments = assigned.into_iter().enumerate().map(|(i, (assigned, spans))| {
        lower.map.note(Site::Assignment(rule, first, i as u32), spans);
        assigned
    });
    let assignments: Vec<_> = assignments.collect();
    bodies.extend(classes.into_iter().map(|(word, class)| ClassBody {
        class,
        place: lower.files.place(word.span),
        arguments: traits.clone().into(),
        assignments: assignments.clone().into(),
        body,
    }));
}
