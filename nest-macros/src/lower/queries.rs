//! The selectors that code asks for: `sel!(…)`.

use super::names::Names;
use super::selectors::selector;
use super::{Source, place};
use crate::ast::{
    Addition, Body, OptionPath, Part, Piece, QueryDecl, Rust, Segment, SetValue, Statement, TextPart, Value,
};
use nest_core::model::{Attr, Key, Query, QueryId};
use nest_core::report::Site;

/// All of them, in the order of the code that they stand in. Each learns its key.
pub(super) fn lower<'a>(
    keys: &impl Fn(&str) -> Key,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Vec<Query<'a>> {
    let mut queries = Vec::new();
    let mut next = 0;
    // A selector may hold a predicate, which is more code.
    while let Some(source) = names.code.get(next).map(|code| code.source) {
        next += 1;
        let mut found = Found(Vec::new());
        match source {
            Source::Body(body) => found.body(body),
            Source::Closure(closure) => found.rust(&closure.value),
        }
        for query in found.0 {
            let key = *query.key.get_or_init(|| keys(&format!("sel!{}", queries.len())));
            let site = Site::Query(QueryId::at(queries.len()));
            names.sites.insert(site, query.selector.spans);
            names.note_names(site, &query.selector);
            let place = place(query.selector.spans.start);
            queries.push(Query { key, place, selector: selector(&query.selector, attrs, names) });
        }
    }
    queries
}

/// The queries of some code, in the order written.
struct Found<'a>(Vec<&'a QueryDecl>);

impl<'a> Found<'a> {
    fn body(&mut self, body: &'a Body) {
        for statement in &body.statements {
            match statement {
                Statement::Assign { path, value } => {
                    self.path(path);
                    self.value(value);
                }
                Statement::Nest { path, body } => {
                    self.path(path);
                    self.body(body);
                }
                Statement::Rust(rust) | Statement::Broken(rust) => self.rust(rust),
                Statement::Control(parts) => parts.iter().for_each(|part| self.part(part)),
                Statement::Addition(addition) => self.addition(addition),
            }
        }
    }

    fn part(&mut self, part: &'a Part) {
        match part {
            Part::Rust(rust) => self.rust(rust),
            Part::Body(body) => self.body(body),
            Part::Arms(arms) => {
                for arm in arms {
                    self.rust(&arm.pattern);
                    self.body(&arm.body);
                }
            }
        }
    }

    fn addition(&mut self, addition: &'a Addition) {
        match addition {
            Addition::Set(set) => match &set.value {
                SetValue::Rust(rust) => self.rust(rust),
                SetValue::Literal(_) => {}
            },
            Addition::Child(child) => {
                self.segment(&child.name);
                child.from.iter().for_each(|from| self.rust(from));
                self.body(&child.body);
            }
            Addition::Is(..) => {}
        }
    }

    fn path(&mut self, path: &'a OptionPath) {
        path.segments.iter().for_each(|segment| self.segment(segment));
    }

    fn segment(&mut self, segment: &'a Segment) {
        if let Segment::Computed(rust, _) = segment {
            self.rust(rust);
        }
    }

    fn value(&mut self, value: &'a Value) {
        match value {
            Value::Set(body) => self.body(body),
            Value::List(elements) => elements.iter().for_each(|element| self.value(element)),
            Value::Each { pattern: _, iterator, value } => {
                self.rust(iterator);
                self.value(value);
            }
            Value::Reference(path) => self.path(path),
            Value::Text { parts, .. } | Value::File { parts, .. } => {
                for part in parts {
                    match part {
                        TextPart::Literal(_) => {}
                        TextPart::Rust(rust) => self.rust(rust),
                        TextPart::Nix(value) => self.value(value),
                    }
                }
            }
            Value::Expression { arguments, .. } => self.body(arguments),
            Value::Property { arguments, .. } => arguments.iter().for_each(|value| self.value(value)),
            Value::Rust(rust) | Value::Broken(rust) => self.rust(rust),
        }
    }

    fn rust(&mut self, Rust(pieces): &'a Rust) {
        for piece in pieces {
            match piece {
                Piece::Tokens(_) => {}
                Piece::Group(_, _, inner) => self.rust(inner),
                Piece::Set(body) => self.body(body),
                Piece::Value(value) => self.value(value),
                Piece::Query(query) => self.0.push(query),
            }
        }
    }
}
