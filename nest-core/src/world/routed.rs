//! Which node's modules go to which: routes to a parent's class, followed.

use crate::model::{Class, ClassId, EntryId, Route, TraitId};
use crate::world::World;
use crate::world::truth::Truth;
use std::collections::HashMap;

/// A node that hands up modules, and the classes of it that do.
type Sender = (EntryId, Vec<ClassId>);

/// The routes of a fleet's nodes that end in another node.
#[derive(Debug)]
pub(crate) struct Routed {
    /// For a node and a class of it, the nodes below that hand it modules, in document order, and from which classes.
    received: HashMap<(EntryId, ClassId), Vec<Sender>>,
    /// The nodes with a class that goes to a class of no node above: with the trait that defines it, and its place there.
    pub(crate) lost: Vec<(EntryId, TraitId, ClassId)>,
}

impl Routed {
    pub(crate) fn of(world: &World) -> Self {
        let mut routed = Self { received: HashMap::new(), lost: Vec::new() };
        for node in world.index.nodes() {
            for (from, class) in world.classes(*node) {
                let Route::Parent { class: Some(target), .. } = class.route else { continue };
                match target_of(world, *node, target) {
                    Target::Node(above) => {
                        let all = routed.received.entry((above, target)).or_default();
                        match all.last_mut().filter(|(last, _)| last == node) {
                            Some((_, classes)) => classes.push(class.id),
                            None => all.push((*node, vec![class.id])),
                        }
                    }
                    Target::None => routed.lost.push((*node, from, class.id)),
                    Target::Unknown => {}
                }
            }
        }
        routed
    }

    /// The nodes that hand modules to a class of a node, in document order, and from which of their classes.
    pub(crate) fn to(&self, node: EntryId, class: ClassId) -> &[Sender] {
        self.received.get(&(node, class)).map_or(&[], Vec::as_slice)
    }
}

/// Where a route to a class above leads.
enum Target {
    Node(EntryId),
    None,
    /// A nearer node may have the class, or not.
    Unknown,
}

/// The nearest node above that has a class.
fn target_of(world: &World, node: EntryId, class: ClassId) -> Target {
    for above in world.tree.upwards(node).skip(1) {
        match world.has_class(above, class) {
            Truth::Yes => return Target::Node(above),
            Truth::Unknown => return Target::Unknown,
            Truth::No => {}
        }
    }
    Target::None
}

/// The route of a node's class.
pub(crate) fn route_of<'d>(
    world: &'d World<'d>,
    node: EntryId,
    class: ClassId,
) -> Option<(TraitId, &'d Class<'d>)> {
    world.classes(node).find(|(_, other)| other.id == class)
}
