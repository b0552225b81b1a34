//! What can be told of an entry by itself: its traits and classes, its values, what Rust says of it.

use crate::body::{Context, Log};
use crate::document::{Document, Source};
use crate::model::{AttrId, ClassId, EntryId, TraitId};
use crate::selector::{Op, When};
use crate::truth::Truth;
use crate::value::Value;
use std::cmp::Ordering;

/// Whether an entry passes a predicate. It is asked only of an entry that has its arguments.
pub(crate) fn passes(document: Document, entry: EntryId, when: &When) -> Truth {
    let has = |id: TraitId| Truth::any(document.tree.upwards(entry).map(|up| has_trait(document, up, id)));
    Truth::all(when.arguments.iter().map(|argument| has(argument.0))).and(|| match document.scene {
        _ if !document.tree[entry].is_node() => Truth::No,
        Some(scene) => {
            Truth::from(document.fleet.code[when.code](Context::new(scene.node(entry), &Log::default())))
        }
        None => Truth::Unknown,
    })
}

/// Whether an entry has a trait with a class.
pub(crate) fn has_class(document: Document, entry: EntryId, class: ClassId) -> Truth {
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

/// Whether an entry has a trait.
pub(crate) fn has_trait(document: Document, entry: EntryId, id: TraitId) -> Truth {
    if document.traits.has(entry, id) {
        Truth::Yes
    } else if document.traits.is_open(entry) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

/// Whether an entry has a value of an attribute.
pub(crate) fn has_value(document: Document, entry: EntryId, attr: AttrId) -> Truth {
    match document.value(entry, attr) {
        // Whether there is a default depends on the traits; a value with an error is there all the same.
        Some((Source::Default, Value::Unknown)) => Truth::Unknown,
        Some((Source::Entry(_), Value::Unknown)) if document.pending.may_set(attr) => Truth::Unknown,
        value => Truth::from(value.is_some()),
    }
}

/// Whether the value that an entry has of an attribute, if it has one, compares so.
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
