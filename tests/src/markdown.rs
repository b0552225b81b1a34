//! The fenced blocks of a page.
//!
//! The build script and the tests of `nest-macros` have this file too.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// What stands between two fences.
pub struct Block<'p> {
    /// What follows the first fence.
    pub language: &'p str,
    /// The lines between the fences.
    pub text: &'p str,
    /// The line of the first fence, from 1.
    pub line: usize,
    /// How many headings stand before it.
    pub section: usize,
}

/// The blocks of a page, in their order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = None;
    let (mut section, mut at) = (0, 0);
    for (line, text) in page.split_inclusive('\n').enumerate() {
        let start = at;
        at += text.len();
        match (text.strip_prefix("```"), open) {
            (Some(language), None) => open = Some((language.trim_end(), line + 1, at)),
            (Some(_), Some((language, line, from))) => {
                blocks.push(Block { language, text: &page[from..start], line, section });
                open = None;
            }
            (None, None) if text.starts_with('#') => section += 1,
            (None, _) => {}
        }
    }
    blocks
}

/// The pages in a folder, in the order of their names.
///
/// # Errors
///
/// What the system says where the folder cannot be read.
pub fn pages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
