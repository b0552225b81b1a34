//! Selectors.

use super::attrs::{accept, value};
use super::{Names, Sorted};
use crate::ast::{ComplexDecl, CompoundDecl, SelectorDecl, SimpleDecl};
use crate::parse::unknown;
use crate::report::Spans;
use nest_core::model::Attr;
use nest_core::problem::{Problem, Word};
use nest_core::selector::{Complex, Compound, Selector, Simple};

pub(super) fn selector<'a>(
    decl: &'a SelectorDecl,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Selector<'a> {
    Selector { any: decl.any.iter().map(|decl| complex(decl, attrs, names)).collect::<Vec<_>>().into() }
}

/// `a > b + c`: the subject is `c`, and its links are `b` by `+`, then `a` by `>`.
fn complex<'a>(decl: &'a ComplexDecl, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Complex<'a> {
    let mut subject = compound(&decl.first, attrs, names);
    let mut links = Vec::new();
    for (combinator, next) in &decl.rest {
        let next = compound(next, attrs, names);
        links.push((*combinator, std::mem::replace(&mut subject, next)));
    }
    links.reverse();
    Complex { subject, links: links.into() }
}

fn compound<'a>(decl: &'a CompoundDecl, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Compound<'a> {
    Compound { all: decl.all.iter().map(|decl| simple(decl, attrs, names)).collect::<Vec<_>>().into() }
}

fn simple<'a>(decl: &'a SimpleDecl, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Simple<'a> {
    match decl {
        SimpleDecl::Any => Simple::Any,
        SimpleDecl::Wrong => Simple::Unknown,
        SimpleDecl::Trait(word) => match names.traits.contains_key(word.text.as_str()) {
            true => names.trait_id(word).map_or(Simple::Unknown, Simple::Trait),
            false => names.no_trait(&word.text, word.into()),
        },
        SimpleDecl::Hyphenated(name) => names.no_trait(&name.text, name.spans),
        SimpleDecl::Name(name) => Simple::Name(&name.text),
        SimpleDecl::Is(inner) => Simple::Is(selector(inner, attrs, names)),
        SimpleDecl::Not(inner) => Simple::Not(selector(inner, attrs, names)),
        SimpleDecl::Has(attr) => names.attr_id(attr).map_or(Simple::Unknown, Simple::Has),
        SimpleDecl::Attr { attr, op, op_span, value: decl } => {
            let Ok(id) = names.attr_id(attr) else { return Simple::Unknown };
            let ty = &attrs[id.index()].ty;
            let wanted = value(decl);
            let check = |wanted: &_| ty.check_comparison(*op, wanted);
            // An operator that the type has not is the operator's mistake, whatever the value.
            if let Err(mismatch) = check(&wanted)
                && matches!(mismatch.problem, Problem::OperatorMisused { .. })
            {
                names.report.add(Spans::from(*op_span), mismatch.problem);
                return Simple::Unknown;
            }
            Simple::Attr(id, *op, accept(decl, wanted, names.report, check))
        }
    }
}

impl Names<'_> {
    /// Reports a word that is no trait; where a node has that name, the name is probably meant.
    fn no_trait<'a>(&self, word: &str, at: Spans) -> Simple<'a> {
        let known: Sorted = self.traits.keys().copied().collect();
        let mut problem = unknown(Word::Trait, word, known.iter());
        if let Problem::UnknownWord { nearest, .. } = &mut problem
            && self.entries.contains(word)
        {
            *nearest = Some(format!("#{word}"));
        }
        self.report.add(at, problem);
        Simple::Unknown
    }
}
