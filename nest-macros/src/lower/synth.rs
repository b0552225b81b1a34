//! What a `synth` can add, as far as that is known before it runs.

use super::arguments::Takes;
use super::code::Meanings;
use super::names::Names;
use super::{CodeKind, Source, line, place};
use crate::ast::{Addition, Body, ChildDecl, Identifier, Part, SetDecl, SetValue, Statement, SynthDecl};
use nest_core::model::{Attr, AttrId, Child, Maker, Synth, SynthId, TraitId};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::value::Value;

pub(super) fn synth<'a>(
    maker: Maker,
    decl: &'a SynthDecl,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Synth<'a> {
    names.sites.insert(Site::Synth(maker), decl.keyword.into());
    let site = |i| Some(Site::SynthArgument(maker, i));
    let (arguments, traits) = names.arguments(&decl.arguments, Takes::Node, site);
    let mut walk = Walk { attrs, names, children: Vec::new(), meanings: Meanings::default() };
    let sets = walk.node(&decl.body);
    let Walk { children, meanings, .. } = walk;
    let code = SynthId::at(names.code(CodeKind::Synth(arguments, meanings), Source::Body(&decl.body)));
    Synth {
        place: place(decl.keyword),
        arguments: traits.into(),
        sets: sets.into(),
        children: children.into(),
        code,
    }
}

struct Walk<'w, 'a> {
    attrs: &'w [Attr<'a>],
    names: &'w mut Names<'a>,
    children: Vec<Child<'a>>,
    meanings: Meanings<'a>,
}

/// What the code between the braces of one node may set.
#[derive(Default)]
struct Sets {
    all: Vec<AttrId>,
    /// Those that are certainly set, each with its line.
    certain: Vec<(AttrId, u32)>,
}

impl<'a> Walk<'_, 'a> {
    /// The attributes that the braces of a node or a child may set. The children in them are noted.
    fn node(&mut self, body: &'a Body) -> Vec<AttrId> {
        let mut sets = Sets::default();
        self.statements(body, true, &mut sets);
        sets.all
    }

    fn statements(&mut self, body: &'a Body, is_certain: bool, sets: &mut Sets) {
        for statement in &body.statements {
            match statement {
                Statement::Addition(Addition::Set(decl)) => self.set(decl, is_certain, sets),
                Statement::Addition(Addition::Child(decl)) => self.child(decl),
                Statement::Control(parts) => {
                    for part in parts {
                        match part {
                            Part::Body(body) => self.statements(body, false, sets),
                            Part::Arms(arms) => {
                                arms.iter().for_each(|arm| self.statements(&arm.body, false, sets));
                            }
                            Part::Rust(_) => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn set(&mut self, SetDecl { number, attr, value }: &'a SetDecl, is_certain: bool, sets: &mut Sets) {
        let id = match self.names.attr_id(attr) {
            Ok(id) => id,
            // What is probably meant may be set, whatever its value.
            Err(meant) => return sets.all.extend(meant),
        };
        if is_certain {
            if let Some((_, first)) = sets.certain.iter().find(|(other, _)| *other == id).copied() {
                let name = attr.text.clone();
                self.names.report.add(attr, Problem::DuplicateAttributeValue { name, first });
            }
            sets.certain.push((id, line(attr.span)));
        }
        if !sets.all.contains(&id) {
            sets.all.push(id);
        }
        let value = match value {
            SetValue::Literal(decl) => self.names.checked(decl, &self.attrs[id.index()].ty, &Vec::new()),
            SetValue::Rust(_) => Value::Unknown,
        };
        self.meanings.sets.insert(*number, (id, value));
    }

    fn child(&mut self, decl: &'a ChildDecl) {
        let (is, open) = self.traits(&decl.is);
        self.meanings.children.insert(decl.number, is.clone());
        // Its place is before those inside it.
        let at = self.children.len();
        let copies = decl.from.is_some();
        self.children.push(Child { is: is.into(), sets: Vec::new().into(), copies, open });
        let sets = self.node(&decl.body);
        self.children[at].sets = sets.into();
    }

    /// The traits of an `is`, and whether there may be more.
    fn traits(&mut self, words: &'a [Identifier]) -> (Vec<TraitId>, bool) {
        let (mut is, mut open) = (Vec::new(), words.is_empty());
        for word in words {
            match self.names.trait_id(word) {
                None => open = true,
                Some(id) if is.contains(&id) => {
                    self.names.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                }
                Some(id) => is.push(id),
            }
        }
        (is, open)
    }
}
