//! The values of attributes.

use crate::model::{EntryId, Table};
use std::borrow::Cow;
use std::fmt;

/// Text of a fleet: borrowed from what is written, or made by a `synth`.
pub type Text<'a> = Cow<'a, str>;

/// The value of an attribute, as written: which Rust type it becomes is the attribute's to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer; Nix's have 64 bits and a sign.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// Text, and whatever is written as text: addresses, platforms, choices.
    Str(Text<'a>),
    /// `[a, b]`
    List(Table<'a, Value<'a>>),
    /// `{ a = b; }`
    Map(Table<'a, (Text<'a>, Value<'a>)>),
    /// `#db-eu`: another node, and its name.
    Node(EntryId, Text<'a>),
    /// A value that the macro could not read, and has reported. Nothing certain follows from it.
    Unknown,
}

impl Value<'_> {
    /// Calls something with every node that the value names.
    pub(crate) fn each_node(&self, call: &mut impl FnMut(EntryId, &str)) {
        match self {
            Value::Node(id, name) => call(*id, name),
            Value::List(parts) => parts.iter().for_each(|part| part.each_node(call)),
            Value::Map(parts) => parts.iter().for_each(|(_, part)| part.each_node(call)),
            _ => {}
        }
    }

    /// Whether Nix takes two values for one: `1` is `1.0`.
    pub(crate) fn equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => *a as f64 == *b,
            _ => self == other,
        }
    }
}

/// Writes the parts of something, with what stands between them.
pub(crate) fn separated<T>(
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

/// As written in `fleet!`.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::Float(x) => write!(f, "{x:?}"),
            Value::Str(s) => write!(f, "{s:?}"),
            Value::List(parts) => {
                f.write_str("[")?;
                separated(f, ", ", parts, |f, part| part.fmt(f))?;
                f.write_str("]")
            }
            Value::Map(parts) => {
                f.write_str("{ ")?;
                for (name, part) in parts {
                    write!(f, "{} = {part}; ", crate::nix::quote(name))?;
                }
                f.write_str("}")
            }
            Value::Node(_, name) => write!(f, "#{name}"),
            Value::Unknown => f.write_str("_"),
        }
    }
}
