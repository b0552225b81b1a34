//! Conditions of which Nix knows a part: what is known here is settled here.

use super::{Deferred, IntoNix, NixValue};

/// What `!` makes of a condition.
///
/// ```
/// use nest_core::__private::not;
/// use nest_core::nix::IntoNix;
///
/// assert_eq!(not(true.into_nix()), false.into_nix());
/// ```
pub fn not(condition: NixValue) -> NixValue {
    match condition {
        NixValue::Bool(holds) => NixValue::Bool(!holds),
        NixValue::Deferred(deferred) => match *deferred {
            Deferred::Not(inner) => inner,
            deferred => Deferred::Not(deferred.into()).into(),
        },
        other => Deferred::Not(other).into(),
    }
}

/// What one of two values is, if the condition is known; else what decides between them.
pub fn choice(condition: NixValue, then: impl IntoNix, otherwise: impl IntoNix) -> NixValue {
    let (then, otherwise) = (then.into_nix(), otherwise.into_nix());
    match condition {
        NixValue::Bool(true) => then,
        NixValue::Bool(false) => otherwise,
        condition => Deferred::If { condition, then, otherwise }.into(),
    }
}

/// The operands of `&&` or `||`, one after the other, as far as they are asked for.
///
/// ```
/// use nest_core::__private::{Operands, reference};
///
/// let tls = reference(&["config".into(), "tls".into()]);
/// let mut all = Operands::all();
/// all.add(true);
/// all.add(tls.clone());
/// assert!(!all.is_settled());
/// assert_eq!(all.value(), tls);
///
/// let mut any = Operands::any();
/// any.add(true);
/// assert!(any.is_settled());
/// ```
#[derive(Debug)]
pub struct Operands {
    /// The operand that settles the whole: `false` of `&&`, `true` of `||`.
    settles: bool,
    is_settled: bool,
    asked: Vec<NixValue>,
}

impl Operands {
    /// Of `&&`.
    pub fn all() -> Self {
        Self { settles: false, is_settled: false, asked: Vec::new() }
    }

    /// Of `||`.
    pub fn any() -> Self {
        Self { settles: true, is_settled: false, asked: Vec::new() }
    }

    /// Whether what follows is not asked for any more.
    pub fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// The next operand.
    pub fn add(&mut self, operand: impl IntoNix) {
        match operand.into_nix() {
            NixValue::Bool(known) => self.is_settled |= known == self.settles,
            asked => self.asked.push(asked),
        }
    }

    /// What comes of them.
    pub fn value(mut self) -> NixValue {
        if self.is_settled {
            return NixValue::Bool(self.settles);
        }
        match self.asked.len() {
            0 => NixValue::Bool(!self.settles),
            1 => self.asked.remove(0),
            _ if self.settles => Deferred::Any(self.asked).into(),
            _ => Deferred::All(self.asked).into(),
        }
    }
}
