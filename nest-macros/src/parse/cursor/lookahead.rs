//! What the tokens at a cursor are going to be: the path of an option, a statement, more of an expression.

use super::{Cursor, Position};
use proc_macro2::{Delimiter, TokenTree};

impl Cursor {
    /// Goes back from a `=` to where the path before it begins, but not before `start`.
    pub(crate) fn back_to_path(&mut self, start: Position) {
        let start = start.token;
        let before = |at: usize| at.checked_sub(1).filter(|i| *i >= start).map(|i| &self.tokens[i]);
        let mut at = self.next;
        while before(at).is_some_and(is_segment) {
            at -= 1;
            // `web-1."/"`
            if before(at).is_some_and(ends_in_dot) && before(at - 1).is_some_and(is_joint) {
                continue;
            }
            if !before(at).is_some_and(is_joint) || !before(at - 1).is_some_and(is_segment) {
                break;
            }
            at -= 1;
        }
        // A path that is all there is: `a = b = c;`. What is read is the first of them.
        self.next = if at == start { start + 1 } else { at };
    }

    /// Whether an assignment stands here, or what begins with a keyword.
    pub(crate) fn starts_statement(&self) -> bool {
        const KEYWORDS: [&str; 6] = ["let", "if", "for", "while", "loop", "match"];
        let mut ahead = 0;
        while self.peek_at(ahead).is_some_and(is_segment) {
            ahead += 1;
            if self.peek_at(ahead - 1).is_some_and(ends_in_dot) {
                continue;
            }
            if !self.peek_at(ahead).is_some_and(is_joint) {
                break;
            }
            ahead += 1;
        }
        let follows =
            self.is_operator_at(ahead, "=") || self.peek_group_at(ahead, Delimiter::Brace).is_some();
        (ahead > 0 && follows) || KEYWORDS.iter().any(|keyword| self.is_word(keyword))
    }

    /// Whether what stands there goes on with the expression before it: `[1, 2][0]`, `[1, 2].len()`.
    pub(crate) fn goes_on_at(&self, ahead: usize) -> bool {
        match self.peek_at(ahead) {
            Some(TokenTree::Punct(punct)) => punct.as_char() != ';',
            Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::Brace,
            Some(TokenTree::Ident(ident)) => ident == "as",
            Some(TokenTree::Literal(_)) | None => false,
        }
    }

    /// Whether the sign before is a `.`, as before a field, and not `..`.
    pub(crate) fn follows_dot(&self) -> bool {
        let is_dot = |back: usize| {
            let token = self.next.checked_sub(back).and_then(|i| self.tokens.get(i));
            matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '.')
        };
        is_dot(1) && !is_dot(2)
    }

    /// Whether `./file` or `../file` stands here, which begins with the dot of a path and is none.
    pub(crate) fn is_file(&self) -> bool {
        let is_sign = |at: usize, signs: &str| {
            self.peek_punct_at(at).is_some_and(|sign| signs.contains(sign.as_char()))
        };
        is_sign(0, ".") && is_sign(1, "/.")
    }

    /// Whether the two signs before are `::`, as in a turbofish.
    pub(crate) fn follows_path_separator(&self) -> bool {
        let is_colon = |back: usize| {
            self.next
                .checked_sub(back)
                .and_then(|i| self.tokens.get(i))
                .is_some_and(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':'))
        };
        is_colon(1) && is_colon(2)
    }
}

/// Whether a token can be a part of an option's path.
fn is_segment(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        TokenTree::Punct(_) => false,
    }
}

/// Whether a token is a part of a path and the dot behind it: `1.` in `web-1."/"`.
fn ends_in_dot(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Literal(number) if number.to_string().ends_with('.'))
}

/// Whether a token can stand between two parts of a path.
fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if ".-".contains(punct.as_char()))
}
