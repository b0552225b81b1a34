//! JSON: a list of objects, an object of objects, whose keys are the names, or an object of one list.

use super::lines::Lines;
use super::record::{Datum, Field, Record, Records, Wrong};
use serde_core::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

pub(super) fn read(text: &str) -> Result<Records, Wrong> {
    let lines = Lines::of(text);
    let top: &RawValue = serde_json::from_str(text).map_err(|error| wrong(&error, 1))?;
    if let Some(records) = list(top, &lines)? {
        return Ok(records);
    }
    let Some(members) = members(top, &lines)? else {
        return Err(Wrong::new(line(top, &lines), "expected a list of objects, or an object of objects"));
    };
    if let [(_, only)] = &*members
        && let Some(records) = list(only, &lines)?
    {
        return Ok(records);
    }
    let mut records = Records::default();
    for (key, value) in members {
        record(Some(key), value, &lines, &mut records)?;
    }
    Ok(records)
}

/// The records of a list; nothing if it is none.
fn list(value: &RawValue, lines: &Lines) -> Result<Option<Records>, Wrong> {
    if !value.get().starts_with('[') {
        return Ok(None);
    }
    let parts: Vec<&RawValue> = parse(value, lines)?;
    let mut records = Records::default();
    for part in parts {
        record(None, part, lines, &mut records)?;
    }
    Ok(Some(records))
}

fn record(key: Option<String>, value: &RawValue, lines: &Lines, records: &mut Records) -> Result<(), Wrong> {
    let at = line(value, lines);
    let Some(members) = members(value, lines)? else {
        let why = "expected an object, since each is a node";
        records.wrong.push(Wrong { field: key, ..Wrong::new(at, why) });
        return Ok(());
    };
    let mut fields: Vec<Field> = Vec::new();
    for (name, value) in members {
        let line = line(value, lines);
        if let Some(other) = fields.iter().find(|field| field.name == name) {
            let why = format!("`{name}` stands in this object already, on line {}; remove one", other.line);
            records.wrong.push(Wrong { line, field: Some(name), why });
            continue;
        }
        let value = parse(value, lines).map_err(|wrong| Wrong { field: Some(name.clone()), ..wrong })?;
        fields.push(Field { name, line, value });
    }
    records.all.push(Record { line: at, key, fields });
    Ok(())
}

/// The members of an object, in the order written; nothing if it is none.
fn members<'t>(value: &'t RawValue, lines: &Lines) -> Result<Option<Vec<(String, &'t RawValue)>>, Wrong> {
    if !value.get().starts_with('{') {
        return Ok(None);
    }
    Ok(Some(parse::<Members>(value, lines)?.0))
}

/// Reads a part of the text.
fn parse<'t, T: Deserialize<'t>>(value: &'t RawValue, lines: &Lines) -> Result<T, Wrong> {
    serde_json::from_str(value.get()).map_err(|error| wrong(&error, line(value, lines)))
}

/// What serde_json says of a part that begins on that line, without its own words for the place.
fn wrong(error: &serde_json::Error, first: u32) -> Wrong {
    let said = error.to_string();
    let why = said.split(" at line ").next().unwrap_or_default();
    Wrong::new(first + (error.line() as u32).saturating_sub(1), why)
}

/// The line of a part of the text.
fn line(value: &RawValue, lines: &Lines) -> u32 {
    lines.at((value.get().as_ptr() as usize).saturating_sub(lines.text.as_ptr() as usize))
}

struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'t> Visitor<'t> for All {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

impl<'t> Deserialize<'t> for Datum {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'t> Visitor<'t> for Any {
            type Value = Datum;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Datum, E> {
                Ok(Datum::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Datum, E> {
                Ok(Datum::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Datum, E> {
                Ok(Datum::Int(value))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Datum, E> {
                let too_large =
                    || E::custom(format!("`{value}` is too large; Nix's integers have 64 bits and a sign"));
                value.try_into().map(Datum::Int).map_err(|_| too_large())
            }

            fn visit_f64<E>(self, value: f64) -> Result<Datum, E> {
                Ok(Datum::Float(value))
            }

            fn visit_str<E>(self, value: &str) -> Result<Datum, E> {
                Ok(Datum::Text(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Datum, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = seq.next_element()? {
                    parts.push(part);
                }
                Ok(Datum::List(parts))
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Datum, A::Error> {
                let mut parts = Vec::new();
                while let Some((name, value)) = map.next_entry::<Cow<str>, Datum>()? {
                    parts.push((name.into_owned(), value));
                }
                Ok(Datum::Map(parts))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
