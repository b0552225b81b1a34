//! What a `synth` can add, as far as that is known before it runs.

use super::Lowering;
use super::arguments::Takes;
use super::code::Meanings;
use super::{CodeKind, Source, line};
use crate::ast::{
    Addition, Body, ChildDecl, Fragment, Part, Rust, Segment, SetDecl, SetValue, Statement, SynthDecl,
};
use nest_core::model::{AttrId, Child, Maker, Synth, SynthId};
use nest_core::problem::Problem;
use nest_core::report::Site;
use nest_core::value::Value;
use proc_macro2::{TokenStream, TokenTree};

pub(super) fn synth<'a>(maker: Maker, decl: &'a SynthDecl, lower: &mut Lowering<'a>) -> Synth<'a> {
    lower.map.note(Site::Synth(maker), decl.keyword);
    let site = |i| Some(Site::SynthArgument(maker, i));
    let (arguments, traits) = lower.arguments(&decl.arguments, Takes::Node, site);
    let mut walk = Walk { lower, maker, depth: 0, children: Vec::new(), meanings: Meanings::default() };
    let Sets { all, certain, .. } = walk.node(&decl.body);
    let Walk { children, meanings, .. } = walk;
    let code = SynthId::at(lower.code(CodeKind::Synth, arguments, Source::Synth(&decl.body, meanings)));
    Synth {
        place: lower.files.place(decl.keyword),
        arguments: traits.into(),
        sets: all.into(),
        always: certain.into_iter().map(|(attr, _)| attr).collect::<Vec<_>>().into(),
        children: children.into(),
        code,
    }
}

struct Walk<'w, 'a> {
    lower: &'w mut Lowering<'a>,
    maker: Maker,
    /// How many children are around.
    depth: usize,
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
    /// Whether the `synth` may have returned.
    may_have_ended: bool,
}

impl<'a> Walk<'_, 'a> {
    /// What the braces of a node or a child may set. The children in them are noted.
    fn node(&mut self, body: &'a Body<Addition>) -> Sets<'a> {
        let mut sets = Sets::default();
        self.statements(body, true, &mut sets);
        sets
    }

    fn statements(&mut self, body: &'a Body<Addition>, is_certain: bool, sets: &mut Sets<'a>) {
        for statement in &body.statements {
            let is_certain = is_certain && !sets.may_have_ended;
            match statement {
                Statement::Own(Addition::Set(decl)) => self.set(decl, is_certain, sets),
                Statement::Own(Addition::Child(decl)) => {
                    if is_certain {
                        self.name(decl, sets);
                    }
                    sets.may_have_ended |= self.child(decl, is_certain);
                }
                Statement::Own(Addition::Is(..)) => {}
                Statement::Control(parts) => {
                    for part in parts {
                        match part {
                            Part::Rust(rust) => sets.may_have_ended |= returns(rust),
                            _ => part.bodies().for_each(|body| self.statements(body, false, sets)),
                        }
                    }
                }
                Statement::Rust(rust) | Statement::Broken(rust) => sets.may_have_ended |= returns(rust),
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
            match sets.certain.iter().find(|(other, _)| *other == id) {
                Some((_, first)) => {
                    let (name, first) = (attr.text.clone(), (*first).into());
                    self.lower.report.add(attr, Problem::DuplicateAttributeValue { name, first });
                }
                None => {
                    sets.certain.push((id, line(attr.span)));
                    if self.depth == 0 {
                        self.lower.map.note(Site::SynthSet(self.maker, id), attr);
                    }
                }
            }
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

    /// Notes a child, and what it may set. Says whether the `synth` may have returned in its braces.
    fn child(&mut self, decl: &'a ChildDecl, is_certain: bool) -> bool {
        let (is, open) = self.lower.trait_list(&decl.is);
        self.meanings.children.insert(decl.number, is.clone());
        // Its place is before those inside it.
        let at = self.children.len();
        self.children.push(Child {
            name: decl.name.literal(),
            always: is_certain && self.depth == 0,
            is: is.into(),
            sets: Vec::new().into(),
            copies: decl.from.is_some(),
            open: open || decl.is.is_empty(),
        });
        self.depth += 1;
        let sets = self.node(&decl.body);
        self.depth -= 1;
        self.children[at].sets = sets.all.into();
        sets.may_have_ended
    }
}

/// Whether some Rust may end the `synth` without an error.
fn returns(Rust(fragments): &Rust) -> bool {
    fragments.iter().any(|fragment| match fragment {
        Fragment::Tokens(tokens) => has_return(tokens.clone()),
        Fragment::Group(_, _, inner) => returns(inner),
        Fragment::Set(_) | Fragment::Value(_) | Fragment::Query(_) => false,
    })
}

fn has_return(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "return",
        TokenTree::Group(group) => has_return(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
