//! `output dns(select) { … }`

use super::bodies::body;
use super::cursor::Cursor;
use super::names::{expect_word, name};
use super::{expected, list, missing, skip, unknown};
use crate::ast::{Notes, SummaryDecl, Word};
use crate::report::Report;
use nest_core::problem;
use proc_macro2::Delimiter;

/// What follows the word `output`.
pub(super) fn summary(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<SummaryDecl> {
    let Some(name) = name(cursor) else {
        expected(cursor, "the output's name", report);
        skip(cursor);
        return None;
    };
    let arguments = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => list(&group, report, |cursor| expect_word(cursor, "an argument", report)),
        None => Vec::new(),
    };
    let select = only_select(arguments, report);
    let Some(group) = cursor.take_group(Delimiter::Brace) else {
        missing(cursor, "`{`", report);
        if !super::starts_item(cursor) {
            skip(cursor);
        }
        return None;
    };
    cursor.take_operator(";");
    let arguments: &[&str] = if select.is_some() { &["select"] } else { &[] };
    let body = body(Cursor::inside(&group), arguments, report);
    Some(SummaryDecl { notes, name, select, body })
}

/// The argument of what runs for the whole fleet: there is no node that another could be of.
pub(super) fn only_select(arguments: Vec<Word>, report: &Report) -> Option<Word> {
    let mut select = None;
    for argument in arguments {
        match argument.text.as_str() {
            "select" if select.is_none() => select = Some(argument),
            "select" => {
                let word = argument.text.clone();
                report.add(&argument, problem::Problem::DuplicateWord { word });
            }
            other => {
                report.add(&argument, unknown(problem::Word::Argument, other, ["select"].into_iter()));
            }
        }
    }
    select
}
