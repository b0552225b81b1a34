//! The types of attributes.

use super::cursor::Cursor;
use super::habits::Place;
use super::interpolation::{self, everywhere};
use super::literals::take_quoted;
use super::names::{expect_path, word};
use super::{expected, tell_habit};
use crate::ast::{ScalarDecl, TypeDecl};
use crate::report::Report;
use nest_core::model::Wrap;
use proc_macro2::Delimiter;

pub(super) fn ty(cursor: &mut Cursor, report: &Report) -> TypeDecl {
    if tell_habit(Place::Type, cursor, report) {
        pass(cursor);
        return TypeDecl { wraps: Vec::new(), scalar: ScalarDecl::Wrong };
    }
    let mut found = plain(cursor, report);
    while cursor.take_operator("?").is_some() {
        found.wraps.insert(0, Wrap::Optional);
    }
    found
}

/// Goes behind a type that could not be read.
fn pass(cursor: &mut Cursor) {
    while !cursor.at_end() && !cursor.is_operator(";") && !cursor.is_operator("=") {
        cursor.advance();
    }
}

fn plain(cursor: &mut Cursor, report: &Report) -> TypeDecl {
    let scalar = |scalar| TypeDecl { wraps: Vec::new(), scalar };
    if let Some(group) = cursor.take_group(Delimiter::Bracket) {
        return wrapped(Wrap::List, Cursor::inside(&group), report);
    }
    if let Some(group) = cursor.take_group(Delimiter::Brace) {
        let mut inside = Cursor::inside(&group);
        if inside.take_word("String").is_none() || inside.take_operator(":").is_none() {
            expected(&inside, "`String: ` and a type", report);
            return scalar(ScalarDecl::Wrong);
        }
        return wrapped(Wrap::Map, inside, report);
    }
    if cursor.take_word("node").is_some() {
        return scalar(node(cursor, report));
    }
    if let Some(ident) = cursor.take_ident() {
        return scalar(ScalarDecl::Named(word(&ident)));
    }
    let mut choices = Vec::new();
    while let Some(choice) = take_quoted(cursor) {
        let span = choice.span;
        choices.push((choice.read(interpolation::Place::Identifier, &everywhere(report), report), span));
        if cursor.is_operator(",") && tell_habit(Place::Type, cursor, report) {
            pass(cursor);
            return scalar(ScalarDecl::Wrong);
        }
        if cursor.take_operator("|").is_none() {
            return scalar(ScalarDecl::Choice(choices));
        }
    }
    expected(cursor, if choices.is_empty() { "a type" } else { "text in quotes" }, report);
    scalar(ScalarDecl::Wrong)
}

/// What follows the word `node`: `(db)`, `(host::user)`.
fn node(cursor: &mut Cursor, report: &Report) -> ScalarDecl {
    let Some(group) = cursor.take_group(Delimiter::Parenthesis) else {
        expected(cursor, "a trait in parentheses: `node(db)`", report);
        return ScalarDecl::Wrong;
    };
    let mut inside = Cursor::inside(&group);
    let Some(path) = expect_path(&mut inside, "a trait", report) else { return ScalarDecl::Wrong };
    if !inside.at_end() {
        expected(&inside, "`)`: a reference names one trait", report);
    }
    ScalarDecl::Node(path)
}

fn wrapped(wrap: Wrap, mut inside: Cursor, report: &Report) -> TypeDecl {
    let mut found = ty(&mut inside, report);
    found.wraps.insert(0, wrap);
    if !inside.at_end() && !matches!(found.scalar, ScalarDecl::Wrong) {
        expected(&inside, "the end of the type", report);
    }
    found
}
