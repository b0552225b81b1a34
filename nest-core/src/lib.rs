//! What a fleet of NixOS machines is and means.
//!
//! A fleet is written in the macro `fleet!` (crate `nest-macros`), which turns it into the tables of [`model`].
//! [`resolve()`] works out what they mean; [`Configuration::evaluate`] runs the bodies of one machine and gives its
//! NixOS modules as data. Files, arguments and JSON are the business of others.

pub mod body;
mod candidates;
mod check;
mod closure;
mod condition;
mod configuration;
mod diagnostic;
mod document;
mod growth;
mod index;
mod matching;
mod memory;
pub mod model;
pub mod nix;
mod node;
mod panics;
mod pending;
mod pieces;
mod places;
pub mod prelude;
pub mod problem;
mod resolve;
mod route;
mod routed;
mod scene;
mod select;
pub mod selector;
mod strata;
pub mod suggest;
pub mod synth;
mod system;
mod tested;
mod truth;
pub mod value;
pub mod view;

pub use closure::{Joined, Why};
pub use configuration::{Configuration, Evaluated, Module, OwnOutput};
pub use diagnostic::Diagnostic;
pub use model::Fleet;
pub use node::Node;
pub use resolve::{Effort, Resolved, resolve};
pub use route::{is_module, reserved_argument, reserved_option, unknown_builder_argument};
pub use scene::Scene;
pub use select::{NotOne, Others, Select, Survey, Views};
pub use system::System;

/// What only editors read: the compiler sees none of it.
#[doc(hidden)]
#[cfg(not(rust_analyzer))]
#[macro_export]
macro_rules! __for_editors {
    ($($code:tt)*) => {};
}

/// What only editors read.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __for_editors {
    ($($code:tt)*) => { $($code)* };
}

/// The code of a body. If some of it is no Rust, the compiler sees none of it: the mistake is reported elsewhere.
///
/// An editor sees all of it. To complete a word it compares the code before and after, by positions: whatever is
/// different because of a mistake must stand behind it.
#[doc(hidden)]
#[cfg(not(rust_analyzer))]
#[macro_export]
macro_rules! __body {
    ({ $($code:tt)* }) => {{ $($code)* }};
    ({ $($code:tt)* } broken) => { ::core::unreachable!() };
}

/// The code of a body, as an editor sees it.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __body {
    ({ $($code:tt)* } $($broken:ident)?) => {{ $($code)* }};
}
