//! Values that Nix makes: `text!("…")`, `path!("…")`, `nix!("…")`, and the module system's properties
//! around values of any kind.

use super::cursor::Cursor;
use super::interpolation::Place;
use super::literals::{Quoted, check_uncut, take_quoted};
use super::nix_terms::{is_property, is_term, term};
use super::option_paths::path;
use super::option_values::{element, elements, value};
use super::rust::rust;
use super::scope::Scope;
use super::{braces, expected, nix_text, syntax};
use crate::ast::{Body, Fragment, Name, Rust, Segment, Setting, Statement, TextPart, Value};
use crate::report::Report;
use nest_core::nix::{Refusal, path_refusal};
use proc_macro2::{Delimiter, Group, Span, TokenTree};

/// The words that stand for Nix in a body: what all modules are given, the flake's inputs, and what Nix has by itself.
pub(crate) const WORDS: [&str; 7] = ["pkgs", "lib", "config", "options", "inputs", "modulesPath", "builtins"];

/// `pkgs.`, where the rest is missing.
pub(super) fn half_a_reference(cursor: &mut Cursor, report: &Report) -> Value {
    while cursor.take_ident().is_some() && cursor.take_operator(".").is_some() {}
    expected(cursor, "a name", report);
    Value::List(Vec::new())
}

