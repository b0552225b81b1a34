//! What Rust code sees of a fleet: a finished tree, or the one with which a round of synthesis began.

use super::code::Code;
use crate::model::{Class, ClassId, Declared, EntryId, TraitId, Tree};
use crate::rust::node::Node;
use crate::world::document::Document;
use crate::world::index::Index;
use crate::world::pending::Pending;
use crate::world::places::Places;
use crate::world::traits::Traits;
use crate::world::truth::Truth;

/// A tree with its traits and the index on both.
#[derive(Clone, Copy)]
pub struct Scene<'d> {
    pub(crate) fleet: &'d Declared<'d>,
    pub(crate) tree: &'d Tree<'d>,
    pub(crate) places: &'d Places,
    pub(crate) traits: &'d Traits,
    pub(crate) pending: &'d Pending,
    pub(crate) index: &'d Index,
    /// The fleet's code; nothing while the macro runs.
    pub(crate) code: Option<&'d Code<'d>>,
}

impl<'d> Scene<'d> {
    /// The tree, to look up attributes in. Its selectors cannot ask Rust: [`Scene::with_document`] lets them.
    pub(crate) fn document(self) -> Document<'d> {
        let Self { fleet, tree, places, traits, pending, index: _, code: _ } = self;
        Document { fleet, tree, places, traits, pending, scene: None }
    }

    /// The tree, to match selectors against.
    pub(crate) fn with_document<T>(self, ask: impl FnOnce(Document) -> T) -> T {
        ask(Document { scene: Some(&self), ..self.document() })
    }

    /// The classes of a node, each with the trait that defines it. An `extern` node has none.
    pub(crate) fn classes(self, node: EntryId) -> impl Iterator<Item = (TraitId, &'d Class<'d>)> {
        let Self { fleet, tree, traits, .. } = self;
        let traits = if tree[node].is_extern { &[] } else { traits.of(node) };
        traits
            .iter()
            .flat_map(move |joined| fleet[joined.id].classes.iter().map(move |class| (joined.id, class)))
    }

    /// Whether a node has a class.
    pub(crate) fn has_class(self, node: EntryId, class: ClassId) -> Truth {
        if self.classes(node).any(|(_, other)| other.id == class) {
            Truth::Yes
        } else if self.traits.is_open(node) && !self.tree[node].is_extern {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    /// A node.
    pub(crate) fn node(self, id: EntryId) -> Node<'d> {
        Node::new(self, id)
    }
}
