//! The items of a fleet: header, attributes, traits, entries, rules.

use super::assertions::assertion;
use super::attrs::attr;
use super::cursor::Cursor;
use super::entries::{Entries, is_braced, is_called};
use super::habits::Place;
use super::header::{declared_args, header};
use super::includes::{include, is_include};
use super::interpolation::{self, everywhere};
use super::names::name;
use super::own_outputs::own_output;
use super::rules::rule;
use super::traits::trait_decl;
use super::{expected, list, skip, tell_habit};
use crate::ast::{Ast, KEYWORDS, Notes, Unread};
use crate::report::Report;
use nest_core::problem::{self, Problem};
use nest_core::suggest::nearest;
use proc_macro2::Delimiter;

/// Everything, to the end.
pub(super) fn all(cursor: &mut Cursor, ast: &mut Ast, report: &Report) {
    report.declare_special_args(declared_args(cursor));
    let mut entries = Entries::of(cursor, report);
    while !cursor.at_end() {
        item(cursor, ast, &mut entries, report);
    }
    if ast.header.is_none() && report.is_empty() {
        report.syntax(proc_macro2::Span::call_site(), "`pub static NAME;`, the name of the fleet", "none");
    }
}

pub(super) fn item(cursor: &mut Cursor, ast: &mut Ast, entries: &mut Entries, report: &Report) {
    let notes = notes(cursor, report);
    if cursor.at_end() {
        return;
    }
    let keyword = cursor.peek_ident().map(ToString::to_string).unwrap_or_default();
    match keyword.as_str() {
        "pub" | "static" => header(cursor, notes, ast, report),
        "attr" | "trait" | "rule" => {
            cursor.advance();
            declaration(&keyword, cursor, notes, ast, report);
        }
        "assert" | "output" if !is_entry(cursor) => {
            cursor.advance();
            declaration(&keyword, cursor, notes, ast, report);
        }
        "include" if is_include(cursor) => include(cursor, ast, entries, report),
        _ => other_item(cursor, notes, ast, entries, report),
    }
}

/// Whether the word here is the name of an entry: `output { … }`, `assert.eu { … }`, `output-1 { … }`.
fn is_entry(cursor: &Cursor) -> bool {
    cursor.peek_group_at(1, Delimiter::Brace).is_some()
        || cursor.is_operator_at(1, ".") && cursor.peek_group_at(3, Delimiter::Brace).is_some()
        || cursor.is_operator_at(1, "-")
}

/// An entry; or an item whose keyword is missing or misspelt, which is read all the same.
fn other_item(cursor: &mut Cursor, notes: Notes, ast: &mut Ast, entries: &mut Entries, report: &Report) {
    if let Some(keyword) = missing_keyword(cursor) {
        expected(cursor, &format!("`{keyword}`"), report);
        return declaration(keyword, cursor, notes, ast, report);
    }
    // `nest.trait.web = { … };`
    if cursor.peek_ident_at(2).is_some_and(|word| word == "trait") && tell_habit(Place::Item, cursor, report)
    {
        return unread(cursor, ast);
    }
    entries.rules = ast.rules.len();
    let notes = match entries.branch(cursor, notes) {
        Ok(branch) => {
            if entries.unread {
                ast.unread = Unread { attrs: true, traits: true, classes: true };
            }
            return ast.entries.push(branch);
        }
        Err(notes) => notes,
    };
    if is_called(cursor) || is_braced(cursor) {
        expected(cursor, "a rule around the class body: `rule … => nixos { … }`", report);
        return skip(cursor);
    }
    let word = cursor.peek_ident().map(ToString::to_string);
    if let Some(word) = &word {
        report.half_typed(problem::Kind::Item, word, cursor.span());
    }
    // A misspelt keyword is another thing.
    let is_keyword = |word: &String| nearest(word, KEYWORDS.into_iter()).is_some();
    let is_declaration = cursor.peek_ident_at(1).is_some() && missing_keyword_at(1, cursor).is_some();
    if !is_declaration && !word.as_ref().is_some_and(is_keyword) && tell_habit(Place::Item, cursor, report) {
        // `host web-1 { … }`
        if cursor.peek_ident_at(1).is_some() && !cursor.is_word("let") {
            cursor.advance();
            if let Ok(branch) = entries.branch(cursor, notes) {
                return ast.entries.push(branch);
            }
        }
        // `let port = 80; in`
        if cursor.is_word("let") {
            skip(cursor);
            cursor.take_word("in");
            return;
        }
        return unread(cursor, ast);
    }
    match word.filter(|_| cursor.peek_ident_at(1).is_some()) {
        // `trai web;`, `zzz port: u16;`: two words in a row begin no entry.
        Some(word) => {
            report
                .add(cursor.span(), Problem::unknown_word(problem::Kind::Item, &word, KEYWORDS.into_iter()));
            cursor.advance();
            let meant = nearest(&word, KEYWORDS.into_iter()).or_else(|| missing_keyword(cursor));
            match meant {
                // What is repeated, or only asked, are nodes.
                Some("for" | "extern") | None => unread(cursor, ast),
                Some(keyword) => declaration(keyword, cursor, notes, ast, report),
            }
        }
        None => {
            expected(
                cursor,
                "`attr`, `trait`, `rule`, `assert`, `output`, or an entry: `name { … }`",
                report,
            );
            unread(cursor, ast);
        }
    }
}

