//! Pieces on several lines.

use super::breaks::breaks;
use super::flat::{Flat, Stop, begins_line, flat, flat_group, is_spaced, width};
use super::items::{Item, Parting, behind_attribute, items, parting};
use super::table::{Row, align};
use super::tokens::Kind;
use super::tree::{Group, Piece};

/// How far each level is indented.
const INDENT: usize = 4;

/// What is printed so far.
pub struct Printer {
    pub text: String,
    /// How wide a line may be.
    width: usize,
    /// How far the current line is indented.
    indent: usize,
    /// Where the next character stands.
    column: usize,
}

/// What surrounds pieces that are printed one behind the other.
#[derive(Clone, Copy)]
struct Around<'b> {
    /// Where lines have to begin besides those that the author began, in order.
    breaks: &'b [usize],
    /// The columns that what follows takes on the last line.
    rest: usize,
    /// Whether it is part of a Rust expression.
    is_in_expression: bool,
}

impl Printer {
    /// At the end of a line that is indented and filled so far.
    pub fn new(width: usize, indent: usize, column: usize) -> Self {
        Self { text: String::new(), width, indent, column }
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(text);
        match text.rsplit_once('\n') {
            Some((_, last)) => self.column = width(last),
            None => self.column += width(text),
        }
    }

    fn begin_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
        self.indent = indent;
        self.column = indent;
    }

    /// Whether so much more fits on the current line.
    fn fits(&self, more: usize) -> bool {
        self.column + more <= self.width
    }

    /// The declarations of a fleet, behind `fleet!`.
    pub fn fleet(&mut self, group: &Group) {
        if group.is_brace() {
            self.write(" ");
        }
        self.group(group, None, Parting::Statements, 0);
    }

    /// A group, which on one line has to leave `rest` columns for what follows.
    fn group(&mut self, group: &Group, before: Option<&Piece>, parting: Parting, rest: usize) {
        let flat = flat_group(group, before);
        let around = Around { breaks: &[], rest, is_in_expression: true };
        match flat {
            Some(flat) if group.pieces.is_empty() || self.fits(width(&flat.text) + rest) => {
                self.write(&flat.text)
            }
            Some(_) if self.is_word(group) => self.hug(group, around),
            Some(_) if group.is_brace() || !ends_with_block(group) => self.lines(group, parting),
            None if group.is_brace() || group.has_lines() => self.lines(group, parting),
            _ => self.hug(group, around),
        }
    }

    /// Whether the only thing in the brackets is a token that does not fit on a line of its own either.
    fn is_word(&self, group: &Group) -> bool {
        match &group.pieces[..] {
            [Piece::Token(token)] => {
                !group.is_brace() && self.indent + INDENT + width(token.text) > self.width
            }
            _ => false,
        }
    }

    /// A group whose brackets stay on the lines of what is next to them.
    fn hug(&mut self, group: &Group, around: Around) {
        self.write(group.open.text);
        self.sequence(&group.pieces, Around { rest: around.rest + 1, ..around });
        self.write(group.close.text);
    }

    /// A group whose contents stand on lines of their own.
    fn lines(&mut self, group: &Group, parting: Parting) {
        let indent = self.indent;
        self.write(group.open.text);
        let mut pieces = &group.pieces[..];
        // A comment behind the bracket stays there.
        while let Some((first, rest)) = pieces.split_first()
            && let Some(comment) = first.token()
            && comment.is_comment()
            && comment.gap.lines == 0
            && rest.first().map_or(group.close.gap, Piece::gap).lines > 0
        {
            self.write(" ");
            self.write(comment.printed());
            pieces = rest;
        }
        // Where the author began lines in brackets, they stay; where nobody did, each element has one.
        let joins = parting == Parting::Elements && !group.is_brace() && group.has_lines();
        self.items(&items(pieces, parting), indent + INDENT, parting, joins);
        self.begin_line(indent);
        self.write(group.close.text);
    }

    fn items(&mut self, items: &[Item], indent: usize, parting: Parting, joins: bool) {
        let mut rows: Vec<Row> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let gap = item.pieces[0].gap();
            let row = self.row(item, indent);
            if joins && at > 0 && gap.lines == 0 && items[at - 1].trailing.is_empty() {
                self.rows(&mut rows, indent);
                if let Some(row) = &row
                    && self.fits(1 + width(&row.text[..row.code]))
                {
                    self.write(" ");
                    self.write(&row.text);
                    continue;
                }
            }
            if at > 0 && gap.lines > 1 {
                self.rows(&mut rows, indent);
                self.text.push('\n');
            }
            match row {
                Some(row) => rows.push(row),
                None => {
                    self.rows(&mut rows, indent);
                    self.begin_line(indent);
                    self.item(item.pieces, parting == Parting::Elements);
                    for comment in item.trailing.iter().filter_map(Piece::token) {
                        self.write(" ");
                        self.write(comment.printed());
                    }
                }
            }
        }
        self.rows(&mut rows, indent);
    }

    /// The item on one line, if it fits there.
    fn row(&self, item: &Item, indent: usize) -> Option<Row> {
        let Flat { text, stops } = flat(item.pieces)?;
        let mut row = Row { code: text.len(), text, stops };
        if indent + width(&row.text) > self.width {
            return None;
        }
        for (at, comment) in item.trailing.iter().filter_map(Piece::token).enumerate() {
            if comment.text.contains('\n') {
                return None;
            }
            if at == 0 {
                let (kind, is_wide) = ("//".to_owned(), comment.gap.spaces > 1);
                row.stops.push(Stop { at: row.text.len(), kind, is_wide });
            }
            row.text.push(' ');
            row.text.push_str(comment.printed());
        }
        Some(row)
    }

    /// Lines that stand directly below one another.
    fn rows(&mut self, rows: &mut Vec<Row>, indent: usize) {
        align(rows, self.width.saturating_sub(indent));
        for row in rows.drain(..) {
            self.begin_line(indent);
            self.write(&row.text);
        }
    }

    /// An item at the beginning of its line, which it does not fit on.
    fn item(&mut self, pieces: &[Piece], is_in_expression: bool) {
        let breaks = breaks(pieces, self.indent, INDENT, self.width);
        self.sequence(pieces, Around { breaks: &breaks, rest: 0, is_in_expression });
    }

    /// Pieces one behind the other, with as much on a line as fits between the brackets that are put in lines.
    fn sequence(&mut self, pieces: &[Piece], around: Around) {
        let base = self.indent;
        let mut attributes = 0;
        while let Some(behind) = behind_attribute(pieces, attributes) {
            attributes = behind;
        }
        // Up to where blocks are put in lines because one of them is.
        let mut opened = 0;
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                if begins(pieces, at, around) {
                    self.begin_line(if at <= attributes { base } else { base + INDENT });
                } else if is_spaced(&pieces[at - 1], piece) {
                    self.write(" ");
                }
            }
            let group = match piece {
                Piece::Token(token) => {
                    self.write(token.printed());
                    continue;
                }
                Piece::Group(group) => group,
            };
            let parting = parting(pieces, at, around.is_in_expression);
            if at >= opened {
                let last = last_of_chain(pieces, at);
                let rest = rest(pieces, last + 1, around);
                let fits = flat(&pieces[at..=last]).is_some_and(|flat| self.fits(width(&flat.text) + rest));
                opened = if last > at && !fits { last + 1 } else { at };
            }
            match at < opened && group.is_brace() && !group.pieces.is_empty() {
                true => self.lines(group, parting),
                false => self.group(group, pieces[..at].last(), parting, rest(pieces, at + 1, around)),
            }
        }
    }
}

