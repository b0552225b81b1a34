//! Assertions.

use super::allow::Item;
use super::arguments::Takes;
use super::names::Names;
use super::selectors::selector;
use super::{CodeKind, Source, place};
use crate::ast::{AssertDecl, Ast, ClaimDecl};
use nest_core::model::{Assertion, AssertionId, Attr, Claim, ConditionId};
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Vec<Assertion<'a>> {
    ast.assertions
        .iter()
        .enumerate()
        .map(|(i, decl)| assertion(AssertionId::at(i), decl, attrs, names))
        .collect()
}

fn assertion<'a>(
    at: AssertionId,
    decl: &'a AssertDecl,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Assertion<'a> {
    names.allow(&decl.notes.allow, Item::Other);
    let (claim, spans) = match &decl.claim {
        ClaimDecl::Each(of, must) => {
            names.note_names(Site::Claim(at), of);
            names.sites.insert(Site::Claim(at), of.spans);
            names.note_names(Site::Assertion(at), must);
            (Claim::Each(selector(of, attrs, names), selector(must, attrs, names)), must.spans)
        }
        ClaimDecl::Whole(condition) => {
            let (arguments, _) = names.arguments(&condition.arguments, Takes::Fleet, |_| None);
            let code = names.code(CodeKind::Condition(arguments), Source::Closure(condition));
            (Claim::Whole(ConditionId::at(code)), condition.spans.start.into())
        }
    };
    names.sites.insert(Site::Assertion(at), spans);
    Assertion { place: place(decl.keyword), why: &decl.why, claim }
}
