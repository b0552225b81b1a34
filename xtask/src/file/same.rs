//! Whether two files have the same bytes.

use std::io::{self, BufRead, BufReader, Read};

/// Whether two files have the same bytes.
pub fn same(a: impl Read, b: impl Read) -> io::Result<bool> {
    let (mut a, mut b) = (BufReader::new(a), BufReader::new(b));
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let count = left.len().min(right.len());
        if count == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..count] != right[..count] {
            return Ok(false);
        }
        a.consume(count);
        b.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(&mut into[..most])
        }
    }

    #[test]
    fn files_are_the_same_whatever_the_pieces_they_come_in() {
        let text = b"0123456789";
        for (a, b) in [(1, 1), (1, 3), (3, 1), (4, 100), (100, 7)] {
            assert!(same(Slow(text, a), Slow(text, b)).unwrap());
            assert!(!same(Slow(text, a), Slow(&text[..9], b)).unwrap());
            assert!(!same(Slow(&text[..9], a), Slow(text, b)).unwrap());
            assert!(!same(Slow(text, a), Slow(b"012345678x", b)).unwrap());
            assert!(!same(Slow(text, a), Slow(b"", b)).unwrap());
            assert!(same(Slow(b"", a), Slow(b"", b)).unwrap());
        }
    }
}
