//! Values as JSON.

use super::Unwritable;
use serde_core::Serialize;
use serde_core::ser::Error;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io;

/// A value, laid out as serde_json does it inside that many sets.
pub fn render(value: &(impl Serialize + ?Sized), depth: usize) -> Result<String, Unwritable> {
    // As much as most systems need.
    let mut text = Vec::with_capacity(4096);
    let mut layout = PrettyFormatter::new();
    let deeper = (0..depth).try_for_each(|_| layout.begin_object(&mut io::sink()));
    deeper.map_err(Unwritable::custom)?;
    value.serialize(&mut Serializer::with_formatter(&mut text, layout)).map_err(Unwritable::custom)?;
    String::from_utf8(text).map_err(Unwritable::custom)
}
