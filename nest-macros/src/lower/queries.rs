//! The selectors that code asks for: `sel!(…)`.

use super::Code;
use super::Lowering;
use super::selectors::selector;
use crate::ast::{QueryDecl, Visit};
use nest_core::model::{Query, QueryId};
use nest_core::report::Site;

/// All of them, in the order of the code that they stand in.
pub(super) fn lower<'a>(lower: &mut Lowering<'a>) -> Vec<Query<'a>> {
    let mut queries = Vec::new();
    let mut next = 0;
    // A selector may hold a predicate, which is more code.
    while let Some(Code { source, .. }) = lower.codes.all.get(next) {
        next += 1;
        let mut found = Found(Vec::new());
        source.walk(&mut found);
        for query in found.0 {
            let key = lower.key(&format!("sel!{}", queries.len()));
            lower.codes.queries.insert(query.number, key);
            let site = Site::Query(QueryId::at(queries.len()));
            lower.map.note(site, query.selector.spans);
            lower.map.note_names(site, &query.selector);
            let place = lower.files.place(query.selector.spans.start);
            queries.push(Query { key, place, selector: selector(&query.selector, lower) });
        }
    }
    queries
}

/// The queries of some code, in the order written.
struct Found<'a>(Vec<&'a QueryDecl>);

impl<'a> Visit<'a> for Found<'a> {
    fn query(&mut self, query: &'a QueryDecl) {
        self.0.push(query);
    }
}
