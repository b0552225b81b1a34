//! Selectors: which nodes a rule, a `needed_by` or a query means. The names are CSS's.
//!
//! `prod > web & #a, lb` is a list of two complex selectors. The first has the subject compound `web & #a`
//! (the node that it matches), linked by the child combinator to the compound `prod`. A compound is a
//! conjunction of simple selectors. Matching is in `matching`, the notation in text in `text`.

mod cursor;
mod nth;
mod text;
mod value;

pub use text::TextError;

use crate::model::value::{Text, Value};
use crate::model::{Argument, AttrId, ClassId, Declared, EntryId, PredicateId, Table, TraitId};
use crate::nix::quote;
use std::fmt::{self, Write as _};

/// A selector list: matches what at least one of its complex selectors matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Selector<'a> {
    /// The complex selectors; none match nothing.
    pub any: Table<'a, Complex<'a>>,
}

/// A chain of compounds and combinators, read from its subject to the left.
#[derive(Debug, Clone, PartialEq)]
pub struct Complex<'a> {
    /// What the matched entry itself must be.
    pub subject: Compound<'a>,
    /// What stands to the left of the subject, nearest first.
    pub links: Table<'a, (Combinator, Compound<'a>)>,
}

/// How a compound relates to the one on its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combinator {
    /// `a >> b`: some ancestor.
    Descendant,
    /// `a > b`: the parent.
    Child,
    /// `a + b`: the sibling just before.
    NextSibling,
    /// `a ~ b`: some sibling before.
    SubsequentSibling,
}

/// Simple selectors that must all hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Compound<'a> {
    /// The simple selectors.
    pub all: Table<'a, Simple<'a>>,
}