/// `mk_if(config.services.nginx.enable, { … })`: each argument is a value as on a right-hand side.
pub(super) fn property(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Value> {
    let function = cursor.peek_ident().filter(|ident| is_property(ident))?.clone();
    let group = cursor.peek_group_at(1, Delimiter::Parenthesis)?.clone();
    if cursor.goes_on_at(2) && !cursor.is_operator_at(2, ",") {
        return None;
    }
    cursor.advance();
    cursor.advance();
    let arguments = elements(&mut Cursor::inside(&group), "`,` or `)`", scope, report);
    Some(Value::Property { function, of_lib: false, arguments, span: group.span() })
}

/// `text!(…)`, `path!(…)` or `nix!(…)`, if one of them stands here.
pub(super) fn fragment(cursor: &mut Cursor, scope: &Scope, report: &Report) -> Option<Fragment> {
    let name = ["text", "path", "nix"].into_iter().find(|name| cursor.is_word(name))?;
    if !cursor.is_operator_at(1, "!") {
        return None;
    }
    let group = match cursor.peek_at(2) {
        Some(TokenTree::Group(group)) => group.clone(),
        _ => return None,
    };
    (0..3).for_each(|_| drop(cursor.advance()));
    let value = match name {
        "nix" => expression(&group, scope, report),
        _ => parts(name, &group, scope, report),
    };
    Some(Fragment::Value(Box::new(value)))
}

/// The text that a macro begins with.
fn text(inside: &mut Cursor, report: &Report) -> Option<Quoted> {
    let found = take_quoted(inside);
    if found.is_none() {
        expected(inside, "text in quotes", report);
    }
    found
}

fn parts(name: &str, group: &Group, scope: &Scope, report: &Report) -> Value {
    let mut inside = Cursor::inside(group);
    let Some(text) = text(&mut inside, report) else { return Value::List(Vec::new()) };
    let span = text.span;
    inside.take_operator(",");
    if !inside.at_end() {
        expected(&inside, "`)`", report);
    }
    let place = if name == "text" { Place::Text } else { Place::Path };
    let written = text.clone().read_any();
    let mut written_parts = match text.read_parts(place, &|name| scope.known(name), report) {
        Ok(parts) => parts,
        Err(problem) => {
            report.add(span, problem);
            return Value::List(Vec::new());
        }
    };
    if name == "text" {
        braces::dedent(&mut written_parts);
    }
    let part = |part: braces::FormatPart| match part {
        braces::FormatPart::Literal(text) => Some(TextPart::Literal(text)),
        braces::FormatPart::Expression(text) => {
            let mut cursor = braces::tokens(&text, span, report)?;
            if is_term(&cursor, scope) {
                let value = term(&mut cursor, scope, report)?;
                if !cursor.at_end() {
                    expected(&cursor, "`}`", report);
                }
                return Some(TextPart::Nix(value));
            }
            let tokens = cursor.rest();
            syntax::is_expression(&tokens, span, "`}`", scope, report);
            Some(TextPart::Rust(rust(tokens, scope, report)))
        }
    };
    let parts: Vec<TextPart> = written_parts.into_iter().filter_map(part).collect();
    if name == "path" {
        for part in &parts {
            if matches!(part, TextPart::Nix(_)) {
                report.syntax(span, "Rust in the braces of a path", "a value of Nix");
            }
        }
        // Whatever stands in the braces, what is around them can be wrong by itself.
        let filled: String = parts
            .iter()
            .map(|part| match part {
                TextPart::Literal(literal) => literal.as_str(),
                TextPart::Rust(_) | TextPart::Nix(_) => "x",
            })
            .collect();
        if let Some(Refusal::Path { what, .. }) = path_refusal(&filled) {
            report.add(span, Refusal::Path { text: written.escape_debug().to_string(), what }.of_literal());
            return Value::List(Vec::new());
        }
        return Value::File { parts, span };
    }
    Value::Text { parts, span }
}

fn expression(group: &Group, scope: &Scope, report: &Report) -> Value {
    let mut inside = Cursor::inside(group);
    let Some(source) = text(&mut inside, report) else { return Value::List(Vec::new()) };
    let (span, source) = (source.span, source.read_any());
    check_uncut(&source, span, report);
    if let Err(problem) = nix_text::check(&source, &|word| scope.is_known_to_nix(word)) {
        report.add(span, problem);
    }
    let before = report.len();
    let mut arguments = Body::default();
    let mut scope = scope.in_set();
    while !inside.at_end() {
        if inside.take_operator(",").is_none() {
            expected(&inside, "`,` or `)`", report);
            break;
        }
        if inside.at_end() {
            break;
        }
        let start = inside.position();
        element(&mut inside);
        let end = inside.span();
        let mut argument = Cursor::new(inside.since(start), end);
        let start = argument.position();
        let path = self::path(&mut argument).filter(|path| path.segments.len() == 1);
        let Some(path) = path.filter(|_| argument.take_operator("=").is_some()) else {
            argument.rewind(start);
            expected(&argument, "`name = value`", report);
            continue;
        };
        let path = path.read(&scope, report);
        let value = value(&mut argument, "`,` or `)`", &mut scope, report);
        arguments.statements.push(Statement::Own(Setting::Assign { path, value }));
    }
    arguments.mark = report.mark();
    if report.len() == before {
        check_arguments(&source, span, &arguments, report);
    }
    Value::Expression { source, arguments, span }
}

/// Reports what a function in the Nix language does not take, and what it lacks.
fn check_arguments(source: &str, span: Span, arguments: &Body, report: &Report) {
    let mut given = Vec::new();
    for statement in &arguments.statements {
        let Statement::Own(Setting::Assign { path, .. }) = statement else { continue };
        match path.segments.as_slice() {
            [Segment::Name(name)] if given.iter().all(|other: &&Name| other.text != name.text) => {
                given.push(name)
            }
            // Its name is not known, or is told to be there twice.
            _ => return,
        }
    }
    let names: Vec<&str> = given.iter().map(|name| name.text.as_str()).collect();
    for (argument, problem) in nix_text::check_arguments(source, &names) {
        match argument.and_then(|i| given.get(i)) {
            Some(name) => report.add(name.spans, problem),
            None => report.add(span, problem),
        }
    }
}

/// Rust that is one value of ours.
pub(super) fn only(rust: Rust) -> Result<Value, Rust> {
    let is_empty = |fragment: &Fragment| matches!(fragment, Fragment::Tokens(tokens) if tokens.is_empty());
    if !rust.0.iter().all(|fragment| is_empty(fragment) || matches!(fragment, Fragment::Value(_))) {
        return Err(rust);
    }
    let mut values = rust.0.into_iter().filter_map(|fragment| match fragment {
        Fragment::Value(value) => Some(*value),
        _ => None,
    });
    values.next().ok_or(Rust(Vec::new()))
}
