//! `synth`: attributes and children in ordinary Rust control flow.

use super::cursor::Cursor;
use super::entries::has_traits;
use super::interpolation::Place;
use super::names::{expect_path, name, word};
use super::option_paths::path;
use super::rust::rust;
use super::scope::Scope;
use super::statements::{Own, code, end, expression, expression_statement, inside};
use super::traits::words;
use super::values::value;
use super::{expected, expected_rust, skip, syntax};
use crate::ast::{
    Addition, Body, ChildDecl, Identifier, Part, Segment, SetDecl, SetValue, Statement, SynthDecl,
};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Span, TokenTree};

/// What follows the word `synth`.
pub(super) fn synth(cursor: &mut Cursor, report: &Report) -> Option<SynthDecl> {
    let (keyword, before) = (cursor.last_span(), report.len());
    let (arguments, body) = code(cursor, expect_path, report)?;
    cursor.take_operator(";");
    reject_is(&body, "an attribute or a `child`", report);
    Some(SynthDecl { keyword, arguments, body, unread: report.len() > before })
}

impl Own for Addition {
    const GOES_TO_NIX: bool = false;

    /// `child …`, `key = value;`, or an expression statement.
    fn statement(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Statement<Self>> {
        let starts_name = cursor.peek_ident_at(1).is_some()
            || cursor.peek_group_at(1, Delimiter::Bracket).is_some()
            || matches!(cursor.peek_at(1), Some(TokenTree::Literal(_)));
        if cursor.is_word("child") && starts_name {
            cursor.advance();
            return child(cursor, scope, report);
        }
        if let Some(word) = cursor.take_word("is") {
            return Some(Statement::Own(is(word.span(), cursor, report)));
        }
        if let Some(ident) = cursor.peek_ident().cloned().filter(|_| cursor.is_operator_at(1, "=")) {
            // `health = { is = [probe]; };`
            let group = cursor.peek_group_at(2, Delimiter::Brace);
            if group.is_some_and(|group| has_traits(&Cursor::inside(group))) {
                let remedy = format!("write `child {ident} {{ … }}`");
                report.habit(ident.span(), format!("{ident} ="), "begins no child", remedy);
                skip(cursor);
                return None;
            }
            cursor.advance();
            cursor.advance();
            let value = set_value(cursor, scope, report);
            let set = SetDecl { number: report.number(), attr: word(&ident), value };
            return Some(Statement::Own(Addition::Set(set)));
        }
        if is_other(cursor) {
            expected(cursor, "an attribute (`key = value;`), `child name { … }` or a statement", report);
            skip(cursor);
            return None;
        }
        expression_statement("an attribute, a `child`, or a statement", cursor, scope, report)
    }
}

/// What follows the word `is`. No variable has that name.
fn is(at: Span, cursor: &mut Cursor, report: &Report) -> Addition {
    if cursor.take_operator("=").is_none() {
        expected(cursor, "`=`", report);
        if cursor.peek_group(Delimiter::Bracket).is_none() {
            skip(cursor);
            return Addition::Is(at, Vec::new());
        }
    }
    let traits = words(cursor, "a trait", report);
    end(cursor, report);
    Addition::Is(at, traits)
}

/// `services.nginx.enable = true;`, `ada { … }`, `env;`: no Rust statement looks like that.
fn is_other(cursor: &mut Cursor) -> bool {
    let start = cursor.position();
    let is_path = path(cursor).is_some();
    let follows = cursor.is_operator("=")
        || cursor.peek_group(Delimiter::Brace).is_some()
        || (cursor.position().token == start.token + 1 && (cursor.is_operator(";") || cursor.at_end()));
    cursor.rewind(start);
    is_path && follows
}

fn set_value(cursor: &mut Cursor, scope: &Scope, report: &Report) -> SetValue {
    if let Some(length) = literal(cursor)
        && !cursor.goes_on_at(length)
    {
        let value = value(cursor, Place::Attribute, &|name| scope.known(name), report);
        end(cursor, report);
        return SetValue::Literal(value);
    }
    let tokens = expression(cursor, 0);
    if tokens.is_empty() {
        expected_rust(cursor, "a value", report);
    } else if syntax::is_expression(&tokens, cursor.span(), "`;`", scope, report) {
        end(cursor, report);
    } else {
        // What is no Rust may well lack its end too; once is enough.
        cursor.take_operator(";");
    }
    SetValue::Rust(rust(tokens, scope, report))
}

/// What follows the word `child`.
fn child(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Statement<Addition>> {
    let (keyword, number) = (cursor.last_span(), report.number());
    let name = match cursor.take_group(Delimiter::Bracket) {
        Some(group) => {
            if group.stream().is_empty() {
                expected_rust(&Cursor::inside(&group), "a name", report);
            } else {
                syntax::is_expression(&group.stream(), group.span_close(), "`]`", scope, report);
            }
            Segment::Computed(rust(group.stream(), scope, report), group.span_open())
        }
        None => Segment::Name(name(cursor)?.read(Place::ChildName, &|name| scope.known(name), report)),
    };
    let from = cursor.take_word("from").map(|_| {
        let tokens =
            cursor.until(|cursor| cursor.peek_group(Delimiter::Brace).is_some() || cursor.is_operator(";"));
        if tokens.is_empty() {
            expected_rust(cursor, "a node, or a view of one", report);
        } else {
            syntax::is_expression(&tokens, cursor.span(), "`{`", scope, report);
        }
        rust(tokens, scope, report)
    });
    let Some(group) = cursor.take_group(Delimiter::Brace) else {
        expected(cursor, "`{`; a computed name stands in brackets: `[format!(\"…\")]`", report);
        skip(cursor);
        return None;
    };
    cursor.take_operator(";");
    let mut body = inside(&group, scope, report);
    let is = take_is(&mut body, group.span_open(), report);
    reject_is(&body, "`is` outside of control flow", report);
    let child = ChildDecl { number, keyword, name, from, is, body };
    Some(Statement::Own(Addition::Child(child)))
}

/// Takes the `is` out of the statements of a child.
fn take_is(body: &mut Body<Addition>, open: Span, report: &Report) -> Vec<Identifier> {
    let mut is = None;
    for statement in std::mem::take(&mut body.statements) {
        match statement {
            Statement::Own(Addition::Is(at, traits)) => match &mut is {
                Some(_) => report.add(at, Problem::DuplicateProperty { name: "is".to_owned() }),
                none => *none = Some(traits),
            },
            other => body.statements.push(other),
        }
    }
    is.unwrap_or_else(|| {
        report.syntax(open, "`is = […];`, which every child has", "none");
        Vec::new()
    })
}

/// An `is` that belongs to no child, or to one only under some condition.
fn reject_is(body: &Body<Addition>, expected: &str, report: &Report) {
    for statement in &body.statements {
        match statement {
            Statement::Own(Addition::Is(at, _)) => {
                report.syntax(*at, expected.to_owned(), "`is`");
            }
            Statement::Control(parts) => {
                parts.iter().flat_map(Part::bodies).for_each(|body| reject_is(body, expected, report));
            }
            _ => {}
        }
    }
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
