//! Own outputs.

use super::allow::Item;
use super::arguments::Takes;
use super::names::Names;
use super::{CodeKind, Source, line, place};
use crate::ast::{Ast, SummaryDecl};
use nest_core::model::{Summary, SummaryId};
use nest_core::problem::{Problem, Word};
use nest_core::report::Site;
use std::collections::HashMap;

pub(super) fn lower<'a>(ast: &'a Ast, names: &mut Names<'a>) -> Vec<Summary<'a>> {
    let mut first: HashMap<&str, u32> = HashMap::new();
    for SummaryDecl { name, .. } in &ast.summaries {
        match first.get(name.text.as_str()) {
            Some(first) => names.report.add(
                name.spans,
                Problem::DuplicateDeclaration {
                    kind: Word::Output,
                    name: name.text.clone(),
                    first_kind: Word::Output,
                    first: *first,
                },
            ),
            None => drop(first.insert(&name.text, line(name.spans.start))),
        }
    }
    ast.summaries.iter().enumerate().map(|(i, decl)| summary(SummaryId::at(i), decl, names)).collect()
}

fn summary<'a>(id: SummaryId, decl: &'a SummaryDecl, names: &mut Names<'a>) -> Summary<'a> {
    names.allow(&decl.notes.allow, Item::Other);
    names.sites.insert(Site::Summary(id), decl.name.spans);
    let (arguments, _) = names.arguments(&decl.arguments, Takes::Fleet, |_| None);
    let code = names.code(CodeKind::Summary(arguments), Source::Body(&decl.body));
    Summary {
        name: &decl.name.text,
        doc: &decl.notes.doc,
        place: place(decl.name.spans.start),
        code: SummaryId::at(code),
    }
}
