//! Traits and their classes.

use super::Lowering;
use super::allow::Item;
use super::routes::{class, target};
use super::selectors::selector;
use super::synth::synth;
use crate::ast::{Ast, TraitDecl};
use nest_core::model::{Class, Maker, Require, Trait, TraitId};
use nest_core::problem::Problem;
use nest_core::report::Site;

pub(super) fn lower<'a>(ast: &'a Ast, lower: &mut Lowering<'a>) -> Vec<Trait<'a>> {
    let lowered = |(i, decl)| trait_(TraitId::at(i), decl, lower);
    ast.traits.iter().enumerate().map(lowered).collect()
}

fn trait_<'a>(id: TraitId, decl: &'a TraitDecl, lower: &mut Lowering<'a>) -> Trait<'a> {
    lower.map.note(Site::Trait(id), &decl.name);
    let mut needs = Vec::new();
    let mut open = decl.broken;
    for word in &decl.needs {
        match lower.trait_id(word) {
            None => open = true,
            Some(need) if needs.contains(&need) => {
                lower.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
            }
            Some(need) => {
                lower.map.note(Site::Need(id, needs.len() as u32), word);
                needs.push(need);
            }
        }
    }
    let mut requires: Vec<Require> = Vec::new();
    for require in &decl.requires {
        // Of a misspelt one, what is meant is required: whatever uses the view would else be wrong too.
        let (Ok(attr) | Err(Some(attr))) = lower.attr_id(&require.attr) else { continue };
        if requires.iter().any(|other| other.attr == attr) {
            let word = require.attr.text.clone();
            lower.report.add(&require.attr, Problem::DuplicateWord { word });
        } else {
            requires.push(Require { attr, optional: require.optional });
        }
    }
    if let Some(needed_by) = &decl.needed_by {
        lower.map.note(Site::NeededBy(id), needed_by.spans);
        lower.map.note_names(Site::NeededBy(id), needed_by);
    }
    let mut classes: Vec<Class> = Vec::new();
    for decl in &decl.classes {
        let Some(class) = class(id, decl, lower) else { continue };
        if classes.iter().any(|other| other.id == class.id) {
            lower.report.add(&decl.name, Problem::DuplicateClass { name: decl.name.text.clone() });
        } else {
            lower.map.note(Site::Output(id, classes.len() as u32), target(decl));
            lower.map.classes.push((id, classes.len(), decl.name.span));
            classes.push(class);
        }
    }
    Trait {
        key: lower.key(&decl.path),
        name: &decl.path,
        doc: &decl.notes.doc,
        allow: lower.allow(&decl.notes.allow, Item::Trait).into(),
        place: lower.files.place(decl.name.span),
        needs: needs.into(),
        needed_by: decl.needed_by.as_ref().map(|decl| selector(decl, lower)),
        requires: requires.into(),
        classes: classes.into(),
        synth: decl.synth.as_ref().map(|decl| synth(Maker::Trait(id), decl, lower)),
        open,
    }
}
