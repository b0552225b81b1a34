//! The values of attributes.

use super::{Lowering, Named};
use crate::ast::{NamePattern, ValueDecl, ValueKind};
use crate::report::{Report, Spans};
use crate::template::{Bound, Turn, Variable, in_turn};
use nest_core::model::{AttrId, Mismatch, Table};
use nest_core::problem::{Kind, Problem};
use nest_core::report::Site;
use nest_core::value::{Text, Value};
use std::collections::BTreeSet;

impl<'a> Lowering<'a> {
    /// A value of an attribute's type. `site` is where its references are looked for.
    pub(super) fn checked(
        &mut self,
        decl: &'a ValueDecl,
        attr: AttrId,
        turn: &Turn<'a>,
        site: Option<Site>,
    ) -> Value<'a> {
        let value = match &decl.kind {
            ValueKind::Cell(text) => self.scope.types[attr.index()].read(text),
            _ => self.value(decl, turn, site),
        };
        let ty = &self.scope.types[attr.index()];
        ty.keep(accept(decl, value, turn, |value| ty.check(value), self.report))
    }

    /// A value as written.
    pub(super) fn value(&mut self, decl: &'a ValueDecl, turn: &Turn<'a>, site: Option<Site>) -> Value<'a> {
        match &decl.kind {
            ValueKind::Null => Value::Null,
            ValueKind::Bool(b) => Value::Bool(*b),
            ValueKind::Int(i) => Value::Int(*i),
            ValueKind::Float(x) => Value::Float(*x),
            ValueKind::Str(text) => self.known(decl, turn, text.fill(turn).map(Value::Str)),
            ValueKind::Computed(arithmetic) => {
                let value = arithmetic.value(turn).map(|bound| match bound {
                    Bound::Int(int) => Value::Int(int),
                    Bound::Text(text) => Value::Str(text.into()),
                });
                self.known(decl, turn, value)
            }
            ValueKind::List(parts) => {
                let parts: Vec<Value> = parts.iter().map(|part| self.value(part, turn, site)).collect();
                Value::List(parts.into())
            }
            ValueKind::Map(parts) => Value::Map(self.entries(parts, turn, site)),
            ValueKind::Node(name) => self.node(name, turn, site),
            // Only a type can read one, and attributes have one.
            ValueKind::Cell(_) | ValueKind::Wrong => Value::Unknown,
        }
    }

    /// A value; what comes to nothing is reported, and is unknown.
    fn known(&self, decl: &ValueDecl, turn: &Turn, value: Result<Value<'a>, Problem>) -> Value<'a> {
        value.unwrap_or_else(|problem| {
            self.report.add_once(decl.number, decl.spans, in_turn(problem, variables(decl), turn));
            Value::Unknown
        })
    }

    /// A name with what the variables stand for; nothing if they come to nothing, which is reported.
    pub(super) fn filled(&self, name: &'a NamePattern, turn: &Turn) -> Option<Text<'a>> {
        let told = |problem| {
            self.report.add_once(name.number, name.spans, in_turn(problem, name.text.variables(), turn));
        };
        name.text.fill(turn).map_err(told).ok()
    }

    fn entries(
        &mut self,
        parts: &'a [(NamePattern, ValueDecl)],
        turn: &Turn<'a>,
        site: Option<Site>,
    ) -> Table<'a, (Text<'a>, Value<'a>)> {
        let mut values: Vec<(Text, Value)> = Vec::new();
        for (name, part) in parts {
            let value = self.value(part, turn, site);
            let Some(text) = self.filled(name, turn) else { continue };
            if !values.iter().any(|(other, _)| *other == text) {
                values.push((text, value));
            } else {
                let problem = Problem::DuplicateWord { word: text.into_owned() };
                self.report.add_once(name.number, name.spans, problem);
            }
        }
        values.into()
    }

    /// `#db-eu`: the one node of that name.
    fn node(&mut self, name: &'a NamePattern, turn: &Turn<'a>, site: Option<Site>) -> Value<'a> {
        let Some(text) = self.filled(name, turn) else { return Value::Unknown };
        let problem = match self.scope.nodes.by_name.get(&text).map(Vec::as_slice) {
            Some([(id, _)]) => {
                let id = *id;
                let word = Spans { start: name.first, ..name.spans };
                self.map.names.push((Named::Entry(id), Some(name.number), word));
                if let Some(site) = site {
                    self.map.note_reference(site, format!("#{text}"), name.spans);
                }
                return Value::Node(id, text);
            }
            Some(several) => {
                let meant = several.iter().map(|(_, path)| path.clone()).collect();
                Problem::Ambiguous { word: format!("#{text}"), meant }
            }
            None if self.scope.nodes.may_lack => return Value::Unknown,
            None => {
                let known = || self.scope.nodes.by_name.keys().map(|name| format!("#{name}")).collect();
                let known: BTreeSet<String> = self.unknown.suggested(known);
                Problem::unknown_word(Kind::Node, &format!("#{text}"), known.iter().map(String::as_str))
            }
        };
        self.report.add_once(name.number, name.spans, problem);
        Value::Unknown
    }
}

/// A value that passes a check; what does not is reported at its smallest wrong part, and becomes unknown.
pub(super) fn accept<'a>(
    decl: &'a ValueDecl,
    value: Value<'a>,
    turn: &Turn,
    check: impl Fn(&Value<'a>) -> Result<(), Mismatch>,
    report: &Report,
) -> Value<'a> {
    match check(&value) {
        Ok(()) => value,
        Err(Mismatch { at, problem }) => {
            let part = part(decl, &at);
            report.add_once(part.number, part.spans, in_turn(problem, variables(part), turn));
            Value::Unknown
        }
    }
}

/// The variables that stand in a value itself.
fn variables(decl: &ValueDecl) -> impl Iterator<Item = Variable> {
    let (text, arithmetic) = match &decl.kind {
        ValueKind::Str(text) => (Some(text.variables()), None),
        ValueKind::Computed(arithmetic) => (None, Some(arithmetic.variables())),
        _ => (None, None),
    };
    text.into_iter().flatten().chain(arithmetic.into_iter().flatten())
}

/// The part of a value at positions in lists and maps.
fn part<'v>(decl: &'v ValueDecl, at: &[usize]) -> &'v ValueDecl {
    let inner = at.split_first().and_then(|(i, rest)| match &decl.kind {
        ValueKind::List(parts) => parts.get(*i).map(|inner| part(inner, rest)),
        ValueKind::Map(parts) => parts.get(*i).map(|(_, inner)| part(inner, rest)),
        _ => None,
    });
    inner.unwrap_or(decl)
}
