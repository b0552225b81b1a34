//! `output dns(select) { … }`

use super::cursor::Cursor;
use super::interpolation::{Place, everywhere};
use super::names::{expect_word, name};
use super::statements::code;
use super::{expected, skip};
use crate::ast::{Notes, OwnOutputDecl};
use crate::report::Report;

/// What follows the word `output`.
pub(super) fn own_output(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<OwnOutputDecl> {
    let Some(name) = name(cursor) else {
        expected(cursor, "the output's name", report);
        skip(cursor);
        return None;
    };
    let name = name.read(Place::Identifier, &everywhere(report), report);
    let (arguments, body) = code(cursor, expect_word, report)?;
    cursor.take_operator(";");
    Some(OwnOutputDecl { notes, name, arguments, body })
}
