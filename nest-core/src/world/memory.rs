//! What a matcher has found out, so that it asks nothing twice.

use crate::model::EntryId;
use crate::selector::{Complex, Simple};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr;

/// What is known of entries at positions of a selector. It is filled as far as somebody asks: a selector that looks at
/// one entry at a time fills nothing.
///
/// Entries whose ids are next to each other share a block: they are asked for one after the other.
#[derive(Debug)]
pub(crate) struct Memory<T>(HashMap<(Position, u32), Block<T>, BuildHasherDefault<Mixed>>);

type Block<T> = [Option<T>; BLOCK as usize];

/// As many truths as a cache line has bytes.
const BLOCK: u32 = 64;

/// A place in a selector: a chain of compounds, or a simple selector, by where it is stored; and a step of the chain.
///
/// It tells positions apart while the selector is borrowed. Where the compiler stores two equal parts once, they are one
/// position, and mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Position {
    part: usize,
    step: u32,
}

impl Position {
    pub(crate) fn in_chain(complex: &Complex, step: usize) -> Self {
        Self { part: ptr::from_ref(complex).addr(), step: step as u32 }
    }

    pub(crate) fn of(simple: &Simple) -> Self {
        Self { part: ptr::from_ref(simple).addr(), step: 0 }
    }
}

impl<T: Copy> Memory<T> {
    pub(crate) fn new() -> Self {
        Self(HashMap::default())
    }

    pub(crate) fn get(&self, position: Position, entry: EntryId) -> Option<T> {
        self.0.get(&(position, entry.0 / BLOCK))?[(entry.0 % BLOCK) as usize]
    }

    pub(crate) fn set(&mut self, position: Position, entry: EntryId, known: T) {
        let block = self.0.entry((position, entry.0 / BLOCK)).or_insert([None; BLOCK as usize]);
        block[(entry.0 % BLOCK) as usize] = Some(known);
    }
}

/// A hash of numbers that nobody chooses to be in the way: by multiplication, a few times faster than the standard one.
#[derive(Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}
