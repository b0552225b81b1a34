//! What people write out of habit: those who come from Nix, and those who know another language better.
//!
//! Nothing here decides whether something is wrong. Where something is, the table says it in better words than that
//! something else was expected.

mod lexical;
mod meant;
mod pattern;
mod table;

pub(super) use lexical::without;
pub(super) use meant::{attributes, binds, in_rust};
pub(super) use table::Place;

use super::cursor::Cursor;
use crate::report::Spans;
use nest_core::problem::Problem;
use pattern::matched;
pub(super) use pattern::{is_assignments, spans, written};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use table::{HABITS, Habit, NIX, NO_ITEM};

/// The code of what is Nix's.
const CODE: &str = "nix-syntax";

/// The habit that shows at the cursor.
pub(super) fn here(cursor: &Cursor, place: Place) -> Option<(Spans, Problem)> {
    at(cursor.ahead(), 0, place)
}

/// The first habit that shows in some Rust, an expression or a statement, or in the brackets of it.
pub(super) fn within(tokens: TokenStream, place: Place) -> Option<(Spans, Problem)> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).find_map(|i| {
        let inside = || match &tokens[i] {
            // `f(x: u8)` is Rust's.
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                let is_call = i > 0 && matches!(tokens[i - 1], TokenTree::Ident(_));
                let is_list = group.delimiter() == Delimiter::Bracket;
                (is_list || !is_call).then(|| within(group.stream(), Place::Expression))?
            }
            _ => None,
        };
        at(&tokens, i, place).or_else(inside)
    })
}

/// How many of an element's tokens stand before another element, where a comma is missing.
pub(super) fn before_another(tokens: TokenStream) -> Option<usize> {
    pattern::before_another(&tokens.into_iter().collect::<Vec<_>>())
}

/// What a habit of Nix is told as.
pub(super) fn of_nix(what: &str, remedy: &str) -> Problem {
    Problem::Habit { what: what.to_owned(), why: NIX.to_owned(), remedy: remedy.to_owned(), code: CODE }
}

/// What a value of Nix is told as where Rust would do something with it.
pub(super) fn known_to_nix(what: String, why: &str, remedy: String) -> Problem {
    Problem::Habit { what, why: why.to_owned(), remedy, code: CODE }
}

/// What `//` is told as where something is not ended before it.
pub(super) fn of_comment() -> Problem {
    let why = "begins a comment in Rust, and the `;` is missing before it".to_owned();
    let remedy =
        "write one set, or `nix!(\"{ a, b }: a // b\", a = …, b = …)`, if Nix's `//` is meant".to_owned();
    Problem::Habit { what: "//".to_owned(), why, remedy, code: CODE }
}

fn at(tokens: &[TokenTree], at: usize, place: Place) -> Option<(Spans, Problem)> {
    let is_here = |habit: &&Habit| match habit.place {
        Place::Rust => [Place::Rust, Place::Statement, Place::Expression].contains(&place),
        other => other == place,
    };
    HABITS.iter().filter(is_here).find_map(|habit| {
        let parts = matched(tokens, at, habit.seen)?;
        let texts: Vec<String> = parts.iter().map(|part| written(&tokens[part.clone()])).collect();
        let spans = spans(&tokens[parts.get(habit.at)?.clone()])?;
        Some((spans, problem(habit, &texts)))
    })
}

fn problem(habit: &Habit, texts: &[String]) -> Problem {
    let Habit { at, what, why, remedy, .. } = *habit;
    let what = if what.is_empty() { texts[at].clone() } else { filled(what, texts) };
    let code = match why {
        NIX => CODE,
        NO_ITEM => "unknown-item",
        _ => "syntax",
    };
    Problem::Habit { what, why: why.to_owned(), remedy: filled(remedy, texts), code }
}

/// A text with what is seen in the place of `{0}`, `{snake 0}` and `{file 0}`.
fn filled(text: &str, seen: &[String]) -> String {
    let mut filled = text.to_owned();
    for (i, seen) in seen.iter().enumerate() {
        filled = filled.replace(&format!("{{{i}}}"), seen);
        filled = filled.replace(&format!("{{snake {i}}}"), &snake(seen));
        filled =
            filled.replace(&format!("{{file {i}}}"), seen.trim_start_matches("../").trim_start_matches("./"));
    }
    filled
}

/// `mk_force` of `mkForce`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