/// Whether the piece at `at` begins a line.
fn begins(pieces: &[Piece], at: usize, around: Around) -> bool {
    around.breaks.contains(&at) || begins_line(&pieces[at - 1], &pieces[at])
}

/// The columns that the pieces from `from` on take up to the next bracket that can be put in lines.
fn rest(pieces: &[Piece], from: usize, around: Around) -> usize {
    let mut columns = 0;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if begins(pieces, at, around) {
            return columns;
        }
        columns += usize::from(is_spaced(&pieces[at - 1], piece));
        columns += match piece {
            Piece::Token(token) => match token.text.split_once('\n') {
                Some((first, _)) => return columns + width(first),
                None => width(token.printed()),
            },
            Piece::Group(group) if group.pieces.is_empty() => 2,
            Piece::Group(_) => return columns + 1,
        };
    }
    columns + around.rest
}

/// The last of the blocks that `else` joins to the one at `at`.
fn last_of_chain(pieces: &[Piece], at: usize) -> usize {
    let mut last = at;
    while pieces[last].is_brace()
        && let Some(otherwise) = (last + 1..pieces.len()).find(|at| !pieces[*at].is_comment())
        && pieces[otherwise].is("else")
        && let Some(next) = (otherwise + 1..pieces.len()).find(|at| pieces[*at].is_brace())
    {
        last = next;
    }
    last
}

/// Whether the last thing in the brackets is a block, as of a closure, and the only one.
pub fn ends_with_block(group: &Group) -> bool {
    let is_block =
        |piece: &Piece| piece.group().is_some_and(|group| group.is_brace() && !group.pieces.is_empty());
    let Some(last) = group.pieces.iter().rposition(|piece| !piece.is(",") && !piece.is_comment()) else {
        return false;
    };
    let (before, last) = (&group.pieces[..last], &group.pieces[last]);
    if before.iter().any(is_block) {
        return false;
    }
    // A struct's value among other arguments stands like them.
    let is_struct = before.last().is_some_and(|name| name.is_kind(Kind::Word) && !name.is("else"));
    match is_block(last) {
        true => !is_struct || !before.iter().any(|piece| piece.is(",")),
        false => last.group().is_some_and(ends_with_block),
    }
}
