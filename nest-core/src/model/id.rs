//! Ids index tables: `fleet[id]` reads what an id names.

/// The position of an entry in a table.
pub trait Id {
    /// The id of the entry at a position.
    fn at(index: usize) -> Self;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the entry at a position of the table.
            pub const fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }

        impl Id for $name {
            fn at(index: usize) -> Self {
                $name::at(index)
            }
        }
    )*};
}

/// A table that is part of an entry, such as the bodies of a rule, has numbers for ids.
impl Id for u32 {
    fn at(index: usize) -> Self {
        index as u32
    }
}

ids! {
    /// A source file, by its place among those that the fleet is written in. The first is the one that it stands in.
    FileId
    /// An attribute, by its place among the fleet's declarations.
    AttrId
    /// A trait, by its place among the fleet's declarations.
    TraitId
    /// A class (`nixos`, `homeManager`, …), by its place among those the fleet's traits define.
    ClassId
    /// An output (`nixosConfigurations`, …), by its place among those the fleet's classes route to.
    OutputId
    /// A rule, by its place in the order written.
    RuleId
    /// Compiled Rust code for one node that gives an attribute set: the body of a rule, the arguments of a class, the
    /// path of a route.
    BodyId
    /// Compiled Rust code that says yes or no of one node: a `:when`.
    PredicateId
    /// Compiled Rust code that adds attributes and children to one node: a `synth`.
    SynthId
    /// Compiled Rust code that makes something of one node's modules: the closure of a class.
    RouteId
    /// Compiled Rust code that gives an attribute set for the whole fleet: an own output.
    OutputBodyId
    /// Compiled Rust code that says yes or no of the whole fleet: an assertion.
    ConditionId
    /// An assertion, by its place in the order written.
    AssertionId
    /// A selector that bodies ask for: `sel!(…)`.
    QueryId
    /// An entry of the DOM, by its place in document order.
    EntryId
}

/// The identity of a declaration across crates: the hash of package, static and path.
///
/// Generated Rust items (views, attribute functions) carry keys and never table positions, so that an item
/// means the same declaration in every fleet that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub u64);

impl Key {
    /// The key of the declaration with the name `path` in the fleet `fleet` (`<package>::<STATIC>`).
    ///
    /// The hash is 64-bit FNV-1a.
    pub const fn of(fleet: &str, path: &str) -> Self {
        Self(fnv1a(fnv1a(fnv1a(0xcbf2_9ce4_8422_2325, fleet.as_bytes()), b"::"), path.as_bytes()))
    }
}

const fn fnv1a(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}
