//! `rule SELECTOR as label { class(args) { … } }`

use super::cursor::Cursor;
use super::entries::{is_braced, is_called};
use super::habits::Place;
use super::interpolation::{self, everywhere};
use super::literals::check_uncut;
use super::names::{expect_path, expect_word, name};
use super::selectors::selector;
use super::statements::code;
use super::synth::synth;
use super::{expected, missing, skip, starts_item, tell_habit};
use crate::ast::{ClassBodyDecl, Name, Notes, RuleDecl, SynthDecl};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::Delimiter;

/// What follows the word `rule`.
pub(super) fn rule(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<RuleDecl> {
    let mut selector = selector(cursor, &everywhere(report), report);
    let label = cursor.take_word("as").and_then(|_| label(cursor, report));
    let (mut bodies, mut synth) = (Vec::new(), None);
    let is_habit = !selector.broken
        && !cursor.is_operator("=>")
        && cursor.peek_group(Delimiter::Brace).is_none()
        && tell_habit(Place::Rule, cursor, report);
    // `rule host: nixos { … }`, `rule host nixos { … }`, `rule host = { … }`
    if is_habit {
        for sign in ["=", "->", ":"] {
            cursor.take_operator(sign);
        }
        if is_body(cursor) {
            rule_body(cursor, &mut bodies, &mut synth, report);
            cursor.take_operator(";");
            return Some(RuleDecl { notes, selector, label, bodies, synth });
        }
    }
    if cursor.take_operator("=>").is_some() {
        rule_body(cursor, &mut bodies, &mut synth, report);
        cursor.take_operator(";");
    } else if let Some(group) = cursor.take_group(Delimiter::Brace) {
        let mut inside = Cursor::inside(&group);
        if inside.at_end() {
            report.syntax(group.span_open(), "a class body: `nixos { … }`", "none");
        }
        while !inside.at_end() {
            rule_body(&mut inside, &mut bodies, &mut synth, report);
        }
        cursor.take_operator(";");
    } else {
        // What is no selector to its end has said so.
        match cursor.at_end() {
            _ if selector.broken || is_habit => {}
            true => missing(cursor, "`=>` and a class body, or `{`", report),
            false => expected(cursor, "`=>` and a class body, or `{`", report),
        }
        let is_next = selector.broken && starts_item(cursor);
        // What follows may have been meant for it.
        selector.broken = true;
        if !is_next {
            skip(cursor);
        }
    }
    Some(RuleDecl { notes, selector, label, bodies, synth })
}

/// Whether a class body stands here.
fn is_body(cursor: &Cursor) -> bool {
    is_braced(cursor) || is_called(cursor) && cursor.peek_group_at(2, Delimiter::Brace).is_some()
}

/// A class body, or the `synth`.
fn rule_body(
    cursor: &mut Cursor,
    bodies: &mut Vec<ClassBodyDecl>,
    synth: &mut Option<SynthDecl>,
    report: &Report,
) {
    let Some(keyword) = cursor.take_word("synth") else { return bodies.extend(class_body(cursor, report)) };
    let found = self::synth(cursor, report);
    if synth.is_some() {
        report.add(&keyword, Problem::DuplicateProperty { name: "synth".to_owned() });
    } else {
        *synth = found;
    }
}

fn label(cursor: &mut Cursor, report: &Report) -> Option<Name> {
    let label =
        name(cursor).map(|label| label.read(interpolation::Place::Identifier, &everywhere(report), report));
    match &label {
        Some(name) => check_uncut(&name.text, name.spans, report),
        None => expected(cursor, "a label", report),
    }
    label
}

/// `nixos(host, select) { … }`, `nixos, darwin { … }`
pub(super) fn class_body(cursor: &mut Cursor, report: &Report) -> Option<ClassBodyDecl> {
    let Some(first) = expect_word(cursor, "a class body: `nixos { … }`", report) else {
        skip(cursor);
        return None;
    };
    // `nixos = { … };`
    let is_set = cursor.is_operator("=") && cursor.peek_group_at(1, Delimiter::Brace).is_some();
    // `rule web { services.nginx.enable = true; }`: the whole of it is a body that has no class.
    if cursor.is_operator(".") || cursor.is_operator("=") && !is_set {
        report.syntax(&first, "a class around the options: `nixos { … }`", format!("`{}`", first.text));
        while cursor.advance().is_some() {}
        return None;
    }
    let mut others = Vec::new();
    while cursor.take_operator(",").is_some() {
        let Some(class) = expect_word(cursor, "another class: `nixos, darwin { … }`", report) else {
            skip(cursor);
            return None;
        };
        others.push(class);
    }
    if cursor.peek_group(Delimiter::Parenthesis).is_some() && cursor.is_operator_at(1, ",") {
        expected(cursor, "the arguments behind the last class: `nixos, darwin(…) { … }`", report);
        skip(cursor);
        return None;
    }
    let (arguments, body) = code(cursor, expect_path, report)?;
    Some(ClassBodyDecl { first, others, arguments, body })
}
