//! Class bodies that stand in nodes: each is a rule on its node alone, at its place among the rules as written. What a
//! loop repeats is one rule, on all the nodes that came of it.

use super::Lowering;
use super::allow::Item;
use super::dom::Forest;
use super::rules::class_bodies;
use crate::ast::{Ast, Branch, EntryDecl, NodeBodyDecl};
use crate::report::Number;
use nest_core::model::{EntryId, Rule, RuleId, Target};
use nest_core::report::Site;
use std::collections::{HashMap, VecDeque};

/// Those that are still to come.
pub(super) struct InNodes<'a> {
    left: VecDeque<InNode<'a>>,
}

/// A class body, and where it stands.
struct InNode<'a> {
    decl: &'a NodeBodyDecl,
    /// The nodes that came of the declaration around it, by their ids.
    nodes: Vec<EntryId>,
    /// The path of that declaration, as written.
    path: String,
}

impl<'a> InNodes<'a> {
    pub(super) fn of(ast: &'a Ast, forest: &Forest<'a>) -> Self {
        let mut nodes: HashMap<Number, Vec<EntryId>> = HashMap::new();
        for (decl, id) in forest.declared().filter(|(decl, _)| !decl.bodies.is_empty()) {
            nodes.entry(decl.number).or_default().push(id);
        }
        // Where a loop opens a namespace again, the order written is not that of the ids.
        nodes.values_mut().for_each(|ids| ids.sort());
        let mut left = VecDeque::new();
        walk(&ast.entries, &[], &mut |decl, path| {
            // A node whose name is taken is none, which is reported.
            let Some(nodes) = nodes.get(&decl.number) else { return };
            let in_node = |decl| InNode { decl, nodes: nodes.clone(), path: path.join(".") };
            left.extend(decl.bodies.iter().map(in_node));
        });
        Self { left }
    }

    /// Lowers those before which at most so many rules are written.
    pub(super) fn lower_until(
        &mut self,
        written: usize,
        rules: &mut Vec<Rule<'a>>,
        lower: &mut Lowering<'a>,
    ) {
        while let Some(in_node) = self.left.pop_front_if(|in_node| in_node.decl.after <= written) {
            rules.push(rule(RuleId::at(rules.len()), in_node, lower));
        }
    }
}

/// Goes through the declarations of entries in the order written, each once, with the names on the way to it.
fn walk<'a>(branches: &'a [Branch], above: &[&'a str], visit: &mut impl FnMut(&'a EntryDecl, &[&'a str])) {
    for branch in branches {
        match branch {
            Branch::Entry(decl) => {
                let names = decl.path.iter().map(|name| name.written.as_str());
                let path: Vec<&str> = above.iter().copied().chain(names).collect();
                visit(decl, &path);
                walk(&decl.entries, &path, visit);
            }
            Branch::For(decl) => walk(&decl.branches, above, visit),
            Branch::Data(_) => {}
        }
    }
}

fn rule<'a>(id: RuleId, InNode { decl, nodes, path }: InNode<'a>, lower: &mut Lowering<'a>) -> Rule<'a> {
    lower.map.note(Site::Rule(id), &decl.body.first);
    let mut bodies = Vec::new();
    class_bodies(id, &decl.body, &mut bodies, lower);
    Rule {
        label: None,
        doc: &decl.notes.doc,
        allow: lower.allow(&decl.notes.allow, Item::Rule).into(),
        place: lower.files.place(decl.body.first.span),
        target: Target::Written { entries: nodes.into(), path: path.into() },
        bodies: bodies.into(),
        synth: None,
    }
}
