//! Bodies: option assignments in ordinary Rust control flow.
//!
//! Only what is not Rust is parsed. Expressions pass through as they stand, so that an editor completes in them
//! also while they are half typed.

use super::cursor::Cursor;
use super::interpolation::Place;
use super::names::{Unread, name};
use super::rust::{Scope, rust};
use super::{expected, nix_syntax, nix_values, skip, spans, syntax};
use crate::ast::{Arm, Body, OptionPath, Part, Piece, Rust, Segment, Statement, Value};
use crate::report::{Report, Spans};
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use std::cell::Cell;

/// What stands in the braces of a body, with the names of its arguments.
pub(super) fn body(mut cursor: Cursor, arguments: &[String], report: &Report) -> Body {
    let before = report.broken();
    let mut body = Parser { report, additions: None }.body(&mut cursor, &mut Scope::of(arguments));
    body.broken = report.broken() > before;
    body
}

/// A path by itself, as the body whose one assignment has it; nothing is read if none stands here.
pub(super) fn path_body(cursor: &mut Cursor, arguments: &[String], report: &Report) -> Option<Body> {
    let before = report.broken();
    let parser = Parser { report, additions: None };
    let path = parser.path(cursor)?.read(&Scope::of(arguments), report);
    let value = Value::Rust(Rust(vec![Piece::Tokens(quote!(true))]));
    let statements = vec![Statement::Assign { path, value }];
    Some(Body { statements, broken: report.broken() > before, mark: report.mark() })
}

/// An option's path before it is certain that one stands here.
pub(super) struct RawPath {
    pub(super) segments: Vec<RawSegment>,
    pub(super) spans: Spans,
}

pub(super) enum RawSegment {
    Name(Unread),
    /// `[expression]`
    Computed(TokenStream, Span),
}

impl RawPath {
    /// Whether it is one word, without quotes.
    fn is_word(&self, word: &str) -> bool {
        matches!(self.segments.as_slice(), [RawSegment::Name(Unread::Plain(name))] if name.text == word)
    }

    /// The path: its names in quotes are looked at, and its computed parts are read.
    pub(super) fn read(self, scope: &Scope, report: &Report) -> OptionPath {
        let segment = |segment| match segment {
            RawSegment::Name(name) => {
                Segment::Name(name.read(Place::OptionName, &|name| scope.known(name), report))
            }
            RawSegment::Computed(tokens, bracket) => {
                syntax::is_expression(&tokens, bracket, "`]`", report);
                Segment::Computed(rust(tokens, scope, report), bracket)
            }
        };
        OptionPath { segments: self.segments.into_iter().map(segment).collect(), spans: self.spans }
    }
}

pub(super) struct Parser<'r> {
    pub(super) report: &'r Report,
    /// In a `synth`, how many additions there are already: what is no Rust there is one of them, and no option.
    pub(super) additions: Option<&'r Cell<usize>>,
}

