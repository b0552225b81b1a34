//! What stands in braces: ordinary Rust control flow, with statements of ours in it.
//!
//! Only what is not Rust is parsed. Expressions pass through as they stand, so that an editor completes in them
//! also while they are half typed.

use super::cursor::Cursor;
use super::decided;
use super::names::word;
use super::option_paths::path;
use super::rust::{pattern, rust};
use super::scope::Scope;
use super::{
    expected, habits, list, missing, nix_syntax, no_semicolon, skip, starts_item, syntax, tell_habit,
};
use crate::ast::{Arm, Body, Fragment, Identifier, Part, Rust, Statement, is_loop};
use crate::report::Report;
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// A statement that is not Rust's: that of a body assigns options, that of a `synth` adds to the tree.
pub(super) trait Own: Sized {
    /// Whether what the code gives goes to Nix.
    const GOES_TO_NIX: bool;

    /// What stands here, where no keyword of Rust does.
    fn statement(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Option<Statement<Self>>;

    /// An `if` of which Nix knows a part of the condition.
    fn choice(_: &mut Cursor, _: &mut Scope, _: &Report) -> Option<Self> {
        None
    }
}

/// `(select, web) { … }`, the arguments being optional; nothing if there are no braces, which is reported.
pub(super) fn code<T: Own>(
    cursor: &mut Cursor,
    argument: fn(&mut Cursor, &str, &Report) -> Option<Identifier>,
    report: &Report,
) -> Option<(Vec<Identifier>, Body<T>)> {
    let mut arguments = match cursor.take_group(Delimiter::Parenthesis) {
        Some(group) => arguments(&group, argument, report),
        None => Vec::new(),
    };
    let is_habit = tell_habit(habits::Place::Body, cursor, report);
    if is_habit {
        arguments.extend(habitual_arguments(cursor));
    }
    let Some(group) = cursor.take_group(Delimiter::Brace) else {
        if !is_habit {
            missing(cursor, "`{`", report);
        }
        if !starts_item(cursor) {
            skip(cursor);
        }
        return None;
    };
    if is_habit {
        cursor.take_operator(";");
    }
    let scope = Scope::of(&arguments, report);
    let scope = if T::GOES_TO_NIX { scope.for_nix() } else { scope };
    let body = body(Cursor::inside(&group), scope, report);
    Some((arguments, body))
}

fn arguments(
    group: &Group,
    argument: fn(&mut Cursor, &str, &Report) -> Option<Identifier>,
    report: &Report,
) -> Vec<Identifier> {
    let pass = |cursor: &mut Cursor| {
        while !cursor.at_end() && !cursor.is_operator(",") {
            cursor.advance();
        }
    };
    list(group, report, |cursor| {
        if tell_habit(habits::Place::Arguments, cursor, report) {
            pass(cursor);
            return None;
        }
        let found = argument(cursor, "an argument", report);
        if found.is_some() && tell_habit(habits::Place::Arguments, cursor, report) {
            pass(cursor);
        }
        found
    })
}

/// The arguments that stand out of habit before the braces, as in `{ host, ... }: { … }`: what is asked for in another
/// notation is known all the same.
fn habitual_arguments(cursor: &mut Cursor) -> Vec<Identifier> {
    let mut tokens: Vec<TokenTree> = Vec::new();
    while cursor.peek_group(Delimiter::Brace).is_none() || cursor.is_operator_at(1, ":") {
        match cursor.advance() {
            Some(TokenTree::Group(group)) => tokens.extend(group.stream()),
            Some(token) => tokens.push(token),
            None => break,
        }
    }
    let ident = |token| match token {
        TokenTree::Ident(ident) => Some(word(&ident)),
        _ => None,
    };
    tokens.into_iter().filter_map(ident).collect()
}

/// What stands between the braces.
pub(super) fn body<T: Own>(mut cursor: Cursor, mut scope: Scope, report: &Report) -> Body<T> {
    let before = report.broken();
    let mut body = statements(&mut cursor, &mut scope, report);
    body.broken = report.broken() > before;
    body
}

/// Statements to the end of the braces.
pub(super) fn statements<T: Own>(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Body<T> {
    let outside = scope.len();
    let mut statements = Vec::new();
    while !cursor.at_end() {
        let before = cursor.position();
        statements.extend(statement(cursor, scope, report));
        if cursor.position() == before {
            skip(cursor);
        }
    }
    scope.truncate(outside);
    Body { statements, broken: false, mark: report.mark() }
}

pub(super) fn inside<T: Own>(group: &Group, scope: &mut Scope, report: &Report) -> Body<T> {
    statements(&mut Cursor::inside(group), scope, report)
}

pub(super) fn statement<T: Own>(
    cursor: &mut Cursor,
    scope: &mut Scope,
    report: &Report,
) -> Option<Statement<T>> {
    if cursor.take_operator(";").is_some() {
        return None;
    }
    if nix_syntax::statement(cursor, report) {
        return None;
    }
    if let Some(group) = cursor.take_group(Delimiter::Brace) {
        return Some(Statement::Control(vec![Part::Body(inside(&group, scope, report))]));
    }
    if names_an_option(cursor) {
        return T::statement(cursor, scope, report);
    }
    let keyword = cursor.peek_ident().map(ToString::to_string).unwrap_or_default();
    match keyword.as_str() {
        "let" => {
            let tokens = expression(cursor, 0);
            Some(rust_statement(tokens, cursor, scope, report))
        }
        "if" => match T::choice(cursor, scope, report) {
            Some(choice) => Some(Statement::Own(choice)),
            None => Some(control(cursor, scope, report)),
        },
        "for" | "while" | "loop" | "match" => Some(control(cursor, scope, report)),
        // A body gives a set: rustc would want a value, and underline the whole macro.
        "return" if cursor.is_operator_at(1, ";") && !scope.is_decided_by_nix() => {
            expected(cursor, "an `if` around what follows", report);
            skip(cursor);
            None
        }
        "const" | "static" | "use" | "return" | "break" | "continue" | "type" => {
            let has_value = matches!(keyword.as_str(), "const" | "static" | "type");
            let tokens = expression(cursor, usize::from(has_value));
            scope.mention(&tokens);
            Some(rust_statement(tokens, cursor, scope, report))
        }
        "fn" => {
            let start = cursor.position();
            while !cursor.at_end() && cursor.take_group(Delimiter::Brace).is_none() {
                cursor.advance();
            }
            let tokens = cursor.since(start);
            scope.mention(&tokens);
            Some(Statement::Rust(rust(tokens, scope, report)))
        }
        _ if cursor.is_operator("'") || cursor.peek_punct_at(0).is_some_and(|p| p.as_char() == '\'') => {
            Some(control(cursor, scope, report))
        }
        _ => T::statement(cursor, scope, report),
    }
}

/// Whether a path that is assigned stands here, although it begins with a word of Rust's: `type = "d";`, `for.x = 1;`,
/// `use-cgroups = true;`. Before braces, some words begin Rust.
fn names_an_option(cursor: &mut Cursor) -> bool {
    const BEFORE_BRACES: [&str; 8] = ["if", "while", "loop", "match", "const", "use", "return", "break"];
    let start = cursor.position();
    let Some(path) = path(cursor) else { return false };
    let is_block = cursor.peek_group(Delimiter::Brace).is_some();
    let is_name = cursor.is_operator("=") || is_block && !BEFORE_BRACES.iter().any(|word| path.is_word(word));
    cursor.rewind(start);
    is_name
}

/// A statement of Rust, if anything; `what` is what should stand here.
pub(super) fn expression_statement<T: Own>(
    what: &str,
    cursor: &mut Cursor,
    scope: &mut Scope,
    report: &Report,
) -> Option<Statement<T>> {
    let tokens = expression(cursor, 1);
    if tokens.is_empty() {
        expected(cursor, what, report);
        return None;
    }
    if scope.is_decided_by_nix() {
        decided::check_statement(&tokens, scope, report);
    }
    Some(rust_statement(tokens, cursor, scope, report))
}

/// `if … { … } else …`, `for … { … }`, `while … { … }`, `loop { … }`, `match … { … }`, with a label or not.
fn control<T: Own>(cursor: &mut Cursor, scope: &mut Scope, report: &Report) -> Statement<T> {
    let outside = scope.len();
    let mut parts = Vec::new();
    loop {
        let mut is_match = false;
        // `else if config.x { … }`
        let at_else = cursor.position();
        if let Some(word) = cursor.take_word("else") {
            if let Some(choice) = T::choice(cursor, scope, report) {
                let body = Body { statements: vec![Statement::Own(choice)], ..Body::default() };
                let word = Rust(vec![Fragment::Tokens(TokenTree::Ident(word).into())]);
                parts.extend([Part::Rust(word), Part::Body(body)]);
                return Statement::Control(parts);
            }
            cursor.rewind(at_else);
        }
        let header = cursor.until(|cursor| {
            is_match |= cursor.is_word("match");
            cursor.peek_group(Delimiter::Brace).is_some() || cursor.is_operator(";")
        });
        let bound = syntax::header(&header, cursor.span(), scope, report);
        let is_loop = is_loop(&header);
        parts.push(Part::Rust(rust(header, scope, report)));
        scope.bind(bound.unwrap_or_default());
        let in_loop = scope.set_in_loop(scope.in_loop() || is_loop);
        match cursor.take_group(Delimiter::Brace) {
            Some(group) if is_match => parts.push(Part::Arms(arms(&group, scope, report))),
            Some(group) => parts.push(Part::Body(inside(&group, scope, report))),
            None => {
                expected(cursor, "`{`", report);
                parts.push(Part::Body(Body::default()));
                cursor.take_operator(";");
            }
        }
        scope.truncate(outside);
        scope.set_in_loop(in_loop);
        if !cursor.is_word("else") {
            cursor.take_operator(";");
            return Statement::Control(parts);
        }
    }
}

fn arms<T: Own>(group: &Group, scope: &mut Scope, report: &Report) -> Vec<Arm<T>> {
    let mut cursor = Cursor::inside(group);
    let mut arms = Vec::new();
    while !cursor.at_end() {
        let outside = scope.len();
        let tokens = cursor.until(|cursor| cursor.is_operator("=>"));
        scope.bind(syntax::arm(&tokens, cursor.span(), report).unwrap_or_default());
        let pattern = self::pattern(tokens, scope, report);
        if cursor.take_operator("=>").is_none() {
            expected(&cursor, "`=>`", report);
            break;
        }
        let body = match cursor.take_group(Delimiter::Brace) {
            Some(group) => inside(&group, scope, report),
            None => {
                // One statement; the comma ends it as a semicolon would.
                let mut statement = cursor.until(|cursor| cursor.is_operator(","));
                let mut semicolon = Punct::new(';', Spacing::Alone);
                semicolon.set_span(cursor.last_span());
                statement.extend([TokenTree::Punct(semicolon)]);
                statements(&mut Cursor::new(statement, cursor.span()), scope, report)
            }
        };
        cursor.take_operator(",");
        scope.truncate(outside);
        arms.push(Arm { pattern, body });
    }
    arms
}

/// The tokens up to the `;`. A `=` that no `let` accounts for belongs to the next assignment, and a `;` is
/// missing before it; `more` of them are allowed.
pub(super) fn expression(cursor: &mut Cursor, mut more: usize) -> TokenStream {
    let start = cursor.position();
    while !cursor.at_end() && !cursor.is_operator(";") {
        more += usize::from(cursor.is_word("let"));
        if cursor.is_operator("=") {
            if more == 0 {
                cursor.back_to_path(start);
                break;
            }
            more -= 1;
        }
        cursor.advance_operator();
    }
    cursor.since(start)
}

pub(super) fn end(cursor: &mut Cursor, report: &Report) {
    if cursor.take_operator(";").is_none() {
        no_semicolon(cursor, report);
    }
}

/// A statement of Rust, up to its semicolon.
fn rust_statement<T: Own>(
    mut tokens: TokenStream,
    cursor: &mut Cursor,
    scope: &mut Scope,
    report: &Report,
) -> Statement<T> {
    let mut semicolon = Punct::new(';', Spacing::Alone);
    semicolon.set_span(if cursor.is_operator(";") { cursor.span() } else { cursor.last_span() });
    tokens.extend([TokenTree::Punct(semicolon)]);
    let bound = syntax::statements(&tokens, scope, report);
    let rust = rust(tokens, scope, report);
    match bound {
        Some(bound) => {
            scope.bind(bound);
            end(cursor, report);
            Statement::Rust(rust)
        }
        None => {
            // What is no Rust may well lack its end too; once is enough.
            cursor.take_operator(";");
            Statement::Broken(rust)
        }
    }
}
