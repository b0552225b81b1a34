//! The DOM: nodes and namespaces, and the loops that repeat them.

mod data;
mod meant;

pub(super) use self::meant::has_traits;
use self::meant::is_node_called_so;
use super::cursor::Cursor;
use super::habits::Place;
use super::items::notes;
use super::loops::Turns;
use super::names::{expect_word, original, word};
use super::rules::class_body;
use super::templates::{in_tree, raw_name};
use super::traits::words;
use super::values::value_in;
use super::{classes, expected, missing, semicolon, skip, tell_habit};
use crate::ast::{Branch, EntryDecl, ForDecl, Identifier, NodeBodyDecl, Notes};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group, Span};
use std::collections::HashSet;

/// What is known where a part of the DOM stands.
pub(super) struct Entries<'r> {
    report: &'r Report,
    classes: HashSet<String>,
    /// The variables of the loops around, outermost first.
    variables: Vec<Identifier>,
    /// How often the loops around go round.
    around: usize,
    turns: Turns,
    /// Whether it stands in the braces of an entry.
    is_inside: bool,
    /// How often the loop goes round in whose braces it stands; 0 if it stands in none.
    rounds: usize,
    /// How many rules are written before.
    pub(super) rules: usize,
    /// Something stands in a loop that is no entry, and was not read.
    pub(super) unread: bool,
}

impl<'r> Entries<'r> {
    /// `cursor` stands before all items.
    pub(super) fn of(cursor: &Cursor, report: &'r Report) -> Self {
        Self {
            report,
            classes: classes::names(cursor),
            variables: Vec::new(),
            around: 1,
            turns: Turns::default(),
            is_inside: false,
            rounds: 0,
            rules: 0,
            unread: false,
        }
    }

    /// `name { … }`, `extern name { … }`, `for i in 1..=40 { … }`; nothing is read if none stands here.
    pub(super) fn branch(&mut self, cursor: &mut Cursor, notes: Notes) -> Result<Branch, Notes> {
        if cursor.is_word("for") && is_loop(cursor) {
            cursor.advance();
            return Ok(Branch::For(self.each(cursor, notes)));
        }
        if data::is_here(cursor) {
            return Ok(Branch::Data(self.data(cursor, notes)));
        }
        let start = cursor.position();
        let is_name = cursor.peek_punct_at(1).is_some_and(|punct| "-.=".contains(punct.as_char()));
        let is_extern = cursor.is_word("extern") && !is_name;
        let external = if is_extern { cursor.take_ident().map(|word| word.span()) } else { None };
        let found = self.entry(cursor, notes, external);
        if found.is_err() {
            cursor.rewind(start);
        }
        match external {
            Some(_) => found.or_else(|_| Ok(self.half_an_extern(cursor))),
            None => found,
        }
    }

    /// `extern old;`, `extern { … }`: no node, and nothing else.
    fn half_an_extern(&mut self, cursor: &mut Cursor) -> Branch {
        cursor.advance();
        let what = if raw_name(cursor).is_some() { "`{`" } else { "the node's name: `extern name { … }`" };
        missing(cursor, what, self.report);
        skip(cursor);
        unread(Vec::new(), self.report)
    }

    /// What follows the word `for`.
    fn each(&mut self, cursor: &mut Cursor, notes: Notes) -> ForDecl {
        let before = self.report.len();
        let mut decl = ForDecl {
            number: self.report.number(),
            notes,
            variable: String::new(),
            values: Vec::new(),
            branches: Vec::new(),
            broken: false,
        };
        let variable = expect_word(cursor, "the loop's variable", self.report);
        decl.variable.extend(variable.iter().map(|variable| variable.text.as_str()));
        if let Some(variable) = &variable
            && self.variables.iter().any(|other| other.text == variable.text)
        {
            let why = "it is the variable of a `for` around this one";
            self.report.add(variable, Problem::ReservedName { name: variable.text.clone(), why });
        }
        if variable.is_some() && cursor.take_word("in").is_none() {
            expected(cursor, "`in`", self.report);
        } else if variable.is_some() {
            decl.values = in_tree(&self.variables, self.report, |around| {
                self.turns.values(cursor, around.names, self.around, self.report).unwrap_or_default()
            });
        }
        let is_read = self.report.len() == before;
        if !is_read {
            decl.values.clear();
        }
        while !is_read && !cursor.at_end() && cursor.peek_group(Delimiter::Brace).is_none() {
            cursor.advance();
        }
        let Some(group) = cursor.take_group(Delimiter::Brace) else {
            if is_read {
                missing(cursor, "`{`", self.report);
            }
            skip(cursor);
            decl.broken = true;
            return decl;
        };
        cursor.take_operator(";");
        let (variables, around) = (self.variables.len(), self.around);
        self.variables.extend(variable);
        self.around = around.saturating_mul(decl.values.len().max(1));
        decl.broken = !is_read;
        let rounds = std::mem::replace(&mut self.rounds, decl.values.len());
        self.repeated(&group, &mut decl);
        self.rounds = rounds;
        self.variables.truncate(variables);
        self.around = around;
        decl
    }

