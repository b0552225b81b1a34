//! What is meant by words that are no entry or attribute as they stand: most are told with what to write instead.

use super::{Entries, assigns_options};
use crate::parse::cursor::{Cursor, Position};
use crate::parse::habits::Place;
use crate::parse::templates::variable_word;
use crate::parse::{skip, tell_habit};
use crate::report::Spans;
use nest_core::problem::Problem;
use nest_core::suggest::nearest;
use proc_macro2::{Delimiter, Ident, TokenTree};

impl Entries<'_> {
    /// Whether a node is named `web-i` in a loop over `i`, which is told: all rounds would make one.
    pub(super) fn is_named_once(&self, cursor: &Cursor, start: Position, inside: &Cursor) -> bool {
        let Some(variable) = self.variables.last() else { return false };
        let tokens: Vec<TokenTree> = cursor.since(start).into_iter().collect();
        let [name @ .., _] = tokens.as_slice() else { return false };
        let [first, _, .., last] = name else { return false };
        let is_variable =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if *word == variable.text);
        let is_plain = |token: &TokenTree| !matches!(token, TokenTree::Group(_) | TokenTree::Literal(_));
        if self.rounds < 2
            || !name.iter().all(is_plain)
            || !name.iter().any(is_variable)
            || !has_traits(inside)
        {
            return false;
        }
        let name: String = name.iter().map(ToString::to_string).collect();
        let bracketed =
            |part: &str| if part == variable.text { format!("[{part}]") } else { part.to_owned() };
        let meant = name.split('-').map(bracketed).collect::<Vec<_>>().join("-");
        let at = Spans::new(first.span(), last.span());
        self.report.habit(at, name, "is one name for all rounds of the loop", format!("write `{meant}`"));
        true
    }

    /// Whether the braces here, of a class, have both `is` and options, which is told: they are neither a node's nor a
    /// class body's.
    pub(super) fn has_traits_and_options(&self, cursor: &Cursor) -> bool {
        let Some(group) = cursor.peek_group_at(1, Delimiter::Brace) else { return false };
        let mut inside = Cursor::inside(group);
        let Some(is) = traits(&inside).cloned() else { return false };
        while !inside.at_end() && !assigns_options(&mut inside) {
            skip(&mut inside);
        }
        if !inside.at_end() {
            let class = cursor.found().trim_matches('`').to_owned();
            let remedy =
                format!("move it out of `{class} {{ … }}`, or the options into a class body in there");
            self.report.habit(&is, "is", "says which traits a node has, and options stand beside it", remedy);
        }
        !inside.at_end()
    }

    /// Whether an entry is meant by what stands behind its name, where an attribute could have a set: `name = { … }`.
    pub(super) fn is_meant(&self, cursor: &Cursor, start: Position) -> bool {
        let is_set = self.is_inside && cursor.is_operator("=") && cursor.position().token == start.token + 1;
        let group = cursor.peek_group_at(1, Delimiter::Brace);
        !is_set || group.is_some_and(|group| has_traits(&Cursor::inside(group)))
    }

    /// Whether something stands here out of habit that is no attribute, which is told.
    pub(super) fn habit(&mut self, cursor: &Cursor) -> bool {
        let is_attribute = cursor.is_operator_at(1, "=") && !cursor.is_word("imports");
        if is_attribute || !tell_habit(Place::Entry, cursor, self.report) {
            return false;
        }
        // It may have been declared there.
        self.unread |= cursor.is_word("attr") || cursor.is_word("trait");
        true
    }

    /// Whether a word before a list of words is meant for `is`, which is told.
    pub(super) fn is_misspelt(&self, word: &Ident, cursor: &Cursor) -> bool {
        const OTHERS: [&str; 4] = ["traits", "needs", "roles", "tags"];
        let Some(group) = cursor.peek_group(Delimiter::Bracket) else { return false };
        // Words that are values are those of loops, and three of the language.
        let is_word = |token: &TokenTree| match token {
            TokenTree::Ident(ident) => {
                variable_word(token, &self.variables).is_none()
                    && !["true", "false", "null"].iter().any(|value| ident == value)
            }
            _ => false,
        };
        let words = group.stream().into_iter().enumerate();
        let are_words =
            !group.stream().is_empty() && words.into_iter().all(|(i, token)| i % 2 == 1 || is_word(&token));
        let text = word.to_string();
        let is_near = nearest(&text, ["is"].into_iter()).is_some() || text.trim_end_matches('s') == "i";
        if !are_words || !(is_near || OTHERS.contains(&text.as_str())) {
            return false;
        }
        let why = "takes no traits".to_owned();
        let remedy = "write `is = […];`".to_owned();
        self.report.add(word, Problem::Habit { what: text, why, remedy, code: "unknown-attribute" });
        true
    }
}

/// Whether `vm { is = […]; }` stands here: a node, although `vm` is a class.
pub(super) fn is_node_called_so(cursor: &Cursor) -> bool {
    cursor.peek_group_at(1, Delimiter::Brace).is_some_and(|group| has_traits(&Cursor::inside(group)))
}

/// Whether `is = …` stands somewhere between the braces.
pub(in crate::parse) fn has_traits(inside: &Cursor) -> bool {
    traits(inside).is_some()
}

/// The `is` of that.
fn traits(inside: &Cursor) -> Option<&Ident> {
    (0..inside.left()).find_map(|at| {
        let ident =
            inside.peek_ident_at(at).filter(|ident| *ident == "is" && inside.is_operator_at(at + 1, "="))?;
        // `let is = …`, `x.is = …`
        let is_other = at > 0
            && (inside.peek_ident_at(at - 1).is_some()
                || inside.peek_punct_at(at - 1).is_some_and(|sign| sign.as_char() == '.'));
        (!is_other).then_some(ident)
    })
}
