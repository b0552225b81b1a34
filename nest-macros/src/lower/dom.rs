//! The DOM. First the entries are placed: loops go round, namespaces that are opened again are put together, and each
//! entry gets its id. Then come the values, which can refer to any node.

use super::Lowering;
use super::allow::Item;
use super::nodes::Nodes;
use crate::ast::{Ast, Branch, DataDecl, EntryDecl, NamePattern};
use crate::report::Number;
use crate::template::Turn;
use nest_core::model::{AttrId, Entry, EntryId, TraitId, Tree};
use nest_core::nix;
use nest_core::problem::{self, Problem};
use nest_core::report::Site;
use nest_core::value::{Text, Value};
use std::collections::{HashMap, HashSet};

/// An entry while more of it may follow.
struct Draft<'a> {
    entry: Entry<'a>,
    pattern: &'a NamePattern,
    /// Whether a loop makes it.
    is_repeated: bool,
    /// The declaration that makes it from a file of data.
    data: Option<Number>,
    parent: Option<usize>,
    below: Vec<usize>,
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
    /// The traits of each declaration, and whether there may be more. Loops repeat them, but what is said of the words
    /// is said once.
    traits: HashMap<Number, (Vec<TraitId>, bool)>,
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
            if let Some(number) = draft.data {
                lower.map.from_data.insert(id, number);
            }
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
            nodes.entries.insert(draft.entry.name.clone());
            if draft.entry.is_node() {
                let known = nodes.by_name.entry(draft.entry.name.clone()).or_default();
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
            Branch::Entry(decl) => drop(self.add(parent, decl, turn, lower)),
            Branch::For(decl) => {
                for value in &decl.values {
                    turn.push((&decl.variable, value));
                    decl.branches.iter().for_each(|branch| self.branch(parent, branch, turn, lower));
                    turn.pop();
                }
            }
            Branch::Data(decl) => self.data(parent, decl, turn, lower),
        }
    }

    /// The nodes of a file of data. What all of them have is looked up once.
    fn data(
        &mut self,
        parent: Option<usize>,
        decl: &'a DataDecl,
        turn: &mut Turn<'a>,
        lower: &mut Lowering<'a>,
    ) {
        let look_up = || {
            for (word, _) in decl.fields.iter().filter(|(word, _)| word.text != "name" && word.text != "is") {
                // One that is unknown is reported here, and no node has it.
                let _ = lower.attr_id(word);
            }
            lower.trait_list(&decl.is)
        };
        let (all, open) = self.traits.entry(decl.number).or_insert_with(look_up).clone();
        for node in &decl.nodes {
            let Some(at) = self.add(parent, node, turn, lower) else { continue };
            let draft = &mut self.drafts[at];
            draft.data = Some(decl.number);
            draft.entry.open |= open;
            if let Some(own) = &mut draft.entry.is {
                own.retain(|id| !all.contains(id));
                own.splice(0..0, all.iter().copied());
            }
        }
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        decl: &'a EntryDecl,
        turn: &mut Turn<'a>,
        lower: &mut Lowering<'a>,
    ) -> Option<usize> {
        let mut at = parent;
        for (i, name) in decl.path.iter().enumerate() {
            let is_node = i + 1 == decl.path.len() && decl.is.is_some();
            at = Some(self.open(at, name, is_node, turn, lower));
        }
        let at = at?;
        let draft = &mut self.drafts[at];
        draft.broken |= decl.broken;
        draft.entry.open |= decl.broken;
        draft.entry.is_extern |= decl.external.is_some();
        if let Some(words) = &decl.is {
            let (is, open) = self.traits.entry(decl.number).or_insert_with(|| lower.trait_list(words));
            draft.entry.open |= *open;
            draft.entry.is.get_or_insert_with(|| is.clone());
        }
        self.openings.push(Opening { at, decl, turn: turn.clone() });
        for inner in &decl.entries {
            self.branch(Some(at), inner, turn, lower);
        }
        Some(at)
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
        let filled = lower.filled(pattern, turn);
        let name = filled.clone().unwrap_or_else(|| pattern.written.as_str().into());
        let draft = |parent| Draft {
            entry: Entry::named(name.clone(), lower.files.place_of(pattern.spans)),
            pattern,
            is_repeated: !turn.is_empty(),
            data: None,
            parent,
            below: Vec::new(),
            broken: false,
            id: None,
        };
        let at = self.drafts.len();
        if filled.is_none() {
            self.drafts.push(draft(None));
            return at;
        }
        if let Some(other) = self.by_name.get(&(parent, name.clone())).copied() {
            if !is_node && !self.drafts[other].entry.is_node() {
                return other;
            }
            let first = lower.line(self.drafts[other].pattern.spans, pattern.spans);
            let problem = Problem::DuplicateNode { path: self.path(other), first };
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
        let mut path: Vec<&str> = upwards.map(|at| &*self.drafts[at].entry.name).collect();
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
        // Loops repeat the values, but not the words: those are looked up once.
        let mut ids: HashMap<Number, Vec<Result<AttrId, Option<AttrId>>>> = HashMap::new();
        for Opening { at, decl, turn } in &self.openings {
            let draft = &mut self.drafts[*at];
            let find = || decl.attrs.iter().map(|(word, _)| lower.attr_id(word)).collect();
            draft.set(decl, ids.entry(decl.number).or_insert_with(find), turn, lower);
            if let Some(id) = draft.id.filter(|_| draft.broken) {
                lower.map.broken.insert(id);
            }
        }
        for at in &self.placed {
            let parent = self.drafts[*at].parent;
            self.drafts[*at].entry.parent = parent.and_then(|parent| self.drafts[parent].id);
        }
        self.drafts.retain(|draft| draft.id.is_some());
        self.drafts.sort_by_key(|draft| draft.id);
        Tree { entries: self.drafts.into_iter().map(|draft| draft.entry).collect() }
    }
}

impl<'a> Draft<'a> {
    /// Sets what is written between the braces of an entry.
    fn set(
        &mut self,
        decl: &'a EntryDecl,
        ids: &[Result<AttrId, Option<AttrId>>],
        turn: &Turn<'a>,
        lower: &mut Lowering<'a>,
    ) {
        for ((word, decl), found) in decl.attrs.iter().zip(ids) {
            // Whatever an unknown word was to be is not missing too.
            self.broken |= *found == Err(None);
            let (Ok(attr) | Err(Some(attr))) = *found else { continue };
            let site = self.id.map(|id| Site::EntryAttr(id, attr));
            let value = match found {
                Ok(_) => lower.checked(decl, attr, turn, site),
                // What is probably meant is there, whatever its value.
                Err(_) => Value::Unknown,
            };
            if !self.entry.attrs.iter().any(|(other, _)| *other == attr) {
                self.entry.attrs.push((attr, value));
                site.into_iter().for_each(|site| lower.map.note(site, word));
            } else if !matches!(value, Value::Unknown) {
                let first = site.and_then(|site| lower.map.at(site)).unwrap_or(word.into());
                let first = lower.line(first, word.into());
                let problem = Problem::DuplicateAttributeValue { name: word.text.clone(), first };
                lower.report.add_once(decl.number, word, problem);
            }
        }
    }
}
