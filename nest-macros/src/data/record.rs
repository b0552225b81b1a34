//! What stands in a file of data, whatever its format.

/// A file that could be read.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The names of the fields, where the file has a line of them, and which that is.
    pub(super) header: Option<(u32, Vec<String>)>,
    pub(super) all: Vec<Record>,
    /// What is wrong with single records, which lack it then.
    pub(super) wrong: Vec<Wrong>,
}

impl Records {
    /// A file that cannot be read.
    pub(super) fn wrong(wrong: Wrong) -> Self {
        Self { wrong: vec![wrong], ..Self::default() }
    }
}

/// What becomes a node.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) line: u32,
    /// The key under which it stands, if it has one.
    pub(super) key: Option<String>,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) line: u32,
    pub(super) value: Datum,
}

#[derive(Debug)]
#[cfg_attr(not(feature = "data"), expect(dead_code, reason = "a table has cells alone"))]
pub(super) enum Datum {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    /// A cell of a table, of which only the attribute's type says what it is.
    Cell(String),
    List(Vec<Datum>),
    Map(Vec<(String, Datum)>),
}

impl Datum {
    /// The text, if it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Datum::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Why something cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) line: u32,
    pub(super) field: Option<String>,
    pub(super) why: String,
}

impl Wrong {
    pub(super) fn new(line: u32, why: impl Into<String>) -> Self {
        Self { line, field: None, why: why.into() }
    }
}
