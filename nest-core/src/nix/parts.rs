//! What a value is made of: one step of every walk over values.

use super::{Deferred, NixValue, Property, Set};

/// How a value stands in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'v> {
    /// An element of a list, by its position.
    Element(usize),
    /// The value of a name of an attribute set.
    Attr(&'v str),
    /// What a property of the module system is around: it stands where the property does.
    Content,
    /// The condition of an `mk_if`, or what one is made of.
    Condition,
    /// What Nix calls or looks into.
    Function,
    /// An argument of a function of Nix, by its position.
    Positional,
    /// A piece of text.
    Text,
    /// An argument of a function of Nix, by its name.
    Argument(&'v str),
}

impl NixValue {
    /// Calls something with each value that this one holds, and how; what those hold, it does not enter.
    ///
    /// ```
    /// use nest_core::nix::{IntoNix, NixValue, Part, mk_if};
    ///
    /// let value = mk_if(true, ["a"]);
    /// let mut parts = Vec::new();
    /// value.each_part(&mut |part, value| parts.push((part, value.clone())));
    /// assert_eq!(parts, [(Part::Condition, true.into_nix()), (Part::Content, ["a"].into_nix())]);
    /// ```
    pub fn each_part<'v>(&'v self, call: &mut dyn FnMut(Part<'v>, &'v NixValue)) {
        match self {
            NixValue::List(elements) => {
                elements.iter().enumerate().for_each(|(i, element)| call(Part::Element(i), element));
            }
            NixValue::Set(set) | NixValue::Module(_, set) => set.each_part(call),
            NixValue::Property(property) => match &**property {
                Property::Override(_, content) | Property::Order(_, content) => call(Part::Content, content),
                Property::If(condition, content) => {
                    call(Part::Condition, condition);
                    call(Part::Content, content);
                }
                Property::Merge(contents) => contents.iter().for_each(|content| call(Part::Content, content)),
            },
            NixValue::Deferred(deferred) => match &**deferred {
                Deferred::Text(parts) => parts.iter().for_each(|part| call(Part::Text, part)),
                Deferred::Expression { arguments, .. } => {
                    arguments.iter().for_each(|(name, value)| call(Part::Argument(name), value));
                }
                Deferred::Call { function, arguments } => {
                    call(Part::Function, function);
                    arguments.iter().for_each(|argument| call(Part::Positional, argument));
                }
                Deferred::Select { from, .. } => call(Part::Function, from),
                Deferred::Not(condition) => call(Part::Condition, condition),
                Deferred::All(conditions) | Deferred::Any(conditions) => {
                    conditions.iter().for_each(|condition| call(Part::Condition, condition));
                }
                Deferred::If { condition, then, otherwise } => {
                    call(Part::Condition, condition);
                    call(Part::Content, then);
                    call(Part::Content, otherwise);
                }
                Deferred::Path(_) | Deferred::Reference(_) => {}
            },
            NixValue::Null
            | NixValue::Bool(_)
            | NixValue::Int(_)
            | NixValue::Float(_)
            | NixValue::Text(_)
            | NixValue::Refused(_) => {}
        }
    }
}

impl Set {
    /// Calls something with each value of the set.
    pub fn each_part<'v>(&'v self, call: &mut dyn FnMut(Part<'v>, &'v NixValue)) {
        self.iter().for_each(|(name, value)| call(Part::Attr(name), value));
    }
}
