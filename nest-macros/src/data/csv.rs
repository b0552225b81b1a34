//! Tables: a line of names, and a line for each node, as RFC 4180 says.
//!
//! This is not the crate `csv`, since that takes whatever is written: a quote that is never closed makes one cell of the
//! rest of the file there, and here it is an error.

use super::record::{Datum, Field, Record, Records, Wrong};
use std::collections::HashSet;

/// A line of a table, which has several lines of text if a cell has.
struct Row {
    line: u32,
    cells: Vec<String>,
}

pub(super) fn read(text: &str) -> Result<Records, Wrong> {
    let mut rows = rows(text)?.into_iter();
    let header = rows.next().ok_or_else(|| Wrong::new(1, "the file is empty; begin with a line of names"))?;
    let names: Vec<String> = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    if let [only] = &*names
        && let Some(sign) = [';', '\t'].into_iter().find(|sign| only.contains(*sign))
    {
        let why = format!("the columns have {sign:?} between them; save the file with commas");
        return Err(Wrong::new(header.line, why));
    }
    let mut seen = HashSet::new();
    for (i, name) in names.iter().enumerate() {
        if name.is_empty() {
            return Err(Wrong::new(header.line, format!("column {} has no name; give it one", i + 1)));
        }
        if !seen.insert(name) {
            return Err(Wrong::new(header.line, format!("two columns are called `{name}`; rename one")));
        }
    }
    let mut records = Records::default();
    for Row { line, cells } in rows {
        if cells.len() != names.len() {
            let why = format!("expected {} cells, found {}", names.len(), cells.len());
            records.wrong.push(Wrong::new(line, why));
            continue;
        }
        // What is empty is not set.
        let cells = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let fields = cells.map(|(name, cell)| Field { name: name.clone(), line, value: Datum::Cell(cell) });
        records.all.push(Record { line, key: None, fields: fields.collect() });
    }
    records.header = Some((header.line, names));
    Ok(records)
}

/// The lines of a table but for empty ones.
fn rows(text: &str) -> Result<Vec<Row>, Wrong> {
    let mut rows = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let mut row = Row { line, cells: Vec::new() };
        loop {
            let (cell, behind) = cell(rest, line)?;
            let read = &rest[..rest.len() - behind.len()];
            line += read.matches('\n').count() as u32;
            row.cells.push(cell);
            rest = behind;
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => break,
            }
        }
        let end = ["\r\n", "\n", "\r"].into_iter().find_map(|end| rest.strip_prefix(end));
        rest = end.unwrap_or(rest);
        line += 1;
        if row.cells.len() > 1 || !row.cells[0].is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The cell that begins here, and what follows it: a comma, the end of the line or of the text.
fn cell(rest: &str, line: u32) -> Result<(String, &str), Wrong> {
    let Some(quoted) = rest.trim_start_matches([' ', '\t']).strip_prefix('"') else {
        let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        let (cell, behind) = rest.split_at(end);
        if cell.contains('"') {
            let why = "a quote stands inside of a cell; put the whole cell in quotes, and write `\"\"` for one in it";
            return Err(Wrong::new(line, why));
        }
        return Ok((cell.trim().to_owned(), behind));
    };
    let (mut cell, mut rest) = (String::new(), quoted);
    loop {
        let Some((text, behind)) = rest.split_once('"') else {
            return Err(Wrong::new(line, "a cell begins with a quote and nothing closes it; add `\"`"));
        };
        cell.push_str(text);
        match behind.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => {
                rest = behind.trim_start_matches([' ', '\t']);
                break;
            }
        }
    }
    if rest.is_empty() || rest.starts_with([',', '\n', '\r']) {
        Ok((cell, rest))
    } else {
        Err(Wrong::new(line, "text follows a cell in quotes; write `\"\"` for a quote inside of one"))
    }
}
