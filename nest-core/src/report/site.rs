//! Where a problem is.

use crate::model::{
    AssertionId, AttrId, Declared, EntryId, Maker, OutputBodyId, Place, QueryId, RuleId, TraitId, Tree,
};
use crate::problem::Line;

/// The part of a fleet that a problem is about: the macro knows its token, the program its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Site {
    /// The default of an attribute.
    Default(AttrId),
    /// The name of a trait, where it is declared.
    Trait(TraitId),
    /// A word in the `needs` of a trait.
    Need(TraitId, u32),
    /// The `needed_by` of a trait.
    NeededBy(TraitId),
    /// The output of a class of a trait, or the class above that it goes to.
    Output(TraitId, u32),
    /// The word `synth` of a trait or a rule.
    Synth(Maker),
    /// An argument of a `synth` that names a trait.
    SynthArgument(Maker, u32),
    /// An attribute that a `synth` sets on the node itself.
    SynthSet(Maker, AttrId),
    /// What an assertion promises.
    Assertion(AssertionId),
    /// The nodes that an assertion is about.
    Claim(AssertionId),
    /// A selector that a body asks for.
    Query(QueryId),
    /// The name of an own output.
    OwnOutput(OutputBodyId),
    /// The name of an entry.
    Entry(EntryId),
    /// An attribute written on an entry.
    EntryAttr(EntryId, AttrId),
    /// The selector of a rule.
    Rule(RuleId),
    /// The name of the class of a rule's body.
    Body(RuleId, u32),
    /// An assignment of a rule's body.
    Assignment(RuleId, u32, u32),
    /// An argument of a rule's body that names a trait.
    Argument(RuleId, u32, u32),
}

impl Site {
    /// Where it is written; what was made is written in the `synth` that made it.
    pub fn place(self, fleet: &Declared, tree: &Tree) -> Place {
        match self {
            Site::Default(id) => fleet[id].place,
            Site::Trait(id) | Site::Need(id, _) | Site::NeededBy(id) => fleet[id].place,
            Site::Output(id, class) => {
                fleet[id].classes.get(class as usize).map_or(fleet[id].place, |class| class.place)
            }
            Site::Entry(id) | Site::EntryAttr(id, _) => tree[id].place,
            Site::Rule(id) => fleet[id].place,
            Site::Synth(maker) | Site::SynthArgument(maker, _) | Site::SynthSet(maker, _) => {
                maker.place(fleet)
            }
            Site::Assertion(id) | Site::Claim(id) => fleet[id].place,
            Site::OwnOutput(id) => fleet[id].place,
            Site::Query(id) => fleet[id].place,
            Site::Assignment(id, body, i) => {
                let assigned =
                    fleet[id].bodies.get(body as usize).and_then(|b| b.assignments.get(i as usize));
                assigned.map_or(fleet[id].place, |assigned| assigned.place)
            }
            Site::Body(id, body) | Site::Argument(id, body, _) => {
                fleet[id].bodies.get(body as usize).map_or(fleet[id].place, |body| body.place)
            }
        }
    }

    /// Another place, as a problem here mentions it.
    pub(crate) fn line_of(self, other: Place, fleet: &Declared, tree: &Tree) -> Line {
        let is_elsewhere = other.file != self.place(fleet, tree).file;
        Line { number: other.line, file: is_elsewhere.then(|| fleet.file(other).to_owned()) }
    }

    /// Whether an `#[allow(…)]` on the item, or on the fleet, names a code.
    pub fn allows(self, fleet: &Declared, code: &str) -> bool {
        let of_item = match self {
            Site::Trait(id) | Site::Need(id, _) | Site::NeededBy(id) | Site::Output(id, _) => {
                Some(Maker::Trait(id))
            }
            Site::Rule(id) | Site::Body(id, _) | Site::Assignment(id, ..) | Site::Argument(id, ..) => {
                Some(Maker::Rule(id))
            }
            Site::Synth(maker) | Site::SynthArgument(maker, _) | Site::SynthSet(maker, _) => Some(maker),
            Site::Default(_)
            | Site::Entry(_)
            | Site::EntryAttr(..)
            | Site::Assertion(_)
            | Site::Claim(_)
            | Site::Query(_)
            | Site::OwnOutput(_) => None,
        };
        let is_allowed = |allow: &[&str]| allow.contains(&code);
        is_allowed(&fleet.allow)
            || of_item.is_some_and(|item| match item {
                Maker::Trait(id) => is_allowed(&fleet[id].allow),
                Maker::Rule(id) => is_allowed(&fleet[id].allow),
            })
    }
}
