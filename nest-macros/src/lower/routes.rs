//! Classes, and where their modules go.

use super::arguments::Takes;
use super::names::{Names, intern};
use super::{CodeKind, Source, place};
use crate::ast::{ClassDecl, Identifier, RouteDecl, Segment};
use nest_core::model::{At, BodyId, Class, ClassId, OutputId, Route, RouteId, TraitId};

/// A class that a trait defines.
pub(super) fn class<'a>(of: TraitId, decl: &'a ClassDecl, names: &mut Names<'a>) -> Class<'a> {
    let id = ClassId::at(intern(&mut names.classes, &decl.name.text));
    let route = match &decl.route {
        RouteDecl::Output { output, args } => {
            let kind = || CodeKind::Class { of, output: &output.text };
            let args = args.as_ref().map(|body| names.code(kind(), Source::Body(body)));
            let output = OutputId::at(intern(&mut names.outputs, &output.text));
            Route::Output { output, args: args.map(BodyId::at) }
        }
        RouteDecl::Parent { class, at, as_module } => {
            let class = names.class_id(class);
            let at = at.as_ref().map(|at| At {
                path: at.path.segments.iter().map(Segment::literal).collect::<Vec<_>>().into(),
                body: BodyId::at(names.code(CodeKind::Path(of), Source::Path(at))),
            });
            Route::Parent { class, at, as_module: *as_module }
        }
        RouteDecl::Closure(closure) => {
            let (arguments, _) = names.arguments(&closure.arguments, Takes::Modules, |_| None);
            let code = RouteId::at(names.code(CodeKind::Closure(of, arguments), Source::Closure(closure)));
            let output = OutputId::at(intern(&mut names.outputs, &decl.name.text));
            Route::Closure { output, code }
        }
    };
    Class { id, place: place(decl.name.span), route }
}

/// The word that says where a class goes. What a closure makes goes by the class's own name.
pub(super) fn target(decl: &ClassDecl) -> &Identifier {
    match &decl.route {
        RouteDecl::Output { output, .. } => output,
        RouteDecl::Parent { class, .. } => class,
        RouteDecl::Closure(_) => &decl.name,
    }
}

impl Names<'_> {
    /// Whether what bodies of a class give is read as modules, wherever its routes lead.
    pub(super) fn is_module(&self, class: &str) -> bool {
        let mut seen = vec![class];
        let mut next = 0;
        while let Some(class) = seen.get(next).copied() {
            next += 1;
            for (_, route) in self.routes.iter().filter(|(name, _)| *name == class) {
                match route {
                    RouteDecl::Output { output, .. } if nest_core::is_module(&output.text) => return true,
                    RouteDecl::Closure(_) if nest_core::is_module(class) => return true,
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
