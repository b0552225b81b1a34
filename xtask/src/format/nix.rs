//! Values as a Nix expression, which evaluates to what `builtins.fromJSON` makes of the same values as JSON.
//!
//! An expression is made of literals alone, apart from three numbers that Nix has no literal for. Text is in
//! double quotes with everything escaped that means something there, so no value can become code.

use super::Unwritable as Error;
use nest_core::nix::{quote, string};
use serde_core::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer,
};
use std::fmt::{Display, Write};

/// A value, laid out as nixfmt does inside that many sets: two spaces deeper for each set and list, one attribute or
/// element a line.
pub fn render(value: &(impl Serialize + ?Sized), depth: usize) -> Result<String, Error> {
    let mut out = String::new();
    value.serialize(Expression { out: &mut out, depth, is_element: false })?;
    Ok(out)
}

/// Into a string, which takes everything.
fn write(out: &mut String, text: impl Display) {
    let _ = write!(out, "{text}");
}

/// Where the next value goes.
struct Expression<'w> {
    out: &'w mut String,
    /// How many sets and lists are open.
    depth: usize,
    /// Elements of a list stand side by side, so an operator there needs parentheses.
    is_element: bool,
}

impl Expression<'_> {
    /// A value that is complete in itself.
    fn atom(self, text: impl Display) -> Result<(), Error> {
        write(self.out, text);
        Ok(())
    }

    /// A value with an operator, such as the sign of a number.
    fn operation(self, text: impl Display) -> Result<(), Error> {
        if self.is_element { self.atom(format_args!("({text})")) } else { self.atom(text) }
    }
}

/// The integers that Nix has, from whatever integers Rust has.
macro_rules! integers {
    ($($method:ident: $ty:ty,)*) => {$(
        fn $method(self, i: $ty) -> Result<(), Error> {
            let i = i64::try_from(i).map_err(|_| Error::custom(format_args!("Nix has no integer `{i}`")))?;
            match i {
                // A sign is an operator in Nix, and what this one would be the negation of is too large.
                i64::MIN => self.operation(format_args!("{} - 1", i64::MIN + 1)),
                ..0 => self.operation(i),
                0.. => self.atom(i),
            }
        }
    )*};
}

impl<'w> Serializer for Expression<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'w>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Attributes<'w>;
    type SerializeStruct = Attributes<'w>;
    type SerializeStructVariant = Impossible<(), Error>;

    integers! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
    }

    fn serialize_bool(self, b: bool) -> Result<(), Error> {
        self.atom(b)
    }

    fn serialize_f32(self, x: f32) -> Result<(), Error> {
        self.serialize_f64(x.into())
    }

    fn serialize_f64(self, x: f64) -> Result<(), Error> {
        if !x.is_finite() {
            return Err(Error::custom(format_args!("Nix has no number `{x}`")));
        }
        if x == 0.0 && x.is_sign_negative() {
            // `-0.0` is `0 - 0.0`, and that is `0.0`.
            return self.operation("0.0 * -1.0");
        }
        if x.is_subnormal() {
            // Nix refuses literals this small. Both of these are exact, and so is what they give.
            return self.operation(format_args!("{} / {}", literal(x * TWO_TO_54), literal(TWO_TO_54)));
        }
        if x < 0.0 { self.operation(literal(x)) } else { self.atom(literal(x)) }
    }

    fn serialize_char(self, c: char) -> Result<(), Error> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.atom(string(text))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(unknown("bytes"))
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.atom("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.atom("null")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Error> {
        Err(unknown(name))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(unknown(name))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>, Error> {
        Ok(List(Block::open(self, '[')))
    }

    fn serialize_tuple(self, _: usize) -> Result<Impossible<(), Error>, Error> {
        Err(unknown("a tuple"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Impossible<(), Error>, Error> {
        Err(unknown(name))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(unknown(name))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Attributes<'w>, Error> {
        Ok(Attributes(Block::open(self, '{')))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Attributes<'w>, Error> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(unknown(name))
    }
}

/// No fleet holds such a value.
fn unknown(what: &str) -> Error {
    Error::custom(format_args!("`{what}` cannot be written as Nix"))
}

/// By this every subnormal number becomes a normal one, and none becomes infinite.
const TWO_TO_54: f64 = (1_u64 << 54) as f64;

/// A float, such that it reads as the same one. Nix wants the point, also before an exponent: `1.0e300`.
fn literal(x: f64) -> String {
    let text = format!("{x:?}");
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    }
}

/// What stands between brackets, one item a line.
struct Block<'w> {
    out: &'w mut String,
    /// Of the brackets; the items are one deeper.
    depth: usize,
    is_empty: bool,
}

impl<'w> Block<'w> {
    fn open(at: Expression<'w>, bracket: char) -> Self {
        let Expression { out, depth, is_element: _ } = at;
        out.push(bracket);
        Self { out, depth, is_empty: true }
    }

    /// Begins an item's line.
    fn item(&mut self) {
        self.is_empty = false;
        self.line(self.depth + 1);
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T, is_element: bool) -> Result<(), Error> {
        value.serialize(Expression { out: self.out, depth: self.depth + 1, is_element })
    }

    fn close(mut self, bracket: char) {
        if self.is_empty {
            self.out.push(' ');
        } else {
            self.line(self.depth);
        }
        self.out.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        (0..depth).for_each(|_| self.out.push_str("  "));
    }
}

/// `[ … ]`
struct List<'w>(Block<'w>);

impl SerializeSeq for List<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.item();
        self.0.value(value, true)
    }

    fn end(self) -> Result<(), Error> {
        self.0.close(']');
        Ok(())
    }
}

/// `{ … }`
struct Attributes<'w>(Block<'w>);

impl SerializeMap for Attributes<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let Ok(serde_json::Value::String(name)) = serde_json::to_value(key) else {
            return Err(Error::custom("only text names an attribute"));
        };
        self.0.item();
        write(self.0.out, format_args!("{} = ", quote(&name)));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.value(value, false)?;
        self.0.out.push(';');
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        self.0.close('}');
        Ok(())
    }
}

impl SerializeStruct for Attributes<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Result<(), Error> {
        SerializeMap::end(self)
    }
}
