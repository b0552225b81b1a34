//! The values of attributes.

use crate::model::Table;
use std::fmt;

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
    Str(&'a str),
    /// `[a, b]`
    List(Table<'a, Value<'a>>),
    /// `{ a = b; }`
    Map(Table<'a, (&'a str, Value<'a>)>),
    /// A value that the macro could not read, and has reported. Nothing certain follows from it.
    Unknown,
}

impl Value<'_> {
    /// Whether Nix takes two values for one: `1` is `1.0`.
    pub(crate) fn equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => *a as f64 == *b,
            _ => self == other,
        }
    }
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
                for (i, part) in parts.iter().enumerate() {
                    write!(f, "{}{part}", if i == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Value::Map(parts) => {
                f.write_str("{ ")?;
                for (name, part) in parts {
                    write!(f, "{name} = {part}; ")?;
                }
                f.write_str("}")
            }
            Value::Unknown => f.write_str("_"),
        }
    }
}
