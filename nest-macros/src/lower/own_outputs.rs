//! Own outputs.

use super::allow::Item;
use super::arguments::Takes;
use super::names::Names;
use super::{CodeKind, Source, line, place};
use crate::ast::{Ast, OwnOutputDecl};
use nest_core::model::{OutputBody, OutputBodyId};
use nest_core::problem::{Kind, Problem};
use nest_core::report::Site;
use std::collections::HashMap;

pub(super) fn lower<'a>(ast: &'a Ast, names: &mut Names<'a>) -> Vec<OutputBody<'a>> {
    let mut first: HashMap<&str, u32> = HashMap::new();
    for OwnOutputDecl { name, .. } in &ast.own_outputs {
        match first.get(name.text.as_str()) {
            Some(first) => names.report.add(
                name.spans,
                Problem::DuplicateDeclaration {
                    kind: Kind::Output,
                    name: name.text.clone(),
                    first_kind: Kind::Output,
                    first: (*first).into(),
                },
            ),
            None => drop(first.insert(&name.text, line(name.spans.start))),
        }
    }
    ast.own_outputs.iter().enumerate().map(|(i, decl)| own_output(OutputBodyId::at(i), decl, names)).collect()
}

fn own_output<'a>(id: OutputBodyId, decl: &'a OwnOutputDecl, names: &mut Names<'a>) -> OutputBody<'a> {
    names.allow(&decl.notes.allow, Item::Other);
    names.sites.insert(Site::OwnOutput(id), decl.name.spans);
    let (arguments, _) = names.arguments(&decl.arguments, Takes::Fleet, |_| None);
    let code = names.code(CodeKind::OwnOutput(arguments), Source::Body(&decl.body));
    OutputBody {
        name: &decl.name.text,
        doc: &decl.notes.doc,
        place: place(decl.name.spans.start),
        code: OutputBodyId::at(code),
    }
}
