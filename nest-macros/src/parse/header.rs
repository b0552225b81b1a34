//! The header: `pub static NAME;`, `pub static NAME { names = path; layout = split; }`.

use super::cursor::Cursor;
use super::names::{expect_word, word};
use super::nix_values::WORDS;
use super::{expected, list, semicolon, skip};
use crate::ast::{Ast, Header, Identifier, LAYOUTS, NAMINGS, Notes, SETTINGS, Settings};
use crate::report::Report;
use nest_core::model::{Layout, Names};
use nest_core::problem::{Kind, Problem};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::HashSet;

pub(super) fn header(cursor: &mut Cursor, notes: Notes, ast: &mut Ast, report: &Report) {
    let start = cursor.position();
    if cursor.take_word("pub").is_some() {
        cursor.take_group(Delimiter::Parenthesis);
    }
    let visibility: TokenStream = cursor.since(start);
    if cursor.take_word("static").is_none() {
        expected(cursor, "`static` and the name of the fleet", report);
        return skip(cursor);
    }
    let span = cursor.span();
    let Some(ident) = cursor.take_ident() else {
        expected(cursor, "the name of the fleet", report);
        return skip(cursor);
    };
    let settings = match cursor.take_group(Delimiter::Brace) {
        Some(group) => {
            cursor.take_operator(";");
            settings(&group, report)
        }
        None => {
            semicolon(cursor, report);
            Settings::default()
        }
    };
    if ast.header.is_some() {
        report.syntax(span, "one fleet", "another name");
    } else {
        ast.header = Some(Header { notes, visibility, name: ident.to_string(), ident, settings });
    }
}

/// What the braces say.
fn settings(group: &Group, report: &Report) -> Settings {
    let mut cursor = Cursor::inside(group);
    let mut settings = Settings::default();
    let mut seen = HashSet::new();
    while !cursor.at_end() {
        let Some(setting) = cursor.take_ident().map(|ident| word(&ident)) else {
            expected(
                &cursor,
                "a setting: `names = path;`, `layout = split;` or `specialArgs = […];`",
                report,
            );
            skip(&mut cursor);
            continue;
        };
        if !SETTINGS.contains(&setting.text.as_str()) {
            report.half_typed(Kind::Setting, setting.text.clone(), setting.span);
            let known = SETTINGS.into_iter();
            report.add(&setting, Problem::unknown_word(Kind::Setting, &setting.text, known));
        } else if !seen.insert(setting.text.clone()) {
            report.add(&setting, Problem::DuplicateSetting { name: setting.text.clone() });
        }
        if cursor.take_operator("=").is_none() {
            expected(&cursor, "`=`", report);
            skip(&mut cursor);
            continue;
        }
        let is_read = match setting.text.as_str() {
            // Whoever writes a setting wants something else than without it.
            "names" => choose(&mut settings.names, &NAMINGS, Kind::Naming, Names::Path, &mut cursor, report),
            "layout" => {
                choose(&mut settings.layout, &LAYOUTS, Kind::Layout, Layout::Split, &mut cursor, report)
            }
            "specialArgs" => special_args(&mut settings.special_args, &mut cursor, report),
            _ => cursor.advance().is_some(),
        };
        match is_read {
            true => semicolon(&mut cursor, report),
            false => skip(&mut cursor),
        }
    }
    settings
}

/// Reads the value of a setting, and keeps the first; says whether there is a word. `meant` stands for one that is none of
/// the known.
fn choose<T: Copy>(
    setting: &mut Option<T>,
    known: &[(&'static str, T)],
    kind: Kind,
    meant: T,
    cursor: &mut Cursor,
    report: &Report,
) -> bool {
    let words = || known.iter().map(|(word, _)| *word);
    let Some(value) = cursor.take_ident().map(|ident| word(&ident)) else {
        expected(cursor, &alternatives(words()), report);
        return false;
    };
    let found = known.iter().find(|(word, _)| *word == value.text).map(|(_, found)| *found);
    if found.is_none() {
        report.half_typed(kind, value.text.clone(), value.span);
        report.add(&value, Problem::unknown_word(kind, &value.text, words()));
    }
    setting.get_or_insert(found.unwrap_or(meant));
    true
}

/// `[secrets, site]`; says whether a list is there.
fn special_args(found: &mut Vec<Identifier>, cursor: &mut Cursor, report: &Report) -> bool {
    let Some(group) = cursor.take_group(Delimiter::Bracket) else {
        expected(cursor, "`[`", report);
        return false;
    };
    for word in list(&group, report, |cursor| expect_word(cursor, "a name", report)) {
        let why = match word.text.as_str() {
            "select" | "node" => Some("it is an argument of every body"),
            name if WORDS.contains(&name) => Some("every module is given it, and no fleet has to say so"),
            _ => None,
        };
        if let Some(why) = why {
            report.add(&word, Problem::ReservedName { name: word.text.clone(), why });
        } else if found.iter().any(|other| other.text == word.text) {
            report.add(&word, Problem::DuplicateWord { word: word.text.clone() });
        } else {
            found.push(word);
        }
    }
    true
}

/// The words of the setting `specialArgs`, before anything is read: what stands before the header knows them too.
pub(super) fn declared_args(cursor: &Cursor) -> Vec<String> {
    let ahead = |at: usize| cursor.peek_ident_at(at).is_some_and(|word| word == "static");
    let header = (0..cursor.left()).find(|at| ahead(*at));
    let Some(group) = header.and_then(|at| cursor.peek_group_at(at + 2, Delimiter::Brace)) else {
        return Vec::new();
    };
    let mut settings = Cursor::inside(group);
    settings.until(|cursor| cursor.is_word("specialArgs"));
    let words = settings.peek_group_at(2, Delimiter::Bracket).map(Group::stream).into_iter().flatten();
    let text = |token| match token {
        TokenTree::Ident(ident) => Some(word(&ident).text),
        _ => None,
    };
    words.filter_map(text).collect()
}

/// `a`, `b` or `c`
fn alternatives<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
