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
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Item => "item",
            Kind::Trait => "trait",
            Kind::Attribute => "attribute",
            Kind::Type => "type",
            Kind::TraitKey => "trait property",
            Kind::Class => "class",
            Kind::Output => "output",
            Kind::Argument => "argument",
            Kind::PseudoClass => "pseudo-class",
            Kind::Node => "node",
            Kind::Variable => "loop variable",
            Kind::Setting => "setting",
            Kind::Naming => "naming",
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Kind::Item => "unknown-item",
            Kind::Trait => "unknown-trait",
            Kind::Attribute => "unknown-attribute",
            Kind::Type => "unknown-type",
            Kind::TraitKey => "unknown-trait-property",
            Kind::Class => "unknown-class",
            Kind::Output => "unknown-output",
            Kind::Argument => "unknown-argument",
            Kind::PseudoClass => "unknown-pseudo-class",
            Kind::Node => "unknown-node",
            Kind::Variable => "unknown-variable",
            Kind::Setting | Kind::Naming => "unknown-setting",
        }
    }
}
