//! Lines below one another whose parts the author put in columns.

use super::flat::{Stop, width};

/// A line of a block, without what it is indented by.
#[derive(Debug)]
pub struct Row {
    pub text: String,
    /// Where columns may begin, from left to right.
    pub stops: Vec<Stop>,
    /// How many bytes of the text count for its width: a comment behind it does not.
    pub code: usize,
}

/// Puts in columns what the author did: where one line has more than one space before something, so do all lines next to
/// it that have the same there, up to the longest. What would get too wide stays as it is.
pub fn align(rows: &mut [Row], width: usize) {
    align_from(rows, 0, width);
}

/// The same from one of the stops on. Only lines that had all stops before in common have a column in common.
fn align_from(rows: &mut [Row], stop: usize, most: usize) {
    let same = |a: &Row, b: &Row| match (a.stops.get(stop), b.stops.get(stop)) {
        (Some(a), Some(b)) => a.kind == b.kind,
        _ => false,
    };
    for rows in rows.chunk_by_mut(same).filter(|rows| rows.len() > 1) {
        let column = rows.iter().map(|row| row.column(stop)).max().unwrap_or_default();
        let fits = |row: &Row| width(&row.text[..row.code]) + (column - row.column(stop)) <= most;
        if rows.iter().any(|row| row.stops[stop].is_wide) && rows.iter().all(fits) {
            rows.iter_mut().for_each(|row| row.pad(stop, column));
        }
        align_from(rows, stop + 1, most);
    }
}

impl Row {
    fn column(&self, stop: usize) -> usize {
        width(&self.text[..self.stops[stop].at])
    }

    /// Moves what follows the stop to a column.
    fn pad(&mut self, stop: usize, column: usize) {
        let more = column - self.column(stop);
        self.text.insert_str(self.stops[stop].at, &" ".repeat(more));
        self.code += if self.stops[stop].at < self.code { more } else { 0 };
        self.stops[stop + 1..].iter_mut().for_each(|stop| stop.at += more);
    }
}
