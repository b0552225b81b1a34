//! Which field sets what.

use super::attributes::Attributes;
use crate::ast::{DataDecl, Name};
use nest_core::nix;
use nest_core::suggest::nearest;
use std::collections::HashMap;

/// What a field sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Name,
    Is,
    Attribute(&'a str),
}

/// The fields that are met, and what each sets.
pub(super) struct Columns<'a> {
    decl: &'a DataDecl,
    attributes: &'a Attributes,
    /// Whether records have their names as keys.
    keyed: bool,
    met: HashMap<String, Result<Vec<Target<'a>>, String>>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(decl: &'a DataDecl, attributes: &'a Attributes, keyed: bool) -> Self {
        Self { decl, attributes, keyed, met: HashMap::new() }
    }

    /// Takes in a field. Of one that is new, and sets nothing, it says why that is wrong.
    pub(super) fn meet(&mut self, field: &str) -> Option<&str> {
        if self.met.contains_key(field) {
            return None;
        }
        let found = self.find(field);
        self.met.entry(field.to_owned()).or_insert(found).as_ref().err().map(String::as_str)
    }

    /// What a field sets that was taken in; nothing if that is wrong.
    pub(super) fn targets(&self, field: &str) -> Option<&[Target<'a>]> {
        self.met.get(field)?.as_deref().ok()
    }

    fn find(&self, field: &str) -> Result<Vec<Target<'a>>, String> {
        let said = self.decl.fields.iter().filter(|(_, from)| from.text == field);
        let targets: Vec<Target> = said.map(|(set, _)| self.target(&set.text)).collect();
        let is_ignored = self.decl.ignored.iter().any(|name| name.text == field);
        if is_ignored || !targets.is_empty() {
            return Ok(targets);
        }
        match self.attributes.names().find(|name| *name == field) {
            _ if self.is_said(field) => {}
            _ if field == "name" && !self.keyed => return Ok(vec![Target::Name]),
            _ if field == "is" => return Ok(vec![Target::Is]),
            Some(name) => return Ok(vec![Target::Attribute(name)]),
            // Whatever could not be read may be the attribute.
            None if self.attributes.may_lack => return Ok(Vec::new()),
            None => {}
        }
        let written = nix::quote(field);
        let meant = nearest(field, self.attributes.names().filter(|name| !self.is_said(name)));
        let said = match meant {
            Some(attr) => format!("write `{attr} = {written};`"),
            None => format!("say what it sets (`… = {written};`)"),
        };
        Err(format!("field `{field}` sets nothing; {said}, or leave it out with `_ = [{written}];`"))
    }

    /// Whether another field is said to set it.
    fn is_said(&self, target: &str) -> bool {
        self.decl.fields.iter().any(|(set, _)| set.text == target)
    }

    fn target(&self, set: &'a str) -> Target<'a> {
        match set {
            "name" => Target::Name,
            "is" => Target::Is,
            attribute => Target::Attribute(attribute),
        }
    }

    /// Whether a field sets that.
    pub(super) fn has(&self, target: Target) -> bool {
        self.met.values().flatten().flatten().any(|met| *met == target)
    }

    /// The fields that the fleet names and the file does not have, each with the one that may be meant.
    pub(super) fn missing(&self) -> impl Iterator<Item = (&'a Name, Option<&str>)> {
        let named = self.decl.fields.iter().map(|(_, field)| field).chain(&self.decl.ignored);
        let missing = named.filter(|field| !self.met.contains_key(&field.text));
        missing.map(|field| (field, nearest(&field.text, self.met.keys().map(String::as_str))))
    }
}
