//! Bodies: what assigns options.

use super::conditions::logic;
use super::cursor::Cursor;
use super::option_paths::path;
use super::option_values::value;
use super::scope::Scope;
use super::statements::{Own, end, expression_statement, inside, statement};
use super::{expected, skip};
use crate::ast::{Body, Logic, OptionPath, Segment, Setting, Statement, Value};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Punct, Span};

impl Own for Setting {
    const GOES_TO_NIX: bool = true;

    /// `path = value;`, `path { … }`, or an expression statement.
    fn statement(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Statement<Self>> {
        let start = cursor.position();
        if let Some(path) = path(cursor) {
            if let Some(group) = cursor.take_group(Delimiter::Brace) {
                cursor.take_operator(";");
                let path = path.read(scope, report);
                return Some(Statement::Own(Setting::Nest {
                    path,
                    body: inside(&group, &mut scope.in_set(), report),
                }));
            }
            if cursor.take_operator("=").is_some() {
                let path = path.read(scope, report);
                check_target(&path, scope, report);
                let value = value(cursor, "`;`", scope, report);
                if cursor.take_operator(";").is_none() && !matches!(value, Value::Broken(_)) {
                    end(cursor, report);
                    // A sign or a number goes on with what has been reported; anything else is the next statement.
                    let is_sign = |sign: &Punct| "=+-/<>|?".contains(sign.as_char());
                    if cursor.peek_literal().is_some() || cursor.peek_punct_at(0).is_some_and(is_sign) {
                        skip(cursor);
                    }
                }
                return Some(Statement::Own(Setting::Assign { path, value }));
            }
            // `child ada { … }`
            if path.is_word("child") && (cursor.peek_ident().is_some() || cursor.peek_literal().is_some()) {
                report.syntax(path.spans, "a `synth` around a child", "`child`");
                skip(cursor);
                return None;
            }
            // `services.nginx.enable true;`, `services.nginx.enable;`: no Rust statement looks like that.
            let is_word =
                cursor.peek_ident().is_some_and(|ident| ident != "as") || cursor.peek_literal().is_some();
            if is_word || cursor.at_end() || cursor.is_operator(";") || cursor.is_operator(":") {
                expected(cursor, "`=` or `{`", report);
                if !cursor.starts_statement() {
                    skip(cursor);
                }
                return None;
            }
        }
        cursor.rewind(start);
        expression_statement("an option, or a statement", cursor, scope, report)
    }

    /// `if config.services.nginx.enable { … } else { … }`
    fn choice(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Self> {
        let (start, keyword) = (cursor.position(), cursor.span());
        cursor.take_word("if")?;
        let header =
            cursor.until(|cursor| cursor.peek_group(Delimiter::Brace).is_some() || cursor.is_operator(";"));
        let Some(condition) = logic(&header, scope, report) else {
            cursor.rewind(start);
            return None;
        };
        Some(branches(keyword, condition, cursor, scope, report))
    }
}

/// What follows the condition.
fn branches(keyword: Span, condition: Logic, cursor: &mut Cursor, scope: &Scope, report: &Report) -> Setting {
    let mut inside_nix = scope.decided_by_nix();
    let braces = |cursor: &mut Cursor, scope: &mut Scope| match cursor.take_group(Delimiter::Brace) {
        Some(group) => inside(&group, scope, report),
        None => {
            expected(cursor, "`{`", report);
            Body::default()
        }
    };
    let then = braces(cursor, &mut inside_nix);
    let otherwise = match cursor.take_word("else") {
        Some(_) if cursor.is_word("if") => Body {
            statements: statement(cursor, &mut inside_nix, report).into_iter().collect(),
            ..Body::default()
        },
        Some(_) => braces(cursor, &mut inside_nix),
        None => Body::default(),
    };
    cursor.take_operator(";");
    Setting::When { keyword, condition, then, otherwise }
}

/// `x = 1;` where `x` is a variable.
fn check_target(path: &OptionPath, scope: &Scope, report: &Report) {
    if let [Segment::Name(name)] = path.segments.as_slice()
        && scope.is_variable(&name.text)
        && !name.quoted
    {
        report.add(path.spans, Problem::VariableAssigned { name: name.text.clone() });
    }
}
