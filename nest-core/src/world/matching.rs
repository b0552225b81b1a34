//! Whether an entry matches a selector: one function for each level of the grammar.

use crate::model::value::Value;
use crate::model::{AttrId, ClassId, EntryId, TraitId};
use crate::rust::body::{Context, Log};
use crate::selector::{Combinator, Complex, Compound, Op, Relative, Selector, Simple, When};
use crate::world::document::{Document, Source};
use crate::world::truth::Truth;
use std::cmp::Ordering;

/// Whether an entry matches a selector list.
pub fn matches(document: Document, entry: EntryId, selector: &Selector) -> Truth {
    Truth::any(selector.any.iter().map(|complex| matches_complex(document, entry, complex)))
}

fn matches_complex(document: Document, entry: EntryId, complex: &Complex) -> Truth {
    matches_from(document, entry, complex, None)
}

/// Whether an entry is the subject of a chain. The way up the tree is walked only where it can be.
fn matches_from(
    document: Document,
    entry: EntryId,
    complex: &Complex,
    anchor: Option<(Combinator, EntryId)>,
) -> Truth {
    matches_compound(document, entry, &complex.subject)
        .and(|| matches_links(document, entry, &complex.links, anchor))
}

/// Whether what stands to the left holds: each compound where its combinator says, the leftmost where `anchor` says.
fn matches_links(
    document: Document,
    entry: EntryId,
    links: &[(Combinator, Compound)],
    anchor: Option<(Combinator, EntryId)>,
) -> Truth {
    let Some(((combinator, compound), further)) = links.split_first() else {
        let is_anchored =
            |(combinator, anchor)| reached(document, entry, combinator).any(|other| other == anchor);
        return Truth::from(anchor.is_none_or(is_anchored));
    };
    Truth::any(reached(document, entry, *combinator).map(|other| {
        matches_compound(document, other, compound).and(|| matches_links(document, other, further, anchor))
    }))
}

/// The entries that a combinator leads to from the one on its right.
fn reached<'d>(
    document: Document<'d>,
    entry: EntryId,
    combinator: Combinator,
) -> Box<dyn Iterator<Item = EntryId> + 'd> {
    let tree = document.tree;
    match combinator {
        Combinator::Descendant => Box::new(tree.upwards(entry).skip(1)),
        Combinator::Child => Box::new(tree[entry].parent.into_iter()),
        Combinator::NextSibling => Box::new(siblings_before(document, entry).take(1)),
        Combinator::SubsequentSibling => Box::new(siblings_before(document, entry)),
    }
}

/// Whether there is an entry that a relative selector means from this one: below it, or below or at a later sibling.
fn has(document: Document, entry: EntryId, relative: &Relative) -> Truth {
    let Relative { combinator, complex } = relative;
    let is_sibling = |combinator: Combinator| {
        matches!(combinator, Combinator::NextSibling | Combinator::SubsequentSibling)
    };
    // A `+` or `~` further to the right leads from one of these to another of them.
    let goes_on = complex.links.iter().any(|(combinator, _)| is_sibling(*combinator));
    let tops: Box<dyn Iterator<Item = EntryId>> = match combinator {
        Combinator::Descendant | Combinator::Child => {
            Box::new(document.places.below(Some(entry)).iter().copied())
        }
        Combinator::NextSibling if !goes_on => Box::new(siblings_after(document, entry).take(1)),
        Combinator::NextSibling | Combinator::SubsequentSibling => Box::new(siblings_after(document, entry)),
    };
    let all = tops.flat_map(|top| document.places.run(top));
    let found =
        Truth::any(all.map(|other| matches_from(document, *other, complex, Some((*combinator, entry)))));
    unless_added(document, found)
}

/// The nodes before a node under the same entry, nearest first. A namespace has no siblings.
fn siblings_before<'d>(document: Document<'d>, entry: EntryId) -> impl Iterator<Item = EntryId> + use<'d> {
    let (before, _) = around(document, entry);
    before.iter().rev().copied().filter(|id| document.tree[*id].is_node())
}

/// The nodes after a node under the same entry.
fn siblings_after<'d>(document: Document<'d>, entry: EntryId) -> impl Iterator<Item = EntryId> + use<'d> {
    let (_, after) = around(document, entry);
    after.iter().copied().filter(|id| document.tree[*id].is_node())
}

/// The entries on both sides of a node under the same entry.
pub(crate) fn around<'d>(document: Document<'d>, entry: EntryId) -> (&'d [EntryId], &'d [EntryId]) {
    if !document.tree[entry].is_node() {
        return (&[], &[]);
    }
    let places = document.places;
    let all = places.below(document.tree[entry].parent);
    let (before, rest) = all.split_at(all.partition_point(|id| places.rank(*id) < places.rank(entry)));
    (before, rest.split_first().map_or(&[], |(_, after)| after))
}

/// Whether a node's place among the siblings that are counted is one of `step * n + first`.
fn is_nth(document: Document, entry: EntryId, step: i64, first: i64, of: Option<&Selector>) -> Truth {
    if !document.tree[entry].is_node() {
        return Truth::No;
    }
    let counts = |id| of.map_or(Truth::Yes, |of| matches(document, id, of));
    // Wide enough for the difference of any two numbers that can be written.
    let mut place: i128 = 1;
    for before in siblings_before(document, entry).map(counts) {
        match before {
            Truth::Yes => place += 1,
            Truth::No => {}
            Truth::Unknown => return Truth::Unknown,
        }
    }
    let (step, past) = (i128::from(step), place - i128::from(first));
    let fits = if step == 0 { past == 0 } else { past % step == 0 && past / step >= 0 };
    Truth::all([counts(entry), Truth::from(fits)].into_iter())
}

