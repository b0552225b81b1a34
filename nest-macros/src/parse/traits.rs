//! `trait` and what stands in its braces.

use super::cursor::Cursor;
use super::entries::assigns_options;
use super::habits::Place;
use super::interpolation::everywhere;
use super::names::{declared, expect_path, expect_word, word};
use super::selectors::selector;
use super::{expected, list, missing, semicolon, skip, spans, tell_habit};
use crate::ast::{Identifier, Notes, RequireDecl, TraitDecl, Unread};
use crate::report::Report;
use nest_core::problem::{self, Problem};
use proc_macro2::Delimiter;

/// What follows the word `trait`, and the traits inside it, outer ones first; nothing if it has no name.
pub(super) fn trait_decl(
    cursor: &mut Cursor,
    notes: Notes,
    outer: Option<&str>,
    unread: &mut Unread,
    report: &Report,
) -> Vec<TraitDecl> {
    let keyword = cursor.last_span();
    let Some(name) = declared(cursor, "the trait's name", |parts| parts.join("_"), report) else {
        skip(cursor);
        return Vec::new();
    };
    let before = report.len();
    let path = outer.map_or_else(|| name.text.clone(), |outer| format!("{outer}::{}", name.text));
    let mut decl = TraitDecl {
        keyword,
        notes,
        name,
        path,
        item: String::new(),
        needs: Vec::new(),
        needed_by: None,
        requires: Vec::new(),
        classes: Vec::new(),
        synth: None,
        broken: false,
    };
    let mut nested = Vec::new();
    // `trait web web { … }`
    if cursor.is_word(&decl.name.text) {
        expected(cursor, "`;` or `{`", report);
        cursor.advance();
    }
    let is_habit = tell_habit(Place::Trait, cursor, report);
    if is_habit && cursor.peek_group_at(1, Delimiter::Brace).is_some() {
        cursor.advance();
    }
    match cursor.take_group(Delimiter::Brace) {
        Some(group) => {
            let mut inside = Cursor::inside(&group);
            let mut seen: Vec<String> = Vec::new();
            while !inside.at_end() {
                nested.extend(property(&mut inside, &mut decl, &mut seen, unread, report));
            }
            cursor.take_operator(";");
        }
        None if cursor.take_operator(";").is_some() => {}
        None => {
            if !is_habit {
                missing(cursor, "`;` or `{`", report);
            }
            // What it would have defined is in the braces that are not there.
            unread.classes = true;
            unread.traits = true;
            if !super::starts_something(cursor) {
                skip(cursor);
            }
        }
    }
    decl.broken = report.len() > before;
    nested.insert(0, decl);
    nested
}

/// What stands in the braces of a trait. Where that is a trait, it is returned.
fn property(
    cursor: &mut Cursor,
    decl: &mut TraitDecl,
    seen: &mut Vec<String>,
    unread: &mut Unread,
    report: &Report,
) -> Vec<TraitDecl> {
    // A comment on a property is for whoever reads it here; one on a trait is that trait's.
    let notes = super::items::notes(cursor, report);
    if is_trait(cursor, report) {
        let nested = trait_decl(cursor, notes, Some(&decl.path), unread, report);
        unread.traits |= nested.is_empty();
        return nested;
    }
    if !cursor.at_end() {
        plain_property(cursor, decl, seen, unread, report);
    }
    Vec::new()
}

const KNOWN: [&str; 6] = ["needs", "needed_by", "requires", "class", "synth", "trait"];

/// Goes behind the word `trait`, also where it is missing or misspelt; says whether a trait follows.
fn is_trait(cursor: &mut Cursor, report: &Report) -> bool {
    let has_braces = |cursor: &Cursor, ahead: usize| cursor.peek_group_at(ahead, Delimiter::Brace).is_some();
    if cursor.take_word("trait").is_some() {
        // `trait trait user { … }`
        if cursor.is_word("trait") && cursor.peek_ident_at(1).is_some() {
            expected(cursor, "a name", report);
            cursor.advance();
        }
        return true;
    }
    let word = cursor.peek_ident().map(ToString::to_string).filter(|word| !KNOWN.contains(&word.as_str()));
    let Some(word) = word else { return false };
    // `trai user { … }`
    if cursor.peek_ident_at(1).is_some() && has_braces(cursor, 2) {
        report.add(cursor.span(), Problem::unknown_word(problem::Kind::TraitKey, &word, KNOWN.into_iter()));
        cursor.advance();
        return true;
    }
    // `nixos { services.nginx.enable = true; }`
    if cursor
        .peek_group_at(1, Delimiter::Brace)
        .is_some_and(|group| assigns_options(&mut Cursor::inside(group)))
    {
        let what = cursor.found().trim_matches('`').to_owned();
        let remedy = format!("write `rule … => {what} {{ … }}`");
        report.habit(cursor.span(), what, "configures nodes, which rules do", remedy);
        skip(cursor);
        return false;
    }
    // `user { … }`
    if has_braces(cursor, 1) {
        expected(cursor, "`trait`", report);
        return true;
    }
    false
}

