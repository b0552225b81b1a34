//! `attr name: unique inherited Type = default;`

use super::cursor::Cursor;
use super::interpolation::{Place, everywhere};
use super::names::expect_word;
use super::types::ty;
use super::values::value;
use super::{expected, semicolon, skip};
use crate::ast::{AttrDecl, Notes, ScalarDecl, TypeDecl};
use crate::report::Report;
use nest_core::suggest::nearest;
use proc_macro2::TokenTree;

/// What follows the word `attr`.
pub(super) fn attr(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<AttrDecl> {
    let keyword = cursor.last_span();
    let Some(name) = expect_word(cursor, "the attribute's name", report) else {
        skip(cursor);
        return None;
    };
    if cursor.take_operator(":").is_none() {
        expected(cursor, "`:` and a type", report);
        skip(cursor);
        // The attribute is there, whatever its type: what names it is no mistake.
        let ty = TypeDecl { wraps: Vec::new(), scalar: ScalarDecl::Wrong };
        return Some(AttrDecl { keyword, notes, name, unique: false, inherited: false, ty, default: None });
    }
    let (mut unique, mut inherited) = (false, false);
    loop {
        if cursor.take_word("unique").is_some() {
            unique = true;
        } else if cursor.take_word("inherited").is_some() {
            inherited = true;
        } else if let Some(word) = misspelt_modifier(cursor) {
            expected(cursor, &format!("`{word}`"), report);
            cursor.advance();
        } else {
            break;
        }
    }
    let ty = ty(cursor, report);
    let default = cursor.take_operator("=").map(|_| value(cursor, Place::Tree, &everywhere, report));
    semicolon(cursor, report);
    Some(AttrDecl { keyword, notes, name, unique, inherited, ty, default })
}

/// `unqiue String`: what stands before a type, and is nearly a word that can.
fn misspelt_modifier(cursor: &Cursor) -> Option<&'static str> {
    let word = cursor.peek_ident()?.to_string();
    // Behind a type there is a sign.
    if matches!(cursor.peek_at(1)?, TokenTree::Punct(_)) {
        return None;
    }
    nearest(&word, ["unique", "inherited"].into_iter())
}
