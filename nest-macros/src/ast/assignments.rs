//! What a body assigns, as far as that shows before it runs: one list, which all that asks reads.

use super::{Body, Fragment, OptionPath, Part, Rust, Segment, Setting, Statement, Value};
use nest_core::model::Condition;
use proc_macro2::TokenTree;

/// `path = value;`, or a block: `path { … }`.
pub(crate) struct Assignment<'a> {
    /// The path from the top of the body, through the blocks and sets around it.
    pub(crate) path: Vec<&'a Segment>,
    /// What of it is written right here.
    pub(crate) written: &'a OptionPath,
    pub(crate) given: Given<'a>,
    pub(crate) condition: Condition,
    /// Whether it stands in a set, which is the value of an assignment before it.
    pub(crate) in_set: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Given<'a> {
    Value(&'a Value),
    /// A block, whose assignments follow.
    Block(&'a Body),
}

impl<'a> Assignment<'a> {
    /// All of a body, each before those inside it.
    pub(crate) fn all(body: &'a Body) -> Vec<Self> {
        let mut all = Vec::new();
        let around = Around { path: &[], condition: Condition::Always, in_set: false };
        around.body(body, &mut all);
        all
    }

    /// The names of the path, if no part of it is computed.
    pub(crate) fn names(&self) -> Option<Vec<&'a str>> {
        self.path.iter().map(|segment| segment.literal()).collect()
    }

    /// Whether it stands at the top of the body, under whatever condition.
    pub(crate) fn is_at_top(&self) -> bool {
        self.path.len() == self.written.segments.len()
    }
}

/// What is around some statements.
#[derive(Clone, Copy)]
struct Around<'w, 'a> {
    path: &'w [&'a Segment],
    condition: Condition,
    in_set: bool,
}

impl<'a> Around<'_, 'a> {
    fn body(self, body: &'a Body, all: &mut Vec<Assignment<'a>>) {
        for statement in &body.statements {
            match statement {
                Statement::Own(Setting::Assign { path, value }) => {
                    let inner = self.add(path, Given::Value(value), all);
                    let inner = Around { path: &inner, in_set: true, ..self };
                    match value {
                        Value::Set(body) => inner.body(body, all),
                        Value::Property { arguments, .. } => {
                            for argument in arguments {
                                if let Value::Set(body) = argument {
                                    inner.under(Condition::Perhaps).body(body, all);
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Statement::Own(Setting::Nest { path, body }) => {
                    let inner = self.add(path, Given::Block(body), all);
                    Around { path: &inner, ..self }.body(body, all);
                }
                Statement::Control(parts) => {
                    let inside = self.under(condition(parts));
                    parts.iter().flat_map(Part::bodies).for_each(|body| inside.body(body, all));
                }
                Statement::Rust(_) | Statement::Broken(_) => {}
            }
        }
    }

    fn add(
        self,
        written: &'a OptionPath,
        given: Given<'a>,
        all: &mut Vec<Assignment<'a>>,
    ) -> Vec<&'a Segment> {
        let path: Vec<&Segment> = self.path.iter().copied().chain(&written.segments).collect();
        let Self { condition, in_set, .. } = self;
        all.push(Assignment { path: path.clone(), written, given, condition, in_set });
        path
    }

    /// The same under one condition more.
    fn under(self, condition: Condition) -> Self {
        let condition = match (self.condition, condition) {
            (Condition::Repeatedly, _) | (_, Condition::Repeatedly) => Condition::Repeatedly,
            (Condition::Perhaps, _) | (_, Condition::Perhaps) => Condition::Perhaps,
            (Condition::Always, Condition::Always) => Condition::Always,
        };
        Self { condition, ..self }
    }
}

/// Whether control flow is a loop: `for … { … }`, `'label: while … { … }`.
fn condition(parts: &[Part]) -> Condition {
    let Some(Part::Rust(Rust(fragments))) = parts.first() else { return Condition::Perhaps };
    let Some(Fragment::Tokens(tokens)) = fragments.first() else { return Condition::Perhaps };
    let mut words = tokens.clone().into_iter().skip_while(|token| !matches!(token, TokenTree::Ident(_)));
    let is_label = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Punct(_)));
    let first = if is_label { words.nth(2) } else { words.next() };
    match first {
        Some(TokenTree::Ident(word)) if word == "for" || word == "while" || word == "loop" => {
            Condition::Repeatedly
        }
        _ => Condition::Perhaps,
    }
}
