//! The types of attributes, and which values are of them.

use super::selector::Op;
use super::{Table, TraitId};
use crate::model::value::Value;
use crate::net::{IpNet, Ipv4Net, Ipv6Net, MacAddr};
use crate::nix::system::System;
use crate::problem::Problem;
use crate::problem::suggest::nearest;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A type: a scalar inside any number of wrappers.
///
/// `[u16]?` is `wraps: [Optional, List]`, `scalar: u16`. Every constructor has one argument, so a type is a
/// chain, and needs no tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Type<'a> {
    /// The wrappers, outermost first.
    pub wraps: Table<'a, Wrap>,
    /// What is inside.
    pub scalar: Scalar<'a>,
}

/// What a type wraps around another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    /// `T?`: may be `null`.
    Optional,
    /// `[T]`
    List,
    /// `{ String: T }`
    Map,
}

/// A type that holds one value.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// An integer of a Rust type.
    Int(Int),
    /// A finite 64-bit floating-point number.
    Float,
    /// `10.0.1.1`
    Ipv4,
    /// `fd00::1`
    Ipv6,
    /// Either.
    Ip,
    /// `10.0.1.1/24`
    Ipv4Net,
    /// `fd00::1/64`
    Ipv6Net,
    /// Either.
    IpNet,
    /// `aa:bb:cc:dd:ee:ff`
    MacAddr,
    /// A Nix platform, such as `x86_64-linux`.
    System,
    /// One of these texts.
    Choice(Table<'a, &'a str>),
    /// `node(web)`: a node that has the trait.
    Node {
        /// The trait; unknown only while the macro reports a word that it does not know.
        of: Option<TraitId>,
        /// The trait's name, as written.
        name: &'a str,
    },
    /// A type that the macro did not know, and has reported: every value is fine.
    Unknown,
}

/// The integer types of attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the Rust type of its name")]
pub enum Int {
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Int {
    /// All, with their names.
    pub const ALL: [(&'static str, Int); 6] = [
        ("i64", Int::I64),
        ("i32", Int::I32),
        ("u8", Int::U8),
        ("u16", Int::U16),
        ("u32", Int::U32),
        ("u64", Int::U64),
    ];

    /// The name of the Rust type.
    pub fn name(self) -> &'static str {
        match self {
            Int::I32 => "i32",
            Int::I64 => "i64",
            Int::U8 => "u8",
            Int::U16 => "u16",
            Int::U32 => "u32",
            Int::U64 => "u64",
        }
    }

    /// The smallest and the largest value. An `u64` ends where Nix's integers do: they are 64 bits, signed.
    pub fn range(self) -> (i64, i64) {
        match self {
            Int::I32 => (i32::MIN.into(), i32::MAX.into()),
            Int::I64 => (i64::MIN, i64::MAX),
            Int::U8 => (0, u8::MAX.into()),
            Int::U16 => (0, u16::MAX.into()),
            Int::U32 => (0, u32::MAX.into()),
            Int::U64 => (0, i64::MAX),
        }
    }
}

/// A value that is not of its attribute's type.
#[derive(Debug)]
pub struct Mismatch {
    /// The way from the value to the wrong part: positions in lists and maps.
    pub at: Vec<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl<'a> Type<'a> {
    /// A type without wrappers.
    pub const fn scalar(scalar: Scalar<'a>) -> Self {
        Self { wraps: Table::EMPTY, scalar }
    }

    /// The type inside the outermost wrapper, if that is the one asked for.
    pub fn inside(&self, wrap: Wrap) -> Option<Type<'a>> {
        let (first, rest) = self.wraps.split_first()?;
        (*first == wrap).then(|| Type { wraps: rest.to_vec().into(), scalar: self.scalar.clone() })
    }

    /// Whether a value is of the type.
    pub fn check(&self, value: &Value<'_>) -> Result<(), Mismatch> {
        let mut at = Vec::new();
        check(&self.wraps, &self.scalar, value, &mut at).map_err(|problem| Mismatch { at, problem })
    }
}

impl Type<'_> {
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

/// As written in `fleet!`.
impl fmt::Display for Type<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for wrap in &self.wraps {
            match wrap {
                Wrap::Optional => Ok(()),
                Wrap::List => f.write_str("["),
                Wrap::Map => f.write_str("{ String: "),
            }?;
        }
        write!(f, "{}", self.scalar)?;
        for wrap in self.wraps.iter().rev() {
            f.write_str(match wrap {
                Wrap::Optional => "?",
                Wrap::List => "]",
                Wrap::Map => " }",
            })?;
        }
        Ok(())
    }
}

/// As written in `fleet!`.
impl fmt::Display for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::String => f.write_str("String"),
            Scalar::Bool => f.write_str("bool"),
            Scalar::Int(int) => f.write_str(int.name()),
            Scalar::Float => f.write_str("f64"),
            Scalar::Ipv4 => f.write_str("Ipv4Addr"),
            Scalar::Ipv6 => f.write_str("Ipv6Addr"),
            Scalar::Ip => f.write_str("IpAddr"),
            Scalar::Ipv4Net => f.write_str("Ipv4Net"),
            Scalar::Ipv6Net => f.write_str("Ipv6Net"),
            Scalar::IpNet => f.write_str("IpNet"),
            Scalar::MacAddr => f.write_str("MacAddr"),
            Scalar::System => f.write_str("System"),
            Scalar::Choice(choices) => {
                for (i, choice) in choices.iter().enumerate() {
                    write!(f, "{}{choice:?}", if i == 0 { "" } else { " | " })?;
                }
                Ok(())
            }
            Scalar::Node { name, .. } => write!(f, "node({name})"),
            Scalar::Unknown => f.write_str("_"),
        }
    }
}
