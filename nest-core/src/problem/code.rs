//! The codes of problems, with their pages.

use std::fmt;

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// What stands in brackets at the end of a message.
    pub name: &'static str,
    /// What happens by default.
    pub level: Level,
    /// Whether `#[allow(…)]` on an item silences it there.
    pub is_lint: bool,
    /// The explanation, with an example of the mistake and of its remedy, as Markdown.
    pub page: &'static str,
}

/// What a problem does. It is displayed as the word that stands before a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing.
    Allow,
    /// It is told by `check` and `emit`: a macro cannot warn on a stable compiler.
    Warn,
    /// It is an error, at compile time where it is certain then.
    Deny,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Allow => "allowed",
            Level::Warn => "warning",
            Level::Deny => "error",
        })
    }
}

impl Code {
    /// The code of a name, if there is one.
    ///
    /// ```
    /// use nest_core::problem::{Code, Level};
    ///
    /// assert_eq!(Code::find("dead-rule").unwrap().level, Level::Deny);
    /// assert!(Code::find("dead-rul").is_none());
    /// ```
    pub fn find(name: &str) -> Option<&'static Code> {
        CODES.iter().find(|code| code.name == name)
    }
}

macro_rules! codes {
    ($($name:literal $level:ident $is_lint:literal)*) => {
        /// Every code, in the order in which the problems are best read about.
        pub const CODES: &[Code] = &[$(Code {
            name: $name,
            level: Level::$level,
            is_lint: $is_lint,
            page: include_str!(concat!("pages/", $name, ".md")),
        }),*];
    };
}

codes! {
    "syntax" Deny false
    "unknown-item" Deny false
    "unknown-trait" Deny false
    "unknown-attribute" Deny false
    "unknown-type" Deny false
    "unknown-trait-property" Deny false
    "unknown-class" Deny false
    "unknown-output" Deny true
    "unknown-argument" Deny false
    "unknown-pseudo-class" Deny false
    "unknown-lint" Deny false
    "unknown-node" Deny false
    "unknown-variable" Deny false
    "unknown-setting" Deny false
    "ambiguous-name" Deny false
    "duplicate-trait" Deny false
    "duplicate-attribute" Deny false
    "duplicate-node" Deny false
    "duplicate-label" Deny false
    "duplicate-class" Deny false
    "duplicate-property" Deny false
    "duplicate-word" Deny false
    "duplicate-choice" Deny false
    "reserved-name" Deny false
    "mistyped-value" Deny false
    "data-file" Deny false
    "operator-misused" Deny false
    "missing-attribute" Deny false
    "not-unique" Deny false
    "needs-cycle" Deny false
    "no-strata" Deny false
    "class-twice" Deny false
    "output-collision" Deny false
    "host-name" Deny false
    "empty-namespace" Warn true
    "unknown-name" Deny true
    "only-namespaces" Deny true
    "dead-rule" Deny true
    "dead-needed-by" Deny true
    "dead-body" Deny true
    "dead-assertion" Deny true
    "missing-argument" Deny false
    "assigned-twice" Deny false
    "rule-conflict" Deny true
    "variable-assigned" Deny false
    "nix-interpolation" Deny false
    "nix-syntax" Deny false
    "recursive-import" Deny false
    "missing-file" Deny false
    "lands-nowhere" Deny false
    "endless-synthesis" Deny false
    "broken-assertion" Deny false
    "body-failed" Deny false
    "value-refused" Deny false
    "sibling-crosses-namespace" Warn true
}
