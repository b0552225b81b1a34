//! What can be told of an entry by itself: its traits and classes, its values, what Rust says of it.

use crate::model::value::Value;
use crate::model::{Argument, AttrId, EntryId, TraitId};
use crate::selector::{Op, When};
use crate::world::truth::Truth;
use crate::world::{Source, World};
use std::cmp::Ordering;

/// Whether an entry passes a predicate. It is asked only of an entry that has its arguments.
pub(crate) fn passes(world: &World, entry: EntryId, when: &When) -> Truth {
    let is_given = |argument: &Argument| stands_under(world, entry, argument.0);
    Truth::all(when.arguments.iter().map(is_given)).and(|| match world.predicates {
        _ if !world.tree[entry].is_node() => Truth::No,
        Some(predicates) => Truth::from(predicates.holds(when.code, world, entry)),
        None => Truth::Unknown,
    })
}

/// Whether an entry has a trait.
pub(crate) fn has_trait(world: &World, entry: EntryId, id: TraitId) -> Truth {
    if world.traits.has(entry, id) { Truth::Yes } else { Truth::unless(world.traits.is_open(entry)) }
}

/// Whether an entry, or one above it, has a trait.
pub(crate) fn stands_under(world: &World, entry: EntryId, id: TraitId) -> Truth {
    Truth::any(world.tree.upwards(entry).map(|up| has_trait(world, up, id)))
}

/// Whether an entry has a value of an attribute.
pub(crate) fn has_value(world: &World, entry: EntryId, attr: AttrId) -> Truth {
    match world.value(entry, attr) {
        // Whether there is a default depends on the traits; a value with an error is there all the same.
        Some((Source::Default, Value::Unknown)) => Truth::Unknown,
        Some((Source::Entry(_), Value::Unknown)) if world.pending.may_set(attr) => Truth::Unknown,
        value => Truth::from(value.is_some()),
    }
}

/// Whether the value that an entry has of an attribute, if it has one, compares so.
pub(crate) fn compare(world: &World, entry: EntryId, attr: AttrId, op: Op, wanted: &Value) -> Truth {
    let Some((_, value)) = world.value(entry, attr) else { return Truth::from(op == Op::NotEqual) };
    if matches!(value, Value::Unknown) || matches!(wanted, Value::Unknown) {
        return Truth::Unknown;
    }
    let same = |a: &Value, b: &Value| world.fleet[attr].ty.same(a, b);
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
