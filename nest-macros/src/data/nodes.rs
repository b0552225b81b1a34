//! Records to nodes, as if they were written in the fleet.

use super::attributes::{Attributes, Shape};
use super::columns::{Columns, Target};
use super::record::{Datum, Record, Records, Wrong};
use crate::ast::{DataDecl, EntryDecl, Identifier, NamePattern, ValueDecl, ValueKind};
use crate::report::{DataPlace, Report, Spans};
use nest_core::nix;
use nest_core::problem::Problem;

/// Makes nodes of the records of a file.
pub(super) struct Nodes<'a> {
    decl: &'a DataDecl,
    attributes: &'a Attributes,
    columns: Columns<'a>,
    /// The number of the file.
    file: u32,
    /// Whether records have their names as keys.
    keyed: bool,
    report: &'a Report,
}

impl<'a> Nodes<'a> {
    pub(super) fn of(
        decl: &'a DataDecl,
        attributes: &'a Attributes,
        file: u32,
        keyed: bool,
        report: &'a Report,
    ) -> Self {
        Self { decl, attributes, columns: Columns::of(decl, attributes, keyed), file, keyed, report }
    }

    /// The nodes of all records.
    pub(super) fn all(mut self, records: Records) -> Vec<EntryDecl> {
        let Records { header, all, wrong } = records;
        for Wrong { line, field, why } in wrong {
            self.wrong(self.place(line, field.as_deref()), why);
        }
        let header = header.unwrap_or_default();
        let (line, names) = (header.0, header.1.iter().map(|name| name.as_str()));
        let of_records =
            all.iter().flat_map(|record| record.fields.iter().map(|field| (field.line, field.name.as_str())));
        for (line, field) in names.map(|name| (line, name)).chain(of_records) {
            let why = self.columns.meet(field).map(str::to_owned);
            why.into_iter().for_each(|why| self.wrong(self.place(line, Some(field)), why));
        }
        let is_known = self.says_what_nodes_are(!header.1.is_empty() || !all.is_empty());
        all.into_iter().filter(|_| is_known).filter_map(|record| self.node(record)).collect()
    }

    /// Whether the fields say what all nodes need; what they do not is reported. A file of no records has no fields.
    fn says_what_nodes_are(&self, has_fields: bool) -> bool {
        let before = self.report.len();
        let path = &self.decl.path;
        let tell = |at: Spans, why| self.report.add(at, Problem::DataFile { why });
        for (field, meant) in self.columns.missing().filter(|_| has_fields) {
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            tell(field.spans, format!("`{path}` has no field `{}`{meant}", field.text));
        }
        let has = |target| !has_fields || self.columns.has(target) || self.report.len() > before;
        if !self.keyed && !has(Target::Name) {
            tell(
                self.decl.span.into(),
                format!("`{path}` has no field `name`; say which it is: `name = …;`"),
            );
        }
        if self.decl.is.is_empty() && !has(Target::Is) {
            let why =
                format!("nothing says what the nodes of `{path}` are; write `as` and traits, or `is = …;`");
            tell(self.decl.span.into(), why);
        }
        self.report.len() == before
    }
    /// The node of a record; nothing if it has no name, which is reported.
    fn node(&self, record: Record) -> Option<EntryDecl> {
        let Record { line, key, fields } = record;
        let mut name = key.map(|key| self.name(key, self.place(line, None)));
        let mut decl = EntryDecl::empty(self.report.number());
        let mut is_wrong = false;
        for field in fields {
            let at = self.place(field.line, Some(&field.name));
            let Some(targets) = self.columns.targets(&field.name) else {
                decl.broken = true;
                continue;
            };
            for target in targets {
                match *target {
                    Target::Name => match self.text(&field.value, at) {
                        Some(text) => name = Some(self.name(text, at)),
                        None => is_wrong = true,
                    },
                    Target::Is => match self.traits(&field.value, at) {
                        Some(traits) => decl.is = Some(traits),
                        None => decl.broken = true,
                    },
                    Target::Attribute(attr) => match self.attributes.shape(attr) {
                        Some(shape) => {
                            let word = self.word(attr.to_owned(), at);
                            decl.attrs.push((word, self.value(&field.value, shape, at)));
                        }
                        // It is told where the fleet says so.
                        None => decl.broken = true,
                    },
                }
            }
        }
        if name.is_none() && !is_wrong {
            self.wrong(self.place(line, None), "it has no name");
        }
        decl.path = vec![name?];
        decl.is.get_or_insert_default();
        Some(decl)
    }