fn matches_compound(document: Document, entry: EntryId, compound: &Compound) -> Truth {
    Truth::all(compound.all.iter().map(|simple| matches_simple(document, entry, simple)))
}

fn matches_simple(document: Document, entry: EntryId, simple: &Simple) -> Truth {
    let is_node = document.tree[entry].is_node();
    let is_first = || siblings_before(document, entry).next().is_none();
    let last = || {
        let not = Truth::from(siblings_after(document, entry).next().is_some());
        // Only nodes get children.
        let grows = document.tree[entry].parent.is_some_and(|parent| document.tree[parent].is_node());
        if grows { !unless_added(document, not) } else { !not }
    };
    match simple {
        Simple::Any => Truth::Yes,
        Simple::Trait(id) => has_trait(document, entry, *id),
        Simple::Name(name) => Truth::from(document.tree[entry].name == *name),
        Simple::Entries(ids, _) => Truth::from(ids.binary_search(&entry).is_ok()),
        Simple::When(when) => holds(document, entry, when),
        Simple::Has(attr) => match document.value(entry, *attr) {
            // Whether there is a default depends on the traits; a value with an error is there all the same.
            Some((Source::Default, Value::Unknown)) => Truth::Unknown,
            Some((Source::Entry(_), Value::Unknown)) if document.pending.may_set(*attr) => Truth::Unknown,
            value => Truth::from(value.is_some()),
        },
        Simple::Attr(attr, op, wanted) => compare(document, entry, *attr, *op, wanted),
        Simple::Is(selector) => matches(document, entry, selector),
        Simple::Not(selector) => !matches(document, entry, selector),
        Simple::Class(class) => has_class(document, entry, *class),
        Simple::HasRelative(any) => Truth::any(any.iter().map(|relative| has(document, entry, relative))),
        Simple::Within(selector) => {
            Truth::any(document.tree.upwards(entry).skip(1).map(|above| matches(document, above, selector)))
        }
        Simple::Root => Truth::from(is_node && document.parent_node(entry).is_none()),
        Simple::Empty => {
            !unless_added(document, Truth::from(!is_node || !document.places.below(Some(entry)).is_empty()))
        }
        Simple::FirstChild => Truth::from(is_node && is_first()),
        Simple::LastChild => Truth::from(is_node).and(last),
        Simple::OnlyChild => Truth::from(is_node && is_first()).and(last),
        Simple::NthChild { step, first, of } => is_nth(document, entry, *step, *first, of.as_ref()),
        Simple::Unknown => Truth::Unknown,
    }
}

/// What is so far, where an entry that may still come can only make a `No` a `Yes`.
fn unless_added(document: Document, found: Truth) -> Truth {
    if found == Truth::No && document.pending.may_add() { Truth::Unknown } else { found }
}

/// Whether a predicate holds. It is asked only of an entry that has its arguments.
fn holds(document: Document, entry: EntryId, when: &When) -> Truth {
    let has = |id: TraitId| Truth::any(document.tree.upwards(entry).map(|up| has_trait(document, up, id)));
    Truth::all(when.arguments.iter().map(|argument| has(argument.0))).and(|| {
        match document.scene.and_then(|scene| Some((scene, scene.code?))) {
            _ if !document.tree[entry].is_node() => Truth::No,
            Some((scene, code)) => {
                Truth::from(code[when.code](Context::new(scene.node(entry), &Log::default())))
            }
            None => Truth::Unknown,
        }
    })
}

fn has_class(document: Document, entry: EntryId, class: ClassId) -> Truth {
    let traits = document.traits.of(entry);
    let defines = |id: TraitId| document.fleet[id].classes.iter().any(|other| other.id == class);
    if traits.iter().any(|joined| defines(joined.id)) {
        Truth::Yes
    } else if document.traits.is_open(entry) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

fn has_trait(document: Document, entry: EntryId, id: TraitId) -> Truth {
    if document.traits.has(entry, id) {
        Truth::Yes
    } else if document.traits.is_open(entry) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

pub(crate) fn compare(document: Document, entry: EntryId, attr: AttrId, op: Op, wanted: &Value) -> Truth {
    let Some((_, value)) = document.value(entry, attr) else { return Truth::from(op == Op::NotEqual) };
    if matches!(value, Value::Unknown) || matches!(wanted, Value::Unknown) {
        return Truth::Unknown;
    }
    let same = |a: &Value, b: &Value| document.fleet[attr].ty.same(a, b);
    let ordered = |fits: fn(Ordering) -> bool| match (value, wanted) {
        (Value::Int(a), Value::Int(b)) => fits(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).is_some_and(fits),
        _ => false,
    };
    let text = |holds: fn(&str, &str) -> bool| match (value, wanted) {
        (Value::Str(text), Value::Str(part)) => !part.is_empty() && holds(text, part),
        _ => false,
    };
    Truth::from(match op {
        Op::Equal => same(value, wanted),
        Op::NotEqual => !same(value, wanted),
        Op::Less => ordered(Ordering::is_lt),
        Op::AtMost => ordered(Ordering::is_le),
        Op::Greater => ordered(Ordering::is_gt),
        Op::AtLeast => ordered(Ordering::is_ge),
        Op::Prefix => text(|text, part| text.starts_with(part)),
        Op::Suffix => text(|text, part| text.ends_with(part)),
        Op::Substring => text(|text, part| text.contains(part)),
        Op::Includes => match value {
            Value::List(elements) => elements.iter().any(|element| same(element, wanted)),
            _ => text(|text, word| text.split_whitespace().any(|w| w == word)),
        },
    })
}
