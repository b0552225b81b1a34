//! Text with variables of loops in it: `web-[i]`, `"10.0.1.{i}"`.

use std::borrow::Cow;
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

/// What the variables of all loops around a place stand for, outermost first.
pub(crate) type Turn<'a> = Vec<&'a Bound>;

/// Text in which variables of loops may stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    first: String,
    /// Each variable, and the text behind it.
    rest: Vec<(Variable, String)>,
}

impl From<String> for Template {
    fn from(text: String) -> Self {
        Self { first: text, rest: Vec::new() }
    }
}

impl Template {
    pub(crate) fn push(&mut self, variable: Variable) {
        self.rest.push((variable, String::new()));
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        self.rest.last_mut().map_or(&mut self.first, |(_, last)| last).push_str(text);
    }

    /// The text, with what the variables stand for.
    pub(crate) fn fill(&self, turn: &Turn) -> Cow<'_, str> {
        if self.rest.is_empty() {
            return Cow::Borrowed(&self.first);
        }
        let mut text = self.first.clone();
        for (Variable(depth), behind) in &self.rest {
            // A variable is only in scope inside of its `for`.
            text.extend(turn.get(*depth).map(|bound| bound.to_string()));
            text.push_str(behind);
        }
        Cow::Owned(text)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Int(i) => write!(f, "{i}"),
            Bound::Text(text) => f.write_str(text),
        }
    }
}
