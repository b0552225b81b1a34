//! What a `synth` can add, as far as that is known before it runs.

use super::Lowering;
use super::arguments::Takes;
use super::code::Meanings;
use super::{CodeKind, Source, line, place};
use crate::ast::{Addition, Body, ChildDecl, Part, Segment, SetDecl, SetValue, Statement, SynthDecl};
use nest_core::model::{AttrId, Child, Maker, Synth, SynthId};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::value::Value;

pub(super) fn synth<'a>(maker: Maker, decl: &'a SynthDecl, lower: &mut Lowering<'a>) -> Synth<'a> {
    lower.map.note(Site::Synth(maker), decl.keyword);
    let site = |i| Some(Site::SynthArgument(maker, i));
    let (arguments, traits) = lower.arguments(&decl.arguments, Takes::Node, site);
    let mut walk = Walk { lower, children: Vec::new(), meanings: Meanings::default() };
    let sets = walk.node(&decl.body);
    let Walk { children, meanings, .. } = walk;
    let code = SynthId::at(lower.code(CodeKind::Synth, arguments, Source::Synth(&decl.body, meanings)));
    Synth {
        place: place(decl.keyword),
        arguments: traits.into(),
        sets: sets.into(),
        children: children.into(),
        code,
    }
}

struct Walk<'w, 'a> {
    lower: &'w mut Lowering<'a>,
    children: Vec<Child<'a>>,
    meanings: Meanings<'a>,
}

/// What the code between the braces of one node may set.
#[derive(Default)]
struct Sets<'a> {
    all: Vec<AttrId>,
    /// Those that are certainly set, each with its line.
    certain: Vec<(AttrId, u32)>,
    /// The names of the children that are certainly made, each with its line.
    children: Vec<(&'a str, u32)>,
}

impl<'a> Walk<'_, 'a> {
    /// The attributes that the braces of a node or a child may set. The children in them are noted.
    fn node(&mut self, body: &'a Body<Addition>) -> Vec<AttrId> {
        let mut sets = Sets::default();
        self.statements(body, true, &mut sets);
        sets.all
    }

    fn statements(&mut self, body: &'a Body<Addition>, is_certain: bool, sets: &mut Sets<'a>) {
        for statement in &body.statements {
            match statement {
                Statement::Own(Addition::Set(decl)) => self.set(decl, is_certain, sets),
                Statement::Own(Addition::Child(decl)) => {
                    if is_certain {
                        self.name(decl, sets);
                    }
                    self.child(decl);
                }
                Statement::Control(parts) => {
                    parts.iter().flat_map(Part::bodies).for_each(|body| self.statements(body, false, sets));
                }
                _ => {}
            }
        }
    }

    fn set(&mut self, SetDecl { number, attr, value }: &'a SetDecl, is_certain: bool, sets: &mut Sets<'a>) {
        let id = match self.lower.attr_id(attr) {
            Ok(id) => id,
            // What is probably meant may be set, whatever its value.
            Err(meant) => return sets.all.extend(meant),
        };
        if is_certain {
            if let Some((_, first)) = sets.certain.iter().find(|(other, _)| *other == id).copied() {
                let (name, first) = (attr.text.clone(), first.into());
                self.lower.report.add(attr, Problem::DuplicateAttributeValue { name, first });
            }
            sets.certain.push((id, line(attr.span)));
        }
        if !sets.all.contains(&id) {
            sets.all.push(id);
        }
        let value = match value {
            SetValue::Literal(decl) => self.lower.checked(decl, id, &Vec::new(), None),
            SetValue::Rust(_) => Value::Unknown,
        };
        self.meanings.sets.insert(*number, (id, value));
    }

    /// Notes a child that is certainly made.
    fn name(&mut self, ChildDecl { name, .. }: &'a ChildDecl, sets: &mut Sets<'a>) {
        let Segment::Name(name) = name else { return };
        match sets.children.iter().find(|(other, _)| *other == name.text) {
            Some((_, first)) => {
                let (path, first) = (name.text.clone(), (*first).into());
                self.lower.report.add(name.spans, Problem::DuplicateNode { path, first });
            }
            None => sets.children.push((&name.text, line(name.spans.start))),
        }
    }

    fn child(&mut self, decl: &'a ChildDecl) {
        let (is, open) = self.lower.trait_list(&decl.is);
        self.meanings.children.insert(decl.number, is.clone());
        // Its place is before those inside it.
        let at = self.children.len();
        let copies = decl.from.is_some();
        let open = open || decl.is.is_empty();
        let name = decl.name.literal();
        self.children.push(Child { name, is: is.into(), sets: Vec::new().into(), copies, open });
        let sets = self.node(&decl.body);
        self.children[at].sets = sets.into();
    }
}
