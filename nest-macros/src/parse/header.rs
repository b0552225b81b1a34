//! The header: `pub static NAME;`, `pub static NAME { names = path; }`.

use super::cursor::Cursor;
use super::names::word;
use super::{expected, semicolon, skip};
use crate::ast::{Ast, Header, Notes};
use crate::report::Report;
use nest_core::model::Names;
use nest_core::problem::{Kind, Problem};
use proc_macro2::{Delimiter, Group, TokenStream};

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
    let names = match cursor.take_group(Delimiter::Brace) {
        Some(group) => {
            cursor.take_operator(";");
            names(&group, report)
        }
        None => {
            semicolon(cursor, report);
            None
        }
    };
    if ast.header.is_some() {
        report.syntax(span, "one fleet", "another name");
    } else {
        ast.header = Some(Header { notes, visibility, name: ident.to_string(), ident, names });
    }
}

const NAMES: [(&str, Names); 2] = [("name", Names::Name), ("path", Names::Path)];

/// What nodes are called in outputs, if it is said.
fn names(group: &Group, report: &Report) -> Option<Names> {
    let mut cursor = Cursor::inside(group);
    let mut names = None;
    let mut is_set = false;
    while !cursor.at_end() {
        let Some(setting) = cursor.take_ident().map(|ident| word(&ident)) else {
            expected(&cursor, "a setting: `names = path;`", report);
            skip(&mut cursor);
            continue;
        };
        // There is but one that can be meant.
        if setting.text != "names" {
            report.add(&setting, Problem::unknown_word(Kind::Setting, &setting.text, ["names"].into_iter()));
        } else if is_set {
            report.add(&setting, Problem::DuplicateProperty { name: setting.text.clone() });
        }
        is_set |= setting.text == "names";
        if cursor.take_operator("=").is_none() {
            expected(&cursor, "`=`", report);
            skip(&mut cursor);
            continue;
        }
        match cursor.take_ident().map(|ident| word(&ident)) {
            None => {
                expected(&cursor, "`path` or `name`", report);
                skip(&mut cursor);
                continue;
            }
            Some(value) => match NAMES.iter().find(|(known, _)| *known == value.text) {
                Some((_, found)) => names = names.or(Some(*found)),
                None => {
                    let known = NAMES.iter().map(|(known, _)| *known);
                    report.add(&value, Problem::unknown_word(Kind::Naming, &value.text, known));
                    // Whoever writes the setting wants something else than without it.
                    names = names.or(Some(Names::Path));
                }
            },
        }
        semicolon(&mut cursor, report);
    }
    names
}
