//! How a tree grows: traits join, `synth` adds nodes and attributes, and so on until nothing changes.

use crate::body::{Context, Log};
use crate::closure::{self, Traits};
use crate::document::{Document, Source};
use crate::index::Index;
use crate::model::{AttrId, Entry, EntryId, Fleet, Key, Maker, Synth, TraitId, Tree};
use crate::nix;
use crate::panics::caught_unless_stopped;
use crate::pending::Pending;
use crate::places::Places;
use crate::problem::{Finding, Problem, Site};
use crate::scene::Scene;
use crate::strata::{Stage, Strata};
use crate::synth::{Addition, Additions, Room};
use crate::tested::Tested;
use crate::truth::Truth;
use crate::value::Value;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many rounds there may be. A chain of makers that is still going on then goes on without end.
const ROUNDS: usize = 100;

/// How many nodes may be made, and how many more for each that is written. A chain whose nodes make several each would
/// fill the memory before the last round, and so would a loop without end.
const NODES: usize = 200_000;
const NODES_FOR_EACH: usize = 10;

/// A tree that is done growing.
pub(crate) struct Grown<'a> {
    pub(crate) tree: Tree<'a>,
    pub(crate) places: Places,
    pub(crate) traits: Traits,
    /// What went wrong on the way.
    pub(crate) findings: Vec<Finding>,
}

/// Lets the tree of a fleet grow. Traits join until none does; then every `synth` runs once for each node that it has not
/// run for, all of them on the tree as it is now; then again. A stage is entered when those before it have nothing left to
/// do, and left as soon as there are new nodes: those pass the lower stages before a higher one asks about them.
pub(crate) fn grow<'a>(fleet: &'a Fleet<'a>, strata: &Strata, pending: &Pending) -> Grown<'a> {
    let mut growth = Growth::of(fleet, strata, pending);
    let room = Room::new(NODES + NODES_FOR_EACH * growth.grown.tree.entries.len(), fleet.attrs.len());
    let mut rounds = 0;
    while let Some(round) = strata.stages.iter().find_map(|stage| growth.next_round(stage)) {
        let told = growth.grown.findings.len();
        let additions = growth.run(round, &room);
        let ended = additions.last().map(|(turn, _)| *turn).filter(|_| room.is_over());
        growth.add(additions);
        if room.is_over() {
            // Where nodes are made without end, they may be wrong without end too.
            growth.grown.findings.truncate(told);
        }
        growth.settle();
        rounds += 1;
        if rounds == ROUNDS || room.is_over() {
            growth.stop(ended);
            break;
        }
    }
    growth.grown
}

struct Growth<'g, 'a> {
    fleet: &'a Fleet<'a>,
    strata: &'g Strata,
    pending: &'g Pending,
    grown: Grown<'a>,
    /// What has run, and for which nodes.
    ran: HashSet<(Maker, EntryId)>,
    /// The lints that were told of a `synth`.
    doubted: HashSet<(Maker, &'static str)>,
    /// Who set an attribute that is not written.
    setters: HashMap<(EntryId, AttrId), Maker>,
    /// The entries by parent and name.
    children: HashMap<(EntryId, String), EntryId>,
    attrs: HashMap<Key, AttrId>,
    traits: HashMap<Key, TraitId>,
}

/// A `synth` that is to run for a node.
#[derive(Clone, Copy)]
struct Turn<'a> {
    maker: Maker,
    synth: &'a Synth<'a>,
    node: EntryId,
}

impl<'g, 'a> Growth<'g, 'a> {
    fn of(fleet: &'a Fleet<'a>, strata: &'g Strata, pending: &'g Pending) -> Self {
        let tree = Tree::decode(&fleet.dom);
        let child = |id: EntryId| tree[id].parent.map(|parent| ((parent, tree[id].name.to_string()), id));
        // A macro runs no Rust: there, nothing is added.
        let children = match fleet.code.synths.is_empty() {
            true => HashMap::new(),
            false => tree.ids().filter_map(child).collect(),
        };
        let grown =
            Grown { places: Places::of(&tree), traits: Traits::none(fleet), findings: Vec::new(), tree };
        let mut growth = Self {
            fleet,
            strata,
            pending,
            grown,
            ran: HashSet::new(),
            doubted: HashSet::new(),
            setters: HashMap::new(),
            children,
            attrs: fleet.attrs.iter().enumerate().map(|(i, a)| (a.key, AttrId::at(i))).collect(),
            traits: fleet.traits.iter().enumerate().map(|(i, t)| (t.key, TraitId::at(i))).collect(),
        };
        growth.settle();
        growth
    }

    /// Takes in what the tree has gained.
    fn settle(&mut self) {
        let Grown { tree, places, traits, .. } = &mut self.grown;
        traits.take_in(self.fleet, tree, !self.strata.circles.is_empty());
        *places = Places::of(tree);
    }