/// One condition on an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Simple<'a> {
    /// `*`
    Any,
    /// `web`
    Trait(TraitId),
    /// `#lb-prod`
    Name(Text<'a>),
    /// Some of the entries that are written, by their ids, lowest first, and their path as written, `prod.web-[i]`: a
    /// class body in a node is a rule on that node alone, or on those that a loop makes of it.
    Entries(Table<'a, EntryId>, Text<'a>),
    /// `[env]`
    Has(AttrId),
    /// `[env = "prod"]`
    Attr(AttrId, Op, Value<'a>),
    /// `:is(a, b)`
    Is(Selector<'a>),
    /// `:not(a, b)`
    Not(Selector<'a>),
    /// `.nixos`: has a trait with that class.
    Class(ClassId),
    /// `:has(a)`, `:has(> a, + b)`: for one of these there is such an entry.
    HasRelative(Table<'a, Relative<'a>>),
    /// `:within(a)`: some ancestor is one.
    Within(Selector<'a>),
    /// `:root`: a node without a node above it.
    Root,
    /// `:empty`: a node with nothing below it, namespaces included.
    Empty,
    /// `:first-child`, among the nodes under the same entry.
    FirstChild,
    /// `:last-child`
    LastChild,
    /// `:only-child`
    OnlyChild,
    /// `:nth-child(2n+1 of a)`: its place, from 1, among those that match, is `step * n + first` for some n from 0.
    NthChild {
        /// The number before `n`.
        step: i64,
        /// The number by itself.
        first: i64,
        /// What is counted; everything without it.
        of: Option<Selector<'a>>,
    },
    /// `:when(|web| web.httpPort > 1024)`
    When(When<'a>),
    /// A word that the macro does not know, and has reported: nothing certain follows from it.
    Unknown,
}

/// A Rust predicate in a selector. It holds for no entry that lacks an argument.
#[derive(Debug, Clone, PartialEq)]
pub struct When<'a> {
    /// The arguments that are traits: the node itself, or an ancestor, must have each.
    pub arguments: Table<'a, Argument>,
    /// Whether it can ask for any node: `select` or `node` is among the arguments.
    pub asks: bool,
    /// The compiled predicate.
    pub code: PredicateId,
}

/// A selector that begins at an entry: `> a b` in `:has(> a b)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative<'a> {
    /// How the leftmost compound relates to the entry.
    pub combinator: Combinator,
    /// The rest.
    pub complex: Complex<'a>,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Equal,
    /// `!=`: holds where the attribute is absent.
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `^=`: the text begins with it.
    Prefix,
    /// `$=`: the text ends with it.
    Suffix,
    /// `*=`: the text contains it.
    Substring,
    /// `~=`: one of the words of a text, or of the elements of a list, is it.
    Includes,
}

impl Complex<'_> {
    fn any_simple(&self, holds: &mut dyn FnMut(&Simple) -> bool) -> bool {
        let compounds = self.links.iter().map(|(_, compound)| compound).chain([&self.subject]);
        compounds.flat_map(|compound| &compound.all).any(|simple| {
            holds(simple)
                || match simple {
                    Simple::Is(inner) | Simple::Not(inner) | Simple::Within(inner) => inner.any_simple(holds),
                    Simple::NthChild { of: Some(inner), .. } => inner.any_simple(holds),
                    Simple::HasRelative(any) => any.iter().any(|relative| relative.complex.any_simple(holds)),
                    _ => false,
                }
        })
    }
}

impl Op {
    /// The operators, as written.
    pub const ALL: [(&'static str, Op); 10] = [
        ("=", Op::Equal),
        ("!=", Op::NotEqual),
        ("<", Op::Less),
        ("<=", Op::AtMost),
        (">", Op::Greater),
        (">=", Op::AtLeast),
        ("^=", Op::Prefix),
        ("$=", Op::Suffix),
        ("*=", Op::Substring),
        ("~=", Op::Includes),
    ];

    /// As written.
    pub fn symbol(self) -> &'static str {
        Self::ALL.iter().find(|(_, op)| *op == self).map_or("=", |(symbol, _)| symbol)
    }
}

impl<'a> Selector<'a> {
    /// Whether something holds for one of the simple selectors, however deep.
    pub(crate) fn any_simple(&self, holds: &mut dyn FnMut(&Simple) -> bool) -> bool {
        self.any.iter().any(|complex| complex.any_simple(holds))
    }

    /// Calls something with every name in the selector.
    pub(crate) fn each_name(&self, call: &mut impl FnMut(&str)) {
        self.any_simple(&mut |simple| {
            if let Simple::Name(name) = simple {
                call(name);
            }
            false
        });
    }

    /// Whether the selector is that of a class body in a node.
    pub(crate) fn is_in_node(&self) -> bool {
        matches!(&*self.any, [Complex { subject, .. }] if matches!(&*subject.all, [Simple::Entries(..)]))
    }

    /// The selector in the notation of `fleet!`, which is also how a rule without a label is named.
    pub fn display<'s>(&'s self, fleet: &'s Declared<'a>) -> impl fmt::Display + 's {
        Shown(fleet, self, Notation::Tokens)
    }

    /// The selector as the text that [`Selector::parse`] reads, if it has one: Rust, lists, maps and the bodies in a
    /// node have none.
    ///
    /// ```
    /// use nest_core::Fleet;
    /// use nest_core::selector::Selector;
    ///
    /// let Fleet { declared, .. } = &Fleet::EMPTY;
    /// let selector = Selector::parse("#a   > :nth-child( 2n )", declared, &Fleet::EMPTY.tree()).unwrap();
    /// assert_eq!(selector.to_text(declared).unwrap(), "#a > :nth-child(2n+0)");
    /// ```
    pub fn to_text(&self, fleet: &Declared<'a>) -> Option<String> {
        let mut text = String::new();
        write!(text, "{}", Shown(fleet, self, Notation::Text)).ok()?;
        Some(text)
    }
}

/// How a selector is written.
#[derive(Clone, Copy, PartialEq)]
enum Notation {
    /// In `fleet!`.
    Tokens,
    /// As text. What has no text is an error of the formatter, so this stays inside.
    Text,
}

struct Shown<'s, 'a, T>(&'s Declared<'a>, &'s T, Notation);

impl<'s, 'a, T> Shown<'s, 'a, T> {
    fn part<P>(&self, part: &'s P) -> Shown<'s, 'a, P> {
        Shown(self.0, part, self.2)
    }
}

impl fmt::Display for Shown<'_, '_, Selector<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(f, ", ", &self.1.any, |f, complex| self.part(complex).fmt(f))
    }
}

