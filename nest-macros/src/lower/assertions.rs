//! Assertions.

use super::Lowering;
use super::allow::Item;
use super::arguments::Takes;
use super::selectors::selector;
use super::{CodeKind, Source};
use crate::ast::{AssertDecl, Ast, ClaimDecl};
use nest_core::model::{Assertion, AssertionId, Claim, ConditionId};
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, lower: &mut Lowering<'a>) -> Vec<Assertion<'a>> {
    ast.assertions.iter().enumerate().map(|(i, decl)| assertion(AssertionId::at(i), decl, lower)).collect()
}

fn assertion<'a>(at: AssertionId, decl: &'a AssertDecl, lower: &mut Lowering<'a>) -> Assertion<'a> {
    lower.allow(&decl.notes.allow, Item::Assertion);
    let (claim, spans) = match &decl.claim {
        ClaimDecl::Each(of, must) => {
            lower.map.note_names(Site::Claim(at), of);
            lower.map.note(Site::Claim(at), of.spans);
            lower.map.note_names(Site::Assertion(at), must);
            (Claim::Each(selector(of, lower), selector(must, lower)), must.spans)
        }
        ClaimDecl::Whole(condition) => {
            let (arguments, _) = lower.arguments(&condition.arguments, Takes::Fleet, |_| None);
            let code = lower.code(CodeKind::Condition, arguments, Source::Closure(condition));
            (Claim::Whole(ConditionId::at(code)), condition.spans.start.into())
        }
    };
    lower.map.note(Site::Assertion(at), spans);
    Assertion { place: lower.files.place(decl.keyword), why: &decl.why, claim }
}