    fn document(&self) -> Document<'_> {
        let Grown { tree, places, traits, .. } = &self.grown;
        Document { fleet: self.fleet, tree, places, traits, pending: self.pending, scene: None }
    }

    fn with_scene<T>(&self, look: impl FnOnce(Scene) -> T) -> T {
        let Grown { tree, places, traits, .. } = &self.grown;
        let index = Index::of(self.document());
        look(Scene { fleet: self.fleet, tree, places, traits, pending: self.pending, index: &index })
    }

    /// What a stage has to run, once its traits have joined.
    fn next_round(&mut self, stage: &Stage) -> Option<Vec<Turn<'a>>> {
        stage.joining.iter().for_each(|joining| self.close(joining));
        let running: Vec<_> =
            self.fleet.synths().filter(|(maker, _)| stage.running.contains(maker)).collect();
        Some(self.round(&running)).filter(|round| !round.is_empty())
    }

    /// Lets traits join. Predicates see the tree as it is now.
    fn close(&mut self, joining: &[TraitId]) {
        let mut traits = self.grown.traits.clone();
        let mut findings = Vec::new();
        if self.fleet.code.predicates.is_empty() {
            closure::close(self.document(), &mut traits, joining, &mut findings);
        } else {
            self.with_scene(|scene| {
                scene.with_document(|document| {
                    closure::close(document, &mut traits, joining, &mut findings);
                });
            });
        }
        self.grown.traits = traits;
        self.grown.findings.append(&mut findings);
    }

    /// What is to run next, in the order of the makers.
    fn round(&mut self, running: &[(Maker, &'a Synth<'a>)]) -> Vec<Turn<'a>> {
        // Of a fleet with a circle nothing has a meaning, and it is refused.
        let is_circular = !self.strata.circles.is_empty();
        if running.is_empty() || is_circular || self.fleet.code.synths.is_empty() {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let mut round: Vec<Turn> = self.with_scene(|scene| {
            scene.with_document(|document| {
                let turns = running.iter().flat_map(|(maker, synth)| {
                    let nodes = nodes_of(document, scene.index, *maker, &mut findings);
                    nodes.into_iter().map(|node| Turn { maker: *maker, synth, node })
                });
                turns.collect()
            })
        });
        round.retain(|turn| self.ran.insert((turn.maker, turn.node)));
        self.grown.findings.append(&mut findings);
        round
    }

    /// Runs a round. All of it sees the tree as it was when the round began.
    fn run(&mut self, round: Vec<Turn<'a>>, room: &Rc<Room>) -> Vec<(Turn<'a>, Additions)> {
        let results: Vec<_> = self.with_scene(|scene| {
            let turns = round
                .into_iter()
                .scan(room, |room, turn| (!room.is_over()).then(|| (turn, run(scene, turn, room))));
            turns.collect()
        });
        let mut ran = Vec::new();
        for (turn, result) in results {
            match result {
                Ok((mut additions, doubts)) => {
                    self.refuse_written(turn, &mut additions);
                    ran.push((turn, additions));
                    // What it doubts, it does for many nodes: the first is enough.
                    for doubt in doubts {
                        if self.doubted.insert((turn.maker, doubt.code())) {
                            self.tell(turn, doubt);
                        }
                    }
                }
                Err(problem) => self.tell(turn, problem),
            }
        }
        ran
    }

    /// Takes out what is written for the node, above it: a `synth` puts nothing in its place.
    fn refuse_written(&mut self, turn: Turn<'a>, additions: &mut Additions) {
        for (key, value) in std::mem::take(&mut additions.attrs) {
            match self.attrs.get(&key).and_then(|attr| Some((*attr, self.written_above(turn.node, *attr)?))) {
                None => additions.attrs.push((key, value)),
                Some((attr, above)) => {
                    let path = nix::path(self.grown.tree.path(above));
                    let first = format!("{}, and inherited from `{path}`", self.setter(above, attr));
                    self.tell_set_already(turn, attr, first);
                }
            }
        }
    }

    /// The entry above a node whose value of an attribute flows to it, if that is written there.
    fn written_above(&self, node: EntryId, attr: AttrId) -> Option<EntryId> {
        let (Source::Entry(from), _) = self.document().value(node, attr)? else { return None };
        let is_made = self.grown.tree[from].maker.is_some() || self.setters.contains_key(&(from, attr));
        (from != node && !is_made).then_some(from)
    }

    fn tell_set_already(&mut self, turn: Turn, attr: AttrId, first: String) {
        let name = self.fleet[attr].name.to_owned();
        self.tell(turn, Problem::SetAlready { name, first });
    }

    fn tell(&mut self, turn: Turn, problem: Problem) {
        let node = nix::path(self.grown.tree.path(turn.node));
        let problem = Problem::On { node, problem: Box::new(problem) };
        self.grown.findings.push(Finding { site: Site::Synth(turn.maker), problem });
    }

    /// Puts what a round gave into the tree.
    fn add(&mut self, round: Vec<(Turn<'a>, Additions)>) {
        for (turn, additions) in round {
            self.add_to(turn.node, turn, additions);
        }
    }

    fn add_to(&mut self, node: EntryId, turn: Turn<'a>, Additions { attrs, children, .. }: Additions) {
        for (key, value) in attrs {
            if let Some(attr) = self.attrs.get(&key).copied() {
                self.set(node, turn, attr, value);
            }
        }
        for child in children {
            self.make(node, turn, child);
        }
    }

    fn set(&mut self, node: EntryId, turn: Turn<'a>, attr: AttrId, value: Value<'static>) {
        let value = match self.fleet[attr].ty.check(&value) {
            Ok(()) => value,
            Err(mismatch) => {
                self.tell(turn, mismatch.problem);
                // It is told once, and is not missing too.
                Value::Unknown
            }
        };
        if self.grown.tree[node].attrs.iter().any(|(other, _)| *other == attr) {
            return self.tell_set_already(turn, attr, self.setter(node, attr));
        }
        self.setters.insert((node, attr), turn.maker);
        self.grown.tree.entries[node.index()].attrs.push((attr, value));
    }

    fn make(&mut self, parent: EntryId, turn: Turn<'a>, Addition { name, is, from, has }: Addition) {
        if let Some(other) = self.children.get(&(parent, name.clone())).copied() {
            let first = self.by(self.grown.tree[other].maker, other);
            let path = nix::path(self.grown.tree.path(other));
            return self.tell(turn, Problem::MadeAlready { path, first });
        }
        let tree = &mut self.grown.tree;
        let id = EntryId::at(tree.entries.len());
        tree.entries.push(Entry {
            parent: Some(parent),
            maker: Some(turn.maker),
            from,
            is: Some(is.iter().filter_map(|key| self.traits.get(key).copied()).collect()),
            ..Entry::named(name.clone(), turn.synth.line)
        });
        self.children.insert((parent, name), id);
        self.add_to(id, turn, has);
    }

    /// Who set an attribute of an entry.
    fn setter(&self, entry: EntryId, attr: AttrId) -> String {
        self.by(self.setters.get(&(entry, attr)).copied(), entry)
    }

    /// Who was first: a maker, or the one who wrote the entry.
    fn by(&self, maker: Option<Maker>, written: EntryId) -> String {
        match maker {
            Some(maker) => format!("by {}", maker.describe(self.fleet)),
            None => format!("on line {}", self.grown.tree[written].line),
        }
    }

    /// Tells that it does not end, and which makers go on from each other: those above the last node that was made.
    /// If a `synth` was ended, it may be that nothing goes on from it, but a loop in it.
    fn stop(&mut self, ended: Option<Turn>) {
        let tree = &self.grown.tree;
        let goes_on =
            ended.is_none_or(|turn| tree.upwards(turn.node).any(|id| tree[id].maker == Some(turn.maker)));
        let Some(last) = tree.ids().last() else { return };
        let mut chain: Vec<Maker> = Vec::new();
        for maker in tree.upwards(last).filter_map(|id| tree[id].maker) {
            if chain.contains(&maker) {
                break;
            }
            chain.push(maker);
        }
        let Some(first) = chain.last().copied() else { return };
        let chain = chain.iter().rev().map(|maker| maker.describe(self.fleet)).collect();
        let example = nix::path(tree.path(last).into_iter().take(8));
        self.grown.findings.push(Finding {
            site: Site::Synth(first),
            problem: match goes_on {
                true => Problem::EndlessSynthesis { chain, example },
                false => Problem::EndlessSynth { chain, example },
            },
        });
    }
}

