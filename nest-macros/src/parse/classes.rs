//! Which classes there are, before anything is read: in a node, `nixos { … }` is a class body, not an entry.

use super::cursor::Cursor;
use super::includes;
use proc_macro2::Delimiter;
use std::collections::HashSet;

/// The names of the classes that the traits of a fleet define.
pub(super) fn names(cursor: &Cursor) -> HashSet<String> {
    let mut found = HashSet::new();
    collect(cursor, &mut found);
    found
}

fn collect(cursor: &Cursor, found: &mut HashSet<String>) {
    let word = |at: usize| cursor.peek_ident_at(at).map(ToString::to_string);
    for at in 0..cursor.left() {
        match word(at).as_deref() {
            Some("class") if cursor.is_operator_at(at + 2, "=>") => found.extend(word(at + 1)),
            Some("trait") => {
                if let Some(group) = cursor.peek_group_at(at + 2, Delimiter::Brace) {
                    collect(&Cursor::inside(group), found);
                }
            }
            Some("include") => {
                if let Some(part) = includes::inside(cursor, at) {
                    collect(&Cursor::new(part, cursor.span()), found);
                }
            }
            _ => {}
        }
    }
}
