//! A cursor on token trees. It never fails: what is not there is said by the caller.

mod lookahead;

use crate::report::Spans;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// The tokens of one pair of brackets, and how far they are read.
pub(crate) struct Cursor {
    tokens: Vec<TokenTree>,
    next: usize,
    /// How many letters of the next token are read. Only a number is read in parts: see [`Cursor::take_number`].
    read: usize,
    /// The bracket that closes them.
    end: Span,
}

/// How far a cursor has read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) struct Position {
    pub(crate) token: usize,
    read: usize,
}

impl Cursor {
    pub(crate) fn new(tokens: TokenStream, end: Span) -> Self {
        Self { tokens: tokens.into_iter().collect(), next: 0, read: 0, end }
    }

    pub(crate) fn inside(group: &Group) -> Self {
        Self::new(group.stream(), group.span_close())
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.peek_at(0)
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> Option<&TokenTree> {
        self.tokens.get(self.next + ahead)
    }

    /// How many tokens are left.
    pub(crate) fn left(&self) -> usize {
        self.tokens.len().saturating_sub(self.next)
    }

    pub(crate) fn at_end(&self) -> bool {
        self.next >= self.tokens.len()
    }

    pub(crate) fn advance(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        self.read = 0;
        token
    }

    /// How far it is read; [`Cursor::rewind`] takes it back there.
    pub(crate) fn position(&self) -> Position {
        Position { token: self.next, read: self.read }
    }

    pub(crate) fn rewind(&mut self, position: Position) {
        Position { token: self.next, read: self.read } = position;
    }

    /// The tokens from a position to here.
    pub(crate) fn since(&self, position: Position) -> TokenStream {
        self.tokens[position.token..self.next].iter().cloned().collect()
    }

    /// Reads on to where something stands, or to the end.
    pub(crate) fn until(&mut self, mut stands: impl FnMut(&Self) -> bool) -> TokenStream {
        let start = self.position();
        while !self.at_end() && !stands(self) {
            self.advance();
        }
        self.since(start)
    }

    /// The tokens from here to the end, where they stand.
    pub(crate) fn ahead(&self) -> &[TokenTree] {
        &self.tokens[self.next.min(self.tokens.len())..]
    }

    /// The tokens up to here.
    pub(crate) fn behind(&self) -> &[TokenTree] {
        &self.tokens[..self.next.min(self.tokens.len())]
    }

    /// The tokens from here to the end, copied.
    pub(crate) fn rest(&self) -> TokenStream {
        self.ahead().iter().cloned().collect()
    }

    /// Whether what stands here is on the line of the token before. Where all tokens have one position, as in some
    /// editors, it is not.
    pub(crate) fn is_on_same_line(&self) -> bool {
        let (last, next) = (self.last_span(), self.span().start());
        last.end().line == next.line && last.start() != next
    }

    /// The span of the next token, or of the closing bracket.
    pub(crate) fn span(&self) -> Span {
        self.peek().map_or(self.end, span_of)
    }

    /// The span of the token before.
    pub(crate) fn last_span(&self) -> Span {
        let behind = self.next + usize::from(self.read > 0);
        match behind.checked_sub(1).and_then(|i| self.tokens.get(i)) {
            Some(TokenTree::Group(group)) => group.span_close(),
            Some(token) => token.span(),
            None => self.end,
        }
    }

    /// The next token in words.
    pub(crate) fn found(&self) -> String {
        match self.peek() {
            None => "the end".to_owned(),
            Some(TokenTree::Literal(number)) if self.read > 0 => {
                format!("`{}`", &number.to_string()[self.read..])
            }
            Some(TokenTree::Group(group)) => format!("`{}`", opening(group.delimiter())),
            Some(TokenTree::Punct(first)) => {
                let mut text = String::from(first.as_char());
                let mut ahead = 1;
                let mut joint = first.spacing() == Spacing::Joint;
                while let (true, Some(TokenTree::Punct(punct))) = (joint, self.peek_at(ahead)) {
                    text.push(punct.as_char());
                    joint = punct.spacing() == Spacing::Joint;
                    ahead += 1;
                }
                format!("`{text}`")
            }
            Some(token) => format!("`{token}`"),
        }
    }

    pub(crate) fn peek_ident(&self) -> Option<&Ident> {
        self.peek_ident_at(0)
    }

    pub(crate) fn peek_ident_at(&self, ahead: usize) -> Option<&Ident> {
        match self.peek_at(ahead) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.peek_ident().is_some_and(|ident| ident == word)
    }

    pub(crate) fn take_ident(&mut self) -> Option<Ident> {
        let ident = self.peek_ident().cloned();
        self.next += usize::from(ident.is_some());
        ident
    }

    pub(crate) fn take_word(&mut self, word: &str) -> Option<Ident> {
        if self.is_word(word) { self.take_ident() } else { None }
    }

    /// Reads a word, in small letters or in capitals.
    pub(crate) fn take_in_any_case(&mut self, word: &str) -> Option<Ident> {
        let is_word = self.peek_ident().is_some_and(|ident| ident.to_string().eq_ignore_ascii_case(word));
        if is_word { self.take_ident() } else { None }
    }

    pub(crate) fn peek_literal(&self) -> Option<&Literal> {
        self.peek_literal_at(0)
    }

    pub(crate) fn peek_literal_at(&self, ahead: usize) -> Option<&Literal> {
        match self.peek_at(ahead) {
            Some(TokenTree::Literal(literal)) => Some(literal),
            _ => None,
        }
    }

    pub(crate) fn peek_group(&self, delimiter: Delimiter) -> Option<&Group> {
        self.peek_group_at(0, delimiter)
    }

    pub(crate) fn peek_group_at(&self, ahead: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek_at(ahead) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    pub(crate) fn take_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        let group = self.peek_group(delimiter).cloned();
        self.next += usize::from(group.is_some());
        group
    }

    pub(crate) fn peek_punct_at(&self, ahead: usize) -> Option<&Punct> {
        match self.peek_at(ahead) {
            Some(TokenTree::Punct(punct)) => Some(punct),
            _ => None,
        }
    }

    /// Whether an operator of one or more signs is next. Only its own signs count: `=` is not next in `=>`.
    pub(crate) fn is_operator(&self, operator: &str) -> bool {
        self.is_operator_at(0, operator)
    }

    pub(crate) fn is_operator_at(&self, ahead: usize, operator: &str) -> bool {
        if ahead == 0 && self.read > 0 {
            return self.number().is_some_and(|rest| rest.starts_with(operator));
        }
        let count = operator.chars().count();
        let signs = operator.chars().enumerate().all(|(i, sign)| {
            self.peek_punct_at(ahead + i).is_some_and(|punct| {
                punct.as_char() == sign && (i + 1 == count || punct.spacing() == Spacing::Joint)
            })
        });
        // A longer operator that begins with the same sign is another one.
        let longer = count == 1
            && self.peek_punct_at(ahead).is_some_and(|sign| {
                sign.spacing() == Spacing::Joint
                    && self
                        .peek_punct_at(ahead + 1)
                        .is_some_and(|next| goes_on(sign.as_char(), next.as_char()))
            });
        signs && !longer
    }

    pub(crate) fn take_operator(&mut self, operator: &str) -> Option<Spans> {
        if !self.is_operator(operator) {
            return None;
        }
        let start = self.span();
        if self.read > 0 {
            self.read_number(operator.len());
        } else {
            self.next += operator.chars().count();
        }
        Some(Spans::new(start, self.last_span()))
    }

    /// The letters and digits that stand here, up to the next `.` or `-`.
    ///
    /// Where Rust sees one number, names may see several of their parts: `1.` in `web-1."/"`, `1.2` in `web-1.2.x`,
    /// `1e-3` in `web-1e-3`.
    pub(crate) fn take_number(&mut self) -> Option<String> {
        let rest = self.number()?;
        let part = rest.split(['.', '-']).next().unwrap_or_default().to_owned();
        let is_part = !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_part {
            return None;
        }
        self.read_number(part.len());
        Some(part)
    }

    /// What is left of the number that stands here.
    fn number(&self) -> Option<String> {
        let text = self.peek_literal()?.to_string();
        text.starts_with(|c: char| c.is_ascii_digit()).then(|| text[self.read..].to_owned())
    }

    fn read_number(&mut self, letters: usize) {
        let is_read = self.number().is_none_or(|rest| rest.len() <= letters);
        (self.next, self.read) = if is_read { (self.next + 1, 0) } else { (self.next, self.read + letters) };
    }

    /// Reads one token, or one operator with all its signs.
    pub(crate) fn advance_operator(&mut self) {
        while let Some(TokenTree::Punct(punct)) = self.advance() {
            let joint = punct.spacing() == Spacing::Joint && punct.as_char() != '\'';
            // A `=` is a sign of `+=` and `==`, but `;` and `.` begin anew.
            if !joint || !self.peek_punct_at(0).is_some_and(|next| "=>&|<:".contains(next.as_char())) {
                return;
            }
        }
    }
}

/// Whether two signs are the beginning of one operator.
fn goes_on(sign: char, next: char) -> bool {
    match sign {
        '=' | '-' => "=>".contains(next),
        '<' => "<=-".contains(next),
        '>' | '&' | '|' => next == '=' || next == sign,
        ':' | '.' => next == sign,
        '+' | '*' | '/' | '%' | '^' | '!' | '~' | '$' => next == '=',
        _ => false,
    }
}

pub(crate) fn opening(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Brace => "{",
        Delimiter::Bracket => "[",
        Delimiter::Parenthesis => "(",
        Delimiter::None => "",
    }
}

fn span_of(token: &TokenTree) -> Span {
    match token {
        // The bracket, not the whole group: an error underlines the smallest thing.
        TokenTree::Group(group) => group.span_open(),
        token => token.span(),
    }
}
