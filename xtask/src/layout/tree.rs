//! Tokens and comments, with what stands in brackets as one piece.

use super::Mistake;
use super::tokens::{Gap, Kind, Token};

/// So many brackets may stand in one another: the macro reads fewer.
const DEEPEST: usize = 128;

#[derive(Debug)]
pub enum Piece<'t> {
    Token(Token<'t>),
    Group(Group<'t>),
}

/// What stands between two brackets, and they.
#[derive(Debug)]
pub struct Group<'t> {
    pub open: Token<'t>,
    pub pieces: Vec<Piece<'t>>,
    pub close: Token<'t>,
}

impl<'t> Piece<'t> {
    /// The white space before it.
    pub fn gap(&self) -> Gap {
        match self {
            Self::Token(token) => token.gap,
            Self::Group(group) => group.open.gap,
        }
    }

    pub fn token(&self) -> Option<&Token<'t>> {
        match self {
            Self::Token(token) => Some(token),
            Self::Group(_) => None,
        }
    }

    pub fn group(&self) -> Option<&Group<'t>> {
        match self {
            Self::Token(_) => None,
            Self::Group(group) => Some(group),
        }
    }

    /// Whether it is this token.
    pub fn is(&self, text: &str) -> bool {
        self.token().is_some_and(|token| token.text == text)
    }

    pub fn is_kind(&self, kind: Kind) -> bool {
        self.token().is_some_and(|token| token.kind == kind)
    }

    pub fn is_comment(&self) -> bool {
        self.token().is_some_and(Token::is_comment)
    }

    pub fn is_brace(&self) -> bool {
        self.group().is_some_and(Group::is_brace)
    }
}

impl Group<'_> {
    pub fn is_brace(&self) -> bool {
        self.open.text == "{"
    }

    /// Whether a line ends directly within the brackets.
    pub fn has_lines(&self) -> bool {
        let gaps = self.pieces.iter().map(Piece::gap).chain([self.close.gap]);
        !self.pieces.is_empty() && gaps.into_iter().any(|gap| gap.lines > 0)
    }
}

/// The pieces of a text that has those tokens.
pub fn pieces<'t>(text: &str, tokens: Vec<Token<'t>>) -> Result<Vec<Piece<'t>>, Mistake> {
    let mut open: Vec<(Token, Vec<Piece>)> = Vec::new();
    let mut pieces = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Open if open.len() == DEEPEST => {
                return Err(Mistake::at(
                    text,
                    token.at,
                    format!("more than {DEEPEST} brackets are open here"),
                ));
            }
            Kind::Open => open.push((token, std::mem::take(&mut pieces))),
            Kind::Close => {
                let closes =
                    |of: &Token| matches!((of.text, token.text), ("(", ")") | ("[", "]") | ("{", "}"));
                let Some((open, outside)) = open.pop() else {
                    return Err(Mistake::at(text, token.at, format!("`{}` closes nothing", token.text)));
                };
                if !closes(&open) {
                    let message = format!("`{}` is not closed before this `{}`", open.text, token.text);
                    return Err(Mistake::at(text, token.at, message));
                }
                let inside = std::mem::replace(&mut pieces, outside);
                pieces.push(Piece::Group(Group { open, pieces: inside, close: token }));
            }
            _ => pieces.push(Piece::Token(token)),
        }
    }
    match open.pop() {
        Some((open, _)) => Err(Mistake::at(text, open.at, format!("`{}` is never closed", open.text))),
        None => Ok(pieces),
    }
}
