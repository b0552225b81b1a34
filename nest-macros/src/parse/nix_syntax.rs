//! What people write who come from Nix. It is named, and read over.

use super::cursor::Cursor;
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, TokenTree};

fn tell(cursor: &Cursor, what: &'static str, remedy: &'static str, report: &Report) {
    report.add(cursor.span(), Problem::NixSyntax { what, remedy });
}

/// `inherit x;`, `inherit (a) x;`, `with lib;` as a statement; whether one stood here.
pub(super) fn statement(cursor: &mut Cursor, report: &Report) -> bool {
    let names =
        cursor.peek_ident_at(1).is_some() || cursor.peek_group_at(1, Delimiter::Parenthesis).is_some();
    let is_inherit = cursor.is_word("inherit") && names;
    if !is_inherit && !is_with(cursor) {
        return false;
    }
    if is_inherit {
        tell(cursor, "inherit", "write `x = x;` for each name", report);
    } else {
        tell(cursor, "with", "write each path in full", report);
    }
    while !cursor.at_end() && cursor.take_operator(";").is_none() {
        cursor.advance();
    }
    true
}

/// `with pkgs; …`, `rec { … }`, `let x = 1; in …`, `{ x, ... }: …` where a value is expected. The value itself, if
/// one follows, is left to be read. Says whether there was such a thing.
pub(super) fn value(cursor: &mut Cursor, report: &Report) -> bool {
    let before = report.len();
    if is_with(cursor) {
        tell(cursor, "with", "write each path in full", report);
        cursor.until(|cursor| cursor.is_operator(";"));
        // `with pkgs; [ git ]`, but not `with pkgs;` and the next assignment.
        if matches!(cursor.peek_at(1), Some(TokenTree::Group(_) | TokenTree::Literal(_))) {
            cursor.advance();
        }
    } else if cursor.is_word("rec") && cursor.peek_group_at(1, Delimiter::Brace).is_some() {
        tell(cursor, "rec", "bind what is used twice with `let` before the assignment", report);
        cursor.advance();
    } else if cursor.is_word("let") {
        tell(cursor, "let … in", "bind with `let` before the assignment, as a statement", report);
        while !cursor.at_end() && cursor.take_word("in").is_none() {
            cursor.advance();
        }
    } else if cursor.peek_group(Delimiter::Brace).is_some() && cursor.is_operator_at(1, ":") {
        tell(cursor, "{ … }: …", "write a Rust function, and assign what it returns", report);
        cursor.advance();
        cursor.advance();
    }
    report.len() > before
}

fn is_with(cursor: &Cursor) -> bool {
    cursor.is_word("with") && cursor.peek_ident_at(1).is_some()
}
