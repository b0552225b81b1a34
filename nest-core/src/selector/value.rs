//! The values of attributes in a selector that is text, read and written.

use super::Op;
use super::cursor::{Cursor, Parsed, in_word};
use super::text::name;
use super::words::Words;
use crate::model::value::{Text, Value};
use crate::model::{EntryId, Mismatch, Scalar, Type, Wrap};
use crate::problem::Problem;
use crate::problem::suggest::nearest;
use std::fmt;

/// A value to compare with: `80`, `prod`, `10.0.1.1`, `"any text"`, `'any text'`, `#db`.
///
/// What has no quotes is what the attribute's type makes of it: `80` is text for a `String`.
pub(super) fn value<'t>(
    cursor: &mut Cursor<'t>,
    op: Op,
    ty: &Type<'_>,
    words: Words<'_>,
) -> Parsed<Value<'t>> {
    let start = *cursor;
    let bare = cursor.take_while(|c| in_word(c) || ".:".contains(c));
    let value = match start.peek() {
        Some('"' | '\'') => Value::Str(cursor.quoted()?),
        Some('#') => node(cursor, ty, words)?,
        _ if bare.is_empty() => return Err(cursor.expected("a value (a word, a number, or text in quotes)")),
        _ => typed(bare, op, ty),
    };
    match ty.check_comparison(op, &value) {
        Ok(()) => Ok(value),
        Err(Mismatch { problem, .. }) => Err(start.error(as_written(problem, bare, ty))),
    }
}

/// What a type makes of a word. One that it cannot read stays text, which is then of the wrong type.
fn typed<'t>(bare: &'t str, op: Op, ty: &Type<'_>) -> Value<'t> {
    let is_optional = ty.wraps.first() == Some(&Wrap::Optional);
    match bare {
        "null" if is_optional && matches!(op, Op::Equal | Op::NotEqual) => Value::Null,
        _ => ty.scalar.read(bare),
    }
}

/// A word has no quotes in the message either.
fn as_written(problem: Problem, bare: &str, ty: &Type<'_>) -> Problem {
    match problem {
        Problem::MistypedValue { expected, hint, .. } if !bare.is_empty() => {
            let is_node = matches!(ty.scalar, Scalar::Node { .. });
            let hint = hint.or_else(|| is_node.then(|| format!("write `#{bare}` for the node of that name")));
            Problem::MistypedValue { value: bare.to_owned(), expected, hint }
        }
        problem => problem,
    }
}

/// `#db`: the node of that name.
fn node<'t>(cursor: &mut Cursor<'t>, ty: &Type<'_>, words: Words<'_>) -> Parsed<Value<'t>> {
    let start = *cursor;
    let name = name(cursor)?;
    let written = if name.chars().all(in_word) { format!("#{name}") } else { format!("#{name:?}") };
    let mistyped = |hint| Problem::MistypedValue { value: written.clone(), expected: ty.to_string(), hint };
    if !matches!(ty.scalar, Scalar::Node { .. }) {
        return Err(start.error(mistyped(None)));
    }
    named(name, words).map_err(|hint| start.error(mistyped(Some(hint))))
}

/// The one node of a name, or what to do where there is none or several.
fn named<'t>(name: Text<'t>, words: Words<'_>) -> Result<Value<'t>, String> {
    let tree = words.tree;
    let found: Vec<EntryId> = tree.nodes().filter(|id| tree[*id].name == name).collect();
    match found[..] {
        [id] => Ok(Value::Node(id, name)),
        [] => Err(match nearest(&name, tree.nodes().map(|id| &*tree[id].name)) {
            Some(other) => format!("did you mean `#{other}`?"),
            None => "no node is called so".to_owned(),
        }),
        _ => Err(format!("{} nodes are called so", found.len())),
    }
}

/// A value as [`value`] reads it. Lists and maps have no text.
pub(super) fn write(f: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
    match value {
        Value::Str(text) => write_quoted(f, text),
        Value::Node(_, name) => write_name(f, name),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => fmt::Display::fmt(value, f),
        Value::List(_) | Value::Map(_) | Value::Unknown => Err(fmt::Error),
    }
}

/// A name as [`name`] reads it: in quotes where it has to be.
pub(super) fn write_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    f.write_str("#")?;
    if !name.is_empty() && name.chars().all(in_word) { f.write_str(name) } else { write_quoted(f, name) }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
