//! What bodies assign, with the marks of what JSON has no word for: properties, modules, and what only Nix knows.

use super::deferred::DeferredSet;
use nest_core::nix::{NixValue, Property, Set};
use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};

/// A value of an option, or of anything else in an attribute set.
pub struct OptionValue<'v>(pub &'v NixValue);

impl Serialize for OptionValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            NixValue::Null => serializer.serialize_unit(),
            NixValue::Bool(b) => serializer.serialize_bool(*b),
            NixValue::Int(i) => serializer.serialize_i64(*i),
            NixValue::Float(x) => serializer.serialize_f64(*x),
            NixValue::Text(text) => serializer.serialize_str(text),
            NixValue::List(elements) => serializer.collect_seq(elements.iter().map(OptionValue)),
            NixValue::Set(set) => {
                let mut map = serializer.serialize_map(Some(set.iter().len()))?;
                write_entries(&mut map, set)?;
                map.end()
            }
            NixValue::Module(file, set) => InnerModule { file, set }.serialize(serializer),
            NixValue::Property(property) => PropertySet(property).serialize(serializer),
            NixValue::Deferred(deferred) => DeferredSet(deferred).serialize(serializer),
            // `Configuration::evaluate` has named it already, with its option.
            NixValue::Refused(refusal) => Err(S::Error::custom(refusal)),
        }
    }
}

/// Writes what a set holds.
pub fn write_entries<M: SerializeMap>(map: &mut M, set: &Set) -> Result<(), M::Error> {
    set.iter().try_for_each(|(name, value)| map.serialize_entry(name, &OptionValue(value)))
}

/// A module by itself, inside another: marked, so that what reads it can tell it from an attribute set.
struct InnerModule<'v> {
    file: &'v str,
    set: &'v Set,
}

impl Serialize for InnerModule<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { file, set } = *self;
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("_nest", "module")?;
        map.serialize_entry("_file", file)?;
        map.serialize_entry(
            "imports",
            &OptionValue(set.get(IMPORTS).unwrap_or(&NixValue::List(Vec::new()))),
        )?;
        map.serialize_entry("config", &OptionsAlone(set))?;
        map.end()
    }
}

/// The key of a module that is no option.
const IMPORTS: &str = "imports";

/// The options of a module, less its imports.
struct OptionsAlone<'v>(&'v Set);

impl Serialize for OptionsAlone<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let options = self.0.iter().filter(|(name, _)| *name != IMPORTS);
        serializer.collect_map(options.map(|(name, value)| (name, OptionValue(value))))
    }
}

/// A property: the set with `_type` that the module system's own functions make.
struct PropertySet<'v>(&'v Property);

impl Serialize for PropertySet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Property::Override(priority, content) => {
                map.serialize_entry("_type", "override")?;
                map.serialize_entry("priority", priority)?;
                map.serialize_entry("content", &OptionValue(content))?;
            }
            Property::Order(priority, content) => {
                map.serialize_entry("_type", "order")?;
                map.serialize_entry("priority", priority)?;
                map.serialize_entry("content", &OptionValue(content))?;
            }
            Property::If(condition, content) => {
                map.serialize_entry("_type", "if")?;
                map.serialize_entry("condition", &OptionValue(condition))?;
                map.serialize_entry("content", &OptionValue(content))?;
            }
            Property::Merge(contents) => {
                map.serialize_entry("_type", "merge")?;
                map.serialize_entry("contents", &contents.iter().map(OptionValue).collect::<Vec<_>>())?;
            }
        }
        map.end()
    }
}
