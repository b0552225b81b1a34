//! Where a statement that is too long for one line goes on, on the next, without brackets around.

use super::flat::{flat, width};
use super::printer::ends_with_block;
use super::tokens::Kind;
use super::tree::Piece;

/// The pieces to begin lines with: the text of an assertion; else what is behind `=>`, the sides of `&&` and `||`, or the
/// calls of a chain, if then everything fits. What the author began lines in stays as it is.
pub fn breaks(pieces: &[Piece], indent: usize, by: usize, most: usize) -> Vec<usize> {
    if flat(pieces).is_none() {
        return Vec::new();
    }
    if pieces[0].is("assert") {
        let comma = pieces.iter().rposition(|piece| piece.is(",")).filter(|at| at + 2 < pieces.len());
        return comma.map(|at| at + 1).into_iter().collect();
    }
    let has_block =
        pieces.iter().any(|piece| piece.group().is_some_and(|g| g.is_brace() && !g.pieces.is_empty()));
    let last = pieces.iter().rev().find_map(Piece::group);
    if has_block || last.is_some_and(ends_with_block) {
        return Vec::new();
    }
    let fits = |breaks: &[usize]| {
        let ends = breaks.iter().copied().chain([pieces.len()]);
        let mut begin = 0;
        ends.into_iter().enumerate().all(|(line, end)| {
            let part = &pieces[std::mem::replace(&mut begin, end)..end];
            let indent = if line == 0 { indent } else { indent + by };
            flat(part).is_some_and(|flat| indent + width(&flat.text) <= most)
        })
    };
    let all =
        |begins: &dyn Fn(usize) -> bool| (1..pieces.len()).filter(|at| begins(*at)).collect::<Vec<usize>>();
    let calls = all(&|at| is_call(pieces, at));
    let ways = [
        all(&|at| pieces[at - 1].is("=>")),
        all(&|at| pieces[at].is("||") && is_junction(pieces, at)),
        all(&|at| is_junction(pieces, at)),
        if calls.len() > 1 { calls } else { Vec::new() },
    ];
    ways.into_iter().find(|breaks| !breaks.is_empty() && fits(breaks)).unwrap_or_default()
}

/// Whether it is `&&` or `||` between two sides.
fn is_junction(pieces: &[Piece], at: usize) -> bool {
    let is_operator = |piece: &Piece| piece.is_kind(Kind::Operator) && !piece.is("?");
    (pieces[at].is("&&") || pieces[at].is("||"))
        && !is_operator(&pieces[at - 1])
        && pieces[at].gap().spaces > 0
}

/// Whether it is the dot in front of a method's name.
fn is_call(pieces: &[Piece], at: usize) -> bool {
    let is_parenthesis = |piece: &Piece| piece.group().is_some_and(|group| group.open.text == "(");
    pieces[at].is(".")
        && pieces.get(at + 1).is_some_and(|name| name.is_kind(Kind::Word))
        && pieces.get(at + 2).is_some_and(|next| next.is("::") || is_parenthesis(next))
}
