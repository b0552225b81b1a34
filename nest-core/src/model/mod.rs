//! The tables of a fleet, as `fleet!` writes them.
//!
//! Everything here is data. What it means is in the modules that read it: [`resolve`](crate::resolve()) names
//! them in order.

mod attr;
mod dom;
mod id;
mod rule;
mod table;
mod traits;

pub use attr::{Attr, Int, Mismatch, Scalar, Type, Wrap};
pub use dom::{Entry, Tree};
pub use id::{AttrId, BodyId, ClassId, EntryId, Key, OutputId, RuleId, TraitId};
pub use rule::{Argument, ClassBody, Known, Rule};
pub use table::Table;
pub use traits::{Class, Require, Route, Trait};

use crate::body::BodyFn;
use std::ops::Index;

/// A fleet: everything that one `fleet!` declares.
///
/// The macro makes one as a `static`; [`resolve`](crate::resolve()) tells what it means.
///
/// ```
/// use nest_core::prelude::*;
///
/// nest_macros::fleet! {
///     /// One machine.
///     pub static SMALL;
///
///     attr system: System;
///     trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
///     alpha { is = [host]; system = "x86_64-linux"; }
///     rule host => nixos(host) { networking.hostName = host.name; }
/// }
///
/// assert_eq!(SMALL.name(), "small");
/// assert_eq!(SMALL.traits[0].name, "host");
/// ```
#[derive(Debug, Clone)]
pub struct Fleet<'a> {
    /// The package whose code declares the fleet.
    pub package: &'a str,
    /// The name of the `static`.
    pub ident: &'a str,
    /// The source file: the package's name and the path under its manifest, never absolute.
    pub file: &'a str,
    /// The doc comment.
    pub doc: &'a str,
    /// The codes that `#[allow(…)]` names, for all of it.
    pub allow: Table<'a, &'a str>,
    /// The attributes, in the order declared.
    pub attrs: Table<'a, Attr<'a>>,
    /// The traits, in the order declared.
    pub traits: Table<'a, Trait<'a>>,
    /// The names of the classes that traits define.
    pub classes: Table<'a, &'a str>,
    /// The names of the outputs that classes route to, in the order in which they first appear.
    pub outputs: Table<'a, &'a str>,
    /// The rules, in the order written.
    pub rules: Table<'a, Rule<'a>>,
    /// The DOM, as [`Tree::encode`] writes it.
    pub dom: Table<'a, u8>,
    /// Compiled code, by [`BodyId`]. Empty while the macro runs: it knows declarations, and runs no Rust.
    pub bodies: Table<'a, BodyFn>,
}

impl Fleet<'_> {
    /// The name on the command line and of the file that is written: the static's, in lower case.
    pub fn name(&self) -> String {
        self.ident.to_lowercase()
    }
}

macro_rules! reads {
    ($($table:ident: $id:ty => $entry:ty;)*) => {$(
        impl<'a> Index<$id> for Fleet<'a> {
            type Output = $entry;

            fn index(&self, id: $id) -> &$entry {
                &self.$table[id.index()]
            }
        }
    )*};
}

reads! {
    attrs: AttrId => Attr<'a>;
    traits: TraitId => Trait<'a>;
    classes: ClassId => &'a str;
    outputs: OutputId => &'a str;
    rules: RuleId => Rule<'a>;
    bodies: BodyId => BodyFn;
}
