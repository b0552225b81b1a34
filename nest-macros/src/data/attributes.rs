//! The attributes that fields can set.

use crate::ast::{Ast, ScalarDecl};
use nest_core::model::Wrap;
use std::collections::BTreeMap;

pub(super) struct Attributes {
    shapes: BTreeMap<String, Shape>,
    /// There may be others, which could not be read.
    pub(super) may_lack: bool,
}

/// What must be known of a type to read a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Shape {
    /// Text names a node.
    pub(super) is_reference: bool,
    /// A cell of a table has several parts.
    pub(super) is_list: bool,
}

impl Attributes {
    pub(super) fn of(ast: &Ast) -> Self {
        let shapes = ast.attrs.iter().map(|decl| {
            let is_reference = matches!(decl.ty.scalar, ScalarDecl::Node(_));
            let is_list = decl.ty.wraps.iter().find(|wrap| **wrap != Wrap::Optional) == Some(&Wrap::List);
            (decl.name.text.clone(), Shape { is_reference, is_list })
        });
        Self { shapes: shapes.collect(), may_lack: ast.unread.attrs }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.shapes.keys().map(String::as_str)
    }

    pub(super) fn shape(&self, name: &str) -> Option<Shape> {
        self.shapes.get(name).copied()
    }
}
