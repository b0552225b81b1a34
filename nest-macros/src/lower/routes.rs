//! Classes, and where their modules go.

use super::Lowering;
use super::arguments::Takes;
use super::{CodeKind, Source};
use crate::ast::{ClassDecl, Identifier, RouteDecl, Segment};
use nest_core::model::{At, BodyId, Class, Route, RouteId, TraitId};

/// A class that a trait defines.
pub(super) fn class<'a>(of: TraitId, decl: &'a ClassDecl, lower: &mut Lowering<'a>) -> Option<Class<'a>> {
    let id = lower.scope.class(&decl.name.text)?;
    let route = match &decl.route {
        RouteDecl::Output { output, name, args } => {
            let name = name.as_ref().map(|at| lower.code(CodeKind::Path(of), Vec::new(), Source::Path(at)));
            let kind = || CodeKind::Class { of, output: &output.text };
            let args = args.as_ref().map(|body| lower.code(kind(), Vec::new(), Source::Body(body)));
            let output = lower.scope.output(&output.text);
            Route::Output { output, name: name.map(BodyId::at), args: args.map(BodyId::at) }
        }
        RouteDecl::Parent { class, at, as_module } => {
            let class = lower.class_id(class);
            let at = at.as_ref().map(|at| At {
                path: at.path.segments.iter().map(Segment::literal).collect::<Vec<_>>().into(),
                body: BodyId::at(lower.code(CodeKind::Path(of), Vec::new(), Source::Path(at))),
            });
            Route::Parent { class, at, as_module: *as_module }
        }
        RouteDecl::Closure(closure) => {
            let (arguments, _) = lower.arguments(&closure.arguments, Takes::Modules, |_| None);
            let code = RouteId::at(lower.code(CodeKind::Closure(of), arguments, Source::Closure(closure)));
            let output = lower.scope.output(&decl.name.text);
            Route::Closure { output, code }
        }
    };
    Some(Class { id, place: lower.files.place(decl.name.span), route })
}

/// The word that says where a class goes. What a closure makes goes by the class's own name.
pub(super) fn target(decl: &ClassDecl) -> &Identifier {
    match &decl.route {
        RouteDecl::Output { output, .. } => output,
        RouteDecl::Parent { class, .. } => class,
        RouteDecl::Closure(_) => &decl.name,
    }
}
