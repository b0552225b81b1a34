//! What a fleet of NixOS machines is and means.
//!
//! A fleet is written in the macro `fleet!` (crate `nest-macros`), which turns it into the tables of [`model`].
//! [`resolve()`] works out what they mean; [`Configuration::evaluate`] runs the bodies of one machine and gives its
//! NixOS modules as data. Files, arguments and JSON are the business of others.
//!
//! | to | there is |
//! |---|---|
//! | write a fleet | [`prelude`], and in bodies [`Select`], [`Survey`], [`Node`], [`view`] and [`nix`] |
//! | ask what it means | [`resolve()`], [`resolve_tree`], [`Resolved`], [`Node`] |
//! | take out what it gives | [`Configuration`], [`OwnOutput`], [`Module`] |
//! | tell what is wrong | [`Diagnostic`], [`problem`] |
//! | look into what is written | [`Declared`], [`model`], [`selector`] |

mod check;
mod fleet;
mod growth;
pub mod model;
pub mod net;
pub mod nix;
mod output;
pub mod prelude;
pub mod problem;
pub mod report;
mod resolve;
mod resolved;
mod rust;
pub mod selector;
mod world;

pub use fleet::Fleet;
pub use model::{Declared, value};
pub use net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
pub use nix::system::System;
pub use output::configuration::{Configuration, Evaluated};
pub use output::own_output::OwnOutput;
pub use problem::suggest;
pub use report::Diagnostic;
pub use resolve::{resolve, resolve_tree};
pub use resolved::Resolved;
pub use rust::module::Module;
pub use rust::node::{Node, Origin};
#[doc(hidden)]
pub use rust::prelude_mark;
pub use rust::select::{NotOne, Others, Select, Survey, Views};
pub use rust::{synth, view};
pub use world::matched::Effort;
pub use world::traits::Why;

/// What the macro asks, and what the code is made of that it writes. Nobody else needs it, and it changes at any time.
#[doc(hidden)]
pub mod __private {
    #[cfg(rust_analyzer)]
    pub use super::in_editors;
    pub use super::nix::condition::{Operands, choice, not};
    pub use super::nix::deferred::{call, expression, file, reference, select, shown, text};
    pub use super::nix::imports::RECURSIVE;
    pub use super::nix::paths::{Clash, Paths};
    pub use super::rust::body::{BodyFn, ConditionFn, Context, Failure, OutputFn, PredicateFn, RouteFn};
    pub use super::rust::code::Code;
    pub use super::rust::code::Part;
    pub use super::rust::synth::{SynthFn, reference as node_value};
    pub use super::rust::view::{FromValue, Selected};
    pub use super::world::World;
    pub use super::world::route::{is_module, reserved_argument, reserved_option, unknown_builder_argument};
    pub use super::{__body, __for_editors, __function, __let, __when};
}

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

/// A function that runs code of the fleet.
#[doc(hidden)]
#[cfg(not(rust_analyzer))]
#[macro_export]
macro_rules! __function {
    ($($function:tt)*) => { $($function)* };
}

/// A function that runs code of the fleet. An editor offers nothing that is unstable, and so no name of ours; what such a
/// function is given it finds among [`in_editors`].
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __function {
    ($(#[$note:meta])* fn $name:ident<$a:lifetime>($($given:ident: $ty:ty),*) -> $($rest:tt)*) => {
        #[unstable(feature = "fleet", issue = "none")]
        fn $name<$a>($(_: $ty),*) -> $($rest)*
    };
}

/// A variable of ours.
#[doc(hidden)]
#[cfg(not(rust_analyzer))]
#[macro_export]
macro_rules! __let {
    ($($variable:tt)*) => { #[allow(unused_mut, unused_variables)] let $($variable)*; };
}

/// A variable of ours. An editor would offer it, and finds it among [`in_editors`] instead.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __let {
    (mut $name:ident = $($value:tt)*) => { let _ = $($value)*; };
    ($name:ident = $($value:tt)*) => { let _ = $($value)*; };
}

/// What is assigned where a condition of Nix's holds.
#[doc(hidden)]
#[cfg(not(rust_analyzer))]
#[macro_export]
macro_rules! __when {
    ($scope:ident, $holds:expr, $statements:tt) => {
        #[allow(unused_mut, unused_variables)]
        if let ::core::option::Option::Some(mut $scope) = $scope.when($holds) $statements
    };
}

/// The same without a variable.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __when {
    ($scope:ident, $holds:expr, $statements:tt) => {
        $statements
    };
}

/// What our variables are to an editor, which offers nothing that is hidden.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[allow(non_upper_case_globals)]
pub mod in_editors {
    macro_rules! variables {
        ($($name:ident: $ty:ty,)*) => {$(
            #[doc(hidden)]
            #[unstable(feature = "fleet", issue = "none")]
            pub static $name: $ty = loop {};
        )*};
    }
    variables! {
        __nest_context: super::__private::Context<'static>,
        __nest_survey: super::Survey<'static>,
        __nest_modules: std::vec::Vec<super::Module>,
        __nest_additions: super::synth::Additions,
        __nest_attrs: super::nix::Attrs,
        __nest_scope: super::nix::Scope<'static>,
        __nest_list: std::vec::Vec<super::nix::NixValue>,
        __nest_holds: super::nix::NixValue,
        __nest_operands: super::__private::Operands,
    }
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
    ({ $($code:tt)* } lenient) => {{
        #[allow(unused, non_snake_case, non_upper_case_globals)]
        let given = { $($code)* };
        given
    }};
    ({ $($code:tt)* } broken { $($mentions:tt)* }) => {{ $($mentions)* ::core::unreachable!() }};
}

/// The code of a body, as an editor sees it.
#[doc(hidden)]
#[cfg(rust_analyzer)]
#[macro_export]
macro_rules! __body {
    ({ $($code:tt)* } $($how:ident $({ $($mentions:tt)* })?)?) => {{ $($code)* }};
}