    /// What stands in the braces of a loop.
    fn repeated(&mut self, group: &Group, decl: &mut ForDecl) {
        let mut inside = Cursor::inside(group);
        while !inside.at_end() {
            let notes = notes(&mut inside, self.report);
            if inside.at_end() {
                return;
            }
            match self.branch(&mut inside, notes) {
                Ok(branch) => decl.branches.push(branch),
                Err(_) => {
                    expected(
                        &inside,
                        "an entry or another `for`, which is all that can be repeated",
                        self.report,
                    );
                    self.unread |= inside.is_word("attr") || inside.is_word("trait");
                    skip(&mut inside);
                    decl.broken = true;
                }
            }
        }
    }

    /// `name { … }`
    fn entry(&mut self, cursor: &mut Cursor, notes: Notes, external: Option<Span>) -> Result<Branch, Notes> {
        let mut path = Vec::new();
        let mut is_habit = original(cursor, self.report);
        let mut is_known = true;
        let start = cursor.position();
        let group = loop {
            path.extend(raw_name(cursor));
            is_habit |= !is_habit
                && !path.is_empty()
                && cursor.peek_punct_at(0).is_some()
                && self.is_meant(cursor, start)
                && tell_habit(Place::Name, cursor, self.report);
            if is_habit && !path.is_empty() && !cursor.is_operator(".") {
                is_known &= !cursor.is_operator("-");
                while !cursor.at_end() && cursor.peek_group(Delimiter::Brace).is_none() {
                    cursor.advance();
                }
                // `web-{i} { … }`
                if cursor.peek_group_at(1, Delimiter::Brace).is_some() {
                    cursor.advance();
                }
            }
            if let Some(group) = cursor.take_group(Delimiter::Brace).filter(|_| !path.is_empty()) {
                break group;
            }
            if path.is_empty() || cursor.take_operator(".").is_none() {
                return Err(notes);
            }
        };
        let mut inside = Cursor::inside(&group);
        is_known &= is_habit || !self.is_named_once(cursor, start, &inside);
        if path.len() == 1 && external.is_none() && assigns_options(&mut inside) {
            return Err(notes);
        }
        cursor.take_operator(";");
        let count = path.len();
        let path: Vec<_> = in_tree(&self.variables, self.report, |around| {
            path.into_iter().filter_map(|name| name.resolve(around, self.report)).collect()
        });
        let is_named = path.len() == count && is_known;
        let mut decl = EntryDecl { notes, external, path, ..EntryDecl::empty(self.report.number()) };
        let is_node = has_traits(&inside);
        let is_outermost = !std::mem::replace(&mut self.is_inside, true);
        let rounds = std::mem::take(&mut self.rounds);
        while !inside.at_end() {
            self.content(&mut inside, is_node, &mut decl);
        }
        self.is_inside = !is_outermost;
        self.rounds = rounds;
        if let (Some(span), None, false) = (external, &decl.is, decl.broken) {
            self.report.syntax(span, "a node (`is = […];`) behind `extern`", "a namespace");
        }
        if is_named {
            return Ok(Branch::Entry(decl));
        }
        // Nobody knows what it is called.
        Ok(unread(vec![Branch::Entry(decl)], self.report))
    }

