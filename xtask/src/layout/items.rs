//! What stands one below the other in brackets: declarations, statements, arms, elements.

use super::tokens::Kind;
use super::tree::{Group, Piece};

/// A declaration, a statement or an element with what ends it; or a comment on a line of its own.
#[derive(Debug, Clone, Copy)]
pub struct Item<'p, 't> {
    pub pieces: &'p [Piece<'t>],
    /// The comments behind it on its last line.
    pub trailing: &'p [Piece<'t>],
}

/// How the contents of brackets are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// By semicolons, and behind blocks.
    Statements,
    /// By commas, and behind the blocks of arms.
    Elements,
}

/// How the group at `at` is parted, which may be anything among statements, or is part of a Rust expression.
pub fn parting(pieces: &[Piece], at: usize, is_in_expression: bool) -> Parting {
    let Some(group) = pieces[at].group() else { return Parting::Elements };
    let has = |text: &str| group.pieces.iter().any(|piece| piece.is(text));
    // What `macro_rules!` repeats may be statements.
    let is_repeated = at > 0 && pieces[at - 1].is("$") && has(";");
    if !group.is_brace() && !is_repeated || is_arms(&pieces[..at]) {
        return Parting::Elements;
    }
    if has(";") || !has(",") {
        return Parting::Statements;
    }
    // Several classes of one body, `nixos, darwin { … }`, have commas too.
    let is_in_expression = is_in_expression || pieces[..at].iter().any(|piece| piece.is("="));
    let is_struct = group.pieces.get(1).is_some_and(|second| second.is(":"));
    match is_in_expression || is_struct || !group.pieces.iter().any(Piece::is_brace) {
        true => Parting::Elements,
        false => Parting::Statements,
    }
}

/// Whether the block behind these pieces has the arms of a `match`.
fn is_arms(before: &[Piece]) -> bool {
    let from = before.iter().rposition(Piece::is_brace).map_or(0, |at| at + 1);
    (from..before.len()).any(|at| is_keyword(before, at, &["match"]))
}

/// Whether the piece is one of these words, and neither an option's name nor a part of one.
fn is_keyword(pieces: &[Piece], at: usize, words: &[&str]) -> bool {
    let is_name = |piece: Option<&Piece>| {
        piece.is_some_and(|piece| [".", "-", "=", ","].iter().any(|operator| piece.is(operator)))
    };
    words.iter().any(|word| pieces[at].is(word))
        && !is_name(pieces.get(at + 1))
        && !at.checked_sub(1).is_some_and(|before| pieces[before].is(".") || pieces[before].is("-"))
}

/// The parts of what stands in brackets.
pub fn items<'p, 't>(pieces: &'p [Piece<'t>], parting: Parting) -> Vec<Item<'p, 't>> {
    let mut items = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut end = match stands_alone(pieces, start) {
            true => start + 1,
            false => end(pieces, start, parting),
        };
        // Without a sign at its end, an item would take the comments behind it.
        while end > start + 1 && pieces[end - 1].is_comment() {
            end -= 1;
        }
        let behind = (end..pieces.len()).take_while(|at| is_trailing(pieces, *at)).count();
        items.push(Item { pieces: &pieces[start..end], trailing: &pieces[end..end + behind] });
        start = end + behind;
    }
    items
}

/// Whether it is a comment with nothing behind it on its line.
fn stands_alone(pieces: &[Piece], at: usize) -> bool {
    pieces[at].is_comment() && ends_line(pieces, at)
}

/// Whether it is a comment that ends a line.
fn is_trailing(pieces: &[Piece], at: usize) -> bool {
    pieces[at].is_comment() && pieces[at].gap().lines == 0 && ends_line(pieces, at)
}

/// Whether a line ends behind a comment, or behind those that follow it.
fn ends_line(pieces: &[Piece], at: usize) -> bool {
    let is_line = pieces[at].is_kind(Kind::LineComment);
    is_line
        || pieces
            .get(at + 1)
            .is_none_or(|next| next.gap().lines > 0 || next.is_comment() && ends_line(pieces, at + 1))
}

