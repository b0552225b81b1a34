//! What synths have added, and where each addition is written.

use crate::model::{AttrId, EntryId, Maker};
use crate::problem::Spot;
use std::collections::HashMap;
use std::panic::Location;

/// Where an addition is written.
pub(crate) type Written = &'static Location<'static>;

/// What synths have added to a tree.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// Attributes of entries, and who set them.
    pub(crate) attrs: HashMap<(EntryId, AttrId), (Maker, Written)>,
    /// Entries; who made one, the tree says.
    pub(crate) entries: HashMap<EntryId, Written>,
}

impl Made {
    /// Who set an attribute of an entry; nobody, if it is written or not there.
    pub(crate) fn setter(&self, entry: EntryId, attr: AttrId) -> Option<Maker> {
        self.attrs.get(&(entry, attr)).map(|(maker, _)| *maker)
    }

    /// Where an attribute of an entry is set.
    pub(crate) fn set_at(&self, entry: EntryId, attr: AttrId) -> Option<Spot> {
        self.attrs.get(&(entry, attr)).map(|(_, at)| Spot::from(*at))
    }

    /// Where an entry is made.
    pub(crate) fn made_at(&self, entry: EntryId) -> Option<Spot> {
        self.entries.get(&entry).map(|at| Spot::from(*at))
    }
}
