//! Names and texts in which variables of loops stand.

use super::cursor::Cursor;
use super::interpolation::{Known, Names, Place, everywhere};
use super::literals::{Quoted, take_quoted};
use super::names::{part, word};
use super::spans;
use crate::ast::{Identifier, NamePattern};
use crate::report::{Report, Spans};
use crate::template::{Template, Variable};
use nest_core::nix;
use nest_core::problem::{self, Problem};
use proc_macro2::{Delimiter, Group, TokenTree};

/// A name before its variables are looked up: it is not yet certain that a name stands here.
pub(super) struct RawName {
    parts: Vec<NamePart>,
    spans: Spans,
}

enum NamePart {
    Text(String),
    Quoted(Quoted),
    /// `[i]`
    Variable(Group),
    /// `[i]`, right behind another part.
    Adjacent(Group),
}

/// `web-1`, `web-[i]`, `[zone]-db`, `"a.{i}"`; nothing is read if none stands here.
pub(super) fn raw_name(cursor: &mut Cursor) -> Option<RawName> {
    if let Some(quoted) = take_quoted(cursor) {
        let spans = quoted.span.into();
        return Some(RawName { parts: vec![NamePart::Quoted(quoted)], spans });
    }
    let start = cursor.span();
    let mut parts = vec![name_part(cursor)?];
    loop {
        if let Some(group) = cursor.take_group(Delimiter::Bracket) {
            parts.push(NamePart::Adjacent(group));
            continue;
        }
        let before = cursor.position();
        if cursor.take_operator("-").is_none() {
            break;
        }
        let Some(next) = name_part(cursor) else {
            cursor.rewind(before);
            break;
        };
        parts.extend([NamePart::Text("-".to_owned()), next]);
    }
    Some(RawName { parts, spans: spans(start, cursor) })
}

/// The same, where nothing else can stand.
pub(super) fn name_pattern(cursor: &mut Cursor, around: Around, report: &Report) -> Option<NamePattern> {
    raw_name(cursor)?.resolve(around, report)
}

/// What is around a name or a value.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The variables of the loops around, outermost first.
    pub(super) variables: &'a [Identifier],
    pub(super) place: Place,
    pub(super) names: Names<'a>,
}

impl Around<'_> {
    /// What is around a part of a value.
    pub(super) fn inside(self) -> Self {
        let place = if self.place == Place::Attribute { Place::AttributePart } else { self.place };
        Self { place, ..self }
    }
}

/// What is around a part of the tree: the variables of loops mean something there.
pub(super) fn in_tree<T>(variables: &[Identifier], report: &Report, read: impl FnOnce(Around) -> T) -> T {
    let everywhere = everywhere(report);
    let names = |name: &str| variable(name, variables).map(|_| Known::Variable).or_else(|| everywhere(name));
    read(Around { variables, place: Place::Tree, names: &names })
}

/// A part between hyphens.
fn name_part(cursor: &mut Cursor) -> Option<NamePart> {
    match cursor.take_group(Delimiter::Bracket) {
        Some(group) => Some(NamePart::Variable(group)),
        None => part(cursor).map(NamePart::Text),
    }
}

impl RawName {
    /// The name with its variables; nothing if one of them is none, which is reported.
    pub(super) fn resolve(self, around: Around, report: &Report) -> Option<NamePattern> {
        let Around { variables, place, names } = around;
        let mut template = Template::default();
        let mut written = String::new();
        let mut is_known = true;
        for part in self.parts {
            match part {
                NamePart::Text(text) => {
                    written.push_str(&text);
                    template.push_text(&text);
                }
                NamePart::Quoted(quoted) => {
                    let before = report.len();
                    let mut text = quoted.read(place, names, report);
                    // A name with a dollar sign would be wrong once more.
                    if report.len() > before {
                        text = text.replace("${", "{");
                    }
                    written.push_str(&nix::quote(&text));
                    match text_template(text, self.spans, variables, report) {
                        Some(text) => template = text,
                        None => is_known = false,
                    }
                }
                NamePart::Adjacent(group) => {
                    report.syntax(
                        group.span_open(),
                        format!("`-` before `{group}`, or quotes: `\"web{{i}}\"`"),
                        "`[`",
                    );
                    is_known = false;
                }
                NamePart::Variable(group) => {
                    written.push_str(&group.to_string());
                    match in_brackets(&group, variables, report) {
                        Some(variable) => template.push(variable),
                        None => is_known = false,
                    }
                }
            }
        }
        is_known.then_some(NamePattern {
            number: report.number(),
            text: template,
            written,
            first: self.spans.start,
            spans: self.spans,
        })
    }
}

/// `[i]`
fn in_brackets(group: &Group, variables: &[Identifier], report: &Report) -> Option<Variable> {
    let mut inside = Cursor::inside(group);
    let name = inside.take_ident().map(|ident| word(&ident)).filter(|_| inside.at_end());
    let Some(name) = name else {
        report.syntax(
            Spans { start: group.span_open(), end: group.span_close() },
            "the variable of a `for`: `[i]`",
            format!("`{group}`"),
        );
        return None;
    };
    let found = variable(&name.text, variables);
    if found.is_none() {
        let known = variables.iter().map(|word| word.text.as_str());
        report.add(&name, Problem::unknown_word(problem::Kind::Variable, &name.text, known));
    }
    found
}

/// The variable of a name, if a `for` around has one.
pub(super) fn variable(name: &str, variables: &[Identifier]) -> Option<Variable> {
    variables.iter().position(|word| word.text == name).map(Variable)
}

/// The variable that a word by itself stands for.
pub(super) fn variable_word(token: &TokenTree, variables: &[Identifier]) -> Option<Variable> {
    match token {
        TokenTree::Ident(ident) => variable(&word(ident).text, variables),
        _ => None,
    }
}

/// Text with `{i}` in it. Other braces are text.
pub(super) fn text_template(
    text: String,
    at: Spans,
    variables: &[Identifier],
    report: &Report,
) -> Option<Template> {
    if variables.is_empty() || !text.contains('{') {
        return Some(text.into());
    }
    let mut template = Template::default();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        template.push_text(before);
        let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let Some(variable) = variable(name, variables) else {
            template.push_text("{");
            rest = after;
            continue;
        };
        let Some(behind) = behind.strip_prefix('}') else {
            let inside = after.split('}').next().unwrap_or(after);
            report.syntax(at, format!("`{{{name}}}`, the variable alone"), format!("`{{{inside}}}`"));
            return None;
        };
        template.push(variable);
        rest = behind;
    }
    template.push_text(rest);
    Some(template)
}
