//! Problems as they are told when a program resolves a fleet: with file, line and level.

use crate::model::{Declared, Place, Tree};
use crate::problem::{Level, Problem};
use crate::report::{Finding, Site};
use std::collections::HashSet;
use std::fmt;

/// A problem with everything that there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The part of the fleet that it is about; nothing where a body ran.
    pub site: Option<Site>,
    /// The source file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What ran, if it was a body: the rule by its name, or the class of a trait.
    pub body: Option<String>,
    /// The path of the node that it ran for.
    pub node: Option<String>,
    /// What is wrong.
    pub problem: Problem,
    /// What it does: at first what its code does by default.
    pub level: Level,
}

impl Diagnostic {
    /// The findings on a fleet and its tree, with their lines.
    pub(crate) fn of(declared: &Declared, tree: &Tree, findings: Vec<Finding>) -> Vec<Self> {
        let told = |Finding { site, problem }| Self {
            site: Some(site),
            file: declared.file(site.place(declared, tree)).to_owned(),
            line: site.place(declared, tree).line,
            body: None,
            node: None,
            level: problem.level(),
            problem,
        };
        findings.into_iter().map(told).collect()
    }

    /// A problem of code that ran: `body` says which, `node` for which node.
    pub fn of_code(
        declared: &Declared,
        at: Place,
        body: String,
        node: Option<String>,
        problem: Problem,
    ) -> Self {
        Self {
            site: None,
            file: declared.file(at).to_owned(),
            line: at.line,
            body: Some(body),
            node,
            level: problem.level(),
            problem,
        }
    }

    /// The diagnostics without repetition: one body runs for many nodes, and of what it warns of, the first node is
    /// enough. Errors are all kept.
    pub fn first_of_each(told: Vec<Self>) -> Vec<Self> {
        let mut seen = HashSet::new();
        let mut is_first = |diagnostic: &Self| {
            let Self { file, line, body, problem, level, node: _, site: _ } = diagnostic;
            *level != Level::Warn
                || body.is_none()
                || seen.insert((file.clone(), *line, body.clone(), problem.code()))
        };
        told.into_iter().filter(|diagnostic| is_first(diagnostic)).collect()
    }
}

/// One line: where, whether it only warns, what ran for which node, the problem.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { site: _, file, line, body, node, problem, level } = self;
        write!(f, "{file}:{line}: ")?;
        if *level == Level::Warn {
            f.write_str("warning: ")?;
        }
        match (body, node) {
            (Some(body), Some(node)) => write!(f, "{body} on `{node}`: ")?,
            (Some(body), None) => write!(f, "{body}: ")?,
            (None, _) => {}
        }
        write!(f, "{problem}")
    }
}
