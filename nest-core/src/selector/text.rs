//! Selectors as text, in CSS's own notation: one function for each level of the grammar.

use super::cursor::{Cursor, Parsed, begins_word};
use super::nth::nth;
use super::value::value;
use super::{Combinator, Complex, Compound, Op, Relative, Selector, Simple};
use crate::model::value::{Text, Value};
use crate::model::{AttrId, ClassId, Declared, TraitId, Tree};
use crate::problem::{Kind, Problem};
use std::fmt;

/// What is wrong with a selector that is text, and where.
///
/// ```
/// use nest_core::Fleet;
/// use nest_core::selector::Selector;
///
/// let error = Selector::parse("*:not(#a", &Fleet::EMPTY.declared, &Fleet::EMPTY.tree()).unwrap_err();
/// assert_eq!(error.column, 9);
/// assert_eq!(error.to_string(), "column 9: expected `,` or `)`, found the end [syntax]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextError {
    /// The column where it is wrong, in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.problem)
    }
}

impl TextError {
    /// A problem with a part of a text, where the part first stands; with all of it, if it is written otherwise.
    pub(crate) fn at_part(text: &str, part: &str, problem: Problem) -> Self {
        let goes_on = |c: char| c.is_alphanumeric() || "-_".contains(c);
        let found = text.match_indices(part).find(|(at, part)| !text[at + part.len()..].starts_with(goes_on));
        let before = found.map_or("", |(at, _)| &text[..at]);
        Self { column: before.chars().count() + 1, problem }
    }
}

impl std::error::Error for TextError {}

/// What words in a text can mean: what is declared, and the names of the entries.
#[derive(Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) declared: &'w Declared<'w>,
    pub(super) tree: &'w Tree<'w>,
}

impl<'t> Selector<'t> {
    /// Reads a selector from text, in CSS's own notation: white space is descent, and `:is(…)` says of one entry what
    /// `&` says in `fleet!`.
    ///
    /// A word is a trait, `#` begins a name, in quotes if need be (`#"a.b"`). A value in brackets is of the attribute's
    /// type, and needs quotes only if it has more than letters, digits and `_`, `-`, `.`, `:`; in quotes it is text.
    /// Quotes are double or single; in them, `\"`, `\'` and `\\` stand for a quote and a backslash.
    ///
    /// # Errors
    ///
    /// Everything that cannot be read, words that the fleet does not declare, values and operators that an attribute's
    /// type does not have. Nothing is skipped.
    ///
    /// ```
    /// use nest_core::selector::Selector;
    ///
    /// nest_macros::fleet! {
    ///     pub static WEBS;
    ///     attr port: u16;
    ///     trait web { requires = [port]; }
    ///     trait lb;
    ///     prod { web-1 { is = [web]; port = 80; } lb-1 { is = [lb]; } }
    /// }
    ///
    /// let (declared, tree) = (&WEBS.declared, &WEBS.tree());
    /// let selector = Selector::parse("#prod web[port < 1024]:is(:first-child, #web-1)", declared, tree).unwrap();
    /// assert_eq!(
    ///     selector.display(declared).to_string(),
    ///     "#prod >> web[port < 1024]:is(:first-child, #web-1)"
    /// );
    ///
    /// let wrong = |text| Selector::parse(text, declared, tree).unwrap_err().to_string();
    /// assert_eq!(wrong("web,"), "column 5: expected a selector, found the end [syntax]");
    /// assert_eq!(wrong("#prod web-1"), "column 7: unknown trait `web-1`; did you mean `#web-1`? [unknown-trait]");
    /// assert_eq!(wrong("[port=http]"), "column 7: `http` is not of type `u16` [mistyped-value]");
    /// ```
    pub fn parse(text: &'t str, declared: &Declared<'_>, tree: &Tree<'_>) -> Result<Self, TextError> {
        let mut cursor = Cursor::new(text);
        let words = Words { declared, tree };
        let selector = selector(&mut cursor, words)?;
        if cursor.at_end() { Ok(selector) } else { Err(cursor.expected("a combinator, `,` or the end")) }
    }
}

/// A selector list. It ends where no comma follows.
fn selector<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Selector<'t>> {
    let mut any = vec![complex(cursor, words)?];
    while cursor.take(",") {
        any.push(complex(cursor, words)?);
    }
    Ok(Selector { any: any.into() })
}

/// `a > b + c`: the subject is `c`, and its links are `b` by `+`, then `a` by `>`.
fn complex<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Complex<'t>> {
    cursor.skip_space();
    let mut subject = compound(cursor, words)?;
    let mut links = Vec::new();
    let mut start = *cursor;
    while let Some(combinator) = combinator(cursor)? {
        start.limit(links.len() + 1, "combinators in a row")?;
        let next = compound(cursor, words)?;
        links.push((combinator, std::mem::replace(&mut subject, next)));
        start = *cursor;
    }
    links.reverse();
    Ok(Complex { subject, links: links.into() })
}

