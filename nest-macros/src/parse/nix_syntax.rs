//! Statements and values of Nix that begin with a word or a shape of their own. They are named, and read over.

use super::cursor::Cursor;
use super::habits;
use crate::report::Report;
use proc_macro2::{Delimiter, TokenTree};

fn tell(cursor: &Cursor, what: &str, remedy: &str, report: &Report) {
    report.add(cursor.span(), habits::of_nix(what, remedy));
}

/// `inherit x;`, `inherit (a) x;`, `with lib;`, and the `in` of a `let`, as statements; whether one stood here.
pub(super) fn statement(cursor: &mut Cursor, report: &Report) -> bool {
    if cursor.is_word("in") && !is_option(cursor) {
        tell(cursor, "in", "leave it out: what a `let` binds holds to the end of the braces", report);
        cursor.advance();
        return true;
    }
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

/// What stands where a value is expected.
#[derive(PartialEq)]
pub(super) enum Found {
    /// Nothing of Nix's.
    Nothing,
    /// `rec`: the set behind it is left to be read.
    Prefix,
    /// `with pkgs; …`, `let x = 1; in …`, `{ x, ... }: …`, `x/y.nix`: all of it is read over.
    Value,
}

pub(super) fn value(cursor: &mut Cursor, report: &Report) -> Found {
    if is_with(cursor) {
        tell(cursor, "with", "write each path in full", report);
        cursor.until(|cursor| cursor.is_operator(";"));
        // `with pkgs; [ git ]`, but not `with pkgs;` and the next assignment.
        if matches!(cursor.peek_at(1), Some(TokenTree::Group(_) | TokenTree::Literal(_))) {
            cursor.advance();
            to_semicolon(cursor);
        }
        return Found::Value;
    }
    if cursor.is_word("rec") && cursor.peek_group_at(1, Delimiter::Brace).is_some() {
        tell(cursor, "rec", "bind what is used twice with `let` before the assignment", report);
        cursor.advance();
        return Found::Prefix;
    }
    if cursor.is_word("let") {
        tell(cursor, "let … in", "bind with `let` before the assignment, as a statement", report);
        while !cursor.at_end() && cursor.take_word("in").is_none() {
            cursor.advance();
        }
    } else if cursor.peek_group(Delimiter::Brace).is_some()
        && (cursor.is_operator_at(1, ":") || cursor.is_operator_at(1, "@"))
    {
        let remedy = "write `nix!(\"{ … }: …\")`, or a Rust function, and assign what it returns";
        tell(cursor, "{ … }: …", remedy, report);
    } else if let Some(file) = file(cursor) {
        let remedy = format!("write `path!(\"{file}\")`, a path from the workspace's root");
        tell(cursor, &file, &remedy, report);
    } else {
        return Found::Nothing;
    }
    to_semicolon(cursor);
    Found::Value
}

fn is_with(cursor: &Cursor) -> bool {
    cursor.is_word("with") && cursor.peek_ident_at(1).is_some()
}

/// Whether the word here is an option's.
fn is_option(cursor: &Cursor) -> bool {
    cursor.is_operator_at(1, "=") || cursor.is_operator_at(1, ".") || cursor.is_operator_at(1, "-")
}

fn to_semicolon(cursor: &mut Cursor) {
    while !cursor.at_end() && !cursor.is_operator(";") {
        cursor.advance();
    }
}

/// `hosts/web.nix`, which to Rust is a division.
fn file(cursor: &Cursor) -> Option<String> {
    cursor.peek_ident()?;
    let is_part = |token: &TokenTree| match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => "/.-".contains(punct.as_char()),
        TokenTree::Group(_) => false,
    };
    let count = (0..cursor.left()).take_while(|at| cursor.peek_at(*at).is_some_and(is_part)).count();
    let text: String = (0..count).filter_map(|at| cursor.peek_at(at)).map(ToString::to_string).collect();
    (text.contains('/') && !text.contains("./") && text.ends_with(".nix")).then_some(text)
}
