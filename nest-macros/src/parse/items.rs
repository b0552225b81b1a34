//! The items of a fleet: header, attributes, traits, entries, rules.

use super::assertions::assertion;
use super::bodies::body;
use super::closures::scope_of;
use super::cursor::Cursor;
use super::entries::{Entries, is_braced, is_called};
use super::interpolation::{Place, everywhere};
use super::literals::check_uncut;
use super::names::{expect_path, expect_word, name};
use super::own_outputs::own_output;
use super::selectors::selector;
use super::traits::trait_decl;
use super::types::ty;
use super::values::value;
use super::{expected, list, missing, semicolon, settings, skip, unknown};
use crate::ast::{
    Ast, AttrDecl, ClassBodyDecl, Header, Name, Notes, RuleDecl, ScalarDecl, SynthDecl, TypeDecl, Unread,
};
use crate::report::Report;
use nest_core::problem::{self, Problem};
use nest_core::suggest::nearest;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Everything, to the end.
pub(super) fn all(cursor: &mut Cursor, ast: &mut Ast, report: &Report) {
    let mut entries = Entries::of(cursor, report);
    while !cursor.at_end() {
        item(cursor, ast, &mut entries, report);
    }
    if ast.header.is_none() && report.is_empty() {
        let problem = Problem::Syntax {
            expected: "`pub static NAME;`, the name of the fleet".to_owned(),
            found: "none".to_owned(),
        };
        report.add(proc_macro2::Span::call_site(), problem);
    }
}

fn item(cursor: &mut Cursor, ast: &mut Ast, entries: &mut Entries, report: &Report) {
    let notes = notes(cursor, report);
    if cursor.at_end() {
        return;
    }
    let keyword = cursor.peek_ident().map(ToString::to_string).unwrap_or_default();
    match keyword.as_str() {
        "pub" | "static" => header(cursor, notes, ast, report),
        "attr" | "trait" | "rule" => {
            cursor.advance();
            declaration(&keyword, cursor, notes, ast, report);
        }
        "assert" | "output" if !is_entry(cursor) => {
            cursor.advance();
            declaration(&keyword, cursor, notes, ast, report);
        }
        _ => other_item(cursor, notes, ast, entries, report),
    }
}

/// Whether the word here is the name of an entry: `output { … }`, `assert.eu { … }`, `output-1 { … }`.
fn is_entry(cursor: &Cursor) -> bool {
    cursor.peek_group_at(1, Delimiter::Brace).is_some()
        || cursor.is_operator_at(1, ".") && cursor.peek_group_at(3, Delimiter::Brace).is_some()
        || cursor.is_operator_at(1, "-")
}

/// An entry; or an item whose keyword is missing or misspelt, which is read all the same.
fn other_item(cursor: &mut Cursor, notes: Notes, ast: &mut Ast, entries: &mut Entries, report: &Report) {
    const KEYWORDS: [&str; 7] = ["attr", "trait", "rule", "assert", "output", "for", "extern"];
    if let Some(keyword) = missing_keyword(cursor) {
        let problem = Problem::Syntax { expected: format!("`{keyword}`"), found: cursor.found() };
        report.add(cursor.span(), problem);
        return declaration(keyword, cursor, notes, ast, report);
    }
    entries.rules = ast.rules.len();
    let notes = match entries.branch(cursor, notes) {
        Ok(branch) => {
            if entries.unread {
                ast.unread = Unread { attrs: true, traits: true, classes: true };
            }
            return ast.entries.push(branch);
        }
        Err(notes) => notes,
    };
    if is_called(cursor) || is_braced(cursor) {
        let expected = "a rule around the class body: `rule … => nixos { … }`".to_owned();
        report.add(cursor.span(), Problem::Syntax { expected, found: cursor.found() });
        return skip(cursor);
    }
    let word = cursor.peek_ident().map(ToString::to_string);
    match word.filter(|_| cursor.peek_ident_at(1).is_some()) {
        // `trai web;`, `zzz port: u16;`: two words in a row begin no entry.
        Some(word) => {
            report.add(cursor.span(), unknown(problem::Kind::Item, &word, KEYWORDS.into_iter()));
            cursor.advance();
            let meant = nearest(&word, KEYWORDS.into_iter()).or_else(|| missing_keyword(cursor));
            match meant {
                // What is repeated, or only asked, are nodes.
                Some("for" | "extern") | None => unread(cursor, ast),
                Some(keyword) => declaration(keyword, cursor, notes, ast, report),
            }
        }
        None => {
            expected(
                cursor,
                "`attr`, `trait`, `rule`, `assert`, `output`, or an entry: `name { … }`",
                report,
            );
            unread(cursor, ast);
        }
    }
}

