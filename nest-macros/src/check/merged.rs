//! What Nix decides about is a definition of its own, and definitions are merged in the modules of systems alone.

use super::Tell;
use crate::ast::Visit;
use crate::lower::Source;
use nest_core::problem::Problem;
use proc_macro2::Span;

/// Reports an `if` of which Nix knows a part, in code that gives no module.
pub(super) fn check(source: &Source, tell: Tell) {
    source.walk(&mut Check(tell));
}

struct Check<'t>(Tell<'t>);

impl Visit<'_> for Check<'_> {
    fn decided_by_nix(&mut self, keyword: Span) {
        let problem = Problem::Habit {
            what: "if".to_owned(),
            why: "is decided by Nix, and this is no module, where it would merge what comes of it".to_owned(),
            remedy: "write `name = if … { … } else { … };`".to_owned(),
            code: "nix-syntax",
        };
        (self.0)(keyword.into(), problem);
    }
}
