//! Traits, and the classes that make them entities.

use super::selector::Selector;
use super::{AttrId, BodyId, ClassId, Key, OutputId, Place, RouteId, Synth, Table, TraitId};

/// A named tag that nodes have: a marker without classes, an entity with them.
#[derive(Debug, Clone)]
pub struct Trait<'a> {
    /// Who this is, across crates.
    pub key: Key,
    /// The name: of a nested trait with those around it, `host::user`.
    pub name: &'a str,
    /// The doc comment.
    pub doc: &'a str,
    /// Where it is written: the line of the declaration.
    pub place: Place,
    /// The codes that `#[allow(…)]` names.
    pub allow: Table<'a, &'a str>,
    /// The traits that a node with this one has too.
    pub needs: Table<'a, TraitId>,
    /// The nodes that this trait joins by itself.
    pub needed_by: Option<Selector<'a>>,
    /// The attributes that every node with this trait has.
    pub requires: Table<'a, Require>,
    /// The classes that a node with this trait has.
    pub classes: Table<'a, Class<'a>>,
    /// What it adds to the nodes that have it.
    pub synth: Option<Synth<'a>>,
    /// Whether it may need more than is listed, because a word in `needs` is unknown. Never so in a fleet that
    /// compiled.
    pub open: bool,
}

impl<'a> Trait<'a> {
    /// A trait without anything in its braces.
    pub const fn marker(key: Key, name: &'a str, place: Place) -> Self {
        Self {
            key,
            name,
            doc: "",
            place,
            allow: Table::EMPTY,
            needs: Table::EMPTY,
            needed_by: None,
            requires: Table::EMPTY,
            classes: Table::EMPTY,
            synth: None,
            open: false,
        }
    }

    /// Whether every node with the trait has, or may have, the attribute.
    pub fn requires_attr(&self, attr: AttrId) -> bool {
        self.requires.iter().any(|require| require.attr == attr)
    }

    /// Whether a node with the trait has the class.
    pub fn defines(&self, class: ClassId) -> bool {
        self.classes.iter().any(|other| other.id == class)
    }
}

/// An attribute that a trait requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Require {
    /// Which attribute.
    pub attr: AttrId,
    /// Written `name?`: a node may go without, and the view's field is an `Option`.
    pub optional: bool,
}

/// A class that a trait defines: a stream of modules, and where it goes.
#[derive(Debug, Clone)]
pub struct Class<'a> {
    /// Which class.
    pub id: ClassId,
    /// Where it is written: the line of the definition.
    pub place: Place,
    /// Where a node's modules of the class go.
    pub route: Route<'a>,
}

/// Where a node's modules of a class go.
#[derive(Debug, Clone)]
pub enum Route<'a> {
    /// Into an output, under the node's name or one that is computed.
    Output {
        /// Which.
        output: OutputId,
        /// A body whose one assignment has the name there, where that is computed.
        name: Option<BodyId>,
        /// The builder's further arguments (`system`, `specialArgs`, …).
        args: Option<BodyId>,
    },
    /// To the nearest node above that has a class.
    Parent {
        /// The class there; unknown only while the macro reports a word that it does not know.
        class: Option<ClassId>,
        /// Below which option; at the top without one.
        at: Option<At<'a>>,
        /// What arrives is a module by itself, as `home-manager.users.<name>` wants.
        as_module: bool,
    },
    /// Through a closure into an output that has the class's name, under the node's name.
    Closure {
        /// Which.
        output: OutputId,
        /// The compiled closure.
        code: RouteId,
    },
}

/// The option that a route puts modules under: `users.users.[node.name]`.
#[derive(Debug, Clone)]
pub struct At<'a> {
    /// The names; nothing where one is computed.
    pub path: Table<'a, Option<&'a str>>,
    /// A body whose one assignment has the path.
    pub body: BodyId,
}
