//! Problems and where they are, as nest-core finds and tells them.

mod diagnostic;
pub(crate) mod panics;
mod site;

pub use diagnostic::Diagnostic;
pub use site::Site;

use crate::model::Declared;
use crate::problem::{Code, Problem};

/// A problem and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Where.
    pub(crate) site: Site,
    /// What.
    pub(crate) problem: Problem,
}

impl Finding {
    /// Whether it is a lint, and silenced.
    pub(crate) fn is_allowed(&self, fleet: &Declared) -> bool {
        let code = self.problem.code();
        Code::find(code).is_some_and(|code| code.is_lint) && self.site.allows(fleet, code)
    }
}
