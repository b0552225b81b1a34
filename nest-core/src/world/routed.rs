//! Which node's modules go to which: routes to a parent's class, followed.

use crate::model::{ClassId, EntryId, Route};
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
    /// The nodes with a class that goes to a class of no node above: it, and that one.
    pub(crate) lost: Vec<(EntryId, ClassId, ClassId)>,
}

impl Routed {
    pub(crate) fn of(world: &World) -> Self {
        let mut routed = Self { received: HashMap::new(), lost: Vec::new() };
        for node in world.index.nodes() {
            for (_, class) in world.classes(*node) {
                let Route::Parent { class: Some(target), .. } = class.route else { continue };
                let mut above = world.tree.upwards(*node).skip(1).map(|id| (id, world.has_class(id, target)));
                match above.find(|(_, has)| *has != Truth::No) {
                    Some((above, Truth::Yes)) => {
                        let all = routed.received.entry((above, target)).or_default();
                        match all.last_mut().filter(|(last, _)| last == node) {
                            Some((_, classes)) => classes.push(class.id),
                            None => all.push((*node, vec![class.id])),
                        }
                    }
                    None => routed.lost.push((*node, class.id, target)),
                    // This one may have the class, or not.
                    Some(_) => {}
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
