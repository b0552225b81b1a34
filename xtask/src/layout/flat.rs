//! Pieces on one line: where spaces stand between them.

use super::tokens::Kind;
use super::tree::{Group, Piece};

/// A text of one line.
#[derive(Debug, Default)]
pub struct Flat {
    pub text: String,
    /// From left to right.
    pub stops: Vec<Stop>,
}

/// A space in the text where a column may begin.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The byte where the space stands.
    pub at: usize,
    /// What lines have to have in common for a common column: what comes next.
    pub kind: String,
    /// Whether the author put more than one space.
    pub is_wide: bool,
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// The pieces on one line, unless they have what takes several, or the author began a new one between them.
pub fn flat(pieces: &[Piece]) -> Option<Flat> {
    let mut flat = Flat::default();
    let mut first_block = true;
    for (at, piece) in pieces.iter().enumerate() {
        if let Some(previous) = at.checked_sub(1).map(|before| &pieces[before]) {
            if begins_line(previous, piece) {
                return None;
            }
            if is_spaced(previous, piece) {
                if let Some(kind) = stop(&pieces[..=at]) {
                    flat.stop(kind, piece);
                }
                flat.text.push(' ');
            }
        }
        match piece {
            Piece::Token(token) if token.kind == Kind::LineComment || token.text.contains('\n') => {
                return None;
            }
            Piece::Token(token) => flat.text.push_str(token.printed()),
            Piece::Group(group) => {
                let inner = flat_group(group, pieces[..at].last())?;
                let start = flat.text.len();
                flat.text.push_str(&inner.text);
                // The columns of a block's lines are those of its parts, too.
                if group.is_brace() && std::mem::take(&mut first_block) {
                    let stops = inner.stops.into_iter();
                    flat.stops.extend(stops.map(|stop| Stop { at: stop.at + start, ..stop }));
                }
            }
        }
    }
    Some(flat)
}

impl Flat {
    fn stop(&mut self, kind: &str, piece: &Piece) {
        let is_wide = piece.gap().lines == 0 && piece.gap().spaces > 1;
        self.stops.push(Stop { at: self.text.len(), kind: kind.to_owned(), is_wide });
    }
}

/// What is in brackets on one line, and they; its stops are those between its parts.
pub fn flat_group(group: &Group, before: Option<&Piece>) -> Option<Flat> {
    let mut flat = Flat { text: group.open.text.to_owned(), stops: Vec::new() };
    if group.has_lines() {
        return None;
    }
    let padding = match group.is_brace() && !group.pieces.is_empty() && !before.is_some_and(|p| p.is("::")) {
        true => " ",
        false => "",
    };
    flat.text.push_str(padding);
    let mut pieces = &group.pieces[..];
    let mut is_first = true;
    while !pieces.is_empty() {
        let end = pieces.iter().position(|piece| piece.is(";")).map_or(pieces.len(), |at| at + 1);
        let (part, rest) = pieces.split_at(end);
        if !std::mem::take(&mut is_first) {
            if let Some(token) = part[0].token() {
                flat.stop(token.text, &part[0]);
            }
            flat.text.push(' ');
        }
        flat.text.push_str(&self::flat(part)?.text);
        pieces = rest;
    }
    flat.text.push_str(padding);
    flat.text.push_str(group.close.text);
    Some(flat)
}

/// Whether a column may begin at the last of these pieces, and which.
fn stop<'p>(pieces: &'p [Piece]) -> Option<&'p str> {
    let (last, before) = pieces.split_last()?;
    match (before, last) {
        ([attr, _, colon], _) if attr.is("attr") && colon.is(":") => Some(":"),
        (_, Piece::Group(group)) => group.is_brace().then_some("{"),
        (_, Piece::Token(token)) => ["=", "=>"].into_iter().find(|operator| *operator == token.text),
    }
}

/// Whether a new line begins between two pieces of one statement: where the author began one, unless that would part
/// what belongs together.
pub fn begins_line(previous: &Piece, next: &Piece) -> bool {
    if previous.is_kind(Kind::LineComment) {
        return true;
    }
    let is_bound = next.is_brace() || ["else", ",", ";"].iter().any(|text| next.is(text));
    next.gap().lines > 0 && !is_bound
}

/// Operators that stand between spaces wherever they stand.
const SPACED: [&str; 13] = ["=", "=>", "->", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "|="];

/// Whether a space stands between two pieces on one line: by rule where there is one, else as the author wrote it.
pub fn is_spaced(previous: &Piece, next: &Piece) -> bool {
    let gap = next.gap();
    let is_written = gap.spaces > 0;
    let is_operator = |piece: &Piece| piece.is_kind(Kind::Operator);
    let is_one_of = |piece: &Piece, texts: &[&str]| texts.iter().any(|text| piece.is(text));
    if is_one_of(next, &[",", ";"]) {
        return false;
    }
    if is_one_of(previous, &[",", ";", "=", "=>", "->"]) {
        return true;
    }
    // Of two operators without a space, such as `$=`, nobody knows here whether they are one.
    if is_one_of(next, &SPACED) {
        return is_written || !is_operator(previous) || is_one_of(next, &["=>", "->"]);
    }
    if is_one_of(previous, &SPACED) {
        return is_written || !is_operator(next);
    }
    if next.is_brace() {
        return is_written || !is_operator(previous) || is_one_of(previous, &["|", "||", ">"]);
    }
    if previous.is_brace() {
        return match next {
            Piece::Token(token) => {
                token.kind == Kind::Word || is_written && ![".", "?"].contains(&token.text)
            }
            Piece::Group(_) => is_written,
        };
    }
    is_written
}