/// The nodes that a maker's `synth` applies to, in document order.
fn nodes_of(document: Document, index: &Index, maker: Maker, findings: &mut Vec<Finding>) -> Vec<EntryId> {
    let rule = match maker {
        Maker::Trait(id) => return index.nodes_with(id).to_vec(),
        Maker::Rule(id) => id,
    };
    let selector = &document.fleet[rule].selector;
    let mut is_one = |truth: Result<Truth, Problem>| {
        truth.map(|truth| truth == Truth::Yes).unwrap_or_else(|problem| {
            findings.push(Finding { site: Site::Rule(rule), problem });
            false
        })
    };
    let tested = Tested::of(document, Some(index), selector);
    tested.filter_map(|(node, truth)| is_one(truth).then_some(node)).collect()
}

/// What a `synth` adds to a node, and what is doubtful about its queries.
fn run(
    scene: Scene,
    Turn { synth, node, .. }: Turn,
    room: &Rc<Room>,
) -> Result<(Additions, Vec<Problem>), Problem> {
    let has = |id| scene.tree.upwards(node).any(|up| scene.traits.has(up, id));
    if let Some(argument) = synth.arguments.iter().find(|argument| !has(argument.0)) {
        let name = scene.fleet[argument.0].name.to_owned();
        return Err(Problem::MissingArgument { name, node: nix::path(scene.tree.path(node)) });
    }
    let log = Log::default();
    let mut additions = Additions::none(room);
    let code = || scene.fleet.code[synth.code](Context::new(scene.node(node), &log), &mut additions);
    match caught_unless_stopped(code) {
        Ok(None | Some(Ok(()))) => Ok((additions, log.into_problems())),
        Ok(Some(Err(failure))) => Err(Problem::BodyFailed { error: failure.message().to_owned() }),
        Err(problem) => Err(problem),
    }
}
