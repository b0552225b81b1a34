//! The modules that a file declares and others hold.

use super::Mistake;
use super::tokens::tokens;
use super::tree::{Piece, pieces};

/// `mod a;`, which may stand in modules of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Module {
    /// The modules that it stands in, and its own name.
    pub path: Vec<String>,
    /// What `#[path = "…"]` says.
    pub file: Option<String>,
}

/// All modules that the text says are in other files.
pub fn modules(text: &str) -> Result<Vec<Module>, Mistake> {
    let mut found = Vec::new();
    find(&pieces(text, tokens(text)?)?, &[], &mut found);
    Ok(found)
}

fn find(pieces: &[Piece], within: &[String], found: &mut Vec<Module>) {
    for (at, window) in pieces.windows(3).enumerate() {
        let [keyword, Piece::Token(name), end] = window else { continue };
        if !keyword.is("mod") {
            continue;
        }
        let path: Vec<String> =
            within.iter().cloned().chain([name.text.trim_start_matches("r#").to_owned()]).collect();
        match end {
            Piece::Group(group) if group.is_brace() => find(&group.pieces, &path, found),
            end if end.is(";") => found.push(Module { path, file: file(&pieces[..at]) }),
            _ => {}
        }
    }
}

/// What the attributes in front of an item say of its file.
fn file(before: &[Piece]) -> Option<String> {
    let ends_item = |piece: &Piece| piece.is(";") || piece.is_brace();
    let start = before.iter().rposition(ends_item).map_or(0, |at| at + 1);
    before[start..].iter().filter_map(Piece::group).find_map(|group| match &group.pieces[..] {
        [name, equals, Piece::Token(file)] if name.is("path") && equals.is("=") => {
            Some(file.text.trim_matches('"').to_owned())
        }
        _ => None,
    })
}