/// Passes over something that could have declared anything.
fn unread(cursor: &mut Cursor, ast: &mut Ast) {
    ast.unread = Unread { attrs: true, traits: true, classes: true };
    skip(cursor);
}

/// The keyword that what stands here seems to lack: `port: u16;`, `web;`, `web { needs = […]; }`.
fn missing_keyword(cursor: &Cursor) -> Option<&'static str> {
    cursor.peek_ident()?;
    if cursor.is_operator_at(1, ":") {
        // `web:not(lb) => …`
        let pseudo_class =
            cursor.peek_ident_at(2).filter(|_| cursor.peek_group_at(3, Delimiter::Parenthesis).is_some());
        let is_selector = pseudo_class.is_some_and(|ident| {
            ["is", "not", "has", "within", "when"].contains(&ident.to_string().as_str())
        });
        return Some(if is_selector { "rule" } else { "attr" });
    }
    if cursor.is_operator_at(1, ";") {
        return Some("trait");
    }
    let inside = Cursor::inside(cursor.peek_group_at(1, Delimiter::Brace)?);
    let first = inside.peek_ident()?.to_string();
    let is_property =
        ["needs", "needed_by", "requires"].contains(&first.as_str()) && inside.is_operator_at(1, "=");
    let is_class = first == "class" && inside.peek_ident_at(1).is_some();
    (is_property || is_class).then_some("trait")
}

fn declaration(keyword: &str, cursor: &mut Cursor, notes: Notes, ast: &mut Ast, report: &Report) {
    // `attr attr port: u16;`
    if cursor.is_word(keyword) && cursor.peek_ident_at(1).is_some() {
        expected(cursor, "a name", report);
        cursor.advance();
    }
    match keyword {
        "attr" => match attr(cursor, notes, report) {
            Some(decl) => ast.attrs.push(decl),
            None => ast.unread.attrs = true,
        },
        "trait" => {
            let decls = trait_decl(cursor, notes, None, &mut ast.unread, report);
            if decls.is_empty() {
                ast.unread = Unread { traits: true, classes: true, ..ast.unread };
            }
            ast.traits.extend(decls);
        }
        "assert" => ast.assertions.extend(assertion(cursor, notes, report)),
        "output" => ast.own_outputs.extend(own_output(cursor, notes, report)),
        _ => ast.rules.extend(rule(cursor, notes, report)),
    }
}

/// What stands in front of an item: `/// …`, `#[allow(code)]`.
pub(super) fn notes(cursor: &mut Cursor, report: &Report) -> Notes {
    let mut lines: Vec<String> = Vec::new();
    let mut allow = Vec::new();
    while cursor.is_operator("#") && cursor.peek_group_at(1, Delimiter::Bracket).is_some() {
        cursor.advance();
        let Some(group) = cursor.take_group(Delimiter::Bracket) else { break };
        let mut inside = Cursor::inside(&group);
        let is_doc = inside.take_word("doc").is_some() && inside.take_operator("=").is_some();
        let line = inside.peek_literal().and_then(super::literals::quoted).filter(|_| is_doc);
        let codes = inside.take_word("allow").and_then(|_| inside.take_group(Delimiter::Parenthesis));
        match (line, codes) {
            // A comment may say anything.
            (Some(line), _) => {
                let line = line.read_any();
                lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
            }
            (None, Some(codes)) => allow.extend(list(&codes, report, |cursor| {
                let code = name(cursor);
                if code.is_none() {
                    expected(cursor, "the code of a lint", report);
                }
                Some(code?.read(Place::Identifier, &everywhere, report))
            })),
            (None, None) => {
                let (expected, found) =
                    ("a doc comment or `#[allow(…)]`".to_owned(), "an attribute".to_owned());
                report.add(group.span_open(), Problem::Syntax { expected, found });
            }
        }
    }
    Notes { doc: lines.join("\n"), allow }
}

/// `pub static NAME;`, `pub static NAME { names = path; }`
fn header(cursor: &mut Cursor, notes: Notes, ast: &mut Ast, report: &Report) {
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
            settings::names(&group, report)
        }
        None => {
            semicolon(cursor, report);
            None
        }
    };
    if ast.header.is_some() {
        let problem = Problem::Syntax { expected: "one fleet".to_owned(), found: "another name".to_owned() };
        report.add(span, problem);
    } else {
        ast.header = Some(Header { notes, visibility, name: ident.to_string(), ident, names });
    }
}

