//! Names and texts in which variables of loops stand.

use super::arithmetic::{Wrong, arithmetic, has_variable, signs_of_text, steps, unknown};
use super::cursor::Cursor;
use super::interpolation::{Known, Names, Place, everywhere};
use super::literals::{Quoted, take_quoted};
use super::names::{part, word};
use super::spans;
use crate::ast::{Identifier, NamePattern};
use crate::report::{Report, Spans};
use crate::template::{Arithmetic, Part, Template, Variable};
use nest_core::nix;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group, TokenTree};
use std::ops::RangeInclusive;

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
                        Some(value) => template.push(Part { value, digits: 0 }),
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

/// `[i]`, `[i + 1]`
fn in_brackets(group: &Group, variables: &[Identifier], report: &Report) -> Option<Arithmetic> {
    let mut inside = Cursor::inside(group);
    match arithmetic(&mut inside, variables, report) {
        Some(Some(value)) if inside.at_end() => return Some(value),
        Some(None) => return None,
        _ => {}
    }
    let mut inside = Cursor::inside(group);
    match inside.take_ident().map(|ident| word(&ident)).filter(|_| inside.at_end()) {
        Some(name) => report.add(&name, unknown(&name.text, variables)),
        None => report.syntax(
            Spans::new(group.span_open(), group.span_close()),
            "the variable of a `for`: `[i]`",
            format!("`{group}`"),
        ),
    }
    None
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

/// How many digits a number can be written with.
const DIGITS: RangeInclusive<usize> = 1..=20;

/// Text with `{i}`, `{i + 1}` or `{i:02}` in it. Other braces are text.
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
        rest = after;
        let end = after.find(['{', '}']).unwrap_or(after.len());
        let (inside, behind) = after.split_at(end);
        match in_braces(inside, behind.starts_with('}'), variables) {
            Some(Ok(part)) => {
                template.push(part);
                rest = &behind[1..];
            }
            Some(Err(problem)) => {
                report.add(at, problem);
                return None;
            }
            None => template.push_text("{"),
        }
    }
    template.push_text(rest);
    Some(template)
}

/// What a part of a text in braces stands for; nothing if it is text.
fn in_braces(inside: &str, is_closed: bool, variables: &[Identifier]) -> Option<Result<Part, Problem>> {
    let (written, digits) =
        inside.split_once(':').map_or((inside, None), |(sum, digits)| (sum, Some(digits)));
    let signs = signs_of_text(written).filter(|signs| is_closed && has_variable(signs, variables));
    let read = signs.map(|signs| (steps(&signs, variables), signs.len()));
    let steps = match read {
        Some((Ok((steps, read)), count)) if read == count => Some(steps),
        Some((Err(Wrong::Unknown { word, read, .. }), count)) if read == count => {
            return Some(Err(unknown(&word, variables)));
        }
        _ => None,
    };
    let digits = digits
        .map_or(Some(0), |digits| digits.strip_prefix('0')?.parse().ok().filter(|n| DIGITS.contains(n)));
    let end = inside.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inside.len());
    match (steps, digits) {
        (Some(steps), Some(digits)) => {
            Some(Ok(Part { value: Arithmetic { written: written.trim().to_owned(), steps }, digits }))
        }
        (None, _) if variable(&inside[..end], variables).is_none() => None,
        _ => {
            let expected = "a variable, arithmetic or digits: `{i}`, `{i + 1}`, `{i:02}`".to_owned();
            Some(Err(Problem::Syntax { expected, found: format!("`{{{inside}}}`") }))
        }
    }
}
