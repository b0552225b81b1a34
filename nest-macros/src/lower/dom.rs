//! The DOM. First the entries are placed: loops go round, namespaces that are opened again are put together, and each
//! entry gets its id. Then come the values, which can refer to any node.

use super::allow::Item;
use super::names::{Names, address};
use super::{line, place};
use crate::ast::{Ast, Branch, EntryDecl, NamePattern};
use crate::report::Spans;
use crate::template::Turn;
use nest_core::model::{Attr, AttrId, Entry, EntryId, TraitId, Tree};
use nest_core::nix;
use nest_core::problem::{self, Problem};
use nest_core::report::Site;
use nest_core::value::{Text, Value};
use std::collections::HashMap;

/// An entry while more of it may follow.
struct Draft<'a> {
    name: Text<'a>,
    pattern: &'a NamePattern,
    /// Whether a loop makes it.
    is_repeated: bool,
    parent: Option<usize>,
    below: Vec<usize>,
    is: Option<Vec<TraitId>>,
    is_extern: bool,
    open: bool,
    broken: bool,
    /// Where it stands in the tree; nowhere, if its name is taken.
    id: Option<EntryId>,
}

/// The braces of an entry, in one turn of the loops around them.
struct Opening<'a> {
    at: usize,
    decl: &'a EntryDecl,
    turn: Turn<'a>,
}

/// The DOM, its entries in their places.
#[derive(Default)]
pub(super) struct Forest<'a> {
    drafts: Vec<Draft<'a>>,
    roots: Vec<usize>,
    by_name: HashMap<(Option<usize>, Text<'a>), usize>,
    /// In the order written.
    openings: Vec<Opening<'a>>,
    /// The drafts that have ids, by those.
    placed: Vec<usize>,
}

impl<'a> Forest<'a> {
    pub(super) fn of(ast: &'a Ast, names: &mut Names<'a>) -> Self {
        let mut forest = Self::default();
        for branch in &ast.entries {
            forest.branch(None, branch, &mut Turn::new(), names);
        }
        for root in std::mem::take(&mut forest.roots) {
            forest.place(root);
        }
        for (i, at) in forest.placed.iter().enumerate() {
            let (id, draft) = (EntryId::at(i), &forest.drafts[*at]);
            names.sites.insert(Site::Entry(id), draft.pattern.spans);
            if draft.is_repeated {
                names.repeated.insert(id, address(draft.pattern));
            }
            names.entries.insert(draft.name.clone());
            if draft.is.is_some() {
                names.nodes.entry(draft.name.clone()).or_default().push((id, forest.path(*at)));
            }
        }
        forest
    }

    fn branch(
        &mut self,
        parent: Option<usize>,
        branch: &'a Branch,
        turn: &mut Turn<'a>,
        names: &mut Names<'a>,
    ) {
        match branch {
            Branch::Entry(decl) => self.add(parent, decl, turn, names),
            Branch::For(decl) => {
                if names.is_new(decl, "allow") {
                    names.allow(&decl.notes.allow, Item::Other);
                }
                for value in &decl.values {
                    turn.push(value);
                    decl.branches.iter().for_each(|branch| self.branch(parent, branch, turn, names));
                    turn.pop();
                }
            }
        }
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        decl: &'a EntryDecl,
        turn: &mut Turn<'a>,
        names: &mut Names<'a>,
    ) {
        let is_first = names.is_new(decl, "allow");
        if is_first {
            names.allow(&decl.notes.allow, Item::Other);
            let half_typed = decl.half_typed.iter().map(|word| (problem::Kind::Attribute, word.clone()));
            names.half_typed.extend(half_typed);
        }
        let mut at = parent;
        for (i, name) in decl.path.iter().enumerate() {
            let is_node = i + 1 == decl.path.len() && decl.is.is_some();
            at = Some(self.open(at, name, is_node, turn, names));
        }
        let Some(at) = at else { return };
        let draft = &mut self.drafts[at];
        draft.broken |= decl.broken;
        draft.open |= decl.broken;
        draft.is_extern |= decl.external.is_some();
        if let Some(words) = &decl.is {
            let mut is: Vec<TraitId> = Vec::new();
            for word in words {
                match names.trait_id(word) {
                    None => draft.open = true,
                    Some(id) if is.contains(&id) => {
                        if names.is_new(word, "duplicate-word") {
                            names.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                        }
                    }
                    Some(id) => is.push(id),
                }
            }
            draft.is.get_or_insert(is);
        }
        self.openings.push(Opening { at, decl, turn: turn.clone() });
        for inner in &decl.entries {
            self.branch(Some(at), inner, turn, names);
        }
    }

