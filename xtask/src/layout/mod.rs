//! How the text of a `fleet!` is laid out. Rust's own formatter leaves alone what stands in a macro.
//!
//! What an author chooses is kept where there is a choice: one line or several, blank lines, columns, line ends within an
//! expression. The rest follows from brackets, separators and the width. The tokens and the comments stay as they are.

mod breaks;
mod flat;
mod items;
mod mistake;
mod modules;
mod printer;
mod table;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;

pub use mistake::Mistake;
pub use modules::{Module, modules};

use printer::Printer;
use tokens::{Kind, tokens};
use tree::{Group, Piece, pieces};

/// The text with its fleets laid out in lines of that width at most, where that is possible; nothing, if it has no fleet.
///
/// # Errors
///
/// The text is no Rust, as far as its tokens and its brackets go.
pub fn laid_out(text: &str, width: usize) -> Result<Option<String>, Mistake> {
    let pieces = pieces(text, tokens(text)?)?;
    let mut fleets = Vec::new();
    find(&pieces, &mut fleets);
    if fleets.is_empty() {
        return Ok(None);
    }
    let (mut done, mut at) = (String::new(), 0);
    for fleet in fleets {
        let end = fleet.group.close.at + fleet.group.close.text.len();
        done.push_str(&text[at..fleet.from]);
        let printed = print(&fleet, text, width);
        if content(&printed)? != content(&text[fleet.from..end])? {
            let message = "this fleet would have other tokens or comments afterwards, which is a mistake of the command";
            return Err(Mistake::at(text, fleet.from, message));
        }
        done.push_str(&printed);
        at = end;
    }
    done.push_str(&text[at..]);
    Ok(Some(done))
}

/// What is laid out of a `fleet!`.
struct Fleet<'p, 't> {
    /// The byte behind the `!`.
    from: usize,
    group: &'p Group<'t>,
}

/// All fleets, in their order.
fn find<'p, 't>(pieces: &'p [Piece<'t>], fleets: &mut Vec<Fleet<'p, 't>>) {
    for (at, piece) in pieces.iter().enumerate() {
        let Some(group) = piece.group() else { continue };
        match &pieces[..at] {
            [.., name, Piece::Token(bang)] if name.is("fleet") && bang.text == "!" => {
                fleets.push(Fleet { from: bang.at + 1, group });
            }
            _ => find(&group.pieces, fleets),
        }
    }
}

/// A fleet, with the space before its first bracket.
fn print(fleet: &Fleet, text: &str, width: usize) -> String {
    let before = text[..fleet.from].rsplit('\n').next().unwrap_or_default();
    let indent =
        before.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let mut printer = Printer::new(width, indent, flat::width(before));
    printer.fleet(fleet.group);
    // As the rest of the file.
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => printer.text.replace("\r\n", "\n").replace('\n', "\r\n"),
        _ => printer.text,
    }
}

/// What must not change: tokens and comments, in their order.
fn content(text: &str) -> Result<Vec<(Kind, String)>, Mistake> {
    Ok(tokens(text)?.into_iter().map(|token| (token.kind, token.content())).collect())
}