    /// What stands in the braces of an entry.
    fn content(&mut self, cursor: &mut Cursor, is_node: bool, decl: &mut EntryDecl) {
        let before = self.report.len();
        let notes = notes(cursor, self.report);
        if cursor.at_end() {
            return;
        }
        // What could not be read may be `is`.
        let may_be_node = is_node || decl.broken;
        if may_be_node && cursor.is_word("synth") && (is_called(cursor) || is_braced(cursor)) {
            expected(cursor, "a rule around a `synth`: `rule #name { synth { … } }`", self.report);
            return skip(cursor);
        }
        let is_class =
            may_be_node && cursor.peek_ident().is_some_and(|ident| self.classes.contains(&word(ident).text));
        // `nixos = { … };`
        if is_class && cursor.is_operator_at(1, "=") && cursor.peek_group_at(2, Delimiter::Brace).is_some() {
            cursor.advance();
            tell_habit(Place::Name, cursor, self.report);
            decl.broken = true;
            return skip(cursor);
        }
        if is_class && self.has_traits_and_options(cursor) {
            decl.broken = true;
            return skip(cursor);
        }
        let is_body =
            is_class && (is_braced(cursor) && !is_node_called_so(cursor) || cursor.is_operator_at(1, ","));
        if is_called(cursor) || is_body {
            return self.node_body(cursor, notes, is_node, decl);
        }
        match self.branch(cursor, notes) {
            // What is wrong in there is not wrong here.
            Ok(branch) => return decl.entries.push(branch),
            Err(notes) if is_braced(cursor) => return self.node_body(cursor, notes, is_node, decl),
            Err(_) => self.attribute(cursor, decl),
        }
        decl.broken |= self.report.len() > before;
    }

    /// A class body, which is a rule on this node alone.
    fn node_body(&mut self, cursor: &mut Cursor, notes: Notes, is_node: bool, decl: &mut EntryDecl) {
        if !is_node && decl.broken {
            return skip(cursor);
        }
        if !is_node {
            expected(
                cursor,
                "a rule (`rule … => nixos { … }`), since a namespace has no classes",
                self.report,
            );
            return skip(cursor);
        }
        if let Some(body) = class_body(cursor, self.report) {
            decl.bodies.push(NodeBodyDecl { notes, body, after: self.rules });
        }
        cursor.take_operator(";");
    }

    /// `is = […];` or `name = value;`
    fn attribute(&mut self, cursor: &mut Cursor, decl: &mut EntryDecl) {
        let report = self.report;
        if self.habit(cursor) {
            return skip(cursor);
        }
        let Some(ident) = cursor.take_ident() else {
            expected(cursor, "`is = […];`, an attribute or an entry", report);
            return skip(cursor);
        };
        if cursor.take_operator("=").is_none() {
            expected(cursor, "`=` and a value, or `{`", report);
            decl.half_typed.push(word(&ident));
            return skip(cursor);
        }
        // `iss = [host];`
        let is_traits = ident == "is" || self.is_misspelt(&ident, cursor);
        if is_traits {
            let traits = words(cursor, "a trait", report);
            match &mut decl.is {
                Some(_) => report.add(&ident, Problem::DuplicateProperty { name: "is".to_owned() }),
                none => *none = Some(traits),
            }
        } else {
            let value = in_tree(&self.variables, self.report, |around| value_in(cursor, around, report));
            decl.attrs.push((word(&ident), value));
        }
        semicolon(cursor, report);
    }
}

/// What is there, and could not be read.
fn unread(branches: Vec<Branch>, report: &Report) -> Branch {
    Branch::For(ForDecl {
        number: report.number(),
        notes: Notes::default(),
        variable: String::new(),
        values: Vec::new(),
        branches,
        broken: true,
    })
}

/// Whether what follows the word `for` makes it a loop: an entry can be called `for` too.
fn is_loop(cursor: &Cursor) -> bool {
    cursor.peek_ident_at(1).is_some() || (cursor.peek_at(1).is_some() && !is_entry_called_so(cursor))
}

/// Whether the word here is itself the name of an entry or an attribute, or begins one.
fn is_entry_called_so(cursor: &Cursor) -> bool {
    cursor.peek_group_at(1, Delimiter::Brace).is_some()
        || cursor.peek_punct_at(1).is_some_and(|punct| "-.=".contains(punct.as_char()))
}

/// Whether `nixos(…)` stands here: a class body, if anything.
pub(super) fn is_called(cursor: &Cursor) -> bool {
    cursor.peek_ident().is_some() && cursor.peek_group_at(1, Delimiter::Parenthesis).is_some()
}

/// Whether `nixos { … }` stands here: a class body, if it is no entry.
pub(super) fn is_braced(cursor: &Cursor) -> bool {
    cursor.peek_ident().is_some() && cursor.peek_group_at(1, Delimiter::Brace).is_some()
}

/// Whether the first thing between the braces is `a.b = …`: no attribute of an entry looks like that.
pub(super) fn assigns_options(inside: &mut Cursor) -> bool {
    let start = inside.position();
    let is_path = raw_name(inside).is_some() && inside.is_operator(".");
    while inside.take_operator(".").is_some() && raw_name(inside).is_some() {}
    let is_assignment = is_path && inside.is_operator("=");
    inside.rewind(start);
    is_assignment
}