    /// The entry of a name below another: a new one, or a namespace that was open before.
    fn open(
        &mut self,
        parent: Option<usize>,
        pattern: &'a NamePattern,
        is_node: bool,
        turn: &Turn<'a>,
        names: &mut Names<'a>,
    ) -> usize {
        let name = pattern.text.fill(turn);
        let draft = |parent| Draft {
            name: name.clone(),
            pattern,
            is_repeated: !turn.is_empty(),
            parent,
            below: Vec::new(),
            is: None,
            is_extern: false,
            open: false,
            broken: false,
            id: None,
        };
        let at = self.drafts.len();
        if let Some(other) = self.by_name.get(&(parent, name.clone())).copied() {
            if !is_node && self.drafts[other].is.is_none() {
                return other;
            }
            if names.is_new(pattern, "duplicate-node") {
                let first = line(self.drafts[other].pattern.spans.start);
                names.report.add(pattern.spans, Problem::DuplicateNode { path: self.path(other), first });
            }
            // What is in it is read, and belongs to nothing: one report is enough.
            self.drafts.push(draft(None));
            return at;
        }
        self.drafts.push(draft(parent));
        self.by_name.insert((parent, name), at);
        match parent {
            Some(parent) => self.drafts[parent].below.push(at),
            None => self.roots.push(at),
        }
        at
    }

    /// The path from the root, as Nix writes one.
    fn path(&self, at: usize) -> String {
        let upwards = std::iter::successors(Some(at), |at| self.drafts[*at].parent);
        let mut path: Vec<&str> = upwards.map(|at| &*self.drafts[at].name).collect();
        path.reverse();
        nix::path(path)
    }

    /// Gives an entry, and all below it, their ids.
    fn place(&mut self, at: usize) {
        self.drafts[at].id = Some(EntryId::at(self.placed.len()));
        self.placed.push(at);
        for i in 0..self.drafts[at].below.len() {
            self.place(self.drafts[at].below[i]);
        }
    }

    /// The declarations of entries that have ids, in the order written; what a loop repeats once for each turn.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&'a EntryDecl, EntryId)> {
        self.openings.iter().filter_map(|Opening { at, decl, .. }| Some((*decl, self.drafts[*at].id?)))
    }

    /// The tree, with the values of its entries.
    pub(super) fn into_tree(mut self, attrs: &[Attr<'a>], names: &mut Names<'a>) -> Tree<'a> {
        let mut values: Vec<Values> = Vec::new();
        values.resize_with(self.drafts.len(), Vec::new);
        for Opening { at, decl, turn } in &self.openings {
            let draft = &mut self.drafts[*at];
            draft.broken |= set(draft.id, decl, turn, attrs, &mut values[*at], names);
            if let Some(id) = draft.id.filter(|_| draft.broken) {
                names.broken.insert(id);
            }
        }
        let mut tree = Tree::default();
        for (i, at) in self.placed.iter().enumerate() {
            let Draft { name, pattern, parent, is, is_extern, open, .. } = &self.drafts[*at];
            let id = EntryId::at(i);
            let values = std::mem::take(&mut values[*at]);
            for (attr, _, spans) in &values {
                names.sites.insert(Site::EntryAttr(id, *attr), *spans);
            }
            tree.entries.push(Entry {
                parent: parent.and_then(|parent| self.drafts[parent].id),
                is: is.clone(),
                is_extern: *is_extern,
                attrs: values.into_iter().map(|(attr, value, _)| (attr, value)).collect(),
                open: *open,
                ..Entry::named(name.clone(), place(pattern.spans.start))
            });
        }
        tree
    }
}

/// The values of an entry, each with where it stands.
type Values<'a> = Vec<(AttrId, Value<'a>, Spans)>;

/// Sets what is written between the braces of an entry. Says whether something of it is not known.
fn set<'a>(
    id: Option<EntryId>,
    decl: &'a EntryDecl,
    turn: &Turn<'a>,
    attrs: &[Attr<'a>],
    values: &mut Values<'a>,
    names: &mut Names<'a>,
) -> bool {
    let mut is_broken = false;
    for (word, value) in &decl.attrs {
        let (attr, value) = match names.attr_id(word) {
            Ok(attr) => (attr, names.checked(value, &attrs[attr.index()].ty, turn)),
            // What is probably meant is there, whatever its value.
            Err(Some(meant)) => (meant, Value::Unknown),
            Err(None) => {
                // Whatever it was to be is not missing too.
                is_broken = true;
                continue;
            }
        };
        names.refer(id.map(|id| Site::EntryAttr(id, attr)));
        match values.iter().find(|(other, ..)| *other == attr) {
            None => values.push((attr, value, word.into())),
            Some((_, _, spans)) => {
                if !matches!(value, Value::Unknown) && names.is_new(word, "duplicate-attribute") {
                    let (name, first) = (word.text.clone(), line(spans.start));
                    names.report.add(word, Problem::DuplicateAttributeValue { name, first });
                }
            }
        }
    }
    is_broken
}
