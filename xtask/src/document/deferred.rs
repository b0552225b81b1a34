//! Values that only Nix knows, as JSON: sets marked with `_nest`, which `load` of `nix/default.nix` reads.

use super::functions::id;
use super::option_value::{OptionValue, write_entries};
use nest_core::nix::{Deferred, Set};
use serde::ser::{Serialize, SerializeMap, Serializer};

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
                map.serialize_entry("parts", &parts.iter().map(OptionValue).collect::<Vec<_>>())?;
            }
            Deferred::Expression { source, arguments } => {
                map.serialize_entry("_nest", "expr")?;
                map.serialize_entry("id", &id(source))?;
                map.serialize_entry("args", &Arguments(arguments))?;
            }
        }
        map.end()
    }
}

struct Arguments<'v>(&'v Set);

impl Serialize for Arguments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_entries(&mut map, self.0)?;
        map.end()
    }
}
