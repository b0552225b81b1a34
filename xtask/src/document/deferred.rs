//! Values that only Nix knows, as JSON: sets marked with `_nest`, which `load` of `nix/default.nix` reads.

use super::functions::id;
use super::option_value::{OptionValue, write_entries};
use nest_core::nix::{Deferred, NixValue, Set};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

/// A value that Nix makes.
pub struct DeferredSet<'v>(pub &'v Deferred);

impl Serialize for DeferredSet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Deferred::Reference(path) => {
                map.serialize_entry("_nest", "ref")?;
                map.serialize_entry("path", path)?;
            }
            Deferred::Path(path) => {
                map.serialize_entry("_nest", "path")?;
                // That a folder is meant is no matter to Nix.
                map.serialize_entry("path", path.strip_suffix('/').unwrap_or(path))?;
            }
            Deferred::Text(parts) => {
                map.serialize_entry("_nest", "text")?;
                map.serialize_entry("parts", &all(parts))?;
            }
            Deferred::Expression { source, arguments } => {
                map.serialize_entry("_nest", "expr")?;
                map.serialize_entry("id", &id(source))?;
                map.serialize_entry("args", &Arguments(arguments))?;
            }
            Deferred::Call { function, arguments } => {
                map.serialize_entry("_nest", "call")?;
                map.serialize_entry("function", &OptionValue(function))?;
                map.serialize_entry("args", &all(arguments))?;
            }
            Deferred::Select { from, path } => {
                map.serialize_entry("_nest", "select")?;
                map.serialize_entry("from", &OptionValue(from))?;
                map.serialize_entry("path", path)?;
            }
            Deferred::Not(condition) => {
                map.serialize_entry("_nest", "not")?;
                map.serialize_entry("of", &OptionValue(condition))?;
            }
            Deferred::All(conditions) => {
                map.serialize_entry("_nest", "all")?;
                map.serialize_entry("of", &all(conditions))?;
            }
            Deferred::Any(conditions) => {
                map.serialize_entry("_nest", "any")?;
                map.serialize_entry("of", &all(conditions))?;
            }
            Deferred::If { condition, then, otherwise } => {
                map.serialize_entry("_nest", "if")?;
                map.serialize_entry("condition", &OptionValue(condition))?;
                map.serialize_entry("then", &OptionValue(then))?;
                map.serialize_entry("else", &OptionValue(otherwise))?;
            }
        }
        map.end()
    }
}

fn all(values: &[NixValue]) -> Vec<OptionValue<'_>> {
    values.iter().map(OptionValue).collect()
}

struct Arguments<'v>(&'v Set);

impl Serialize for Arguments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_entries(&mut map, self.0)?;
        map.end()
    }
}
