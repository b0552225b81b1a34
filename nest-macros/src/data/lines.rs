//! On which line something stands.

/// A text, and where its lines end.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line of a byte, from 1.
    pub(super) fn at(&self, byte: usize) -> u32 {
        self.ends.partition_point(|end| *end < byte) as u32 + 1
    }
}
