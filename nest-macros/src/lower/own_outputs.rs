//! Own outputs.

use super::Lowering;
use super::allow::Item;
use super::arguments::Takes;
use super::{CodeKind, Source, redeclared};
use crate::ast::{Ast, OwnOutputDecl};
use nest_core::model::{OutputBody, OutputBodyId};
use nest_core::problem::{Kind, Problem};
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, lower: &mut Lowering<'a>) -> Vec<OutputBody<'a>> {
    let declared = ast.own_outputs.iter().map(|decl| &decl.name);
    let kind = Kind::Output;
    let problem = |name, first| Problem::DuplicateDeclaration { kind, name, first_kind: kind, first };
    redeclared::report_names(declared, problem, lower);
    ast.own_outputs.iter().enumerate().map(|(i, decl)| own_output(OutputBodyId::at(i), decl, lower)).collect()
}

fn own_output<'a>(id: OutputBodyId, decl: &'a OwnOutputDecl, lower: &mut Lowering<'a>) -> OutputBody<'a> {
    lower.allow(&decl.notes.allow, Item::OwnOutput);
    lower.map.note(Site::OwnOutput(id), decl.name.spans);
    let (arguments, _) = lower.arguments(&decl.arguments, Takes::Fleet, |_| None);
    let code = lower.code(CodeKind::OwnOutput, arguments, Source::Body(&decl.body));
    OutputBody {
        name: &decl.name.text,
        doc: &decl.notes.doc,
        place: lower.files.place(decl.name.spans.start),
        code: OutputBodyId::at(code),
    }
}
