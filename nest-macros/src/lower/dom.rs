//! The DOM: namespaces that are opened again are put together, and entries get their order.

use super::allow::Item;
use super::attrs::checked;
use super::line;
use super::names::Names;
use crate::ast::{Ast, EntryDecl, Name};
use crate::report::Spans;
use nest_core::model::{Attr, AttrId, Entry, EntryId, TraitId, Tree};
use nest_core::nix;
use nest_core::problem::{self, Problem, Site};
use nest_core::value::Value;
use std::collections::HashMap;

/// An entry while more of it may follow.
struct Draft<'a> {
    name: &'a Name,
    parent: Option<usize>,
    below: Vec<usize>,
    is: Option<Vec<TraitId>>,
    attrs: Vec<(AttrId, Value<'a>, Spans)>,
    open: bool,
    broken: bool,
}

struct Drafts<'a> {
    all: Vec<Draft<'a>>,
    roots: Vec<usize>,
    by_name: HashMap<(Option<usize>, &'a str), usize>,
}

pub(super) fn lower<'a>(ast: &'a Ast, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Tree<'a> {
    let mut drafts = Drafts { all: Vec::new(), roots: Vec::new(), by_name: HashMap::new() };
    for decl in &ast.entries {
        drafts.add(None, decl, attrs, names);
    }
    let mut tree = Tree::default();
    for root in std::mem::take(&mut drafts.roots) {
        drafts.place(root, None, &mut tree, names);
    }
    tree
}

impl<'a> Drafts<'a> {
    fn add(&mut self, parent: Option<usize>, decl: &'a EntryDecl, attrs: &[Attr<'a>], names: &mut Names<'a>) {
        names.allow(&decl.notes.allow, Item::Other);
        let mut at = parent;
        for (i, name) in decl.path.iter().enumerate() {
            let is_node = i + 1 == decl.path.len() && decl.is.is_some();
            at = Some(self.open(at, name, is_node, names));
        }
        let Some(at) = at else { return };
        self.all[at].broken |= decl.broken;
        self.all[at].open |= decl.broken;
        if let Some(words) = &decl.is {
            let mut is: Vec<TraitId> = Vec::new();
            for word in words {
                match names.trait_id(word) {
                    None => self.all[at].open = true,
                    Some(id) if is.contains(&id) => {
                        names.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                    }
                    Some(id) => is.push(id),
                }
            }
            self.all[at].is.get_or_insert(is);
        }
        for (word, value) in &decl.attrs {
            let (id, value) = match names.attr_id(word) {
                Ok(id) => (id, checked(value, &attrs[id.index()].ty, names.report)),
                // What is probably meant is there, whatever its value.
                Err(Some(meant)) => (meant, Value::Unknown),
                Err(None) => {
                    // Whatever it was to be is not missing too.
                    self.all[at].broken = true;
                    continue;
                }
            };
            if self.all[at].attrs.iter().any(|(other, ..)| *other == id) {
                if !matches!(value, Value::Unknown) {
                    names.report.add(word, Problem::DuplicateAttributeValue { name: word.text.clone() });
                }
            } else {
                self.all[at].attrs.push((id, value, word.into()));
            }
        }
        let half_typed = decl.half_typed.iter().map(|word| (problem::Word::Attribute, word.clone()));
        names.half_typed.extend(half_typed);
        for inner in &decl.entries {
            self.add(Some(at), inner, attrs, names);
        }
    }

    /// The entry of a name below another: a new one, or a namespace that was open before.
    fn open(&mut self, parent: Option<usize>, name: &'a Name, is_node: bool, names: &Names<'a>) -> usize {
        if let Some(at) = self.by_name.get(&(parent, name.text.as_str())).copied() {
            if !is_node && self.all[at].is.is_none() {
                return at;
            }
            let mut path: Vec<&str> = std::iter::successors(Some(at), |at| self.all[*at].parent)
                .map(|at| self.all[at].name.text.as_str())
                .collect();
            path.reverse();
            let first = line(self.all[at].name.spans.start);
            names.report.add(name.spans, Problem::DuplicateNode { path: nix::path(path), first });
            // What is in it is read, and belongs to nothing: one report is enough.
            return self.push(name, None);
        }
        let at = self.push(name, parent);
        self.by_name.insert((parent, &name.text), at);
        match parent {
            Some(parent) => self.all[parent].below.push(at),
            None => self.roots.push(at),
        }
        at
    }

    fn push(&mut self, name: &'a Name, parent: Option<usize>) -> usize {
        self.all.push(Draft {
            name,
            parent,
            below: Vec::new(),
            is: None,
            attrs: Vec::new(),
            open: false,
            broken: false,
        });
        self.all.len() - 1
    }

    fn place(&self, at: usize, parent: Option<EntryId>, tree: &mut Tree<'a>, names: &mut Names<'a>) {
        let Draft { name, parent: _, below, is, attrs, open, broken } = &self.all[at];
        let id = EntryId::at(tree.entries.len());
        names.sites.insert(Site::Entry(id), name.spans);
        if *broken {
            names.broken.insert(id);
        }
        for (attr, _, spans) in attrs {
            names.sites.insert(Site::EntryAttr(id, *attr), *spans);
        }
        tree.entries.push(Entry {
            parent,
            is: is.clone(),
            attrs: attrs.iter().map(|(attr, value, _)| (*attr, value.clone())).collect(),
            open: *open,
            ..Entry::named(name.text.as_str(), line(name.spans.start))
        });
        for child in below {
            self.place(*child, Some(id), tree, names);
        }
    }
}
