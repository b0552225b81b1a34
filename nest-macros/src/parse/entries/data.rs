//! Nodes from a file: `nodes from "hosts.csv" as host { addr = ip; _ = [comment]; }`.

use super::super::interpolation::{self, everywhere};
use super::super::literals::take_quoted;
use super::super::names::{expect_path, name, word};
use super::super::{expected, list, missing, semicolon, skip};
use super::Entries;
use crate::ast::{DataDecl, Name, Notes};
use crate::parse::cursor::Cursor;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group};

/// Whether `nodes from` stands here. No entry begins with two words.
pub(super) fn is_here(cursor: &Cursor) -> bool {
    cursor.is_word("nodes") && cursor.peek_ident_at(1).is_some_and(|word| word == "from")
}

impl Entries<'_> {
    /// What follows the words `nodes from`, which stand here.
    pub(super) fn data(&self, cursor: &mut Cursor, notes: Notes) -> DataDecl {
        let before = self.report.len();
        cursor.advance();
        cursor.advance();
        let span = cursor.span();
        let path = take_quoted(cursor).map(|path| path.read_any());
        let mut decl = DataDecl {
            number: self.report.number(),
            notes,
            path: path.unwrap_or_default(),
            span,
            is: Vec::new(),
            fields: Vec::new(),
            ignored: Vec::new(),
            nodes: Vec::new(),
            broken: false,
        };
        if decl.path.is_empty() {
            expected(cursor, "the path of a file, in quotes", self.report);
            skip(cursor);
        } else {
            self.traits_and_fields(cursor, &mut decl);
        }
        decl.broken = self.report.len() > before;
        decl
    }

    /// `as host, web { … }`, `as host;`
    fn traits_and_fields(&self, cursor: &mut Cursor, decl: &mut DataDecl) {
        if cursor.take_word("as").is_some() {
            loop {
                decl.is.extend(expect_path(cursor, "a trait", self.report));
                if cursor.take_operator(",").is_none() {
                    break;
                }
            }
        }
        match cursor.take_group(Delimiter::Brace) {
            Some(group) => {
                self.fields(&group, decl);
                cursor.take_operator(";");
            }
            None if cursor.is_operator(";") => semicolon(cursor, self.report),
            None => {
                missing(cursor, "`as` and traits, `{` or `;`", self.report);
                skip(cursor);
            }
        }
    }

    /// `addr = ip; _ = [comment, notes];`
    fn fields(&self, group: &Group, decl: &mut DataDecl) {
        let mut cursor = Cursor::inside(group);
        while !cursor.at_end() {
            let Some(set) = cursor.take_ident().map(|ident| word(&ident)) else {
                let what = "what a field sets (`name`, `is` or an attribute), or `_` for nothing";
                expected(&cursor, what, self.report);
                skip(&mut cursor);
                continue;
            };
            if cursor.take_operator("=").is_none() {
                expected(&cursor, "`=`", self.report);
                skip(&mut cursor);
                continue;
            }
            let is_ignored = set.text == "_";
            let list_here = cursor.take_group(Delimiter::Bracket).filter(|_| is_ignored);
            match list_here {
                Some(fields) => {
                    decl.ignored.extend(list(&fields, self.report, |cursor| self.field(cursor)));
                }
                None => {
                    let Some(field) = self.field(&mut cursor) else {
                        skip(&mut cursor);
                        continue;
                    };
                    if is_ignored {
                        decl.ignored.push(field);
                    } else if decl.fields.iter().any(|(other, _)| other.text == set.text) {
                        self.report.add(&set, Problem::DuplicateSetting { name: set.text.clone() });
                    } else {
                        decl.fields.push((set, field));
                    }
                }
            }
            semicolon(&mut cursor, self.report);
        }
    }

    /// `ip`, `ip-address`, `"IP address"`
    fn field(&self, cursor: &mut Cursor) -> Option<Name> {
        let found = name(cursor);
        if found.is_none() {
            expected(cursor, "the name of a field", self.report);
        }
        Some(found?.read(interpolation::Place::Identifier, &everywhere(self.report), self.report))
    }
}
