//! A fleet as `fleet!` writes it, whole: what is declared, the tree of nodes, and compiled code.

use crate::model::{Declared, Table, Tree};
use crate::rust::code::Code;

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
/// assert_eq!(SMALL.declared.traits[0].name, "host");
/// assert_eq!(SMALL.tree().entries[0].name, "alpha");
/// ```
#[derive(Debug, Clone)]
pub struct Fleet<'a> {
    /// Attributes, traits, rules, and what else is declared.
    pub declared: Declared<'a>,
    /// The tree that is written, as [`Tree::encode`] writes it.
    pub dom: Table<'a, u8>,
    /// The Rust code of bodies, `synth`s, predicates and so on.
    pub code: Code<'a>,
}

impl<'a> Fleet<'a> {
    /// Nothing at all, to begin from.
    pub const EMPTY: Self = Self { declared: Declared::EMPTY, dom: Table::Static(&[0]), code: Code::EMPTY };

    /// The name on the command line and of the file that is written: the static's, in lower case.
    pub fn name(&self) -> String {
        self.declared.name()
    }

    /// The tree that is written.
    pub fn tree(&self) -> Tree<'_> {
        Tree::decode(&self.dom)
    }
}