/// What links a compound to the next one; nothing if none follows. White space before one is descent.
fn combinator(cursor: &mut Cursor) -> Parsed<Option<Combinator>> {
    let is_spaced = cursor.skip_space();
    match cursor.peek() {
        None | Some(',' | ')') => Ok(None),
        Some('&') => Err(cursor.expected("`:is(…)` (`a & b` is `a:is(b)` in text)")),
        Some(c) if !is_spaced && (c == '*' || begins_word(c)) => {
            Err(cursor.expected("`:is(…)` around a word that does not come first"))
        }
        _ => {
            let written = sign(cursor)?;
            Ok(written.or(is_spaced.then_some(Combinator::Descendant)))
        }
    }
}

/// A combinator that is written, and the white space behind it.
fn sign(cursor: &mut Cursor) -> Parsed<Option<Combinator>> {
    const SIGNS: [Combinator; 3] =
        [Combinator::Child, Combinator::NextSibling, Combinator::SubsequentSibling];
    let start = *cursor;
    if cursor.take(Combinator::Descendant.symbol()) {
        return Err(start.syntax("a space (`a >> b` is `a b` in text)", "`>>`".to_owned()));
    }
    let found = SIGNS.into_iter().find(|sign| cursor.take(sign.symbol()));
    if found.is_some() {
        cursor.skip_space();
    }
    Ok(found)
}

fn compound<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Compound<'t>> {
    let mut all = vec![simple(cursor, words)?];
    // What begins with punctuation follows directly.
    while matches!(cursor.peek(), Some('#' | '.' | '[' | ':')) {
        all.push(simple(cursor, words)?);
    }
    Ok(Compound { all: all.into() })
}

fn simple<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Simple<'t>> {
    match cursor.peek() {
        Some('*') => {
            cursor.advance();
            Ok(Simple::Any)
        }
        Some('#') => name(cursor).map(Simple::Name),
        Some('.') => class(cursor, words).map(Simple::Class),
        Some('[') => attribute(cursor, words),
        Some(':') => pseudo_class(cursor, words),
        Some(c) if begins_word(c) => trait_id(cursor, words).map(Simple::Trait),
        _ => Err(cursor.expected("a selector")),
    }
}

/// `web`, `host::user`.
fn trait_id(cursor: &mut Cursor, words: Words<'_>) -> Parsed<TraitId> {
    let start = *cursor;
    cursor.word();
    while cursor.take("::") {
        cursor.expect_word("a trait's name")?;
    }
    find_trait(start.until(cursor), words).map_err(|problem| start.error(problem))
}

/// The trait of a path, or the only one whose path ends so.
fn find_trait(path: &str, words: Words<'_>) -> Result<TraitId, Problem> {
    let names = || words.declared.traits.entries().map(|(id, declared)| (id, declared.name));
    if let Some((id, _)) = names().find(|(_, name)| *name == path) {
        return Ok(id);
    }
    let ends_so = |name: &str| name.strip_suffix(path).is_some_and(|around| around.ends_with("::"));
    let found: Vec<(TraitId, &str)> = names().filter(|(_, name)| ends_so(name)).collect();
    match &found[..] {
        [(id, _)] => Ok(*id),
        [] => {
            let mut problem = Problem::unknown_word(Kind::Trait, path, names().map(|(_, name)| name));
            // Where an entry has that name, the name is probably meant.
            if let Problem::UnknownWord { nearest, .. } = &mut problem
                && words.tree.entries.iter().any(|entry| entry.name == path)
            {
                *nearest = Some(format!("#{path}"));
            }
            Err(problem)
        }
        several => {
            let meant = several.iter().map(|(_, name)| (*name).to_owned()).collect();
            Err(Problem::Ambiguous { word: path.to_owned(), meant })
        }
    }
}

/// `#lb-prod`, `#"a.b"`.
pub(super) fn name<'t>(cursor: &mut Cursor<'t>) -> Parsed<Text<'t>> {
    cursor.take("#");
    if cursor.peek_quote().is_some() {
        return cursor.quoted();
    }
    cursor.expect_word("a node's name, or `\"name\"`").map(Text::from)
}

/// `.nixos`
fn class(cursor: &mut Cursor, words: Words<'_>) -> Parsed<ClassId> {
    cursor.take(".");
    let start = *cursor;
    let word = cursor.expect_word("a class")?;
    let classes = &words.declared.classes;
    let found = classes.entries().find(|(_, class)| **class == word).map(|(id, _)| id);
    found.ok_or_else(|| start.error(Problem::unknown_word(Kind::Class, word, classes.iter().copied())))
}

