//! Whether an entry matches a selector: one function for each level of the grammar.

use crate::document::Document;
use crate::model::{AttrId, EntryId, TraitId};
use crate::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use crate::truth::Truth;
use crate::value::Value;
use std::cmp::Ordering;

/// Whether an entry matches a selector list.
pub fn matches(document: Document, entry: EntryId, selector: &Selector) -> Truth {
    Truth::any(selector.any.iter().map(|complex| matches_complex(document, entry, complex)))
}

fn matches_complex(document: Document, entry: EntryId, complex: &Complex) -> Truth {
    let links = || matches_links(document, entry, &complex.links);
    Truth::all([matches_compound(document, entry, &complex.subject)].into_iter().chain(
        // Lazily: the way up the tree is walked only where the subject can match.
        std::iter::once_with(links),
    ))
}

fn matches_links(document: Document, entry: EntryId, links: &[(Combinator, Compound)]) -> Truth {
    let Some(((combinator, compound), further)) = links.split_first() else { return Truth::Yes };
    let linked = |other: EntryId| {
        Truth::all(
            [matches_compound(document, other, compound)]
                .into_iter()
                .chain(std::iter::once_with(|| matches_links(document, other, further))),
        )
    };
    let tree = document.tree;
    match combinator {
        Combinator::Descendant => Truth::any(tree.upwards(entry).skip(1).map(linked)),
        Combinator::Child => Truth::any(tree[entry].parent.into_iter().map(linked)),
        Combinator::NextSibling => Truth::any(siblings_before(document, entry).take(1).map(linked)),
        Combinator::SubsequentSibling => Truth::any(siblings_before(document, entry).map(linked)),
    }
}

/// The nodes before a node under the same entry, nearest first. A namespace has no siblings.
fn siblings_before<'d>(document: Document<'d, '_>, entry: EntryId) -> impl Iterator<Item = EntryId> + 'd {
    let tree = document.tree;
    let all = if tree[entry].is_node() { document.children.below(tree[entry].parent) } else { &[] };
    let before = all.partition_point(|id| *id < entry);
    all[..before].iter().rev().copied().filter(|id| tree[*id].is_node())
}

fn matches_compound(document: Document, entry: EntryId, compound: &Compound) -> Truth {
    Truth::all(compound.all.iter().map(|simple| matches_simple(document, entry, simple)))
}

fn matches_simple(document: Document, entry: EntryId, simple: &Simple) -> Truth {
    match simple {
        Simple::Any => Truth::Yes,
        Simple::Trait(id) => has_trait(document, entry, *id),
        Simple::Name(name) => Truth::from(document.tree[entry].name == *name),
        Simple::Has(attr) => match document.value(entry, *attr) {
            // Whether there is a default depends on the traits; a value with an error is there all the same.
            Some((crate::document::Source::Default, Value::Unknown)) => Truth::Unknown,
            value => Truth::from(value.is_some()),
        },
        Simple::Attr(attr, op, wanted) => compare(document, entry, *attr, *op, wanted),
        Simple::Is(selector) => matches(document, entry, selector),
        Simple::Not(selector) => !matches(document, entry, selector),
        Simple::Unknown => Truth::Unknown,
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

fn compare(document: Document, entry: EntryId, attr: AttrId, op: Op, wanted: &Value) -> Truth {
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
