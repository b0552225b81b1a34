//! Which values are of a type, and which a selector may compare with.

use super::selector::Op;
use super::value::Value;
use super::{Scalar, Table, Type, Wrap};
use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
use crate::nix::system::System;
use crate::problem::Problem;
use crate::problem::suggest::nearest;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A value that is not of its attribute's type.
#[derive(Debug)]
pub struct Mismatch {
    /// The way from the value to the wrong part: positions in lists and maps.
    pub at: Vec<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl Type<'_> {
    /// Whether a value is of the type.
    pub fn check(&self, value: &Value<'_>) -> Result<(), Mismatch> {
        let mut at = Vec::new();
        check(&self.wraps, &self.scalar, value, &mut at).map_err(|problem| Mismatch { at, problem })
    }

    /// What the type makes of text without quotes: `80` is a number for a `u16`, and text for a `String`. The parts of a
    /// list have `;` between them. Text that it cannot read stays text, which is then of the wrong type.
    ///
    /// ```
    /// use nest_core::model::{Int, Scalar, Type, Wrap};
    ///
    /// let ports = Type { wraps: vec![Wrap::List].into(), scalar: Scalar::Int(Int::U16) };
    /// assert_eq!(ports.read("80; 443").to_string(), "[80, 443]");
    /// assert_eq!(Type::scalar(Scalar::String).read("80").to_string(), "\"80\"");
    /// assert!(ports.check(&ports.read("80;http")).is_err());
    /// ```
    pub fn read<'v>(&self, text: &'v str) -> Value<'v> {
        match self.wraps.split_first() {
            Some((Wrap::Optional, _)) if text == "null" => Value::Null,
            Some((Wrap::Optional, [Wrap::List, ..])) | Some((Wrap::List, _)) => {
                let parts = text.split(';').map(|part| self.scalar.read(part.trim()));
                Value::List(parts.collect::<Vec<_>>().into())
            }
            _ => self.scalar.read(text),
        }
    }

    /// Whether two values of the type, or of its elements, are one: `fd00::1` is `fd00:0::1`.
    pub fn same(&self, a: &Value<'_>, b: &Value<'_>) -> bool {
        a == b || self.canonical(a) == self.canonical(b)
    }

    /// A text that is equal for equal values of the type, or of its elements.
    pub fn canonical(&self, value: &Value<'_>) -> String {
        match (&self.scalar, value) {
            (scalar, Value::Str(text)) => {
                scalar.canonical(text).map_or_else(|| value.to_string(), |text| format!("{text:?}"))
            }
            (_, Value::Node(id, _)) => id.0.to_string(),
            (_, Value::List(parts)) => parts.iter().map(|part| self.canonical(part) + ",").collect(),
            (_, Value::Map(parts)) => {
                parts.iter().map(|(name, part)| format!("{name:?}={},", self.canonical(part))).collect()
            }
            _ => value.to_string(),
        }
    }

    /// A value of the type as it is kept, and written: a hardware address in its one spelling, whatever it was read in.
    pub fn keep<'v>(&self, value: Value<'v>) -> Value<'v> {
        match (&self.scalar, value) {
            (Scalar::MacAddr, Value::Str(text)) => {
                Value::Str(self.scalar.canonical(&text).map_or(text, Into::into))
            }
            (Scalar::MacAddr, Value::List(parts)) => {
                Value::List(parts.iter().map(|part| self.keep(part.clone())).collect::<Vec<_>>().into())
            }
            (Scalar::MacAddr, Value::Map(parts)) => {
                let kept = parts.iter().map(|(name, part)| (name.clone(), self.keep(part.clone())));
                Value::Map(kept.collect::<Vec<_>>().into())
            }
            (_, value) => value,
        }
    }

    /// Whether a selector may compare an attribute of the type so, with that literal.
    pub fn check_comparison(&self, op: Op, wanted: &Value<'_>) -> Result<(), Mismatch> {
        let wraps: &[Wrap] = match &*self.wraps {
            [Wrap::Optional, rest @ ..] => rest,
            all => all,
        };
        let is_text =
            !matches!(self.scalar, Scalar::Bool | Scalar::Int(_) | Scalar::Float | Scalar::Node { .. });
        let applies = match op {
            Op::Equal | Op::NotEqual => return self.check(wanted),
            Op::Less | Op::AtMost | Op::Greater | Op::AtLeast => {
                wraps.is_empty() && matches!(self.scalar, Scalar::Int(_) | Scalar::Float | Scalar::Unknown)
            }
            Op::Prefix | Op::Suffix | Op::Substring => wraps.is_empty() && is_text,
            Op::Includes => matches!(wraps, [Wrap::List]) || (wraps.is_empty() && is_text),
        };
        let mismatch = |problem| Err(Mismatch { at: Vec::new(), problem });
        if !applies {
            return mismatch(Problem::OperatorMisused { op: op.symbol(), ty: self.to_string() });
        }
        match op {
            // A part of an address or a platform is text, and no address or platform.
            Op::Prefix | Op::Suffix | Op::Substring => Type::scalar(Scalar::String).check(wanted),
            _ => Type { wraps: Table::EMPTY, scalar: self.scalar.clone() }.check(wanted),
        }
    }
}

