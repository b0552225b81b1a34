//! The DOM. First the entries are placed: loops go round, namespaces that are opened again are put together, and each
//! entry gets its id. Then come the values, which can refer to any node.

use super::Lowering;
use super::allow::Item;
use super::nodes::Nodes;
use super::{line, place};
use crate::ast::{Ast, Branch, EntryDecl, NamePattern};
use crate::report::{Number, Spans};
use crate::template::Turn;
use nest_core::model::{AttrId, Entry, EntryId, TraitId, Tree};
use nest_core::nix;
use nest_core::problem::{self, Problem};
use nest_core::report::Site;
use nest_core::value::{Text, Value};
use std::collections::{HashMap, HashSet};

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
    /// The declarations of which something has gone its first round.
    met: HashSet<Number>,
    /// The traits of each declaration.
    is: HashMap<Number, (Vec<TraitId>, bool)>,
    /// In the order written.
    openings: Vec<Opening<'a>>,
    /// The drafts that have ids, by those.
    placed: Vec<usize>,
}

impl<'a> Forest<'a> {
    pub(super) fn of(ast: &'a Ast, lower: &mut Lowering<'a>) -> Self {
        let mut forest = Self::default();
        for branch in &ast.entries {
            forest.branch(None, branch, &mut Turn::new(), lower);
        }
        for root in std::mem::take(&mut forest.roots) {
            forest.place(root);
        }
        for (i, at) in forest.placed.iter().enumerate() {
            let (id, draft) = (EntryId::at(i), &forest.drafts[*at]);
            lower.map.note(Site::Entry(id), draft.pattern.spans);
            if draft.is_repeated {
                lower.map.repeated.insert(id, draft.pattern.number);
            }
        }
        forest
    }

    pub(super) fn nodes(&self, may_lack: bool) -> Nodes<'a> {
        let mut nodes = Nodes { may_lack, ..Nodes::default() };
        for (i, at) in self.placed.iter().enumerate() {
            let draft = &self.drafts[*at];
            nodes.entries.insert(draft.name.clone());
            if draft.is.is_some() {
                let known = nodes.by_name.entry(draft.name.clone()).or_default();
                known.push((EntryId::at(i), self.path(*at)));
            }
        }
        nodes
    }

    fn branch(
        &mut self,
        parent: Option<usize>,
        branch: &'a Branch,
        turn: &mut Turn<'a>,
        lower: &mut Lowering<'a>,
    ) {
        if self.met.insert(branch.number()) {
            lower.allow(&branch.notes().allow, Item::Other);
            if let Branch::Entry(decl) = branch {
                let half_typed = decl.half_typed.iter().map(|word| (problem::Kind::Attribute, word.clone()));
                lower.unknown.half_typed.extend(half_typed);
            }
        }
        match branch {
            Branch::Entry(decl) => self.add(parent, decl, turn, lower),
            Branch::For(decl) => {
                for value in &decl.values {
                    turn.push(value);
                    decl.branches.iter().for_each(|branch| self.branch(parent, branch, turn, lower));
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
        lower: &mut Lowering<'a>,
    ) {
        let mut at = parent;
        for (i, name) in decl.path.iter().enumerate() {
            let is_node = i + 1 == decl.path.len() && decl.is.is_some();
            at = Some(self.open(at, name, is_node, turn, lower));
        }
        let Some(at) = at else { return };
        let draft = &mut self.drafts[at];
        draft.broken |= decl.broken;
        draft.open |= decl.broken;
        draft.is_extern |= decl.external.is_some();
        if let Some((is, open)) = self.traits(decl, lower) {
            let draft = &mut self.drafts[at];
            draft.open |= open;
            draft.is.get_or_insert(is);
        }
        self.openings.push(Opening { at, decl, turn: turn.clone() });
        for inner in &decl.entries {
            self.branch(Some(at), inner, turn, lower);
        }
    }

    /// The traits of an `is`, and whether there may be more. Loops repeat what is said of it here, and it is said once.
    fn traits(&mut self, decl: &'a EntryDecl, lower: &mut Lowering<'a>) -> Option<(Vec<TraitId>, bool)> {
        let words = decl.is.as_ref()?;
        Some(self.is.entry(decl.number).or_insert_with(|| lower.trait_list(words)).clone())
    }

    /// The entry of a name below another: a new one, or a namespace that was open before.
    fn open(
        &mut self,
        parent: Option<usize>,
        pattern: &'a NamePattern,
        is_node: bool,
        turn: &Turn<'a>,
        lower: &mut Lowering<'a>,
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
            let first = line(self.drafts[other].pattern.spans.start);
            let problem = Problem::DuplicateNode { path: self.path(other), first: first.into() };
            lower.report.add_once(pattern.number, pattern.spans, problem);
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
    pub(super) fn into_tree(mut self, lower: &mut Lowering<'a>) -> Tree<'a> {
        let mut values: Vec<Values> = Vec::new();
        values.resize_with(self.drafts.len(), Vec::new);
        // Loops repeat the values, but not the words: those are looked up once.
        let mut ids: HashMap<Number, Vec<Result<AttrId, Option<AttrId>>>> = HashMap::new();
        for Opening { at, decl, turn } in &self.openings {
            let draft = &mut self.drafts[*at];
            let find = || decl.attrs.iter().map(|(word, _)| lower.attr_id(word)).collect();
            let ids = ids.entry(decl.number).or_insert_with(find);
            draft.broken |= set(draft.id, decl, ids, turn, &mut values[*at], lower);
            if let Some(id) = draft.id.filter(|_| draft.broken) {
                lower.map.broken.insert(id);
            }
        }
        let mut tree = Tree::default();
        for (i, at) in self.placed.iter().enumerate() {
            let Draft { name, pattern, parent, is, is_extern, open, .. } = &self.drafts[*at];
            let id = EntryId::at(i);
            let values = std::mem::take(&mut values[*at]);
            for (attr, _, spans) in &values {
                lower.map.note(Site::EntryAttr(id, *attr), *spans);
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
    ids: &[Result<AttrId, Option<AttrId>>],
    turn: &Turn<'a>,
    values: &mut Values<'a>,
    lower: &mut Lowering<'a>,
) -> bool {
    let mut is_broken = false;
    for ((word, decl), found) in decl.attrs.iter().zip(ids) {
        let (attr, value) = match *found {
            Ok(attr) => {
                let site = id.map(|id| Site::EntryAttr(id, attr));
                (attr, lower.checked(decl, attr, turn, site))
            }
            // What is probably meant is there, whatever its value.
            Err(Some(meant)) => (meant, Value::Unknown),
            Err(None) => {
                // Whatever it was to be is not missing too.
                is_broken = true;
                continue;
            }
        };
        match values.iter().find(|(other, ..)| *other == attr) {
            None => values.push((attr, value, word.into())),
            Some((_, _, spans)) if !matches!(value, Value::Unknown) => {
                let (name, first) = (word.text.clone(), line(spans.start).into());
                let problem = Problem::DuplicateAttributeValue { name, first };
                lower.report.add_once(decl.number, word, problem);
            }
            Some(_) => {}
        }
    }
    is_broken
}
