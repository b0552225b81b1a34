//! Text with expressions in braces, as `format!` has it.

use super::cursor::Cursor;
use super::depth;
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// A part of such a text.
pub(super) enum FormatPart {
    Literal(String),
    /// What stands between braces.
    Expression(String),
}

/// The parts of a text. `{{` and `}}` are braces as they stand, and so are those of `${…}`.
pub(super) fn read(text: &str) -> Result<Vec<FormatPart>, Problem> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    read_on(text, &mut literal, &mut parts)?;
    if !literal.is_empty() {
        parts.push(FormatPart::Literal(literal));
    }
    Ok(parts)
}

/// `literal` is what was read since the last expression.
fn read_on(text: &str, literal: &mut String, parts: &mut Vec<FormatPart>) -> Result<(), Problem> {
    let lonely = |brace: char| {
        let expected = format!("`{{` and `}}` in pairs, or `{brace}{brace}` for the sign");
        Problem::Syntax { expected, found: format!("one `{brace}`") }
    };
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, behind) = rest.split_at(at);
        literal.push_str(before);
        if let Some(after) = behind.strip_prefix("{{") {
            literal.push('{');
            rest = after;
        } else if let Some(after) = behind.strip_prefix("}}") {
            literal.push('}');
            rest = after;
        } else if let Some(inside) = behind.strip_prefix('{') {
            let end = closing(inside).ok_or_else(|| lonely('{'))?;
            let (expression, after) = inside.split_at(end);
            if before.ends_with('$') {
                literal.push('{');
                read_on(expression, literal, parts)?;
                literal.push('}');
            } else {
                if !literal.is_empty() {
                    parts.push(FormatPart::Literal(std::mem::take(literal)));
                }
                parts.push(FormatPart::Expression(expression.to_owned()));
            }
            rest = after.strip_prefix('}').unwrap_or(after);
        } else {
            return Err(lonely('}'));
        }
    }
    literal.push_str(rest);
    Ok(())
}

/// Where the brace is that closes an expression; braces and quotes inside it come in pairs.
pub(super) fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Takes away the white space that all lines begin with, and a first line that is empty: as Nix does between `''`.
/// A line counts if there is more than white space on it. Source: the Nix manual, "String literal".
pub(super) fn dedent(parts: &mut [FormatPart]) {
    if let Some(FormatPart::Literal(first)) = parts.first_mut()
        && let Some((line, rest)) = first.split_once('\n')
        && line.chars().all(|c| c == ' ')
    {
        *first = rest.to_owned();
    }
    let least = lines(parts).into_iter().flatten().min().unwrap_or(0);
    let mut at_start = true;
    for part in parts.iter_mut() {
        let FormatPart::Literal(text) = part else {
            at_start = false;
            continue;
        };
        let mut cut = String::new();
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                cut.push('\n');
            }
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let begins = at_start || i > 0;
            cut.push_str(if begins { &line[spaces.min(least)..] } else { line });
        }
        at_start = text.ends_with('\n');
        *text = cut;
    }
    if let Some(FormatPart::Literal(last)) = parts.last_mut()
        && let Some((before, end)) = last.rsplit_once('\n')
        && end.chars().all(|c| c == ' ')
    {
        *last = format!("{before}\n");
    }
}

/// How far each line is indented; nothing for a line of white space.
fn lines(parts: &[FormatPart]) -> Vec<Option<usize>> {
    let mut found = Vec::new();
    let (mut spaces, mut counts) = (0, true);
    for part in parts {
        match part {
            FormatPart::Expression(_) if counts => {
                found.push(Some(spaces));
                counts = false;
            }
            FormatPart::Expression(_) => {}
            FormatPart::Literal(text) => {
                for letter in text.chars() {
                    match letter {
                        '\n' => (spaces, counts) = (0, true),
                        ' ' if counts => spaces += 1,
                        _ if counts => {
                            found.push(Some(spaces));
                            counts = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// The tokens of an expression, each at the span of the text that it stands in.
pub(super) fn tokens(text: &str, span: Span, report: &Report) -> Option<Cursor> {
    let is_empty = text.trim().is_empty();
    match text.parse::<TokenStream>() {
        Ok(tokens) if depth::is_too_deep(&tokens, Some(span), report) => None,
        Ok(tokens) if !is_empty => Some(Cursor::new(placed(tokens, span), span)),
        _ => {
            let found = if is_empty { "nothing".to_owned() } else { format!("`{text}`") };
            report.syntax(span, "an expression between the braces", found);
            None
        }
    }
}

fn placed(tokens: TokenStream, span: Span) -> TokenStream {
    let place = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = TokenTree::Group(Group::new(group.delimiter(), placed(group.stream(), span)));
        }
        token.set_span(span);
        token
    };
    tokens.into_iter().map(place).collect()
}