    /// Where something is, for messages.
    fn place(&self, line: u32, field: Option<&str>) -> Spans {
        let field = field.map(|name| self.report.field(self.file, name));
        Spans { data: Some(DataPlace { file: self.file, line, field }), ..self.decl.span.into() }
    }

    fn wrong(&self, at: Spans, why: impl Into<String>) {
        self.report.add(at, Problem::DataFile { why: why.into() });
    }

    fn word(&self, text: String, at: Spans) -> Identifier {
        Identifier { text, span: at.end, start: at.start, data: at.data }
    }

    fn name(&self, text: String, at: Spans) -> NamePattern {
        let written = nix::quote(&text).into_owned();
        NamePattern { number: self.report.number(), text: text.into(), written, first: at.start, spans: at }
    }

    fn text(&self, value: &Datum, at: Spans) -> Option<String> {
        match value {
            Datum::Text(text) | Datum::Cell(text) if !text.is_empty() => Some(text.clone()),
            Datum::Text(_) | Datum::Cell(_) => {
                self.wrong(at, "the name is empty");
                None
            }
            _ => {
                self.wrong(at, "a name is text");
                None
            }
        }
    }

    /// The names of traits: a list of them, or one.
    fn traits(&self, value: &Datum, at: Spans) -> Option<Vec<Identifier>> {
        let none = || {
            self.wrong(at, "`is` takes the names of traits: a text, or a list of texts");
            None
        };
        let words: Vec<&str> = match value {
            Datum::Cell(text) => self.parts(text, at)?,
            Datum::Text(text) => vec![text],
            Datum::List(list) => list.iter().map(Datum::as_text).collect::<Option<_>>().or_else(none)?,
            _ => none()?,
        };
        Some(words.into_iter().map(|word| self.word(word.to_owned(), at)).collect())
    }

    /// The value of an attribute.
    fn value(&self, value: &Datum, shape: Shape, at: Spans) -> ValueDecl {
        let list = |parts: &[Datum]| parts.iter().map(|part| self.value(part, shape, at)).collect();
        let kind = match value {
            Datum::Null => ValueKind::Null,
            Datum::Bool(value) => ValueKind::Bool(*value),
            Datum::Int(value) => ValueKind::Int(*value),
            Datum::Float(value) => ValueKind::Float(*value),
            Datum::Cell(text) if shape.is_list => match self.parts(text, at) {
                Some(names) if shape.is_reference => {
                    let names: Vec<Datum> = names.into_iter().map(|name| Datum::Text(name.into())).collect();
                    ValueKind::List(list(&names))
                }
                Some(_) => ValueKind::Cell(text.clone()),
                None => ValueKind::Wrong,
            },
            Datum::Text(text) | Datum::Cell(text) if shape.is_reference => {
                ValueKind::Node(self.name(text.clone(), at))
            }
            Datum::Cell(text) => ValueKind::Cell(text.clone()),
            Datum::Text(text) => ValueKind::Str(text.clone().into()),
            Datum::List(parts) => ValueKind::List(list(parts)),
            Datum::Map(parts) => {
                let part = |(name, value): &(String, Datum)| {
                    (self.name(name.clone(), at), self.value(value, shape, at))
                };
                ValueKind::Map(parts.iter().map(part).collect())
            }
        };
        ValueDecl { number: self.report.number(), spans: at, kind }
    }

    /// The parts of a cell that holds several, with `;` between them; nothing if one is empty, which is reported.
    fn parts<'t>(&self, cell: &'t str, at: Spans) -> Option<Vec<&'t str>> {
        let parts: Vec<&str> = cell.split(';').map(str::trim).collect();
        if parts.contains(&"") {
            self.wrong(at, format!("a part of `{cell}` is empty; write one `;` between two parts"));
            return None;
        }
        Some(parts)
    }
}
