//! A place in a text that is read. It is copied to remember the place, and to tell the column later.

use super::TextError;
use crate::model::value::Text;
use crate::problem::Problem;

/// What reading gives: there is one error, the first.
pub(super) type Parsed<T> = Result<T, TextError>;

/// How deep parentheses may stand in one another, and how many combinators in a row: reading and matching go down the
/// stack with them.
const LIMIT: usize = 64;

#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    rest: &'t str,
    /// How many parentheses are open.
    depth: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, rest: text, depth: 0 }
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn advance(&mut self) -> Option<char> {
        let mut rest = self.rest.chars();
        let next = rest.next();
        self.rest = rest.as_str();
        next
    }

    /// Reads something if it stands here.
    pub(super) fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Reads something if it stands here, in small letters or in capitals. It is ASCII.
    pub(super) fn take_in_any_case(&mut self, what: &str) -> bool {
        match self.rest.split_at_checked(what.len()) {
            Some((taken, rest)) if taken.eq_ignore_ascii_case(what) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    pub(super) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Reads CSS's white space, and says whether there was some.
    pub(super) fn skip_space(&mut self) -> bool {
        !self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')).is_empty()
    }

    /// Reads a word; it is empty if none stands here.
    pub(super) fn word(&mut self) -> &'t str {
        self.take_while(in_word)
    }

    /// Reads a word, or says that `what` is expected.
    pub(super) fn expect_word(&mut self, what: &str) -> Parsed<&'t str> {
        match self.word() {
            "" => Err(self.expected(what)),
            word => Ok(word),
        }
    }

    /// What was read between here and a later place.
    pub(super) fn until(&self, later: &Cursor<'t>) -> &'t str {
        self.rest.strip_suffix(later.rest).unwrap_or_default()
    }

    /// The quote that stands here, single or double.
    pub(super) fn peek_quote(&self) -> Option<char> {
        self.peek().filter(|c| matches!(c, '"' | '\''))
    }

    /// Reads text in quotes, which begins here. In either, a backslash stands before what would end it, and before itself.
    pub(super) fn quoted(&mut self) -> Parsed<Text<'t>> {
        let Some(quote) = self.peek_quote() else { return Err(self.expected("`\"`")) };
        self.advance();
        let mut text = self.take_while(|c| c != quote && c != '\\').to_owned();
        loop {
            let start = *self;
            match self.advance() {
                Some(c) if c == quote => return Ok(text.into()),
                Some('\\') => match self.advance() {
                    Some(c @ ('"' | '\'' | '\\')) => text.push(c),
                    _ => return Err(start.expected(&format!("`\\{quote}` or `\\\\`"))),
                },
                Some(c) => text.push(c),
                None => return Err(start.expected(&format!("`{quote}`"))),
            }
        }
    }

    /// Reads what stands in parentheses. `what` is expected if none stand here.
    pub(super) fn parenthesized<T>(
        &mut self,
        what: &str,
        read: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        let start = *self;
        if !self.take("(") {
            return Err(self.expected(what));
        }
        self.depth += 1;
        start.limit(self.depth, "parentheses in one another")?;
        let inside = read(self)?;
        self.skip_space();
        if !self.take(")") {
            return Err(self.expected("`,` or `)`"));
        }
        self.depth -= 1;
        Ok(inside)
    }

    /// Says that there are too many of something.
    pub(super) fn limit(&self, count: usize, what: &str) -> Parsed<()> {
        let problem = || self.syntax(&format!("at most {LIMIT} {what}"), "one more".to_owned());
        if count > LIMIT { Err(problem()) } else { Ok(()) }
    }

    pub(super) fn error(&self, problem: Problem) -> TextError {
        let column = self.text.chars().count() - self.rest.chars().count() + 1;
        TextError { column, problem }
    }

    pub(super) fn syntax(&self, expected: &str, found: String) -> TextError {
        self.error(Problem::Syntax { expected: expected.to_owned(), found })
    }

    /// Says that something else is expected than what stands here.
    pub(super) fn expected(&self, what: &str) -> TextError {
        let found = match self.peek() {
            None => "the end".to_owned(),
            Some(' ') => "a space".to_owned(),
            Some(c) if c.is_control() || c.is_whitespace() => format!("U+{:04X}", u32::from(c)),
            Some(c) if in_word(c) => format!("`{}`", { *self }.word()),
            Some(c) => format!("`{c}`"),
        };
        self.syntax(what, found)
    }
}

/// Whether a letter can stand in a word: as in CSS, everything beyond ASCII can that is seen.
pub(super) fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c) || !(c.is_ascii() || c.is_control() || c.is_whitespace())
}

/// Whether a letter can begin a trait's name.
pub(super) fn begins_word(c: char) -> bool {
    in_word(c) && !c.is_ascii_digit() && c != '-'
}