/// `[env]`, `[port >= 1024]`
fn attribute<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Simple<'t>> {
    cursor.take("[");
    cursor.skip_space();
    let attr = attr_id(cursor, words)?;
    cursor.skip_space();
    if cursor.take("]") {
        return Ok(Simple::Has(attr));
    }
    let start = *cursor;
    let op = operator(cursor)?;
    let ty = &words.declared[attr].ty;
    // An operator that the type has not is the operator's mistake, whatever the value.
    ty.check_comparison(op, &Value::Unknown).map_err(|mismatch| start.error(mismatch.problem))?;
    cursor.skip_space();
    let value = value(cursor, op, ty, words)?;
    cursor.skip_space();
    if cursor.take("]") { Ok(Simple::Attr(attr, op, value)) } else { Err(cursor.expected("`]`")) }
}

fn attr_id(cursor: &mut Cursor, words: Words<'_>) -> Parsed<AttrId> {
    let start = *cursor;
    let word = cursor.expect_word("an attribute")?;
    let attrs = &words.declared.attrs;
    let found = attrs.entries().find(|(_, attr)| attr.name == word).map(|(id, _)| id);
    let names = || attrs.iter().map(|attr| attr.name);
    found.ok_or_else(|| start.error(Problem::unknown_word(Kind::Attribute, word, names())))
}

fn operator(cursor: &mut Cursor) -> Parsed<Op> {
    const EXPECTED: &str = "`]`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `^=`, `$=`, `*=` or `~=`";
    let start = *cursor;
    let signs = cursor.take_while(|c| "=!<>^$*~|".contains(c));
    match Op::ALL.iter().find(|(symbol, _)| *symbol == signs) {
        Some((_, op)) => Ok(*op),
        None if signs.is_empty() => Err(start.expected(EXPECTED)),
        None => Err(start.syntax(EXPECTED, format!("`{signs}`"))),
    }
}

/// `:empty`, `:not(a, b)`
fn pseudo_class<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Simple<'t>> {
    const KNOWN: [&str; 10] = [
        "is",
        "not",
        "has",
        "within",
        "root",
        "empty",
        "first-child",
        "last-child",
        "only-child",
        "nth-child",
    ];
    const SELECTOR: &str = "`(` and a selector";
    cursor.take(":");
    let start = *cursor;
    let word = cursor.expect_word("a pseudo-class")?;
    match word {
        "is" => cursor.parenthesized(SELECTOR, |inside| selector(inside, words)).map(Simple::Is),
        "not" => cursor.parenthesized(SELECTOR, |inside| selector(inside, words)).map(Simple::Not),
        "within" => cursor.parenthesized(SELECTOR, |inside| selector(inside, words)).map(Simple::Within),
        "has" => cursor.parenthesized(SELECTOR, |inside| relatives(inside, words)),
        "nth-child" => cursor.parenthesized("`(2n+1)`", |inside| nth_child(inside, words)),
        "root" => Ok(Simple::Root),
        "empty" => Ok(Simple::Empty),
        "first-child" => Ok(Simple::FirstChild),
        "last-child" => Ok(Simple::LastChild),
        "only-child" => Ok(Simple::OnlyChild),
        "when" => Err(start.expected("another pseudo-class (`:when` is Rust, and has no form in text)")),
        _ => Err(start.error(Problem::unknown_word(Kind::PseudoClass, word, KNOWN.into_iter()))),
    }
}

/// `a, > b, + c`: what follows from the entry; without a combinator it is below.
fn relatives<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Simple<'t>> {
    let mut all = Vec::new();
    loop {
        cursor.skip_space();
        let combinator = sign(cursor)?.unwrap_or(Combinator::Descendant);
        all.push(Relative { combinator, complex: complex(cursor, words)? });
        if !cursor.take(",") {
            return Ok(Simple::HasRelative(all.into()));
        }
    }
}

/// `2n+1`, `-n + 3`, `n`, `4`, `odd`, `even`, each also with `of a`.
fn nth_child<'t>(cursor: &mut Cursor<'t>, words: Words<'_>) -> Parsed<Simple<'t>> {
    cursor.skip_space();
    let (step, first) = nth(cursor)?;
    cursor.skip_space();
    let start = *cursor;
    let of = match cursor.word() {
        "" if start.peek() == Some(')') => None,
        word if word.eq_ignore_ascii_case("of") => Some(selector(cursor, words)?),
        _ => return Err(start.expected("`of` or `)`")),
    };
    Ok(Simple::NthChild { step, first, of })
}
