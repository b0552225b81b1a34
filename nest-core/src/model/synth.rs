//! Synthesis: what traits and rules add to the tree.

use super::{Argument, AttrId, Place, SynthId, Table, TraitId};

/// A `synth`: code that adds attributes and children to each node that it applies to, and what it can add.
///
/// What it does is up to Rust, but all names in it are literal: so it is known before it runs which attributes it may
/// set, and which traits its children may have.
#[derive(Debug, Clone)]
pub struct Synth<'a> {
    /// Where it is written: the line of the word `synth`.
    pub place: Place,
    /// The arguments that are traits: the node itself, or an ancestor, must have each.
    pub arguments: Table<'a, Argument>,
    /// The attributes that it may set on the node itself.
    pub sets: Table<'a, AttrId>,
    /// Those of them that it certainly sets, if it ends well.
    pub always: Table<'a, AttrId>,
    /// Every `child` that is written in it.
    pub children: Table<'a, Child<'a>>,
    /// The compiled code.
    pub code: SynthId,
}

/// A `child` in a `synth`: a node that it may add, as far as that is known before it runs.
#[derive(Debug, Clone)]
pub struct Child<'a> {
    /// The name, unless it is computed.
    pub name: Option<&'a str>,
    /// Whether it is certainly made, on the node itself, if the `synth` ends well.
    pub always: bool,
    /// The traits, as written.
    pub is: Table<'a, TraitId>,
    /// The attributes that it may set.
    pub sets: Table<'a, AttrId>,
    /// Written `from`: what its traits require and it does not set comes from another node.
    pub copies: bool,
    /// Whether it may have more traits than are listed, because a word in `is` is unknown. Never so in a fleet that
    /// compiled.
    pub open: bool,
}
