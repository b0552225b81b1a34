//! `output dns(select) { … }`

use super::bodies::body;
use super::closures::scope_of;
use super::cursor::Cursor;
use super::interpolation::{Place, everywhere};
use super::names::{expect_word, name};
use super::{expected, list, missing, skip};
use crate::ast::{Notes, OwnOutputDecl};
use crate::report::Report;
use proc_macro2::Delimiter;

/// What follows the word `output`.
pub(super) fn own_output(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<OwnOutputDecl> {
    let Some(name) = name(cursor) else {
        expected(cursor, "the output's name", report);
        skip(cursor);
        return None;
    };
    let name = name.read(Place::Identifier, &everywhere, report);
    let arguments = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => list(&group, report, |cursor| expect_word(cursor, "an argument", report)),
        None => Vec::new(),
    };
    let Some(group) = cursor.take_group(Delimiter::Brace) else {
        missing(cursor, "`{`", report);
        if !super::starts_item(cursor) {
            skip(cursor);
        }
        return None;
    };
    cursor.take_operator(";");
    let body = body(Cursor::inside(&group), &scope_of(&arguments), report);
    Some(OwnOutputDecl { notes, name, arguments, body })
}
