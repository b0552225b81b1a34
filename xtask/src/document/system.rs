//! What code gave, as it stands in the document.

use super::option_value::{OptionValue, write_entries};
use nest_core::nix::Set;
use nest_core::{Evaluated, Module};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

/// A system: its arguments and modules, or what a closure made of them.
#[derive(Debug)]
pub struct System(pub Evaluated);

impl Serialize for System {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Evaluated { args, modules, data, assigned: _, warnings: _ } = &self.0;
        if let Some(data) = data {
            return OptionValue(data).serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        write_entries(&mut map, args)?;
        map.serialize_entry("modules", &Modules(modules))?;
        map.end()
    }
}

struct Modules<'m>(&'m [Module]);

impl Serialize for Modules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Options))
    }
}

struct Options<'m>(&'m Module);

impl Serialize for Options<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Module { file, set, .. } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("_file", file)?;
        write_entries(&mut map, set)?;
        map.end()
    }
}

/// What the body of an own output gave.
#[derive(Debug)]
pub struct OwnSet(pub Set);

impl Serialize for OwnSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_entries(&mut map, &self.0)?;
        map.end()
    }
}
