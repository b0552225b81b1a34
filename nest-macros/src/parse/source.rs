//! What stands in the text of a fleet, and is no token.

use proc_macro2::Span;

/// Whether a comment stands behind a token, on its line. Where the text is not known, there is none.
pub(super) fn is_before_comment(token: Span) -> bool {
    behind(token).is_some_and(|text| text.trim_start().starts_with("//"))
}

/// The rest of the line behind a token.
fn behind(token: Span) -> Option<String> {
    let call = Span::call_site();
    let (text, start, end) = (call.source_text()?, call.start(), token.end());
    let at = end.line.checked_sub(start.line)?;
    // The first line of the text begins where the call does.
    let column = if at == 0 { end.column.checked_sub(start.column)? } else { end.column };
    Some(text.lines().nth(at)?.chars().skip(column).collect())
}
