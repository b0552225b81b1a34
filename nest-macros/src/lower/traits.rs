//! Traits and their classes.

use super::allow::Item;
use super::names::Names;
use super::place;
use super::routes::{class, target};
use super::selectors::selector;
use super::synth::synth;
use crate::ast::{Ast, TraitDecl};
use nest_core::model::{Attr, Class, Key, Maker, Require, Trait, TraitId};
use nest_core::problem::Problem;
use nest_core::report::Site;

pub(super) fn lower<'a>(
    ast: &'a Ast,
    keys: &impl Fn(&str) -> Key,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Vec<Trait<'a>> {
    let lowered = |(i, decl)| trait_(TraitId::at(i), decl, keys, attrs, names);
    ast.traits.iter().enumerate().map(lowered).collect()
}

fn trait_<'a>(
    id: TraitId,
    decl: &'a TraitDecl,
    keys: &impl Fn(&str) -> Key,
    attrs: &[Attr<'a>],
    names: &mut Names<'a>,
) -> Trait<'a> {
    names.sites.insert(Site::Trait(id), (&decl.name).into());
    let mut needs = Vec::new();
    let mut open = decl.broken;
    for word in &decl.needs {
        match names.trait_id(word) {
            None => open = true,
            Some(need) if needs.contains(&need) => {
                names.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
            }
            Some(need) => {
                names.sites.insert(Site::Need(id, needs.len() as u32), word.into());
                needs.push(need);
            }
        }
    }
    let mut requires: Vec<Require> = Vec::new();
    for require in &decl.requires {
        // Of a misspelt one, what is meant is required: whatever uses the view would else be wrong too.
        let (Ok(attr) | Err(Some(attr))) = names.attr_id(&require.attr) else { continue };
        if requires.iter().any(|other| other.attr == attr) {
            let word = require.attr.text.clone();
            names.report.add(&require.attr, Problem::DuplicateWord { word });
        } else {
            requires.push(Require { attr, optional: require.optional });
        }
    }
    if let Some(needed_by) = &decl.needed_by {
        names.sites.insert(Site::NeededBy(id), needed_by.spans);
        names.note_names(Site::NeededBy(id), needed_by);
    }
    let mut classes: Vec<Class> = Vec::new();
    for decl in &decl.classes {
        let class = class(id, decl, names);
        if classes.iter().any(|other| other.id == class.id) {
            names.report.add(&decl.name, Problem::DuplicateClass { name: decl.name.text.clone() });
        } else {
            names.sites.insert(Site::Output(id, classes.len() as u32), target(decl).into());
            classes.push(class);
        }
    }
    Trait {
        key: keys(&decl.path),
        name: &decl.path,
        doc: &decl.notes.doc,
        allow: names.allow(&decl.notes.allow, Item::Trait).into(),
        place: place(decl.name.span),
        needs: needs.into(),
        needed_by: decl.needed_by.as_ref().map(|decl| selector(decl, attrs, names)),
        requires: requires.into(),
        classes: classes.into(),
        synth: decl.synth.as_ref().map(|decl| synth(Maker::Trait(id), decl, attrs, names)),
        open,
    }
}
