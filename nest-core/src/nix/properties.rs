//! The module system's properties: what `lib.mkForce` and its kin make.

use super::{IntoNix, NixValue, Property};

/// Priorities of `mkOverride`: of several definitions of an option, those with the lowest number count.
/// Source: nixpkgs, `lib/modules.nix`.
pub mod priority {
    /// `mkForce`
    pub const FORCE: i64 = 50;
    /// `mkDefault`
    pub const DEFAULT: i64 = 1000;
}

/// Positions of `mkOrder`: lists and lines are merged from low to high, and 1000 is the position of what says
/// nothing. Source: nixpkgs, `lib/modules.nix`.
pub mod order {
    /// `mkBefore`
    pub const BEFORE: i64 = 500;
    /// `mkAfter`
    pub const AFTER: i64 = 1500;
}

/// `lib.mkForce`: wins over plain definitions.
pub fn mk_force(value: impl IntoNix) -> NixValue {
    mk_override(priority::FORCE, value)
}

/// `lib.mkDefault`: gives way to plain definitions.
pub fn mk_default(value: impl IntoNix) -> NixValue {
    mk_override(priority::DEFAULT, value)
}

/// `lib.mkOverride`: a definition with a priority; the lowest number wins, and a plain one has 100.
pub fn mk_override(priority: i64, value: impl IntoNix) -> NixValue {
    property(Property::Override(priority, value.into_nix()))
}

/// `lib.mkBefore`: comes before plain definitions of a list or lines.
pub fn mk_before(value: impl IntoNix) -> NixValue {
    mk_order(order::BEFORE, value)
}

/// `lib.mkAfter`: comes after plain definitions of a list or lines.
pub fn mk_after(value: impl IntoNix) -> NixValue {
    mk_order(order::AFTER, value)
}

/// `lib.mkOrder`: a definition of a list or lines with a position; a plain one has 1000.
pub fn mk_order(position: i64, value: impl IntoNix) -> NixValue {
    property(Property::Order(position, value.into_nix()))
}

/// `lib.mkIf`: a definition that counts only where the condition holds.
pub fn mk_if(condition: impl IntoNix, value: impl IntoNix) -> NixValue {
    property(Property::If(condition.into_nix(), value.into_nix()))
}

/// `lib.mkMerge`: several definitions of one option.
///
/// ```
/// use nest_core::nix::{NixValue, mk_before, mk_merge};
///
/// assert!(matches!(mk_merge([mk_before("first"), mk_before("second")]), NixValue::Property(_)));
/// ```
pub fn mk_merge<T: IntoNix>(values: impl IntoIterator<Item = T>) -> NixValue {
    property(Property::Merge(values.into_iter().map(IntoNix::into_nix).collect()))
}

fn property(property: Property) -> NixValue {
    NixValue::Property(Box::new(property))
}
