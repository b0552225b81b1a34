//! What is declared, as it is looked up by name.

use super::nodes::Nodes;
use super::trait_names::TraitNames;
use crate::ast::{Ast, RouteDecl};
use nest_core::model::{AttrId, ClassId, OutputId, Type};
use std::collections::HashMap;

/// Of two declarations of one name the first counts.
#[derive(Default)]
pub(super) struct Scope<'a> {
    pub(super) attrs: HashMap<&'a str, AttrId>,
    pub(super) types: Vec<Type<'a>>,
    pub(super) traits: TraitNames<'a>,
    pub(super) classes: Vec<&'a str>,
    pub(super) outputs: Vec<&'a str>,
    pub(super) nodes: Nodes<'a>,
    /// Where the modules of classes go; of one class several, if several traits define it.
    routes: Vec<(&'a str, &'a RouteDecl)>,
}

impl<'a> Scope<'a> {
    /// All that has a name, but for types and nodes.
    pub(super) fn of(ast: &'a Ast) -> Self {
        let mut scope = Self { traits: TraitNames::of(&ast.traits), ..Self::default() };
        for (i, decl) in ast.attrs.iter().enumerate() {
            scope.attrs.entry(&decl.name.text).or_insert(AttrId::at(i));
        }
        for class in ast.traits.iter().flat_map(|decl| &decl.classes) {
            let name = class.name.text.as_str();
            intern(&mut scope.classes, name);
            match &class.route {
                RouteDecl::Output { output, .. } => intern(&mut scope.outputs, &output.text),
                RouteDecl::Closure(_) => intern(&mut scope.outputs, name),
                RouteDecl::Parent { .. } => {}
            }
            scope.routes.push((name, &class.route));
        }
        scope
    }

    pub(super) fn class(&self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|class| *class == name).map(ClassId::at)
    }

    /// An output that some class goes to.
    pub(super) fn output(&self, name: &str) -> OutputId {
        OutputId::at(self.outputs.iter().take_while(|output| **output != name).count())
    }

    /// Whether what bodies of a class give is read as modules, wherever its routes lead.
    pub(super) fn is_module(&self, class: &str) -> bool {
        let mut seen = vec![class];
        let mut next = 0;
        while let Some(class) = seen.get(next).copied() {
            next += 1;
            for (_, route) in self.routes.iter().filter(|(name, _)| *name == class) {
                match route {
                    RouteDecl::Output { output, .. } if nest_core::__private::is_module(&output.text) => {
                        return true;
                    }
                    RouteDecl::Closure(_) if nest_core::__private::is_module(class) => return true,
                    RouteDecl::Parent { at: Some(_), as_module: true, .. } => return true,
                    RouteDecl::Parent { class, at: None, .. } if !seen.contains(&&*class.text) => {
                        seen.push(&class.text);
                    }
                    _ => {}
                }
            }
        }
        false
    }
}

fn intern<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if !names.contains(&name) {
        names.push(name);
    }
}
