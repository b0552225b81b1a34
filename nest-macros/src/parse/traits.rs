//! `trait` and what stands in its braces.

use super::bodies::body;
use super::cursor::Cursor;
use super::names::{expect_path, expect_word, word};
use super::selectors::selector;
use super::{expected, list, missing, semicolon, skip, unknown};
use crate::ast::{ClassDecl, Notes, RequireDecl, TraitDecl, Unread, Word};
use crate::report::Report;
use nest_core::problem::{self, Problem};
use proc_macro2::Delimiter;

/// What follows the word `trait`.
pub(super) fn trait_decl(
    cursor: &mut Cursor,
    notes: Notes,
    unread: &mut Unread,
    report: &Report,
) -> Option<TraitDecl> {
    let keyword = cursor.last_span();
    let Some(name) = expect_word(cursor, "the trait's name", report) else {
        skip(cursor);
        return None;
    };
    let before = report.len();
    let mut decl = TraitDecl {
        keyword,
        notes,
        name,
        needs: Vec::new(),
        needed_by: None,
        requires: Vec::new(),
        classes: Vec::new(),
        broken: false,
    };
    // `trait web web { … }`
    if cursor.is_word(&decl.name.text) {
        expected(cursor, "`;` or `{`", report);
        cursor.advance();
    }
    match cursor.take_group(Delimiter::Brace) {
        Some(group) => {
            let mut inside = Cursor::inside(&group);
            let mut seen: Vec<String> = Vec::new();
            while !inside.at_end() {
                property(&mut inside, &mut decl, &mut seen, unread, report);
            }
            cursor.take_operator(";");
        }
        None if cursor.take_operator(";").is_some() => {}
        None => {
            missing(cursor, "`;` or `{`", report);
            // What it would have defined is in the braces that are not there.
            unread.classes = true;
            if !super::starts_something(cursor) {
                skip(cursor);
            }
        }
    }
    decl.broken = report.len() > before;
    Some(decl)
}

fn property(
    cursor: &mut Cursor,
    decl: &mut TraitDecl,
    seen: &mut Vec<String>,
    unread: &mut Unread,
    report: &Report,
) {
    const KNOWN: [&str; 4] = ["needs", "needed_by", "requires", "class"];
    // A comment on a property is for whoever reads it here.
    super::items::notes(cursor, report);
    if cursor.at_end() {
        return;
    }
    let Some(ident) = cursor.take_ident() else {
        expected(cursor, "`needs`, `needed_by`, `requires` or `class`", report);
        unread.classes = true;
        return skip(cursor);
    };
    let key = word(&ident);
    if !KNOWN.contains(&key.text.as_str()) {
        report.add(&ident, unknown(problem::Word::TraitKey, &key.text, KNOWN.into_iter()));
    }
    // `classs nixos => …`
    if key.text == "class" || cursor.peek_ident().is_some() {
        match class(cursor, report) {
            Some(class) => decl.classes.push(class),
            None => unread.classes = true,
        }
        return;
    }
    if !KNOWN.contains(&key.text.as_str()) {
        // `nixos => nixosConfigurations;`
        unread.classes |= cursor.is_operator("=>");
        return skip(cursor);
    }
    if seen.contains(&key.text) {
        report.add(&ident, Problem::DuplicateProperty { name: key.text.clone() });
    }
    seen.push(key.text.clone());
    if cursor.take_operator("=").is_none() {
        expected(cursor, "`=`", report);
        return skip(cursor);
    }
    match key.text.as_str() {
        "needed_by" => decl.needed_by = Some(selector(cursor, report)),
        "needs" => decl.needs.extend(words(cursor, "a trait", report)),
        _ => decl.requires.extend(requires(cursor, report)),
    }
    semicolon(cursor, report);
}

/// `[a, b]`
pub(super) fn words(cursor: &mut Cursor, what: &str, report: &Report) -> Vec<Word> {
    let Some(group) = cursor.take_group(Delimiter::Bracket) else {
        expected(cursor, "a list: `[…]`", report);
        // One word is a list that lacks its brackets.
        return cursor.take_ident().map(|ident| word(&ident)).into_iter().collect();
    };
    list(&group, report, |cursor| expect_path(cursor, what, report))
}

fn requires(cursor: &mut Cursor, report: &Report) -> Vec<RequireDecl> {
    let Some(group) = cursor.take_group(Delimiter::Bracket) else {
        expected(cursor, "a list: `[…]`", report);
        return Vec::new();
    };
    list(&group, report, |cursor| {
        let attr = expect_word(cursor, "an attribute", report)?;
        Some(RequireDecl { attr, optional: cursor.take_operator("?").is_some() })
    })
}

/// What follows the word `class`.
fn class(cursor: &mut Cursor, report: &Report) -> Option<ClassDecl> {
    let found = (|| {
        let name = expect_word(cursor, "the class's name", report)?;
        if cursor.take_operator("=>").is_none() {
            expected(cursor, "`=>` and an output", report);
            return None;
        }
        let output = expect_word(cursor, "an output", report)?;
        Some((name, output))
    })();
    let Some((name, output)) = found else {
        skip(cursor);
        return None;
    };
    let args =
        cursor.take_group(Delimiter::Brace).map(|group| body(Cursor::inside(&group), &["node"], report));
    if args.is_none() {
        semicolon(cursor, report);
    } else {
        cursor.take_operator(";");
    }
    Some(ClassDecl { name, output, args })
}
