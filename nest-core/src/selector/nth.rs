//! `2n+1`, `-n + 3`, `n`, `4`, `odd`, `even` in a selector that is text: what CSS calls An+B, in which `N` is `n`.

use super::cursor::{Cursor, Parsed, in_word};

/// The number before `n`, and the one by itself.
pub(super) fn nth(cursor: &mut Cursor) -> Parsed<(i64, i64)> {
    let start = *cursor;
    let is_negative = cursor.take("-");
    let is_signed = is_negative || cursor.take("+");
    let sign = if is_negative { -1 } else { 1 };
    let digits = digits(cursor)?;
    let found = match digits {
        _ if cursor.take_in_any_case("n") => Some((sign * digits.unwrap_or(1), offset(cursor)?)),
        Some(first) => Some((0, sign * first)),
        None if is_signed => None,
        None if cursor.take_in_any_case("odd") => Some((2, 1)),
        None if cursor.take_in_any_case("even") => Some((2, 0)),
        None => None,
    };
    let is_over = !cursor.peek().is_some_and(in_word);
    found.filter(|_| is_over).ok_or_else(|| {
        const EXPECTED: &str = "`2n+1`, `3`, `odd` or `even`";
        match { start }.take_while(|c| in_word(c) || c == '+') {
            "" => start.expected(EXPECTED),
            wrong => start.syntax(EXPECTED, format!("`{wrong}`")),
        }
    })
}

/// The number behind `n`, with its sign; nothing is read if there is none.
fn offset(cursor: &mut Cursor) -> Parsed<i64> {
    let before = *cursor;
    cursor.skip_space();
    let sign = match cursor.peek() {
        Some('+') => 1,
        Some('-') => -1,
        _ => {
            *cursor = before;
            return Ok(0);
        }
    };
    cursor.advance();
    cursor.skip_space();
    digits(cursor)?.map(|number| sign * number).ok_or_else(|| cursor.expected("a number"))
}

fn digits(cursor: &mut Cursor) -> Parsed<Option<i64>> {
    let start = *cursor;
    match cursor.take_while(|c| c.is_ascii_digit()) {
        "" => Ok(None),
        digits => match digits.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(start.syntax(&format!("a number up to {}", i64::MAX), format!("`{digits}`"))),
        },
    }
}
