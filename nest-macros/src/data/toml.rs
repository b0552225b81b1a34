//! TOML: a table of tables, whose keys are the names, or one list of tables.

use super::lines::Lines;
use super::record::{Datum, Field, Record, Records, Wrong};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

pub(super) fn read(text: &str) -> Result<Records, Wrong> {
    let lines = Lines::of(text);
    let top = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let said = error.message().trim().replace('\n', ", ");
        let why = match text.get(span.clone()).map(str::trim) {
            Some(word) if !word.is_empty() && !word.contains('\n') => format!("`{word}`: {said}"),
            _ => said,
        };
        Wrong::new(lines.at(span.start), why)
    })?;
    let mut records = Records::default();
    let members = members(top.get_ref());
    if let [(_, only)] = &*members
        && let DeValue::Array(parts) = only.get_ref()
    {
        for part in parts.iter() {
            record(None, lines.at(part.span().start), part.get_ref(), &lines, &mut records)?;
        }
        return Ok(records);
    }
    for (name, value) in members {
        let key = Some(name.get_ref().clone().into_owned());
        record(key, lines.at(name.span().start), value.get_ref(), &lines, &mut records)?;
    }
    Ok(records)
}

/// The members of a table, in the order written.
fn members<'a, 't>(
    table: &'a DeTable<'t>,
) -> Vec<(&'a Spanned<std::borrow::Cow<'t, str>>, &'a Spanned<DeValue<'t>>)> {
    let mut members: Vec<_> = table.iter().collect();
    members.sort_by_key(|(name, _)| name.span().start);
    members
}

fn record(
    key: Option<String>,
    line: u32,
    value: &DeValue,
    lines: &Lines,
    records: &mut Records,
) -> Result<(), Wrong> {
    let DeValue::Table(table) = value else {
        let why = "expected a table, since each is a node";
        records.wrong.push(Wrong { field: key, ..Wrong::new(line, why) });
        return Ok(());
    };
    let fields = members(table).into_iter().map(|(name, value)| {
        let line = lines.at(name.span().start);
        let name = name.get_ref().clone().into_owned();
        match datum(value.get_ref()) {
            Ok(value) => Ok(Field { name, line, value }),
            Err(why) => Err(Wrong { line, field: Some(name), why }),
        }
    });
    let fields = fields.collect::<Result<_, _>>()?;
    records.all.push(Record { line, key, fields });
    Ok(())
}

fn datum(value: &DeValue) -> Result<Datum, String> {
    Ok(match value {
        DeValue::String(text) => Datum::Text(text.clone().into_owned()),
        DeValue::Integer(int) => Datum::Int(
            i64::from_str_radix(int.as_str(), int.radix()).map_err(|_| format!("`{int}` is too large"))?,
        ),
        DeValue::Float(float) => {
            Datum::Float(float.as_str().parse().map_err(|_| format!("`{float}` is no number"))?)
        }
        DeValue::Boolean(value) => Datum::Bool(*value),
        DeValue::Datetime(time) => {
            return Err(format!("`{time}` is a date, which no attribute has; put it in quotes"));
        }
        DeValue::Array(parts) => {
            Datum::List(parts.iter().map(|part| datum(part.get_ref())).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => Datum::Map(
            members(table)
                .into_iter()
                .map(|(name, value)| Ok((name.get_ref().clone().into_owned(), datum(value.get_ref())?)))
                .collect::<Result<_, String>>()?,
        ),
    })
}