impl Combinator {
    /// As written in `fleet!`.
    pub fn symbol(self) -> &'static str {
        match self {
            Combinator::Descendant => ">>",
            Combinator::Child => ">",
            Combinator::NextSibling => "+",
            Combinator::SubsequentSibling => "~",
        }
    }
}

impl fmt::Display for Shown<'_, '_, Relative<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.combinator != Combinator::Descendant {
            write!(f, "{} ", self.1.combinator.symbol())?;
        }
        self.part(&self.1.complex).fmt(f)
    }
}

impl fmt::Display for Shown<'_, '_, Complex<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (combinator, compound) in self.1.links.iter().rev() {
            match (self.2, combinator) {
                (Notation::Text, Combinator::Descendant) => write!(f, "{} ", self.part(compound))?,
                _ => write!(f, "{} {} ", self.part(compound), combinator.symbol())?,
            }
        }
        self.part(&self.1.subject).fmt(f)
    }
}

impl fmt::Display for Shown<'_, '_, Compound<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, simple) in self.1.all.iter().enumerate() {
            if self.2 == Notation::Text {
                let is_word = i > 0 && matches!(simple, Simple::Any | Simple::Trait(_));
                let (open, close) = if is_word { (":is(", ")") } else { ("", "") };
                write!(f, "{open}{}{close}", self.part(simple))?;
                continue;
            }
            // What begins with a bracket or a colon follows directly, as it is written.
            let joined = !matches!(
                simple,
                Simple::Any
                    | Simple::Trait(_)
                    | Simple::Name(_)
                    | Simple::Entries(..)
                    | Simple::Class(_)
                    | Simple::Unknown
            );
            let glue = if i == 0 || joined { "" } else { " & " };
            write!(f, "{glue}{}", self.part(simple))?;
        }
        Ok(())
    }
}

impl fmt::Display for Shown<'_, '_, Simple<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fleet, is_text) = (self.0, self.2 == Notation::Text);
        match self.1 {
            Simple::Attr(attr, op, value) if is_text => {
                write!(f, "[{} {} ", fleet[*attr].name, op.symbol())?;
                value::write(f, value)?;
                f.write_str("]")
            }
            Simple::Name(name) if is_text => value::write_name(f, name),
            Simple::Entries(..) | Simple::When(_) | Simple::Unknown if is_text => Err(fmt::Error),
            Simple::Any => f.write_str("*"),
            Simple::Trait(id) => f.write_str(fleet[*id].name),
            Simple::Name(name) => match quote(name) {
                plain if plain == **name => write!(f, "#{name}"),
                quoted => write!(f, "#({quoted})"),
            },
            Simple::Entries(_, path) => f.write_str(path),
            // Its text is not kept: how tokens are spaced is up to the compiler.
            Simple::When(_) => f.write_str(":when(…)"),
            Simple::Has(attr) => write!(f, "[{}]", fleet[*attr].name),
            Simple::Attr(attr, op, value) => write!(f, "[{} {} {value}]", fleet[*attr].name, op.symbol()),
            Simple::Is(selector) => write!(f, ":is({})", self.part(selector)),
            Simple::Not(selector) => write!(f, ":not({})", self.part(selector)),
            Simple::Within(selector) => write!(f, ":within({})", self.part(selector)),
            Simple::HasRelative(any) => {
                f.write_str(":has(")?;
                separated(f, ", ", any, |f, relative| self.part(relative).fmt(f))?;
                f.write_str(")")
            }
            Simple::Class(class) => write!(f, ".{}", fleet[*class]),
            Simple::Root => f.write_str(":root"),
            Simple::Empty => f.write_str(":empty"),
            Simple::FirstChild => f.write_str(":first-child"),
            Simple::LastChild => f.write_str(":last-child"),
            Simple::OnlyChild => f.write_str(":only-child"),
            Simple::NthChild { step, first, of } => {
                write!(f, ":nth-child({step}n{first:+}")?;
                of.as_ref().map_or(Ok(()), |of| write!(f, " of {}", self.part(of)))?;
                f.write_str(")")
            }
            Simple::Unknown => f.write_str("_"),
        }
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    parts: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write(f, part)?;
    }
    Ok(())
}
