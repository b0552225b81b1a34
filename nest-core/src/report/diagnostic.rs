//! Problems as they are told when a program resolves a fleet: with place, level and nodes.

use crate::model::{Declared, Place, Tree};
use crate::problem::{Level, Problem, Spot};
use crate::report::{Finding, Site};
use std::collections::HashMap;
use std::fmt;

/// A problem with everything that there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The part of the fleet that it is about; nothing where a body ran.
    pub site: Option<Site>,
    /// The source file: the package's name and the path under its manifest.
    pub file: String,
    /// The source file as the compiler calls it, from the folder that it ran in; nothing without compiled code.
    pub source: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What ran, if it was a body: the rule by its name, or the class of a trait.
    pub body: Option<String>,
    /// The paths of the nodes that it is about: those that the body ran for, or that the message could name as well.
    pub nodes: Vec<String>,
    /// What is wrong; of several nodes, with the first.
    pub problem: Problem,
    /// What it does: at first what its code does by default.
    pub level: Level,
}

impl Diagnostic {
    /// The findings on a fleet and its tree, with their places.
    pub(crate) fn of(
        declared: &Declared,
        sources: &[&str],
        tree: &Tree,
        findings: Vec<Finding>,
    ) -> Vec<Self> {
        let told = |Finding { site, problem }| {
            let place = site.place(declared, tree);
            Self { site: Some(site), ..Self::at(declared, sources, place, problem) }
        };
        findings.into_iter().map(told).collect()
    }

    /// A problem of code that ran: `body` says which, `node` for which node. The problem may know a nearer place.
    pub(crate) fn of_code(
        declared: &Declared,
        sources: &[&str],
        place: Place,
        body: String,
        node: Option<String>,
        problem: Problem,
    ) -> Self {
        let told = Self::at(declared, sources, place, problem);
        let nodes = node.map_or(told.nodes, |node| vec![node]);
        Self { body: Some(body), nodes, ..told }
    }

    fn at(declared: &Declared, sources: &[&str], place: Place, problem: Problem) -> Self {
        let (problem, node, spot) = problem.apart();
        let source = sources.get(place.file.index()).copied();
        let (line, column, problem) = match spot {
            Some(spot) if Some(&*spot.file) == source => (spot.line, spot.column, problem),
            // In a function that is called.
            Some(spot) => (place.line, place.column, elsewhere(problem, &spot)),
            None => (place.line, place.column, problem),
        };
        Self {
            site: None,
            file: declared.file(place).to_owned(),
            source: source.map(str::to_owned),
            line,
            column,
            body: None,
            nodes: node.or_else(|| problem.node().map(str::to_owned)).into_iter().collect(),
            level: problem.level(),
            problem,
        }
    }

    /// One for each mistake: what is wrong in one place, in one way, with many nodes is one diagnostic of all of them.
    ///
    /// A node that has several problems in that place has as many diagnostics, which other nodes share.
    pub fn gathered(told: Vec<Self>) -> Vec<Self> {
        let mut counts: HashMap<_, usize> = HashMap::new();
        let mut first: HashMap<_, usize> = HashMap::new();
        let mut gathered: Vec<Self> = Vec::new();
        for diagnostic in told {
            let Self { site: _, file, source: _, line, column, body, nodes, problem, level } = &diagnostic;
            if let [node] = &**nodes {
                let place = (file.clone(), *line, *column, body.clone(), *level, problem.code());
                let count = counts.entry((place.clone(), node.clone())).or_default();
                *count += 1;
                if let Some(same) = first.get(&(place.clone(), *count)) {
                    gathered[*same].nodes.extend(diagnostic.nodes);
                    continue;
                }
                first.insert((place, *count), gathered.len());
            }
            gathered.push(diagnostic);
        }
        gathered
    }

    /// What ran and for which nodes, of which a few are named: ``in rule `web`, on `web-1` and 299 more``. Nothing where
    /// the message has said it.
    pub fn note(&self) -> Option<String> {
        let body = self.body.as_ref().map(|body| format!("in {body}"));
        let is_named = |node: &String| self.body.is_none() && self.problem.node() == Some(node);
        let on = match &*self.nodes {
            [] => None,
            [one] => (!is_named(one)).then(|| format!("on `{one}`")),
            [first, second] => Some(format!("on `{first}` and `{second}`")),
            [first, rest @ ..] => Some(format!("on `{first}` and {} more", rest.len())),
        };
        let parts: Vec<String> = body.into_iter().chain(on).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// A panic in another file says where. (The compiler has files of its own, which nobody can look into.)
fn elsewhere(problem: Problem, spot: &Spot) -> Problem {
    match problem {
        Problem::BodyPanicked { message } if !spot.file.starts_with("/rustc/") => {
            Problem::BodyPanicked { message: format!("{message} (at {spot})") }
        }
        problem => problem,
    }
}

/// One line: where, what it does, the problem, what ran for which nodes.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, problem, level, .. } = self;
        write!(f, "{file}:{line}:{column}: {level}[{}]: {}", problem.code(), problem.message())?;
        self.note().map_or(Ok(()), |note| write!(f, " ({note})"))
    }
}
