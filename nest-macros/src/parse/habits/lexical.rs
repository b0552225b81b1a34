//! Habits that are no tokens of a fleet: comments that begin with `#`, and texts between `''`. They are told and taken out,
//! so that what is around them is read as if they were not there.

use super::super::depth::{LIMIT, too_deep};
use super::pattern::spans;
use super::table::NIX;
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use std::slice;

/// The tokens without them; nothing if there are none.
///
/// # Errors
///
/// The first bracket that is too deep: what is in brackets is looked at once, since that takes an editor long.
pub(in super::super) fn without(tokens: &TokenStream, report: &Report) -> Result<Option<TokenStream>, Span> {
    inside(tokens, Delimiter::Brace, 0, report)
}

/// `brackets` is how many stand around.
fn inside(
    tokens: &TokenStream,
    delimiter: Delimiter,
    brackets: usize,
    report: &Report,
) -> Result<Option<TokenStream>, Span> {
    let mut tokens = tokens.clone().into_iter().collect::<Vec<_>>().into_iter();
    let mut kept: Vec<TokenTree> = Vec::new();
    let (mut is_changed, mut is_told) = (false, false);
    while let [token, behind @ ..] = tokens.as_slice() {
        if delimiter != Delimiter::Parenthesis && is_comment(&kept, tokens.as_slice(), delimiter) {
            // Several lines are one comment.
            if !is_told {
                tell("#", "begins no comment here", "write `//`", slice::from_ref(token), report);
            }
            tokens.nth(line(tokens.as_slice()) - 1);
            (is_changed, is_told) = (true, true);
            continue;
        }
        is_told = false;
        match token {
            _ if is_apostrophes(token) => {
                let end = behind.iter().position(is_apostrophes).map_or(0, |at| at + 1);
                tell("''…''", NIX, "write `\"…\"`", &tokens.as_slice()[..=end], report);
                let mut text = Literal::string("");
                text.set_span(token.span());
                kept.push(text.into());
                tokens.nth(end);
                is_changed = true;
                continue;
            }
            TokenTree::Group(group) if brackets == LIMIT => return Err(group.span_open()),
            TokenTree::Group(group) if is_selector(&kept) => {
                too_deep(&group.stream(), brackets + 1).map_or(Ok(()), Err)?;
            }
            TokenTree::Group(group) => {
                if let Some(changed) = inside(&group.stream(), group.delimiter(), brackets + 1, report)? {
                    let mut copy = Group::new(group.delimiter(), changed);
                    copy.set_span(group.span());
                    kept.push(copy.into());
                    tokens.next();
                    is_changed = true;
                    continue;
                }
            }
            _ => {}
        }
        kept.extend(tokens.next());
    }
    Ok(is_changed.then(|| kept.into_iter().collect()))
}

fn tell(what: &str, why: &str, remedy: &str, at: &[TokenTree], report: &Report) {
    let Some(spans) = spans(at) else { return };
    let (what, why, remedy) = (what.to_owned(), why.to_owned(), remedy.to_owned());
    report.add(spans, Problem::Habit { what, why, remedy, code: "nix-syntax" });
}

/// Whether a `#` stands here where neither a name nor a note can: `before` is what stands before it.
fn is_comment(before: &[TokenTree], tokens: &[TokenTree], delimiter: Delimiter) -> bool {
    let is_sign =
        |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let [hash, next, ..] = tokens else { return false };
    if !is_sign(hash, '#') || is_sign(next, '!') || is_group(next, Delimiter::Bracket) {
        return false;
    }
    let begins = |separator| before.last().is_none_or(|last| is_sign(last, separator));
    match delimiter {
        Delimiter::Bracket if begins(',') => {
            // `[#a, #b]` names nodes; `# the first` is two words.
            let is_word = |token: &TokenTree| matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
            is_word(next) && tokens.get(2).is_some_and(is_word)
        }
        Delimiter::Bracket => !before.last().is_some_and(|last| matches!(last, TokenTree::Punct(_))),
        _ => begins(';') || before.last().is_some_and(|last| is_group(last, Delimiter::Brace)),
    }
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// How many tokens stand from here to the end of the line. Where all of them have one position, as in some editors, that
/// is the first and the word behind it.
fn line(tokens: &[TokenTree]) -> usize {
    let start = tokens[0].span().start();
    let is_on_line = |(i, token): &(usize, &TokenTree)| {
        let at = token.span().start();
        at.line == start.line && (at.column > start.column || (*i == 0 && at == start))
    };
    1 + tokens[1..].iter().enumerate().take_while(is_on_line).count()
}

/// `''`, or `''text`: rustc says that it is no letter.
fn is_apostrophes(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Literal(literal) if literal.to_string().starts_with("''"))
}

/// Whether these tokens end in `sel!`, behind which a name may begin with `#`.
fn is_selector(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(name), TokenTree::Punct(sign)] if name == "sel" && sign.as_char() == '!')
}
