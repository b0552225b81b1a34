//! A tree, and what can be asked of it: places, traits, attributes, selectors, routes. No Rust of the fleet runs here.

pub(crate) mod candidates;
pub(crate) mod condition;
pub(crate) mod document;
pub(crate) mod index;
pub(crate) mod matched;
pub(crate) mod matching;
pub(crate) mod memory;
pub(crate) mod pending;
pub(crate) mod places;
pub(crate) mod route;
pub(crate) mod routed;
pub(crate) mod tested;
pub(crate) mod traits;
pub(crate) mod truth;
