//! The kinds of words that can be unknown.

/// What a word was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
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

impl Word {
    pub(super) fn name(self) -> &'static str {
        match self {
            Word::Item => "item",
            Word::Trait => "trait",
            Word::Attribute => "attribute",
            Word::Type => "type",
            Word::TraitKey => "trait property",
            Word::Class => "class",
            Word::Output => "output",
            Word::Argument => "argument",
            Word::PseudoClass => "pseudo-class",
            Word::Node => "node",
            Word::Variable => "loop variable",
            Word::Setting => "setting",
            Word::Naming => "naming",
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Word::Item => "unknown-item",
            Word::Trait => "unknown-trait",
            Word::Attribute => "unknown-attribute",
            Word::Type => "unknown-type",
            Word::TraitKey => "unknown-trait-property",
            Word::Class => "unknown-class",
            Word::Output => "unknown-output",
            Word::Argument => "unknown-argument",
            Word::PseudoClass => "unknown-pseudo-class",
            Word::Node => "unknown-node",
            Word::Variable => "unknown-variable",
            Word::Setting | Word::Naming => "unknown-setting",
        }
    }
}
