//! Selectors: which nodes a rule, a `needed_by` or a query means. The names are CSS's.
//!
//! `prod > web & #a, lb` is a list of two complex selectors. The first has the subject compound `web & #a`
//! (the node that it matches), linked by the child combinator to the compound `prod`. A compound is a
//! conjunction of simple selectors.

use super::value::{Text, Value};
use super::{Argument, AttrId, ClassId, PredicateId, Table, TraitId};

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
    /// What is looked for there.
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