fn check(wraps: &[Wrap], scalar: &Scalar, value: &Value, at: &mut Vec<usize>) -> Result<(), Problem> {
    let mut each = |rest: &[Wrap], i: usize, part: &Value| {
        at.push(i);
        check(rest, scalar, part, at)?;
        at.pop();
        Ok(())
    };
    match (wraps.split_first(), value) {
        (_, Value::Unknown) => Ok(()),
        (Some((Wrap::Optional, _)), Value::Null) => Ok(()),
        (Some((Wrap::Optional, rest)), _) => check(rest, scalar, value, at),
        (Some((Wrap::List, rest)), Value::List(parts)) => {
            parts.iter().enumerate().try_for_each(|(i, part)| each(rest, i, part))
        }
        (Some((Wrap::Map, rest)), Value::Map(parts)) => {
            parts.iter().enumerate().try_for_each(|(i, (_, part))| each(rest, i, part))
        }
        (Some(_), _) => Err(mistyped(wraps, scalar, value)),
        (None, _) => scalar.check(value),
    }
}

fn mistyped(wraps: &[Wrap], scalar: &Scalar, value: &Value) -> Problem {
    let ty = Type { wraps: wraps.to_vec().into(), scalar: scalar.clone() };
    Problem::MistypedValue { value: value.to_string(), expected: ty.to_string(), hint: None }
}

impl Scalar<'_> {
    fn check(&self, value: &Value<'_>) -> Result<(), Problem> {
        // The hint is worked out for wrong values only: most are right, and a fleet has thousands.
        let parses = |ok: bool, hint: &dyn Fn() -> Option<String>| {
            if ok {
                return Ok(());
            }
            let (value, expected) = (value.to_string(), self.to_string());
            Err(Problem::MistypedValue { value, expected, hint: hint() })
        };
        let none = || None;
        match (self, value) {
            (Scalar::Unknown, _) | (Scalar::Bool, Value::Bool(_)) => Ok(()),
            (Scalar::String, Value::Str(s)) => {
                parses(!s.contains('\0'), &|| Some("Nix would cut it at the NUL".to_owned()))
            }
            (Scalar::Float, Value::Float(f)) => parses(f.is_finite(), &none),
            (Scalar::Float, Value::Int(i)) => parses(false, &|| Some(format!("write `{i}.0`"))),
            (Scalar::Int(int), Value::Int(i)) => {
                let (min, max) = int.range();
                parses((min..=max).contains(i), &|| Some(format!("it goes from {min} to {max}")))
            }
            (Scalar::Ipv4, Value::Str(s)) => parses(s.parse::<Ipv4Addr>().is_ok(), &|| without_prefix(s)),
            (Scalar::Ipv6, Value::Str(s)) => parses(s.parse::<Ipv6Addr>().is_ok(), &|| without_prefix(s)),
            (Scalar::Ip, Value::Str(s)) => parses(s.parse::<IpAddr>().is_ok(), &|| without_prefix(s)),
            (Scalar::Ipv4Net, Value::Str(s)) => parses(s.parse::<Ipv4Net>().is_ok(), &|| with_prefix(s)),
            (Scalar::Ipv6Net, Value::Str(s)) => parses(s.parse::<Ipv6Net>().is_ok(), &|| with_prefix(s)),
            (Scalar::IpNet, Value::Str(s)) => parses(s.parse::<IpNet>().is_ok(), &|| with_prefix(s)),
            (Scalar::MacAddr, Value::Str(s)) => parses(s.parse::<MacAddr>().is_ok(), &|| {
                Some("write six bytes, as in `00:11:22:aa:bb:cc`".to_owned())
            }),
            (Scalar::System, Value::Str(s)) => {
                parses(System::parse(s).is_some(), &|| did_you_mean(s, System::names()))
            }
            (Scalar::Choice(choices), Value::Str(s)) => {
                parses(choices.contains(&&**s), &|| did_you_mean(s, choices.iter().copied()))
            }
            // Whether the node has the trait is known when all traits are.
            (Scalar::Node { .. }, Value::Node(..)) => Ok(()),
            (Scalar::Node { .. }, Value::Str(s)) => parses(false, &|| Some(format!("write `#{s}`"))),
            _ => Err(mistyped(&[], self, value)),
        }
    }

    /// What the type makes of text without quotes. What it cannot read stays text.
    pub(crate) fn read<'v>(&self, text: &'v str) -> Value<'v> {
        let value = match (self, text) {
            (Scalar::Bool, "true") => Some(Value::Bool(true)),
            (Scalar::Bool, "false") => Some(Value::Bool(false)),
            (Scalar::Int(_), _) => text.parse().ok().map(Value::Int),
            (Scalar::Float, _) => text.parse().ok().map(Value::Float),
            _ => None,
        };
        value.unwrap_or(Value::Str(text.into()))
    }

    /// The one spelling of a text that can be written in several.
    fn canonical(&self, text: &str) -> Option<String> {
        match self {
            Scalar::Ipv6 | Scalar::Ip => text.parse::<IpAddr>().ok().map(|address| address.to_string()),
            Scalar::Ipv6Net | Scalar::IpNet => text.parse::<IpNet>().ok().map(|net| net.to_string()),
            Scalar::MacAddr => text.parse::<MacAddr>().ok().map(|address| address.to_string()),
            _ => None,
        }
    }
}

fn without_prefix(text: &str) -> Option<String> {
    let net: IpNet = text.parse().ok()?;
    let ty = if matches!(net, IpNet::V4(_)) { "Ipv4Net" } else { "Ipv6Net" };
    Some(format!("leave out `/{}`, or declare it as `{ty}`", net.prefix_len()))
}

fn with_prefix(text: &str) -> Option<String> {
    let address: IpAddr = text.parse().ok()?;
    let length = if address.is_ipv4() { 24 } else { 64 };
    Some(format!("write the length of its prefix too, as in `{text}/{length}`"))
}

fn did_you_mean<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    nearest(wrong, names).map(|name| format!("did you mean `\"{name}\"`?"))
}
