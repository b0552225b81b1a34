//! Selectors.

use super::Lowering;
use super::arguments::Takes;
use super::source_map::SourceMap;
use super::trait_names::Found;
use super::values::accept;
use super::{ArgumentKind, CodeKind, Named, Source};
use crate::ast::{ClosureDecl, ComplexDecl, CompoundDecl, SelectorDecl, SimpleDecl};
use crate::report::Spans;
use crate::template::Turn;
use nest_core::model::{PredicateId, Table};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::selector::{Combinator, Complex, Compound, Relative, Selector, Simple, When};

pub(super) fn selector<'a>(decl: &'a SelectorDecl, lower: &mut Lowering<'a>) -> Selector<'a> {
    let mut any: Vec<Complex> = decl.any.iter().map(|decl| complex(decl, lower)).collect();
    if decl.broken {
        // What could not be read may match anything.
        let subject = Compound { all: vec![Simple::Unknown].into() };
        any.push(Complex { subject, links: Table::EMPTY });
    }
    Selector { any: any.into() }
}

/// `a > b + c`: the subject is `c`, and its links are `b` by `+`, then `a` by `>`.
fn complex<'a>(decl: &'a ComplexDecl, lower: &mut Lowering<'a>) -> Complex<'a> {
    let mut subject = compound(&decl.first, lower);
    let mut links = Vec::new();
    for (combinator, next) in &decl.rest {
        let next = compound(next, lower);
        links.push((*combinator, std::mem::replace(&mut subject, next)));
    }
    links.reverse();
    Complex { subject, links: links.into() }
}

fn compound<'a>(decl: &'a CompoundDecl, lower: &mut Lowering<'a>) -> Compound<'a> {
    Compound { all: decl.all.iter().map(|decl| simple(decl, lower)).collect::<Vec<_>>().into() }
}

fn simple<'a>(decl: &'a SimpleDecl, lower: &mut Lowering<'a>) -> Simple<'a> {
    match decl {
        SimpleDecl::Any => Simple::Any,
        SimpleDecl::Wrong => Simple::Unknown,
        SimpleDecl::Trait(word) => match lower.scope.traits.find(&word.text) {
            Found::None => {
                lower.miss_in_selector(&word.text, word.into());
                Simple::Unknown
            }
            _ => lower.trait_id(word).map_or(Simple::Unknown, Simple::Trait),
        },
        SimpleDecl::Hyphenated(name) => {
            lower.miss_in_selector(&name.text, name.spans);
            Simple::Unknown
        }
        SimpleDecl::Name(name) => {
            lower.map.names.push((Named::Name(name.text.as_str().into()), None, name.spans));
            Simple::Name(name.text.as_str().into())
        }
        SimpleDecl::Is(inner) => Simple::Is(selector(inner, lower)),
        SimpleDecl::Not(inner) => Simple::Not(selector(inner, lower)),
        // `.web`
        SimpleDecl::Class(word) if lower.is_trait_alone(&word.text) => {
            let why = "asks for a class, and there is a trait of that name";
            let remedy = format!("write `{0}`, or `& {0}` behind another", word.text);
            lower.report.add(word, habit(format!(".{}", word.text), why, remedy, "unknown-class"));
            Simple::Unknown
        }
        SimpleDecl::Class(word) => lower.class_id(word).map_or(Simple::Unknown, Simple::Class),
        SimpleDecl::HasRelative(any) => {
            let relative = |(combinator, decl): &'a (Combinator, ComplexDecl)| Relative {
                combinator: *combinator,
                complex: complex(decl, lower),
            };
            Simple::HasRelative(any.iter().map(relative).collect::<Vec<_>>().into())
        }
        SimpleDecl::When(closure) => when(closure, lower),
        SimpleDecl::Within(inner) => Simple::Within(selector(inner, lower)),
        SimpleDecl::Root => Simple::Root,
        SimpleDecl::Empty => Simple::Empty,
        SimpleDecl::FirstChild => Simple::FirstChild,
        SimpleDecl::LastChild => Simple::LastChild,
        SimpleDecl::OnlyChild => Simple::OnlyChild,
        SimpleDecl::NthChild { step, first, of } => {
            Simple::NthChild { step: *step, first: *first, of: of.as_ref().map(|of| selector(of, lower)) }
        }
        // `[web]`
        SimpleDecl::Has(attr) if lower.is_trait_alone(&attr.text) => {
            let why = "asks for an attribute, and there is a trait of that name";
            let remedy = format!("write `{}` without brackets", attr.text);
            lower.report.add(attr, habit(format!("[{}]", attr.text), why, remedy, "unknown-attribute"));
            Simple::Unknown
        }
        SimpleDecl::Has(attr) => lower.attr_id(attr).map_or(Simple::Unknown, Simple::Has),
        SimpleDecl::Attr { attr, op, op_span, value: decl } => {
            let Ok(id) = lower.attr_id(attr) else { return Simple::Unknown };
            let turn = Turn::new();
            let wanted = lower.value(decl, &turn, None);
            let ty = &lower.scope.types[id.index()];
            let check = |wanted: &_| ty.check_comparison(*op, wanted);
            // An operator that the type has not is the operator's mistake, whatever the value.
            if let Err(mismatch) = check(&wanted)
                && matches!(mismatch.problem, Problem::OperatorMisused { .. })
            {
                lower.report.add(Spans::from(*op_span), mismatch.problem);
                return Simple::Unknown;
            }
            Simple::Attr(id, *op, accept(decl, wanted, &turn, check, lower.report))
        }
    }
}

fn habit(what: String, why: &str, remedy: String, code: &'static str) -> Problem {
    Problem::Habit { what, why: why.to_owned(), remedy, code }
}

fn when<'a>(closure: &'a ClosureDecl, lower: &mut Lowering<'a>) -> Simple<'a> {
    let (arguments, traits) = lower.arguments(&closure.arguments, Takes::Node, |_| None);
    let asks = arguments.iter().any(|(_, kind)| !matches!(kind, ArgumentKind::Trait(_)));
    let code = lower.code(CodeKind::Predicate, arguments, Source::Closure(closure));
    Simple::When(When { arguments: traits.into(), asks, code: PredicateId::at(code) })
}

impl SourceMap<'_> {
    /// Notes where the names in a selector stand.
    pub(super) fn note_names(&mut self, site: Site, decl: &SelectorDecl) {
        decl.any.iter().for_each(|complex| self.note_names_of(site, complex));
    }

    fn note_names_of(&mut self, site: Site, complex: &ComplexDecl) {
        let compounds = complex.rest.iter().map(|(_, compound)| compound).chain([&complex.first]);
        for simple in compounds.flat_map(|compound| &compound.all) {
            match simple {
                SimpleDecl::Name(name) => {
                    self.note_reference(site, format!("#{}", name.text), name.spans);
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
