//! `include crate::prod::PROD;`, behind which the items of the part stand when they are there.

use super::cursor::Cursor;
use super::entries::Entries;
use super::items;
use super::{expected, semicolon, skip, spans};
use crate::ast::{Ast, PartDecl};
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether one stands here; an entry may be called so.
pub(super) fn is_include(cursor: &Cursor) -> bool {
    let goes_on = cursor.peek_ident_at(1).is_some()
        || cursor.peek_literal_at(1).is_some()
        || [";", "::"].iter().any(|sign| cursor.is_operator_at(1, sign));
    cursor.is_word("include") && goes_on
}

pub(super) fn include(cursor: &mut Cursor, ast: &mut Ast, entries: &mut Entries, report: &Report) {
    cursor.advance();
    let start = cursor.span();
    let before = cursor.position();
    cursor.take_operator("::");
    while cursor.take_ident().is_some() && cursor.take_operator("::").is_some() {}
    let path = cursor.since(before);
    let spans = spans(start, cursor);
    let (Some(file), Some(part)) = (cursor.take_group(Delimiter::Brace), cursor.take_group(Delimiter::Brace))
    else {
        // The path is whole, and what ends it is missing.
        if cursor.peek_ident().is_some() && !path.is_empty() {
            return semicolon(cursor, report);
        }
        expected(cursor, "a part behind `include`: `include crate::prod::PROD;`", report);
        return skip(cursor);
    };
    semicolon(cursor, report);
    let file = syn::parse2::<syn::LitStr>(file.stream()).map(|file| file.value()).unwrap_or_default();
    if ast.parts.iter().any(|other| other.path.to_string() == path.to_string()) {
        return report.add(spans, Problem::DuplicateWord { word: path.to_string().replace(' ', "") });
    }
    let source = part.stream().into_iter().next().map(|token| token.span().file()).unwrap_or_default();
    ast.parts.push(PartDecl { path, file, source });
    let mut inside = Cursor::inside(&part);
    while !inside.at_end() {
        // What is asked for parts is the fleet, which has them all.
        if is_include(&inside) {
            let why = "stands in a part, and a part has none";
            report.habit(inside.span(), "include", why, "include it in the fleet");
            skip(&mut inside);
            continue;
        }
        items::item(&mut inside, ast, entries, report);
    }
}

/// The tokens of a part, if some stand here, of which something has to be known before they are read.
pub(super) fn inside(cursor: &Cursor, at: usize) -> Option<TokenStream> {
    let include = cursor.peek_ident_at(at).is_some_and(|word| word == "include");
    let ahead = cursor.ahead().get(at + 1..).filter(|_| include)?;
    match ahead.get(path_length(ahead) + 1)? {
        TokenTree::Group(part) if part.delimiter() == Delimiter::Brace => Some(part.stream()),
        _ => None,
    }
}

/// How many of these tokens are the path of a part: words, and `::` between them.
pub(crate) fn path_length(tokens: &[TokenTree]) -> usize {
    let is_path = |token: &&TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(sign) => sign.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    tokens.iter().take_while(is_path).count()
}
