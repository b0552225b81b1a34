//! The kinds of names that can be unknown.

/// What a name was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// `attr`, `trait`, `rule`, …
    Item,
    /// A trait.
    Trait,
    /// An attribute.
    Attribute,
    /// A type of attributes.
    Type,
    /// What may stand in a trait's braces.
    TraitKey,
    /// A class.
    Class,
    /// An output.
    Output,
    /// An argument of a body.
    Argument,
    /// What follows a colon in a selector.
    PseudoClass,
    /// A node that is referred to: `#db-eu`.
    Node,
    /// The variable of a `for`.
    Variable,
    /// What may stand in the header's braces.
    Setting,
    /// How nodes are named in outputs.
    Naming,
    /// How the fleet is written.
    Layout,
}

impl Kind {
    /// What it is called, and the code of an unknown one.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Item => ("item", "unknown-item"),
            Kind::Trait => ("trait", "unknown-trait"),
            Kind::Attribute => ("attribute", "unknown-attribute"),
            Kind::Type => ("type", "unknown-type"),
            Kind::TraitKey => ("trait property", "unknown-trait-property"),
            Kind::Class => ("class", "unknown-class"),
            Kind::Output => ("output", "unknown-output"),
            Kind::Argument => ("argument", "unknown-argument"),
            Kind::PseudoClass => ("pseudo-class", "unknown-pseudo-class"),
            Kind::Node => ("node", "unknown-node"),
            Kind::Variable => ("loop variable", "unknown-variable"),
            Kind::Setting => ("setting", "unknown-setting"),
            Kind::Naming => ("naming", "unknown-setting"),
            Kind::Layout => ("layout", "unknown-setting"),
        }
    }

    pub(super) fn name(self) -> &'static str {
        self.words().0
    }

    pub(super) fn code(self) -> &'static str {
        self.words().1
    }
}