fn plain_property(
    cursor: &mut Cursor,
    decl: &mut TraitDecl,
    seen: &mut Vec<String>,
    unread: &mut Unread,
    report: &Report,
) {
    let Some(ident) = cursor.take_ident() else {
        expected(cursor, "`needs`, `needed_by`, `requires`, `class`, `synth` or `trait`", report);
        unread.classes = true;
        unread.traits = true;
        return skip(cursor);
    };
    let key = word(&ident);
    if !KNOWN.contains(&key.text.as_str()) {
        report.add(&ident, Problem::unknown_word(problem::Kind::TraitKey, &key.text, KNOWN.into_iter()));
    }
    if key.text == "synth" {
        let synth = super::synth::synth(cursor, report);
        if decl.synth.is_some() {
            report.add(&ident, Problem::DuplicateProperty { name: key.text });
        } else {
            decl.synth = synth;
        }
        return;
    }
    // `classs nixos => …`
    let is_class = cursor.is_operator_at(1, "=>");
    if key.text == "class" || cursor.peek_ident().is_some() && is_class {
        match super::routes::class(cursor, report) {
            Some(class) => decl.classes.push(class),
            None => unread.classes = true,
        }
        return;
    }
    if !KNOWN.contains(&key.text.as_str()) {
        // `nixos => nixosConfigurations;`, `zzz class nixos => …`
        unread.classes |= cursor.is_operator("=>") || cursor.peek_ident().is_some();
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
        "needed_by" => decl.needed_by = Some(selector(cursor, &everywhere(report), report)),
        "needs" => decl.needs.extend(words(cursor, "a trait", report)),
        _ => decl.requires.extend(requires(cursor, report)),
    }
    semicolon(cursor, report);
}

/// `[a, b]`
pub(super) fn words(cursor: &mut Cursor, what: &str, report: &Report) -> Vec<Identifier> {
    let Some(group) = cursor.take_group(Delimiter::Bracket) else {
        expected(cursor, "a list: `[…]`", report);
        // One word is a list that lacks its brackets, in quotes or not.
        if cursor.peek_literal().is_some() {
            cursor.advance();
        }
        return cursor.take_ident().map(|ident| word(&ident)).into_iter().collect();
    };
    list(&group, report, |cursor| expect_path(cursor, what, report))
}

fn requires(cursor: &mut Cursor, report: &Report) -> Vec<RequireDecl> {
    let optional = |cursor: &mut Cursor| cursor.take_operator("?").is_some();
    let Some(group) = cursor.take_group(Delimiter::Bracket) else {
        expected(cursor, "a list: `[…]`", report);
        // As above.
        let attr = cursor.take_ident().map(|ident| word(&ident));
        return attr.map(|attr| RequireDecl { attr, optional: optional(cursor) }).into_iter().collect();
    };
    list(&group, report, |cursor| {
        let attr = expect_word(cursor, "an attribute", report)?;
        // `port: u16`
        if cursor.is_operator(":") {
            let start = cursor.span();
            let ty = cursor.until(|cursor| cursor.is_operator(",")).to_string();
            let why = "stands where the attribute is declared";
            let remedy = format!("write `attr {}{ty};` among the items", attr.text);
            report.habit(spans(start, cursor), ty, why, remedy);
            return None;
        }
        Some(RequireDecl { attr, optional: optional(cursor) })
    })
}

/// What the Rust items of traits are called: as their last part, where no other has the same; else with the whole path.
pub(super) fn name_items(traits: &mut [TraitDecl]) {
    let paths: Vec<(String, String)> =
        traits.iter().map(|decl| (decl.name.text.clone(), decl.path.clone())).collect();
    for decl in traits {
        let is_shared = paths.iter().any(|(name, path)| *name == decl.name.text && *path != decl.path);
        decl.item = if is_shared { decl.path.replace("::", "_") } else { decl.name.text.clone() };
    }
}