/// What follows the word `attr`.
fn attr(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<AttrDecl> {
    let keyword = cursor.last_span();
    let Some(name) = expect_word(cursor, "the attribute's name", report) else {
        skip(cursor);
        return None;
    };
    if cursor.take_operator(":").is_none() {
        expected(cursor, "`:` and a type", report);
        skip(cursor);
        // The attribute is there, whatever its type: what names it is no mistake.
        let ty = TypeDecl { wraps: Vec::new(), scalar: ScalarDecl::Wrong };
        return Some(AttrDecl { keyword, notes, name, unique: false, inherited: false, ty, default: None });
    }
    let (mut unique, mut inherited) = (false, false);
    loop {
        if cursor.take_word("unique").is_some() {
            unique = true;
        } else if cursor.take_word("inherited").is_some() {
            inherited = true;
        } else if let Some(word) = misspelt_modifier(cursor) {
            let problem = Problem::Syntax { expected: format!("`{word}`"), found: cursor.found() };
            report.add(cursor.span(), problem);
            cursor.advance();
        } else {
            break;
        }
    }
    let ty = ty(cursor, report);
    let default = cursor.take_operator("=").map(|_| value(cursor, Place::Tree, &everywhere, report));
    semicolon(cursor, report);
    Some(AttrDecl { keyword, notes, name, unique, inherited, ty, default })
}

/// `unqiue String`: what stands before a type, and is nearly a word that can.
fn misspelt_modifier(cursor: &Cursor) -> Option<&'static str> {
    let word = cursor.peek_ident()?.to_string();
    // Behind a type there is a sign.
    if matches!(cursor.peek_at(1)?, TokenTree::Punct(_)) {
        return None;
    }
    nearest(&word, ["unique", "inherited"].into_iter())
}

/// What follows the word `rule`.
fn rule(cursor: &mut Cursor, notes: Notes, report: &Report) -> Option<RuleDecl> {
    let mut selector = selector(cursor, &everywhere, report);
    let label = cursor.take_word("as").and_then(|_| label(cursor, report));
    let (mut bodies, mut synth) = (Vec::new(), None);
    if cursor.take_operator("=>").is_some() {
        rule_body(cursor, &mut bodies, &mut synth, report);
        cursor.take_operator(";");
    } else if let Some(group) = cursor.take_group(Delimiter::Brace) {
        let mut inside = Cursor::inside(&group);
        if inside.at_end() {
            let problem = Problem::Syntax {
                expected: "a class body: `nixos { … }`".to_owned(),
                found: "none".to_owned(),
            };
            report.add(group.span_open(), problem);
        }
        while !inside.at_end() {
            rule_body(&mut inside, &mut bodies, &mut synth, report);
        }
        cursor.take_operator(";");
    } else {
        // What is no selector to its end has said so.
        match cursor.at_end() {
            _ if selector.broken => {}
            true => missing(cursor, "`=>` and a class body, or `{`", report),
            false => expected(cursor, "`=>` and a class body, or `{`", report),
        }
        // What follows may have been meant for it.
        selector.broken = true;
        skip(cursor);
    }
    Some(RuleDecl { notes, selector, label, bodies, synth })
}

/// A class body, or the `synth`.
fn rule_body(
    cursor: &mut Cursor,
    bodies: &mut Vec<ClassBodyDecl>,
    synth: &mut Option<SynthDecl>,
    report: &Report,
) {
    let Some(keyword) = cursor.take_word("synth") else { return bodies.extend(class_body(cursor, report)) };
    let found = super::synth::synth(cursor, report);
    if synth.is_some() {
        report.add(&keyword, Problem::DuplicateProperty { name: "synth".to_owned() });
    } else {
        *synth = found;
    }
}

fn label(cursor: &mut Cursor, report: &Report) -> Option<Name> {
    let label = name(cursor).map(|label| label.read(Place::Identifier, &everywhere, report));
    match &label {
        Some(name) => check_uncut(&name.text, name.spans, report),
        None => expected(cursor, "a label", report),
    }
    label
}

/// `nixos(host, select) { … }`
pub(super) fn class_body(cursor: &mut Cursor, report: &Report) -> Option<ClassBodyDecl> {
    let Some(class) = expect_word(cursor, "a class body: `nixos { … }`", report) else {
        skip(cursor);
        return None;
    };
    // `rule web { services.nginx.enable = true; }`: the whole of it is a body that has no class.
    if cursor.is_operator(".") || cursor.is_operator("=") {
        let (expected, found) =
            ("a class around the options: `nixos { … }`".to_owned(), format!("`{}`", class.text));
        report.add(&class, Problem::Syntax { expected, found });
        while cursor.advance().is_some() {}
        return None;
    }
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
    let body = body(Cursor::inside(&group), &scope_of(&arguments), report);
    Some(ClassBodyDecl { class, arguments, body })
}
