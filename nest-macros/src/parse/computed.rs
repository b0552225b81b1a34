//! Values of Nix in Rust that would compute with them: Rust can but pass them on.

use super::habits::{self, written};
use nest_core::problem::Problem;
use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};

/// What is around a value of Nix.
pub(super) struct Around<'t> {
    pub(super) before: &'t [TokenTree],
    pub(super) behind: &'t [TokenTree],
    /// Whether it is given to `format!` or its like.
    pub(super) is_format: bool,
}

impl Around<'_> {
    /// What is wrong with a value here, if something is.
    pub(super) fn misuse(&self, value: TokenStream) -> Option<Problem> {
        const COMPUTE: &str = "write `nix!(\"…\")` for what Nix is to compute";
        let what = written(&value.into_iter().collect::<Vec<_>>());
        let (why, remedy) = if self.is_format {
            ("is known to Nix alone", format!("write `text!(\"{{{what}}}…\")`"))
        } else if self.is_asked() {
            let remedy = "write `if` as a statement of the body or as a whole value, with `!`, `&&`, `||` and parentheses \
                          alone; what is compared, in `nix!(\"…\")`";
            ("is known to Nix alone, and decides nothing in Rust", remedy.to_owned())
        } else if self.ends_in(&["+"]) || self.begins_with(&["+"]) {
            let remedy =
                format!("write text as `text!(\"{{{what}}}…\")`, and anything else as `nix!(\"…\")`");
            ("is known to Nix alone, and Rust adds nothing to it", remedy)
        } else if self.is_computed_with() {
            ("is known to Nix alone, and Rust computes nothing with it", COMPUTE.to_owned())
        } else {
            return None;
        };
        Some(habits::known_to_nix(what, why, remedy))
    }

    /// Whether it is a condition, or a part of one.
    fn is_asked(&self) -> bool {
        let is_word = |words: &[&str]| matches!(self.before.last(), Some(TokenTree::Ident(word)) if words.iter().any(|other| word == other));
        let is_let = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "let");
        let is_else = matches!(self.behind.first(), Some(TokenTree::Ident(word)) if word == "else");
        is_word(&["if", "while"])
            // `if let Some(x) = config.x`, `let Some(x) = config.x else { … }`
            || is_else
            || self.ends_in(&["="]) && self.before.iter().skip(1).any(is_let)
            || self.ends_in(&["!", "&&", "||", "==", "!=", "<", ">", "<=", ">="])
            || self.begins_with(&["&&", "||", "==", "!=", "<", ">", "<=", ">="])
    }

    fn is_computed_with(&self) -> bool {
        let is_word = |token: Option<&TokenTree>, words: &[&str]| matches!(token, Some(TokenTree::Ident(word)) if words.iter().any(|other| word == other));
        is_word(self.before.last(), &["match", "in"])
            || is_word(self.behind.first(), &["as"])
            || self.ends_in(&["-", "*", "/", "%", "..", "..=", "+=", "-=", "*=", "/="])
            || self.begins_with(&["-", "*", "/", "%", "?", "..", "..=", "[", "="])
    }

    fn ends_in(&self, operators: &[&str]) -> bool {
        let signs: Vec<&Punct> = self.before.iter().rev().map_while(sign).take(3).collect();
        // The operator is what is joined, read backwards.
        let joined =
            signs.iter().enumerate().take_while(|(i, sign)| *i == 0 || sign.spacing() == Spacing::Joint);
        let mut operator: Vec<char> = joined.map(|(_, sign)| sign.as_char()).collect();
        operator.reverse();
        let operator: String = operator.into_iter().collect();
        operators.contains(&operator.as_str())
    }

    fn begins_with(&self, operators: &[&str]) -> bool {
        let mut operator = String::new();
        for sign in self.behind.iter().map_while(sign) {
            operator.push(sign.as_char());
            if sign.spacing() == Spacing::Alone {
                break;
            }
        }
        operators.contains(&operator.as_str())
    }
}

fn sign(token: &TokenTree) -> Option<&Punct> {
    match token {
        TokenTree::Punct(sign) => Some(sign),
        _ => None,
    }
}