impl Parser<'_> {
    /// Statements to the end of the braces.
    pub(super) fn body(&self, cursor: &mut Cursor, scope: &mut Scope) -> Body {
        let outside = scope.len();
        let mut statements = Vec::new();
        while !cursor.at_end() {
            let before = cursor.position();
            statements.extend(self.statement(cursor, scope));
            if cursor.position() == before {
                skip(cursor);
            }
        }
        scope.truncate(outside);
        Body { statements, broken: false, mark: self.report.mark() }
    }

    fn statement(&self, cursor: &mut Cursor, scope: &mut Scope) -> Option<Statement> {
        if cursor.take_operator(";").is_some() {
            return None;
        }
        if nix_syntax::statement(cursor, self.report) {
            return None;
        }
        if let Some(group) = cursor.take_group(Delimiter::Brace) {
            return Some(Statement::Control(vec![Part::Body(self.inside(&group, scope))]));
        }
        let keyword = cursor.peek_ident().map(ToString::to_string).unwrap_or_default();
        match keyword.as_str() {
            "let" => {
                let tokens = self.expression(cursor, 0);
                Some(self.rust_statement(tokens, cursor, scope))
            }
            "if" | "for" | "while" | "loop" | "match" => Some(self.control(cursor, scope)),
            // A body gives a set: rustc would want a value, and underline the whole macro.
            "return" if cursor.is_operator_at(1, ";") => {
                expected(cursor, "an `if` around what follows", self.report);
                skip(cursor);
                None
            }
            "const" | "static" | "use" | "return" | "break" | "continue" | "type" => {
                let has_value = matches!(keyword.as_str(), "const" | "static" | "type");
                let tokens = self.expression(cursor, usize::from(has_value));
                scope.mention(&tokens);
                Some(self.rust_statement(tokens, cursor, scope))
            }
            "fn" => {
                let start = cursor.position();
                while !cursor.at_end() && cursor.take_group(Delimiter::Brace).is_none() {
                    cursor.advance();
                }
                let tokens = cursor.since(start);
                scope.mention(&tokens);
                Some(Statement::Rust(rust(tokens, scope, self.report)))
            }
            _ if cursor.is_operator("'") || cursor.peek_punct_at(0).is_some_and(|p| p.as_char() == '\'') => {
                Some(self.control(cursor, scope))
            }
            _ => match self.additions {
                Some(numbers) => self.addition(numbers, cursor, scope),
                None => self.assignment(cursor, scope),
            },
        }
    }

    /// `path = value;`, `path { … }`, or an expression statement.
    fn assignment(&self, cursor: &mut Cursor, scope: &mut Scope) -> Option<Statement> {
        let start = cursor.position();
        if let Some(path) = self.path(cursor) {
            if let Some(group) = cursor.take_group(Delimiter::Brace) {
                cursor.take_operator(";");
                let path = path.read(scope, self.report);
                return Some(Statement::Nest { path, body: self.inside(&group, &mut scope.in_set()) });
            }
            if cursor.take_operator("=").is_some() {
                let path = path.read(scope, self.report);
                self.check_target(&path, scope);
                let value = self.value(cursor, "`;`", scope);
                if cursor.take_operator(";").is_none() && !matches!(value, Value::Broken(_)) {
                    self.end(cursor);
                    // A sign or a number goes on with what has been reported; anything else is the next statement.
                    let is_sign = |sign: &Punct| "=+-/<>|?".contains(sign.as_char());
                    if cursor.peek_literal().is_some() || cursor.peek_punct_at(0).is_some_and(is_sign) {
                        skip(cursor);
                    }
                }
                return Some(Statement::Assign { path, value });
            }
            // `child ada { … }`
            if path.is_word("child") && (cursor.peek_ident().is_some() || cursor.peek_literal().is_some()) {
                let (expected, found) = ("a `synth` around a child", "`child`");
                let problem = Problem::Syntax { expected: expected.to_owned(), found: found.to_owned() };
                self.report.add(path.spans, problem);
                skip(cursor);
                return None;
            }
            // `services.nginx.enable true;`, `services.nginx.enable;`: no Rust statement looks like that.
            let is_word =
                cursor.peek_ident().is_some_and(|ident| ident != "as") || cursor.peek_literal().is_some();
            if is_word || cursor.at_end() || cursor.is_operator(";") || cursor.is_operator(":") {
                expected(cursor, "`=` or `{`", self.report);
                if !cursor.starts_statement() {
                    skip(cursor);
                }
                return None;
            }
        }
        cursor.rewind(start);
        self.expression_statement("an option, or a statement", cursor, scope)
    }

    pub(super) fn expression_statement(
        &self,
        what: &str,
        cursor: &mut Cursor,
        scope: &mut Scope,
    ) -> Option<Statement> {
        let tokens = self.expression(cursor, 1);
        if tokens.is_empty() {
            expected(cursor, what, self.report);
            return None;
        }
        Some(self.rust_statement(tokens, cursor, scope))
    }

    /// `x = 1;` where `x` is a variable.
    fn check_target(&self, path: &OptionPath, scope: &Scope) {
        if let [Segment::Name(name)] = path.segments.as_slice()
            && scope.is_variable(&name.text)
            && !name.quoted
        {
            self.report.add(path.spans, Problem::VariableAssigned { name: name.text.clone() });
        }
    }

    /// `if … { … } else …`, `for … { … }`, `while … { … }`, `loop { … }`, `match … { … }`, with a label or not.
    fn control(&self, cursor: &mut Cursor, scope: &mut Scope) -> Statement {
        let outside = scope.len();
        let mut parts = Vec::new();
        loop {
            let start = cursor.position();
            let mut is_match = false;
            while !cursor.at_end()
                && cursor.peek_group(Delimiter::Brace).is_none()
                && !cursor.is_operator(";")
            {
                is_match |= cursor.is_word("match");
                cursor.advance();
            }
            let header = cursor.since(start);
            let bound = syntax::header(&header, cursor.span(), self.report);
            parts.push(Part::Rust(rust(header, scope, self.report)));
            scope.bind(bound.unwrap_or_default());
            match cursor.take_group(Delimiter::Brace) {
                Some(group) if is_match => parts.push(Part::Arms(self.arms(&group, scope))),
                Some(group) => parts.push(Part::Body(self.inside(&group, scope))),
                None => {
                    expected(cursor, "`{`", self.report);
                    parts.push(Part::Body(Body::default()));
                    cursor.take_operator(";");
                }
            }
            scope.truncate(outside);
            if !cursor.is_word("else") {
                cursor.take_operator(";");
                return Statement::Control(parts);
            }
        }
    }

    fn arms(&self, group: &Group, scope: &mut Scope) -> Vec<Arm> {
        let mut cursor = Cursor::inside(group);
        let mut arms = Vec::new();
        while !cursor.at_end() {
            let outside = scope.len();
            let start = cursor.position();
            while !cursor.at_end() && !cursor.is_operator("=>") {
                cursor.advance();
            }
            let tokens = cursor.since(start);
            scope.bind(syntax::arm(&tokens, cursor.span(), self.report).unwrap_or_default());
            let pattern = super::rust::pattern(tokens, scope, self.report);
            if cursor.take_operator("=>").is_none() {
                expected(&cursor, "`=>`", self.report);
                break;
            }
            let body = match cursor.take_group(Delimiter::Brace) {
                Some(group) => self.inside(&group, scope),
                None => {
                    // One statement; the comma ends it as a semicolon would.
                    let start = cursor.position();
                    while !cursor.at_end() && !cursor.is_operator(",") {
                        cursor.advance();
                    }
                    let mut statement = cursor.since(start);
                    let mut semicolon = Punct::new(';', Spacing::Alone);
                    semicolon.set_span(cursor.last_span());
                    statement.extend([TokenTree::Punct(semicolon)]);
                    self.body(&mut Cursor::new(statement, cursor.span()), scope)
                }
            };
            cursor.take_operator(",");
            scope.truncate(outside);
            arms.push(Arm { pattern, body });
        }
        arms
    }

    pub(super) fn inside(&self, group: &Group, scope: &mut Scope) -> Body {
        self.body(&mut Cursor::inside(group), scope)
    }

    /// `services.nginx.virtualHosts."example.org"`, `users.users.[node.name]`; nothing is read if none stands here.
    pub(super) fn path(&self, cursor: &mut Cursor) -> Option<RawPath> {
        let before = cursor.position();
        let start = cursor.span();
        let mut segments = Vec::new();
        loop {
            if let Some(group) = cursor.take_group(Delimiter::Bracket) {
                segments.push(RawSegment::Computed(group.stream(), group.span_open()));
            } else if let Some(name) = name(cursor) {
                segments.push(RawSegment::Name(name));
            } else {
                cursor.rewind(before);
                return None;
            }
            if cursor.take_operator(".").is_none() {
                return Some(RawPath { segments, spans: spans(start, cursor) });
            }
        }
    }

    /// The right-hand side of an assignment.
    ///
    /// `end` is what should follow it.
    pub(super) fn value(&self, cursor: &mut Cursor, end: &str, scope: &mut Scope) -> Value {
        let is_nix = nix_syntax::value(cursor, self.report);
        if let Some(group) = cursor.take_group(Delimiter::Brace) {
            return Value::Set(self.inside(&group, &mut scope.in_set()));
        }
        if let Some(group) = cursor.peek_group(Delimiter::Bracket).cloned()
            && !cursor.goes_on_at(1)
        {
            cursor.advance();
            return self.list(&group, scope);
        }
        if nix_values::is_reference(cursor, scope) {
            return self.reference(cursor, scope).unwrap_or_else(|| self.half_a_reference(cursor));
        }
        if let Some(value) = self.property(cursor, scope) {
            return value;
        }
        let tokens = self.expression(cursor, 0);
        if tokens.is_empty() {
            if !is_nix {
                expected(cursor, "a value", self.report);
            }
            // Something that compiles, so that rustc does not report the same once more.
            return Value::List(Vec::new());
        }
        let is_rust = syntax::is_expression(&tokens, cursor.span(), end, self.report);
        match nix_values::only(super::rust::value(tokens, scope, self.report)) {
            Ok(value) => value,
            Err(rust) if is_rust => Value::Rust(rust),
            Err(rust) => Value::Broken(rust),
        }
    }

    fn list(&self, group: &Group, scope: &mut Scope) -> Value {
        let mut cursor = Cursor::inside(group);
        if cursor.is_word("for") {
            return self.each(&mut cursor, scope);
        }
        Value::List(self.elements(&mut cursor, "`,` or `]`", scope))
    }

    /// Values with commas between them. `end` is what should follow each.
    pub(super) fn elements(&self, cursor: &mut Cursor, end: &str, scope: &mut Scope) -> Vec<Value> {
        let mut elements = Vec::new();
        while !cursor.at_end() {
            let start = cursor.position();
            self.element(cursor);
            let tokens = cursor.since(start);
            let span = cursor.span();
            if tokens.is_empty() {
                expected(cursor, "a value", self.report);
            } else {
                let mut inside = Cursor::new(tokens, span);
                elements.push(self.value(&mut inside, end, scope));
                if !inside.at_end() {
                    expected(&inside, end, self.report);
                }
            }
            cursor.take_operator(",");
        }
        elements
    }

    /// Goes to the comma that ends an element. Those between the bars of a closure and in `::<…>` do not.
    pub(super) fn element(&self, cursor: &mut Cursor) {
        let (mut bars, mut angles) = (false, 0);
        while let Some(token) = cursor.peek() {
            if let TokenTree::Punct(punct) = token {
                match punct.as_char() {
                    ',' if !bars && angles == 0 => return,
                    '|' => bars = !bars,
                    '<' if angles > 0 || cursor.follows_path_separator() => angles += 1,
                    '>' if angles > 0 => angles -= 1,
                    _ => {}
                }
            }
            cursor.advance();
        }
    }

    /// `for pattern in iterator => value`
    fn each(&self, cursor: &mut Cursor, scope: &mut Scope) -> Value {
        let outside = scope.len();
        cursor.advance();
        let start = cursor.position();
        while !cursor.at_end() && !cursor.is_word("in") {
            cursor.advance();
        }
        let pattern = cursor.since(start);
        if cursor.take_word("in").is_none() {
            expected(cursor, "`in`", self.report);
            return Value::List(Vec::new());
        }
        let start = cursor.position();
        while !cursor.at_end() && !cursor.is_operator("=>") {
            cursor.advance();
        }
        let tokens = cursor.since(start);
        let mut is_rust = syntax::is_expression(&tokens, cursor.span(), "`=>`", self.report);
        let iterator = rust(tokens, scope, self.report);
        let bound = syntax::arm(&pattern, cursor.span(), self.report);
        is_rust &= bound.is_some();
        scope.bind(bound.unwrap_or_default());
        if cursor.take_operator("=>").is_none() {
            // What is no Rust has said where it ends.
            if is_rust {
                expected(cursor, "`=>` and a value", self.report);
            }
            scope.truncate(outside);
            return Value::List(Vec::new());
        }
        let value = Box::new(self.value(cursor, "`]`", scope));
        if !cursor.at_end() {
            expected(cursor, "`]`", self.report);
        }
        scope.truncate(outside);
        if !is_rust {
            return Value::Broken(iterator);
        }
        Value::Each { pattern, iterator, value }
    }

    /// The tokens up to the `;`. A `=` that no `let` accounts for belongs to the next assignment, and a `;` is
    /// missing before it; `more` of them are allowed.
    pub(super) fn expression(&self, cursor: &mut Cursor, mut more: usize) -> TokenStream {
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

    pub(super) fn end(&self, cursor: &mut Cursor) {
        if cursor.take_operator(";").is_none() {
            let problem = Problem::Syntax { expected: "`;`".to_owned(), found: cursor.found() };
            self.report.add(cursor.last_span(), problem);
        }
    }

    /// A statement of Rust, up to its semicolon.
    fn rust_statement(&self, mut tokens: TokenStream, cursor: &mut Cursor, scope: &mut Scope) -> Statement {
        let mut semicolon = Punct::new(';', Spacing::Alone);
        semicolon.set_span(if cursor.is_operator(";") { cursor.span() } else { cursor.last_span() });
        tokens.extend([TokenTree::Punct(semicolon)]);
        let bound = syntax::statements(&tokens, self.report);
        let rust = rust(tokens, scope, self.report);
        match bound {
            Some(bound) => {
                scope.bind(bound);
                self.end(cursor);
                Statement::Rust(rust)
            }
            None => {
                // What is no Rust may well lack its end too; once is enough.
                cursor.take_operator(";");
                Statement::Broken(rust)
            }
        }
    }
}
