//! `synth`: attributes and children in ordinary Rust control flow.

use super::bodies::Parser;
use super::closures::scope_of;
use super::cursor::Cursor;
use super::interpolation::Place;
use super::names::{expect_path, name, word};
use super::rust::{Scope, rust};
use super::traits::words;
use super::values::value;
use super::{expected, expected_rust, list, missing, skip, syntax};
use crate::ast::{
    Addition, Arm, Body, ChildDecl, Identifier, Part, Segment, SetDecl, SetValue, Statement, SynthDecl,
};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Span, TokenTree};
use std::cell::Cell;

/// What follows the word `synth`.
pub(super) fn synth(cursor: &mut Cursor, report: &Report) -> Option<SynthDecl> {
    let (keyword, before) = (cursor.last_span(), report.len());
    let arguments = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => list(&group, report, |cursor| expect_path(cursor, "an argument", report)),
        None => Vec::new(),
    };
    let Some(group) = cursor.take_group(Delimiter::Brace) else {
        missing(cursor, "`{`", report);
        if !super::starts_item(cursor) {
            skip(cursor);
        }
        return None;
    };
    cursor.take_operator(";");
    let (broken, numbers) = (report.broken(), Cell::new(0));
    let parser = Parser { report, additions: Some(&numbers) };
    let mut body = parser.body(&mut Cursor::inside(&group), &mut Scope::of(&scope_of(&arguments)));
    body.broken = report.broken() > broken;
    reject_is(&body, "an attribute or a `child`", report);
    Some(SynthDecl { keyword, arguments, body, unread: report.len() > before })
}

