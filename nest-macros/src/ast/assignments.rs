//! What a body assigns, as far as that shows before it runs: one list, which all that asks reads.

use super::{Body, Fragment, OptionPath, Part, Rust, Segment, Setting, Statement, Value};
use nest_core::model::Condition;
use proc_macro2::{TokenStream, TokenTree};

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
    /// Whether Nix decides if it counts.
    pub(crate) in_nix: bool,
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
        let around = Around { path: &[], condition: Condition::Always, in_set: false, in_nix: false };
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
    in_nix: bool,
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
                Statement::Own(Setting::When { then, otherwise, .. }) => {
                    let inside = Around { in_nix: true, ..self.under(Condition::Perhaps) };
                    inside.body(then, all);
                    inside.body(otherwise, all);
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
        let Self { condition, in_set, in_nix, .. } = self;
        all.push(Assignment { path: path.clone(), written, given, condition, in_set, in_nix });
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

/// Whether control flow repeats what is in its braces.
fn condition(parts: &[Part]) -> Condition {
    match parts.first() {
        Some(Part::Rust(Rust(fragments))) => match fragments.first() {
            Some(Fragment::Tokens(header)) if is_loop(header) => Condition::Repeatedly,
            _ => Condition::Perhaps,
        },
        _ => Condition::Perhaps,
    }
}

/// Whether control flow begins as a loop does: `for … { … }`, `'label: while … { … }`.
pub(crate) fn is_loop(header: &TokenStream) -> bool {
    let is_label = matches!(header.clone().into_iter().next(), Some(TokenTree::Punct(_)));
    let mut words = header.clone().into_iter().filter(|token| matches!(token, TokenTree::Ident(_)));
    let first = if is_label { words.nth(1) } else { words.next() };
    matches!(first, Some(TokenTree::Ident(word)) if ["for", "while", "loop"].iter().any(|other| word == other))
}
