//! A text as tokens and comments, each with the white space before it.

use super::Mistake;
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, strip_shebang, tokenize};

/// A token as Rust's parser sees it, `=>` in one piece, or a comment.
#[derive(Debug, Clone, Copy)]
pub struct Token<'t> {
    pub text: &'t str,
    pub kind: Kind,
    /// The byte where it begins.
    pub at: usize,
    pub gap: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, a keyword, a literal or a lifetime.
    Word,
    Operator,
    Open,
    Close,
    /// To the end of the line; a doc comment too.
    LineComment,
    BlockComment,
}

/// The white space before a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gap {
    /// How many line ends it has.
    pub lines: usize,
    /// How many characters it has.
    pub spaces: usize,
}

impl Token<'_> {
    /// Whether it is a comment, which may be a doc comment.
    pub fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::LineComment | Kind::BlockComment)
    }

    /// Whether it is documentation, and so a token to the compiler.
    fn is_doc(&self) -> bool {
        let plain = ["////", "/***", "/**/"].iter().any(|start| self.text.starts_with(start));
        !plain && ["///", "//!", "/**", "/*!"].iter().any(|start| self.text.starts_with(start))
    }

    /// What must not change: all but the end of a comment's line, and of lines the way they end.
    pub fn content(&self) -> String {
        self.printed().replace("\r\n", "\n")
    }

    /// As it is printed: without the space behind a line comment, unless that is documentation.
    pub fn printed(&self) -> &str {
        match self.kind {
            Kind::LineComment if !self.is_doc() => self.text.trim_end(),
            _ => self.text,
        }
    }
}

/// The operators of more than one character, the longest first.
const JOINED: [&str; 23] = [
    "<<=", ">>=", "...", "..=", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "::", "..", "+=", "-=", "*=",
    "/=", "%=", "^=", "|=", "<<", ">>",
];

/// All tokens and comments of a text.
pub fn tokens(text: &str) -> Result<Vec<Token<'_>>, Mistake> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = beginning(text);
    let mut gap = Gap::default();
    // The lexer gives operators a character at a time; what begins before this is part of the last one.
    let mut joined = at;
    for token in tokenize(&text[at..], FrontmatterAllowed::No) {
        let start = at;
        at += token.len as usize;
        let source = &text[start..at];
        if start < joined {
            continue;
        }
        if token.kind == TokenKind::Whitespace {
            gap = Gap { lines: source.matches('\n').count(), spaces: source.chars().count() };
            continue;
        }
        let kind = kind(token.kind).map_err(|message| Mistake::at(text, start, message))?;
        let source = match kind {
            Kind::Operator => JOINED
                .iter()
                .find(|operator| text[start..].starts_with(**operator))
                .map_or(source, |operator| &text[start..start + operator.len()]),
            Kind::LineComment => source.trim_end_matches('\r'),
            _ => source,
        };
        joined = start + source.len();
        found.push(Token { text: source, kind, at: start, gap });
        gap = Gap::default();
    }
    Ok(found)
}

/// Behind what may stand before the first token.
fn beginning(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    mark + strip_shebang(&text[mark..]).unwrap_or(0)
}

fn kind(of: TokenKind) -> Result<Kind, &'static str> {
    Ok(match of {
        TokenKind::LineComment { .. } => Kind::LineComment,
        TokenKind::BlockComment { terminated: true, .. } => Kind::BlockComment,
        TokenKind::BlockComment { .. } => return Err("`/*` is never closed"),
        TokenKind::Literal { kind, .. } if is_open(kind) => return Err("this literal has no end"),
        TokenKind::GuardedStrPrefix => return Err("Rust reserves `#` here; put a space behind it"),
        TokenKind::Unknown | TokenKind::InvalidIdent => return Err("this begins no token of Rust"),
        TokenKind::OpenParen | TokenKind::OpenBrace | TokenKind::OpenBracket => Kind::Open,
        TokenKind::CloseParen | TokenKind::CloseBrace | TokenKind::CloseBracket => Kind::Close,
        TokenKind::Semi
        | TokenKind::Comma
        | TokenKind::Dot
        | TokenKind::At
        | TokenKind::Pound
        | TokenKind::Tilde
        | TokenKind::Question
        | TokenKind::Colon
        | TokenKind::Dollar
        | TokenKind::Eq
        | TokenKind::Bang
        | TokenKind::Lt
        | TokenKind::Gt
        | TokenKind::Minus
        | TokenKind::And
        | TokenKind::Or
        | TokenKind::Plus
        | TokenKind::Star
        | TokenKind::Slash
        | TokenKind::Caret
        | TokenKind::Percent => Kind::Operator,
        _ => Kind::Word,
    })
}

/// Whether a literal goes on to the end of the text.
fn is_open(literal: LiteralKind) -> bool {
    match literal {
        LiteralKind::Int { .. } | LiteralKind::Float { .. } => false,
        LiteralKind::Char { terminated }
        | LiteralKind::Byte { terminated }
        | LiteralKind::Str { terminated }
        | LiteralKind::ByteStr { terminated }
        | LiteralKind::CStr { terminated } => !terminated,
        LiteralKind::RawStr { n_hashes }
        | LiteralKind::RawByteStr { n_hashes }
        | LiteralKind::RawCStr { n_hashes } => n_hashes.is_none(),
    }
}
