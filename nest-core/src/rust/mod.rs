//! What the Rust code of a fleet sees, is given and gives.

pub mod body;
pub(crate) mod code;
pub(crate) mod module;
pub(crate) mod node;
pub mod prelude_mark;
pub(crate) mod select;
pub mod synth;
pub mod view;
