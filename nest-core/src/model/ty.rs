//! The types of attributes.

use super::value::separated;
use super::{Table, TraitId};
use std::fmt;

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
        Self::ALL.iter().find(|(_, int)| *int == self).map_or("i64", |(name, _)| name)
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
            Scalar::Choice(choices) => separated(f, " | ", choices, |f, choice| write!(f, "{choice:?}")),
            Scalar::Node { name, .. } => write!(f, "node({name})"),
            Scalar::Unknown => f.write_str("_"),
        }
    }
}