impl Parser<'_> {
    /// `child …`, `key = value;`, or an expression statement.
    pub(super) fn addition(
        &self,
        numbers: &Cell<usize>,
        cursor: &mut Cursor,
        scope: &mut Scope,
    ) -> Option<Statement> {
        let starts_name = cursor.peek_ident_at(1).is_some()
            || cursor.peek_group_at(1, Delimiter::Bracket).is_some()
            || matches!(cursor.peek_at(1), Some(TokenTree::Literal(_)));
        if cursor.is_word("child") && starts_name {
            cursor.advance();
            return self.child(numbers, cursor, scope);
        }
        if let Some(is) = cursor.take_word("is") {
            return Some(Statement::Addition(self.is(is.span(), cursor)));
        }
        if let Some(ident) = cursor.peek_ident().cloned().filter(|_| cursor.is_operator_at(1, "=")) {
            cursor.advance();
            cursor.advance();
            let value = self.set_value(cursor, scope);
            let set = SetDecl { number: next(numbers), attr: word(&ident), value };
            return Some(Statement::Addition(Addition::Set(set)));
        }
        if self.is_other(cursor) {
            expected(cursor, "an attribute (`key = value;`), `child name { … }` or a statement", self.report);
            skip(cursor);
            return None;
        }
        self.expression_statement("an attribute, a `child`, or a statement", cursor, scope)
    }

    /// What follows the word `is`. No variable has that name.
    fn is(&self, at: Span, cursor: &mut Cursor) -> Addition {
        if cursor.take_operator("=").is_none() {
            expected(cursor, "`=`", self.report);
            if cursor.peek_group(Delimiter::Bracket).is_none() {
                skip(cursor);
                return Addition::Is(at, Vec::new());
            }
        }
        let traits = words(cursor, "a trait", self.report);
        self.end(cursor);
        Addition::Is(at, traits)
    }

    /// `services.nginx.enable = true;`, `ada { … }`, `env;`: no Rust statement looks like that.
    fn is_other(&self, cursor: &mut Cursor) -> bool {
        let start = cursor.position();
        let is_path = self.path(cursor).is_some();
        let follows = cursor.is_operator("=")
            || cursor.peek_group(Delimiter::Brace).is_some()
            || (cursor.position().token == start.token + 1 && (cursor.is_operator(";") || cursor.at_end()));
        cursor.rewind(start);
        is_path && follows
    }

    fn set_value(&self, cursor: &mut Cursor, scope: &Scope) -> SetValue {
        if let Some(length) = literal(cursor)
            && !cursor.goes_on_at(length)
        {
            let value = value(cursor, Place::Attribute, &|name| scope.known(name), self.report);
            self.end(cursor);
            return SetValue::Literal(value);
        }
        let tokens = self.expression(cursor, 0);
        if tokens.is_empty() {
            expected_rust(cursor, "a value", self.report);
        } else if syntax::is_expression(&tokens, cursor.span(), "`;`", self.report) {
            self.end(cursor);
        } else {
            // What is no Rust may well lack its end too; once is enough.
            cursor.take_operator(";");
        }
        SetValue::Rust(rust(tokens, scope, self.report))
    }

    /// What follows the word `child`.
    fn child(&self, numbers: &Cell<usize>, cursor: &mut Cursor, scope: &mut Scope) -> Option<Statement> {
        let (keyword, number) = (cursor.last_span(), next(numbers));
        let name = match cursor.take_group(Delimiter::Bracket) {
            Some(group) => {
                if group.stream().is_empty() {
                    expected_rust(&Cursor::inside(&group), "a name", self.report);
                } else {
                    syntax::is_expression(&group.stream(), group.span_close(), "`]`", self.report);
                }
                Segment::Computed(rust(group.stream(), scope, self.report), group.span_open())
            }
            None => {
                Segment::Name(name(cursor)?.read(Place::ChildName, &|name| scope.known(name), self.report))
            }
        };
        let from = cursor.take_word("from").map(|_| {
            let start = cursor.position();
            while !cursor.at_end()
                && cursor.peek_group(Delimiter::Brace).is_none()
                && !cursor.is_operator(";")
            {
                cursor.advance();
            }
            let tokens = cursor.since(start);
            if tokens.is_empty() {
                expected_rust(cursor, "a node, or a view of one", self.report);
            } else {
                syntax::is_expression(&tokens, cursor.span(), "`{`", self.report);
            }
            rust(tokens, scope, self.report)
        });
        let Some(group) = cursor.take_group(Delimiter::Brace) else {
            expected(cursor, "`{`; a computed name stands in brackets: `[format!(\"…\")]`", self.report);
            skip(cursor);
            return None;
        };
        cursor.take_operator(";");
        let mut body = self.inside(&group, scope);
        let is = self.take_is(&mut body, group.span_open());
        reject_is(&body, "`is` outside of control flow", self.report);
        let child = ChildDecl { number, keyword, name, from, is, body };
        Some(Statement::Addition(Addition::Child(child)))
    }

    /// Takes the `is` out of the statements of a child.
    fn take_is(&self, body: &mut Body, open: Span) -> Vec<Identifier> {
        let mut is = None;
        for statement in std::mem::take(&mut body.statements) {
            match statement {
                Statement::Addition(Addition::Is(at, traits)) => match &mut is {
                    Some(_) => self.report.add(at, Problem::DuplicateProperty { name: "is".to_owned() }),
                    none => *none = Some(traits),
                },
                other => body.statements.push(other),
            }
        }
        is.unwrap_or_else(|| {
            let expected = "`is = […];`, which every child has".to_owned();
            self.report.add(open, Problem::Syntax { expected, found: "none".to_owned() });
            Vec::new()
        })
    }
}

/// An `is` that belongs to no child, or to one only under some condition.
fn reject_is(body: &Body, expected: &str, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Addition(Addition::Is(at, _)) => {
                let expected = expected.to_owned();
                report.add(*at, Problem::Syntax { expected, found: "`is`".to_owned() });
            }
            Statement::Control(parts) => {
                for part in parts {
                    match part {
                        Part::Body(body) => reject_is(body, expected, report),
                        Part::Arms(arms) => {
                            arms.iter().for_each(|Arm { body, .. }| reject_is(body, expected, report));
                        }
                        Part::Rust(_) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn next(numbers: &Cell<usize>) -> usize {
    numbers.replace(numbers.get() + 1)
}

/// How many tokens the literal has that stands here, if one does.
fn literal(cursor: &Cursor) -> Option<usize> {
    match cursor.peek()? {
        TokenTree::Literal(_) => Some(1),
        TokenTree::Ident(ident) if ident == "true" || ident == "false" || ident == "null" => Some(1),
        TokenTree::Punct(sign) if sign.as_char() == '-' => match cursor.peek_at(1)? {
            TokenTree::Literal(_) => Some(2),
            _ => None,
        },
        // A map: a Rust block is no value here, as on the right-hand side of an option.
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(1),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let mut inside = Cursor::inside(group);
            while !inside.at_end() {
                for _ in 0..literal(&inside)? {
                    inside.advance();
                }
                if inside.take_operator(",").is_none() && !inside.at_end() {
                    return None;
                }
            }
            Some(1)
        }
        _ => None,
    }
}
