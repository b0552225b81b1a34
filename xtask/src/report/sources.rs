//! The sources of fleets, where they can be read: the program may run far from the folder that it was compiled in.

use crate::workspace;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

/// The files that were asked for.
#[derive(Default)]
pub struct Sources {
    /// The workspace's root, asked for once; nothing if it cannot be told.
    root: Option<Option<PathBuf>>,
    texts: HashMap<String, Option<String>>,
}

impl Sources {
    /// A line of a file, by the path that the compiler had for it and by its number.
    pub fn line(&mut self, path: &str, number: usize) -> Option<&str> {
        if !self.texts.contains_key(path) {
            let root = self.root.get_or_insert_with(|| workspace::root().ok());
            let text = root.as_ref().and_then(|root| fs::read_to_string(root.join(path)).ok());
            self.texts.insert(path.to_owned(), text);
        }
        self.texts.get(path)?.as_ref()?.lines().nth(number.checked_sub(1)?)
    }
}
