//! The modules of a configuration before they run: which body, for which node, and by which way each comes.

use crate::model::{At, ClassBody, ClassId, EntryId, Place, Route, RuleId};
use crate::resolved::Resolved;
use crate::world::routed::route_of;

/// A body of a rule that gives a module of a configuration.
#[derive(Debug, Clone)]
pub(crate) struct Contribution<'d> {
    /// The node that it runs for.
    pub(crate) node: EntryId,
    pub(crate) rule: RuleId,
    /// Its place among the rule's bodies.
    pub(crate) at: u32,
    pub(crate) body: &'d ClassBody<'d>,
    /// The routes that it takes, from its node upwards.
    pub(crate) hops: Vec<Hop<'d>>,
}

/// A route from a class of a node to one of a node above.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hop<'d> {
    /// The node that it begins at.
    pub(crate) node: EntryId,
    /// Where the class is defined.
    pub(crate) place: Place,
    /// The option that modules are put under.
    pub(crate) at: Option<&'d At<'d>>,
    pub(crate) as_module: bool,
}

impl<'a> Resolved<'a> {
    /// The modules of a class of a node: its own, in the order of the rules, then those that nodes below hand it, in
    /// document order.
    pub(crate) fn contributions(&self, node: EntryId, class: ClassId) -> Vec<Contribution<'_>> {
        let mut found = Vec::new();
        self.collect(node, &[class], &|_| Vec::new(), &mut found);
        found
    }

    /// The modules of some classes of a node; `way` is the way that those of a class take from here.
    fn collect<'r>(
        &'r self,
        node: EntryId,
        classes: &[ClassId],
        way: &dyn Fn(ClassId) -> Vec<Hop<'r>>,
        found: &mut Vec<Contribution<'r>>,
    ) {
        for rule in self.matched.rules(node) {
            for (at, body) in self.world.fleet[*rule].bodies.entries() {
                if let Some(class) = body.class.filter(|class| classes.contains(class)) {
                    found.push(Contribution { node, rule: *rule, at, body, hops: way(class) });
                }
            }
        }
        let senders = |class: &ClassId| {
            let class = *class;
            self.routed.to(node, class).iter().map(move |(below, from)| (*below, from, class))
        };
        let mut senders: Vec<_> = classes.iter().flat_map(senders).collect();
        senders.sort_by_key(|(below, ..)| self.world.places.rank(*below));
        for (below, from, class) in senders {
            let longer = |of: ClassId| {
                let mut hops: Vec<Hop> = self.hop(below, of).into_iter().collect();
                hops.extend(way(class));
                hops
            };
            self.collect(below, from, &longer, found);
        }
    }

    fn hop(&self, node: EntryId, class: ClassId) -> Option<Hop<'_>> {
        let (_, class) = route_of(&self.world, node, class)?;
        match &class.route {
            Route::Parent { at, as_module, .. } => {
                Some(Hop { node, place: class.place, at: at.as_ref(), as_module: *as_module })
            }
            Route::Output { .. } | Route::Closure { .. } => None,
        }
    }
}
