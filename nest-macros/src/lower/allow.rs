//! `#[allow(code)]`: which lints an item silences.

use super::Lowering;
use crate::ast::Name;
use nest_core::problem::{CODES, Code, Problem};

/// What can carry an `allow`, with the lints that can happen to it.
#[derive(Clone, Copy)]
pub(super) enum Item {
    Fleet,
    Trait,
    Rule,
    Assertion,
    OwnOutput,
    /// An attribute, a node or a namespace.
    Other,
}

impl Item {
    fn name(self) -> &'static str {
        match self {
            Item::Fleet => "a fleet",
            Item::Trait => "a trait",
            Item::Rule => "a rule",
            Item::Assertion => "an assertion",
            Item::OwnOutput => "an own output",
            Item::Other => "an attribute, a node or a namespace",
        }
    }

    fn lints(self) -> &'static [&'static str] {
        match self {
            Item::Fleet | Item::Assertion | Item::OwnOutput | Item::Other => &[],
            Item::Trait => &["unknown-name", "only-namespaces", "dead-needed-by", "unknown-output"],
            Item::Rule => &[
                "unknown-name",
                "only-namespaces",
                "dead-rule",
                "dead-body",
                "rule-conflict",
                "sibling-crosses-namespace",
            ],
        }
    }
}

impl<'a> Lowering<'a> {
    /// The codes that an item silences; those that it cannot are reported.
    pub(super) fn allow(&self, names: &'a [Name], item: Item) -> Vec<&'a str> {
        let mut codes = Vec::new();
        for name in names {
            let code = name.text.as_str();
            let problem = match Code::find(code) {
                Some(Code { is_lint: true, .. }) if matches!(item, Item::Fleet) => None,
                Some(Code { is_lint: true, .. }) if item.lints().contains(&code) => None,
                Some(Code { is_lint: true, .. }) => {
                    Some(Problem::NothingToAllow { code: code.to_owned(), of: item.name() })
                }
                _ => {
                    let lints = CODES.iter().filter(|code| code.is_lint).map(|code| code.name.to_owned());
                    Some(Problem::NoLint { code: code.to_owned(), lints: lints.collect() })
                }
            };
            match problem {
                Some(problem) => self.report.add(name.spans, problem),
                None => codes.push(code),
            }
        }
        codes
    }
}
