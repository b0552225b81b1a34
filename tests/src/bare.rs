//! Declarations made by hand, with nothing in them but what a test is about.

use nest_core::model::selector::Selector;
use nest_core::model::{Attr, Int, Key, Place, Rule, Scalar, Table, Target, Trait, Type};

/// A trait that says nothing.
pub fn empty_trait(name: &str) -> Trait<'_> {
    Trait::marker(Key::of("tests", name), name, Place::on(1))
}

/// `attr name: i64;`
pub fn integer(name: &str) -> Attr<'_> {
    Attr {
        key: Key::of("tests", name),
        name,
        doc: "",
        place: Place::on(1),
        ty: Type::scalar(Scalar::Int(Int::I64)),
        unique: false,
        inherited: false,
        default: None,
    }
}

/// A rule without bodies: that it matches is all.
pub fn rule(selector: Selector<'_>) -> Rule<'_> {
    Rule {
        label: None,
        doc: "",
        place: Place::on(1),
        allow: Table::EMPTY,
        target: Target::Matching(selector),
        bodies: Table::EMPTY,
        synth: None,
    }
}
