//! The nodes of the tree by name, for references and for words that are none.

use nest_core::model::EntryId;
use nest_core::value::Text;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Nodes<'a> {
    /// The names of nodes and namespaces.
    pub(super) entries: HashSet<Text<'a>>,
    /// The nodes of each name, with their paths.
    pub(super) by_name: HashMap<Text<'a>, Vec<(EntryId, String)>>,
    /// Whether there may be nodes that could not be read.
    pub(super) may_lack: bool,
}
