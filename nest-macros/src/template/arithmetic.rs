//! Arithmetic on variables of loops: `8000 + i`, `{i / 250}`. It is worked out while the fleet compiles.

use super::{Bound, Turn, Variable};
use nest_core::problem::Problem;

/// Integers, variables, and what is done with them. A variable by itself may stand for text, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arithmetic {
    /// As written, for messages.
    pub(crate) written: String,
    /// What is done, in order, with the last values that there are: `(1 + i) * 2` is 1, `i`, `+`, 2, `*`. So nothing goes
    /// down the stack, however long it is.
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Int(i64),
    Variable(Variable),
    Negate,
    Apply(Operator),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

impl Operator {
    pub(crate) fn of(sign: char) -> Option<Self> {
        match sign {
            '+' => Some(Operator::Plus),
            '-' => Some(Operator::Minus),
            '*' => Some(Operator::Times),
            '/' => Some(Operator::Over),
            '%' => Some(Operator::Modulo),
            _ => None,
        }
    }

    /// Whether it is done before one that stands after it.
    pub(crate) fn goes_before(self, next: Self) -> bool {
        let is_sum = |operator| matches!(operator, Operator::Plus | Operator::Minus);
        !is_sum(self) || is_sum(next)
    }

    fn apply(self, left: i128, right: i128) -> Result<i128, &'static str> {
        if right == 0 && matches!(self, Operator::Over | Operator::Modulo) {
            return Err("divides by zero");
        }
        let result = match self {
            Operator::Plus => left.checked_add(right),
            Operator::Minus => left.checked_sub(right),
            Operator::Times => left.checked_mul(right),
            Operator::Over => left.checked_div(right),
            Operator::Modulo => left.checked_rem(right),
        };
        result.ok_or(TOO_LARGE)
    }
}

const TOO_LARGE: &str = "is beyond the 64 bits of Nix's integers";

impl Arithmetic {
    /// The variables in it.
    pub(crate) fn variables(&self) -> impl Iterator<Item = Variable> {
        self.steps.iter().filter_map(|step| match step {
            Step::Variable(variable) => Some(*variable),
            _ => None,
        })
    }

    /// What it comes to while the loops go round.
    pub(crate) fn value(&self, turn: &Turn) -> Result<Bound, Problem> {
        if let [Step::Variable(variable)] = self.steps.as_slice() {
            // A variable is only in scope inside of its `for`.
            return turn
                .get(variable.0)
                .map(|(_, bound)| (*bound).clone())
                .ok_or_else(|| self.wrong("has no value"));
        }
        self.integer(turn).map(Bound::Int).map_err(|why| self.wrong(&why))
    }

    /// That it comes to nothing.
    pub(super) fn wrong(&self, why: &str) -> Problem {
        Problem::Uncomputed { expression: self.written.clone(), why: why.to_owned() }
    }

    fn integer(&self, turn: &Turn) -> Result<i64, String> {
        let mut values: Vec<i128> = Vec::new();
        for step in &self.steps {
            let value = match step {
                Step::Int(int) => i128::from(*int),
                Step::Variable(Variable(depth)) => match turn.get(*depth) {
                    Some((_, Bound::Int(int))) => i128::from(*int),
                    Some((name, Bound::Text(_))) => {
                        return Err(format!("takes integers, and `{name}` is text"));
                    }
                    None => return Err("has no value".to_owned()),
                },
                Step::Negate => values.pop().and_then(i128::checked_neg).ok_or(TOO_LARGE)?,
                Step::Apply(operator) => {
                    let (right, left) = (values.pop().unwrap_or_default(), values.pop().unwrap_or_default());
                    operator.apply(left, right)?
                }
            };
            values.push(value);
        }
        values.pop().and_then(|value| value.try_into().ok()).ok_or_else(|| TOO_LARGE.to_owned())
    }
}
