//! A document as far as it is compared: what differs between two, by name.

use nest_core::nix::{path, quote};
use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, Read};

/// The keys of a document and what they hold, without the contents: of each entry only the hash.
///
/// Two documents are compared in memory that grows with the number of hosts, not with their modules.
#[derive(Debug, Default)]
pub struct Outline {
    keys: Vec<(String, Part)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Of a text, such as the fleet's name, the hash.
    Text(u64),
    /// Of an output, or the nodes, the names and the hashes.
    Entries(Vec<(String, u64)>),
}

impl Outline {
    /// Reads a document.
    pub fn read(document: impl Read) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_reader(BufReader::new(document));
        let outline = Self::deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(outline)
    }

    /// What has to change for this to become `new`, named as in Nix: first in the order of `new`, then what it
    /// has not. Nothing, if only the order or the white space differs.
    pub fn differences(&self, new: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let old_keys: HashMap<&str, &Part> = self.keys.iter().map(|(key, part)| (&**key, part)).collect();
        for (key, part) in &new.keys {
            match (old_keys.get(&**key), part) {
                (None, part) => found.extend(part.names(key).map(|name| format!("{name} (new)"))),
                (Some(Part::Entries(old)), Part::Entries(new)) => compare(key, old, new, &mut found),
                (Some(old), part) if *old != part => found.push(quote(key).into_owned()),
                (Some(_), _) => {}
            }
        }
        for (key, part) in self.keys.iter().filter(|(key, _)| !new.keys.iter().any(|(k, _)| k == key)) {
            found.extend(part.names(key).map(|name| format!("{name} (gone)")));
        }
        found
    }
}

fn compare(key: &str, old: &[(String, u64)], new: &[(String, u64)], found: &mut Vec<String>) {
    let index = |entries: &[(String, u64)]| entries.iter().cloned().collect::<HashMap<String, u64>>();
    let (old_entries, new_entries) = (index(old), index(new));
    for (name, hash) in new {
        match old_entries.get(name) {
            None => found.push(format!("{} (new)", entry(key, name))),
            Some(old) if old != hash => found.push(entry(key, name)),
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|(name, _)| !new_entries.contains_key(name));
    found.extend(gone.map(|(name, _)| format!("{} (gone)", entry(key, name))));
}

impl Part {
    /// What to call the part when it is there in one document only.
    fn names(&self, key: &str) -> impl Iterator<Item = String> {
        let names = match self {
            Part::Entries(entries) if !entries.is_empty() => {
                entries.iter().map(|(name, _)| entry(key, name)).collect()
            }
            Part::Entries(_) | Part::Text(_) => vec![quote(key).into_owned()],
        };
        names.into_iter()
    }
}

/// The keys of nodes are paths already.
fn entry(key: &str, name: &str) -> String {
    if key == "nodes" { format!("nodes.{name}") } else { path([key, name]) }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the outputs of a fleet")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Outline, M::Error> {
        let mut outline = Outline::default();
        while let Some(key) = map.next_key::<String>()? {
            let part = match &*key {
                "format" | "fleet" => Part::Text(hash(&map.next_value::<String>()?)),
                _ => Part::Entries(map.next_value::<Entries>()?.0),
            };
            outline.keys.push((key, part));
        }
        Ok(outline)
    }
}

struct Entries(Vec<(String, u64)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("systems or nodes by their names")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entries, M::Error> {
        let mut entries = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            entries.push((name, hash(&serde_json::to_string(&value).map_err(M::Error::custom)?)));
        }
        Ok(Entries(entries))
    }
}

/// Both documents are hashed by one process, so any hash does that has no collisions to speak of.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[&str]) {
        let [old, new] = [old, new].map(|text| Outline::read(text.as_bytes()).unwrap());
        assert_eq!(old.differences(&new), expected);
    }

    #[test]
    fn only_what_a_document_means_is_compared() {
        check("{}", "{}", &[]);
        check(r#"{"o":{"a":{"x":1,"y":2}}}"#, r#"{ "o": { "a": { "y": 2, "x": 1 } } }"#, &[]);
        check(r#"{"o":{"a":1,"b":2}}"#, r#"{"o":{"b":2,"a":1}}"#, &[]);
        check(r#"{"o":{"a":[1,2]}}"#, r#"{"o":{"a":[2,1]}}"#, &["o.a"]);
        check(r#"{"o":{"a":"\u00e4"}}"#, r#"{"o":{"a":"ä"}}"#, &[]);
    }

    #[test]
    fn floats_are_compared_to_the_last_bit() {
        check(r#"{"o":{"a":0.1}}"#, r#"{"o":{"a":0.10000000000000002}}"#, &["o.a"]);
        check(r#"{"o":{"a":0.0}}"#, r#"{"o":{"a":-0.0}}"#, &["o.a"]);
        check(r#"{"o":{"a":1}}"#, r#"{"o":{"a":1.0}}"#, &["o.a"]);
    }
}