/// Behind the item that begins at `start`.
fn end(pieces: &[Piece], start: usize, parting: Parting) -> usize {
    let mut item = Scan { pieces, start, equals: false, arrow: None };
    (start..pieces.len())
        .find(|at| match parting {
            Parting::Statements => item.ends_statement(*at),
            Parting::Elements => item.ends_element(*at),
        })
        .map_or(pieces.len(), |last| last + 1)
}

/// An item as far as it is read.
struct Scan<'p, 't> {
    pieces: &'p [Piece<'t>],
    start: usize,
    /// Whether it assigns.
    equals: bool,
    /// Where the last `=>` stands.
    arrow: Option<usize>,
}

/// What goes on to a semicolon, whatever blocks it has.
const TO_SEMICOLON: [&str; 8] = ["attr", "assert", "class", "use", "include", "let", "return", "break"];

/// What ends with its block, also where something is compared before.
const BLOCKS: [&str; 7] = ["if", "match", "for", "while", "loop", "unsafe", "fn"];

/// What goes on behind a block.
const GOES_ON: [&str; 17] =
    [".", "?", ",", ";", "else", "=", "=>", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "&&", "||"];

impl Scan<'_, '_> {
    fn ends_statement(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let assigns = ["=", "+=", "-=", "*=", "/=", "%=", "|="];
        self.equals |= assigns.iter().any(|operator| piece.is(operator));
        piece.is(";") || piece.is_brace() && !self.goes_on(at) && self.ends_with_block()
    }

    fn ends_element(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        if piece.is("=>") {
            self.arrow = Some(at);
        }
        let is_body = |arrow: usize| {
            arrow + 1 == at || is_keyword(self.pieces, arrow + 1, &BLOCKS) && !self.pieces[at - 1].is("=>")
        };
        piece.is(",") || piece.is_brace() && !self.goes_on(at) && self.arrow.is_some_and(is_body)
    }

    /// Whether what follows the block belongs to the same item.
    fn goes_on(&self, at: usize) -> bool {
        let next = self.pieces[at + 1..].iter().find(|piece| !piece.is_comment());
        next.is_some_and(|next| GOES_ON.iter().any(|text| next.is(text)))
    }

    /// Whether a block ends the statement.
    fn ends_with_block(&self) -> bool {
        let first = self.first();
        // An option may have any word of Rust for its name.
        let is = |words: &[&str]| {
            is_keyword(self.pieces, first, words) && !self.pieces.get(first + 1).is_some_and(Piece::is_brace)
        };
        !is(&TO_SEMICOLON) && (is(&BLOCKS) || !self.equals)
    }

    /// The first piece of the item that is no comment, no attribute and no label.
    fn first(&self) -> usize {
        let mut at = self.start;
        while let Some(behind) = behind_attribute(self.pieces, at) {
            at = behind;
        }
        match self.pieces.get(at + 1) {
            Some(colon) if colon.is(":") && at + 2 < self.pieces.len() && is_lifetime(&self.pieces[at]) => {
                at + 2
            }
            _ => at.min(self.pieces.len() - 1),
        }
    }
}

fn is_lifetime(piece: &Piece) -> bool {
    piece.token().is_some_and(|token| token.text.starts_with('\'') && !token.text.ends_with('\''))
}

/// Behind the comment or the attribute that begins at `at`, such as `#[allow(dead-rule)]`.
pub fn behind_attribute(pieces: &[Piece], at: usize) -> Option<usize> {
    let piece = pieces.get(at)?;
    if piece.is_comment() {
        return Some(at + 1);
    }
    let is_bracket = |group: &Group| group.open.text == "[";
    (piece.is("#") && pieces.get(at + 1)?.group().is_some_and(is_bracket)).then_some(at + 2)
}
