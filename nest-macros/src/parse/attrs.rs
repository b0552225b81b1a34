//! `attr name: unique within site inherited Type = default;`

use super::cursor::Cursor;
use super::interpolation::{Place, everywhere};
use super::names::{declared, expect_word};
use super::types::ty;
use super::values::value;
use super::{expected, semicolon, skip};
use crate::ast::{AttrDecl, Notes, ScalarDecl, TypeDecl, UniqueDecl};
use crate::report::Report;
use nest_core::suggest::nearest;
use proc_macro2::TokenTree;

/// What follows the word `attr`.
pub(super) fn attr(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<AttrDecl> {
    let keyword = cursor.last_span();
    let Some(name) = declared(cursor, "the attribute's name", camel, report) else {
        skip(cursor);
        return None;
    };
    if cursor.take_operator(":").is_none() {
        expected(cursor, "`:` and a type", report);
        skip(cursor);
        // The attribute is there, whatever its type: what names it is no mistake.
        let ty = TypeDecl { wraps: Vec::new(), scalar: ScalarDecl::Wrong };
        return Some(AttrDecl {
            keyword,
            notes,
            name,
            unique: UniqueDecl::No,
            inherited: false,
            ty,
            default: None,
        });
    }
    let (mut unique, mut inherited) = (UniqueDecl::No, false);
    loop {
        if cursor.take_word("unique").is_some() {
            unique = within(cursor, report);
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
    // `u16 unique`
    if ["unique", "inherited"].iter().any(|word| cursor.is_word(word)) {
        let what = cursor.found().trim_matches('`').to_owned();
        let remedy = format!("write `{what}` before it");
        report.habit(cursor.span(), what, "stands behind the type", remedy);
        cursor.advance();
    }
    let default = cursor.take_operator("=").map(|_| value(cursor, Place::Tree, &everywhere(report), report));
    semicolon(cursor, report);
    Some(AttrDecl { keyword, notes, name, unique, inherited, ty, default })
}

/// What follows the word `unique`.
fn within(cursor: &mut Cursor, report: &Report) -> UniqueDecl {
    if cursor.take_word("within").is_none() {
        if misspelt_modifier(cursor) != Some("within") {
            return UniqueDecl::InFleet;
        }
        expected(cursor, "`within`", report);
        cursor.advance();
    }
    // What a sign follows is the type.
    if matches!(cursor.peek_at(1), None | Some(TokenTree::Punct(_))) {
        expected(cursor, "an attribute within whose values it is unique, and a type", report);
        return UniqueDecl::No;
    }
    let what = "an attribute within whose values it is unique";
    expect_word(cursor, what, report).map_or(UniqueDecl::No, UniqueDecl::Within)
}

/// `httpPort`
fn camel(parts: &[&str]) -> String {
    let later = |part: &&str| {
        let (first, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    };
    let (first, rest) = parts.split_first().unwrap_or((&"", &[]));
    (*first).to_owned() + &rest.iter().map(later).collect::<String>()
}

/// `unqiue String`: what stands before a type, and is nearly a word that can.
fn misspelt_modifier(cursor: &Cursor) -> Option<&'static str> {
    let word = cursor.peek_ident()?.to_string();
    // Behind a type there is a sign.
    if matches!(cursor.peek_at(1)?, TokenTree::Punct(_)) {
        return None;
    }
    nearest(&word, ["unique", "within", "inherited"].into_iter())
}