/// Passes over something that could have declared anything.
fn unread(cursor: &mut Cursor, ast: &mut Ast) {
    ast.unread = Unread { attrs: true, traits: true, classes: true };
    skip(cursor);
}

/// The keyword that what stands here seems to lack: `port: u16;`, `web;`, `web { needs = […]; }`.
fn missing_keyword(cursor: &Cursor) -> Option<&'static str> {
    missing_keyword_at(0, cursor)
}

fn missing_keyword_at(at: usize, cursor: &Cursor) -> Option<&'static str> {
    cursor.peek_ident_at(at)?;
    if cursor.is_operator_at(at + 1, ":") {
        // `web:not(lb) => …`
        let pseudo_class = cursor
            .peek_ident_at(at + 2)
            .filter(|_| cursor.peek_group_at(at + 3, Delimiter::Parenthesis).is_some());
        let is_selector = pseudo_class.is_some_and(|ident| {
            ["is", "not", "has", "within", "when"].contains(&ident.to_string().as_str())
        });
        return Some(if is_selector { "rule" } else { "attr" });
    }
    if cursor.is_operator_at(at + 1, ";") {
        return Some("trait");
    }
    let inside = Cursor::inside(cursor.peek_group_at(at + 1, Delimiter::Brace)?);
    let first = inside.peek_ident()?.to_string();
    let is_property =
        ["needs", "needed_by", "requires"].contains(&first.as_str()) && inside.is_operator_at(1, "=");
    let is_class = first == "class" && inside.peek_ident_at(1).is_some();
    (is_property || is_class).then_some("trait")
}

fn declaration(keyword: &str, cursor: &mut Cursor, notes: Notes, ast: &mut Ast, report: &Report) {
    // `attr attr port: u16;`
    if cursor.is_word(keyword) && cursor.peek_ident_at(1).is_some() {
        expected(cursor, "a name", report);
        cursor.advance();
    }
    match keyword {
        "attr" => match attr(cursor, notes, report) {
            Some(decl) => ast.attrs.push(decl),
            None => ast.unread.attrs = true,
        },
        "trait" => {
            let decls = trait_decl(cursor, notes, None, &mut ast.unread, report);
            if decls.is_empty() {
                ast.unread = Unread { traits: true, classes: true, ..ast.unread };
            }
            ast.traits.extend(decls);
        }
        "assert" => ast.assertions.extend(assertion(cursor, notes, report)),
        "output" => ast.own_outputs.extend(own_output(cursor, notes, report)),
        _ => ast.rules.extend(rule(cursor, notes, report)),
    }
}

/// What stands in front of an item: `/// …`, `#[allow(code)]`.
pub(super) fn notes(cursor: &mut Cursor, report: &Report) -> Notes {
    let mut lines: Vec<String> = Vec::new();
    let mut allow = Vec::new();
    while cursor.is_operator("#") && cursor.peek_group_at(1, Delimiter::Bracket).is_some() {
        cursor.advance();
        let Some(group) = cursor.take_group(Delimiter::Bracket) else { break };
        let mut inside = Cursor::inside(&group);
        let is_doc = inside.take_word("doc").is_some() && inside.take_operator("=").is_some();
        let line = inside.peek_literal().and_then(super::literals::quoted).filter(|_| is_doc);
        let codes = inside.take_word("allow").and_then(|_| inside.take_group(Delimiter::Parenthesis));
        match (line, codes) {
            // A comment may say anything.
            (Some(line), _) => {
                let line = line.read_any();
                lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
            }
            (None, Some(codes)) => allow.extend(list(&codes, report, |cursor| {
                let code = name(cursor);
                if code.is_none() {
                    expected(cursor, "the code of a lint", report);
                }
                Some(code?.read(interpolation::Place::Identifier, &everywhere(report), report))
            })),
            (None, None) => {
                report.syntax(group.span_open(), "a doc comment or `#[allow(…)]`", "an attribute");
            }
        }
    }
    Notes { doc: lines.join("\n"), allow }
}
