//! Text with variables of loops in it: `web-[i]`, `"10.0.1.{i}"`.

mod arithmetic;

pub(crate) use arithmetic::{Arithmetic, Operator, Step};

use nest_core::problem::Problem;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// A variable of a `for`: how many others are around that `for`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variable(pub(crate) usize);

/// What a variable stands for while its `for` goes round once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Int(i64),
    Text(String),
}

/// The variables of all loops around a place, outermost first, and what they stand for.
pub(crate) type Turn<'a> = Vec<(&'a str, &'a Bound)>;

/// Text in which variables of loops may stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    first: String,
    /// Each part that is filled in, and the text behind it.
    rest: Vec<(Part, String)>,
}

/// `[i]`, `{i + 1}`, `{i:02}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) value: Arithmetic,
    /// How many digits there are at least, with zeros before the others.
    pub(crate) digits: usize,
}

impl From<String> for Template {
    fn from(text: String) -> Self {
        Self { first: text, rest: Vec::new() }
    }
}

impl Template {
    pub(crate) fn push(&mut self, part: Part) {
        self.rest.push((part, String::new()));
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        self.rest.last_mut().map_or(&mut self.first, |(_, last)| last).push_str(text);
    }

    /// The text, with what the variables stand for.
    pub(crate) fn fill(&self, turn: &Turn) -> Result<Cow<'_, str>, Problem> {
        if self.rest.is_empty() {
            return Ok(Cow::Borrowed(&self.first));
        }
        let mut text = self.first.clone();
        for (part, behind) in &self.rest {
            text.push_str(&part.fill(turn)?);
            text.push_str(behind);
        }
        Ok(Cow::Owned(text))
    }

    /// The variables in it.
    pub(crate) fn variables(&self) -> impl Iterator<Item = Variable> {
        self.rest.iter().flat_map(|(part, _)| part.value.variables())
    }
}

impl Part {
    fn fill(&self, turn: &Turn) -> Result<String, Problem> {
        let Self { value, digits } = self;
        match value.value(turn)? {
            Bound::Int(int) => Ok(format!("{int:0digits$}")),
            Bound::Text(text) if *digits == 0 => Ok(text),
            Bound::Text(_) => Err(value.wrong("is text, and only numbers have digits before them")),
        }
    }
}

/// A problem that shows in one turn, with what the variables stand for that have to do with it.
pub(crate) fn in_turn(problem: Problem, variables: impl Iterator<Item = Variable>, turn: &Turn) -> Problem {
    let depths: BTreeSet<usize> = variables.map(|Variable(depth)| depth).collect();
    let bound = depths.into_iter().filter_map(|depth| turn.get(depth));
    let said = |bound: &Bound| match bound {
        Bound::Int(int) => int.to_string(),
        Bound::Text(text) => format!("{text:?}"),
    };
    let variables: Vec<_> = bound.map(|(name, bound)| ((*name).to_owned(), said(bound))).collect();
    if variables.is_empty() { problem } else { Problem::InTurn { variables, problem: Box::new(problem) } }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Int(i) => write!(f, "{i}"),
            Bound::Text(text) => f.write_str(text),
        }
    }
}
