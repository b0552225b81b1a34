//! Selectors.

use super::arguments::Takes;
use super::names::Names;
use super::trait_names::Found;
use super::{ArgumentKind, CodeKind, Source};
use crate::ast::{ClosureDecl, ComplexDecl, CompoundDecl, SelectorDecl, SimpleDecl};
use crate::report::Spans;
use crate::template::Turn;
use nest_core::model::{Attr, PredicateId, Table};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::selector::{Combinator, Complex, Compound, Relative, Selector, Simple, When};

pub(super) fn selector<'a>(
    decl: &'a SelectorDecl,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Selector<'a> {
    let mut any: Vec<Complex> = decl.any.iter().map(|decl| complex(decl, attrs, names)).collect();
    if decl.broken {
        // What could not be read may match anything.
        let subject = Compound { all: vec![Simple::Unknown].into() };
        any.push(Complex { subject, links: Table::EMPTY });
    }
    Selector { any: any.into() }
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
        SimpleDecl::Trait(word) => match names.traits.find(&word.text) {
            Found::None => {
                names.miss_in_selector(&word.text, word.into());
                Simple::Unknown
            }
            _ => names.trait_id(word).map_or(Simple::Unknown, Simple::Trait),
        },
        SimpleDecl::Hyphenated(name) => {
            names.miss_in_selector(&name.text, name.spans);
            Simple::Unknown
        }
        SimpleDecl::Name(name) => Simple::Name(name.text.as_str().into()),
        SimpleDecl::Is(inner) => Simple::Is(selector(inner, attrs, names)),
        SimpleDecl::Not(inner) => Simple::Not(selector(inner, attrs, names)),
        SimpleDecl::Class(word) => names.class_id(word).map_or(Simple::Unknown, Simple::Class),
        SimpleDecl::HasRelative(any) => {
            let relative = |(combinator, decl): &'a (Combinator, ComplexDecl)| Relative {
                combinator: *combinator,
                complex: complex(decl, attrs, names),
            };
            Simple::HasRelative(any.iter().map(relative).collect::<Vec<_>>().into())
        }
        SimpleDecl::When(closure) => when(closure, names),
        SimpleDecl::Within(inner) => Simple::Within(selector(inner, attrs, names)),
        SimpleDecl::Root => Simple::Root,
        SimpleDecl::Empty => Simple::Empty,
        SimpleDecl::FirstChild => Simple::FirstChild,
        SimpleDecl::LastChild => Simple::LastChild,
        SimpleDecl::OnlyChild => Simple::OnlyChild,
        SimpleDecl::NthChild { step, first, of } => Simple::NthChild {
            step: *step,
            first: *first,
            of: of.as_ref().map(|of| selector(of, attrs, names)),
        },
        SimpleDecl::Has(attr) => names.attr_id(attr).map_or(Simple::Unknown, Simple::Has),
        SimpleDecl::Attr { attr, op, op_span, value: decl } => {
            let Ok(id) = names.attr_id(attr) else { return Simple::Unknown };
            let ty = &attrs[id.index()].ty;
            let wanted = names.value(decl, &Turn::new());
            let check = |wanted: &_| ty.check_comparison(*op, wanted);
            // An operator that the type has not is the operator's mistake, whatever the value.
            if let Err(mismatch) = check(&wanted)
                && matches!(mismatch.problem, Problem::OperatorMisused { .. })
            {
                names.report.add(Spans::from(*op_span), mismatch.problem);
                return Simple::Unknown;
            }
            Simple::Attr(id, *op, names.accept(decl, wanted, check))
        }
    }
}

fn when<'a>(closure: &'a ClosureDecl, names: &mut Names<'a>) -> Simple<'a> {
    let (arguments, traits) = names.arguments(&closure.arguments, Takes::Node, |_| None);
    let asks = arguments.iter().any(|(_, kind)| !matches!(kind, ArgumentKind::Trait(_)));
    let code = names.code(CodeKind::Predicate(arguments), Source::Closure(closure));
    Simple::When(When { arguments: traits.into(), asks, code: PredicateId::at(code) })
}

impl<'a> Names<'a> {
    /// Notes where the names in a selector stand.
    pub(super) fn note_names(&mut self, site: Site, decl: &SelectorDecl) {
        decl.any.iter().for_each(|complex| self.note_names_of(site, complex));
    }

    fn note_names_of(&mut self, site: Site, complex: &ComplexDecl) {
        let compounds = complex.rest.iter().map(|(_, compound)| compound).chain([&complex.first]);
        for simple in compounds.flat_map(|compound| &compound.all) {
            match simple {
                SimpleDecl::Name(name) => {
                    self.references.insert((site, format!("#{}", name.text)), name.spans);
                }
                SimpleDecl::Is(inner) | SimpleDecl::Not(inner) | SimpleDecl::Within(inner) => {
                    self.note_names(site, inner);
                }
                SimpleDecl::NthChild { of: Some(inner), .. } => self.note_names(site, inner),
                SimpleDecl::HasRelative(any) => {
                    any.iter().for_each(|(_, complex)| self.note_names_of(site, complex));
                }
                _ => {}
            }
        }
    }
}
