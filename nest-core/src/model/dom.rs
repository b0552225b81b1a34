//! The DOM: environments and hosts as written.
//!
//! A fleet can have thousands of nodes, and rustc is slow on a static of so many literals. So the macro writes
//! the tree as bytes, one literal, and the program reads it once.

use super::value::{Text, Value};
use super::{AttrId, Entry, EntryId, Place, Table, TraitId, Tree};

impl<'a> Tree<'a> {
    /// The bytes that [`Tree::decode`] reads.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(Vec::new());
        out.number(self.entries.len() as u64);
        for entry in &self.entries {
            // Only what is written is encoded, and nobody made it.
            let Entry { name, parent, place, maker: _, is_extern, from: _, is, attrs, open } = entry;
            out.text(name);
            out.number(parent.map_or(0, |id| u64::from(id.0) + 1));
            out.number(place.file.0.into());
            out.number(place.line.into());
            out.number(place.column.into());
            out.number(u64::from(*open) + 2 * u64::from(*is_extern));
            out.number(is.as_ref().map_or(0, |traits| traits.len() as u64 + 1));
            is.iter().flatten().for_each(|id| out.number(id.0.into()));
            out.number(attrs.len() as u64);
            for (id, value) in attrs {
                out.number(id.0.into());
                out.value(value);
            }
        }
        out.0
    }

    /// The tree that [`Tree::encode`] wrote. Text is borrowed from the bytes.
    pub fn decode(bytes: &'a [u8]) -> Self {
        let mut input = Reader(bytes);
        let count = input.count();
        let entries = (0..count).map(|_| input.entry()).collect();
        Self { entries }
    }
}

/// Numbers are LEB128: seven bits a byte, the lowest first.
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.0.push(0),
            Value::Bool(b) => self.0.push(1 + u8::from(*b)),
            Value::Int(i) => {
                self.0.push(3);
                self.number(*i as u64);
            }
            Value::Float(f) => {
                self.0.push(4);
                self.0.extend(f.to_le_bytes());
            }
            Value::Str(s) => {
                self.0.push(5);
                self.text(s);
            }
            Value::List(parts) => {
                self.0.push(6);
                self.number(parts.len() as u64);
                parts.iter().for_each(|part| self.value(part));
            }
            Value::Map(parts) => {
                self.0.push(7);
                self.number(parts.len() as u64);
                for (name, part) in parts {
                    self.text(name);
                    self.value(part);
                }
            }
            Value::Unknown => self.0.push(8),
            Value::Node(id, name) => {
                self.0.push(9);
                self.number(id.0.into());
                self.text(name);
            }
        }
    }
}

/// Reads what `Writer` wrote, and nothing else: the bytes come from the macro, never from outside.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    fn number(&mut self) -> u64 {
        let (mut n, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return n;
            }
            shift += 7;
        }
    }

    fn count(&mut self) -> usize {
        self.number() as usize
    }

    fn text(&mut self) -> &'a str {
        let count = self.count();
        match std::str::from_utf8(self.take(count)) {
            Ok(text) => text,
            Err(_) => unreachable!("`Writer::text` takes a `str`"),
        }
    }

    fn entry(&mut self) -> Entry<'a> {
        let name = Text::Borrowed(self.text());
        let parent = self.number().checked_sub(1).map(|n| EntryId(n as u32));
        let place = Place::new(self.number() as u32, self.number() as u32, self.number() as u32);
        let flags = self.number();
        let (open, is_extern) = (flags & 1 != 0, flags & 2 != 0);
        let is =
            self.number().checked_sub(1).map(|n| (0..n).map(|_| TraitId(self.number() as u32)).collect());
        let count = self.count();
        let attrs = (0..count).map(|_| (AttrId(self.number() as u32), self.value())).collect();
        Entry { name, parent, place, maker: None, is_extern, from: None, is, attrs, open }
    }

    fn value(&mut self) -> Value<'a> {
        match self.byte() {
            0 => Value::Null,
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Int(self.number() as i64),
            4 => {
                let mut bits = [0; 8];
                bits.copy_from_slice(self.take(8));
                Value::Float(f64::from_le_bytes(bits))
            }
            5 => Value::Str(self.text().into()),
            6 => {
                let count = self.count();
                Value::List(Table::Owned((0..count).map(|_| self.value()).collect()))
            }
            7 => {
                let count = self.count();
                Value::Map(Table::Owned((0..count).map(|_| (self.text().into(), self.value())).collect()))
            }
            9 => Value::Node(EntryId(self.number() as u32), self.text().into()),
            _ => Value::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoded_tree_is_the_encoded_one() {
        let values = vec![
            Value::Null,
            Value::Bool(true),
            Value::Bool(false),
            Value::Int(i64::MIN),
            Value::Int(i64::MAX),
            Value::Int(300),
            Value::Float(-0.5),
            Value::Node(EntryId(300), "db".into()),
            Value::Str("ä \0 \"${x}\"".into()),
            Value::Map(vec![("a".into(), Value::List(Table::EMPTY)), ("b".into(), Value::Unknown)].into()),
        ];
        let entry = |name: &'static str, parent: Option<u32>| Entry {
            parent: parent.map(EntryId),
            ..Entry::named(name, Place::on(7))
        };
        let attrs = vec![(AttrId(200), Value::List(values.into()))];
        let tree = Tree {
            entries: vec![
                Entry { attrs, ..entry("prod", None) },
                Entry {
                    place: Place::new(1, 70_000, 9),
                    is: Some(vec![TraitId(0), TraitId(129)]),
                    open: true,
                    ..entry("", Some(0))
                },
                Entry { is: Some(vec![]), is_extern: true, ..entry("x", None) },
            ],
        };
        assert_eq!(Tree::decode(&tree.encode()), tree);
        assert_eq!(tree.path(EntryId(1)), ["prod", ""]);
    }
}
