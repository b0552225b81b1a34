//! Classes of traits, and where their modules go.

use super::closures::closure_in;
use super::cursor::Cursor;
use super::names::expect_word;
use super::option_paths::path;
use super::scope::Scope;
use super::statements::body;
use super::{expected, semicolon, skip};
use crate::ast::{ClassDecl, Identifier, PathDecl, RouteDecl};
use crate::report::Report;
use proc_macro2::Delimiter;

/// What is in scope in all code of a class.
const IN_SCOPE: &[&str] = &["node"];

/// What follows the word `class`.
pub(super) fn class(cursor: &mut Cursor, report: &Report) -> Option<ClassDecl> {
    let found = (|| {
        let name = expect_word(cursor, "the class's name", report)?;
        if cursor.take_operator("=>").is_none() {
            expected(cursor, "`=>` and an output", report);
            return None;
        }
        let route = match cursor.is_operator("|") || cursor.is_operator("||") {
            true => {
                let is_end = |cursor: &Cursor| cursor.is_operator(";");
                RouteDecl::Closure(closure_in(
                    cursor,
                    |scope| scope.with(IN_SCOPE).for_nix(),
                    is_end,
                    "`;`",
                    report,
                ))
            }
            false => named(cursor, report)?,
        };
        Some(ClassDecl { name, route })
    })();
    match &found {
        None => skip(cursor),
        Some(ClassDecl { route: RouteDecl::Output { args: Some(_), .. }, .. }) => {
            cursor.take_operator(";");
        }
        Some(_) => semicolon(cursor, report),
    }
    found
}

/// An output, or a class above.
fn named(cursor: &mut Cursor, report: &Report) -> Option<RouteDecl> {
    let word = expect_word(cursor, "an output, `parent.` and a class, or a closure: `|modules| …`", report)?;
    let name = match is_computed(cursor) && word.text != "parent" {
        true => Some(name(cursor, report)?),
        false => None,
    };
    if cursor.take_operator(".").is_some() {
        return parent(&word, cursor, report);
    }
    if word.text == "parent" {
        expected(cursor, "`.` and a class of the node above", report);
        return None;
    }
    let args = cursor.take_group(Delimiter::Brace);
    let args = args.map(|group| body(Cursor::inside(&group), Scope::default().with(IN_SCOPE), report));
    Some(RouteDecl::Output { output: word, name, args })
}

/// Whether `.[…]` stands here, or `."…"`, where brackets are missing.
fn is_computed(cursor: &Cursor) -> bool {
    cursor.is_operator(".")
        && (cursor.peek_group_at(1, Delimiter::Bracket).is_some() || cursor.peek_literal_at(1).is_some())
}

/// What nodes are called in an output: `.[format!("{}.example.org", node.name)]`
fn name(cursor: &mut Cursor, report: &Report) -> Option<PathDecl> {
    const WHAT: &str = "one name, which is computed: `nixosConfigurations.[node.name]`";
    cursor.take_operator(".");
    if cursor.peek_literal().is_some() {
        expected(cursor, WHAT, report);
        return None;
    }
    let decl = at(cursor, report)?;
    if decl.path.segments.len() > 1 {
        report.syntax(decl.path.spans, WHAT, "a path");
        return None;
    }
    Some(decl)
}

/// What follows `parent.`
fn parent(word: &Identifier, cursor: &mut Cursor, report: &Report) -> Option<RouteDecl> {
    // `host.nixos`: which node that is follows from where a node stands, not from its traits.
    if word.text != "parent" {
        report.syntax(word, "`parent`, the nearest node above", format!("`{}`", word.text));
    }
    let class = expect_word(cursor, "a class of the node above", report)?;
    let at = match cursor.take_word("at") {
        Some(_) => Some(at(cursor, report)?),
        None => None,
    };
    if at.is_none() && cursor.is_word("as") {
        expected(cursor, "`at` and an option before `as module`", report);
        // `as module at users.users` is one mistake.
        cursor.until(|cursor| cursor.is_operator(";"));
        return Some(RouteDecl::Parent { class, at, as_module: true });
    }
    let as_module = cursor.take_word("as").is_some();
    if as_module && cursor.take_word("module").is_none() {
        expected(cursor, "`module`", report);
        return None;
    }
    Some(RouteDecl::Parent { class, at, as_module })
}

/// What follows the word `at`.
fn at(cursor: &mut Cursor, report: &Report) -> Option<PathDecl> {
    let before = report.broken();
    let Some(path) = path(cursor) else {
        expected(cursor, "an option: `users.users.[node.name]`", report);
        return None;
    };
    let path = path.read(&Scope::default().with(IN_SCOPE), report);
    Some(PathDecl { path, broken: report.broken() > before })
}
