//! How a tree grows: traits join, `synth` adds nodes and attributes, and so on until nothing changes.

pub(crate) mod closure;
mod graft;
pub(crate) mod naming;
pub(crate) mod strata;

use crate::model::{Argument, EntryId, Maker, Synth};
use crate::nix;
use crate::problem::Problem;
use crate::report::panics::caught_unless_stopped;
use crate::report::{Finding, Site};
use crate::rust::body::{Context, Log};
use crate::rust::code::Code;
use crate::rust::node::Node;
use crate::rust::synth::{Additions, Room};
use crate::world::World;
use crate::world::condition::stands_under;
use crate::world::pending::Pending;
use crate::world::tested::Tested;
use crate::world::truth::Truth;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use strata::{Stage, Strata};

/// How many rounds there may be. A chain of makers that is still going on then goes on without end.
const ROUNDS: usize = 100;

/// How many nodes may be made, and how many more for each that is written. A chain whose nodes make several each would
/// fill the memory before the last round, and so would a loop without end.
const NODES: usize = 200_000;
const NODES_FOR_EACH: usize = 10;

/// Lets the tree of a fleet grow. Traits join until none does; then every `synth` runs once for each node that it has not
/// run for, all of them on the tree as it is now; then again. A stage is entered when those before it have nothing left to
/// do, and left as soon as there are new nodes: those pass the lower stages before a higher one asks about them.
pub(crate) fn grow<'a>(mut world: World<'a>, code: Option<&'a Code<'a>>, strata: &Strata) -> Grown<'a> {
    if !strata.circles.is_empty() {
        world.open_all();
    }
    let room = Room::new(NODES + NODES_FOR_EACH * world.tree.entries.len(), world.fleet.attrs.len());
    let mut growth = Growth::of(world, code, strata);
    let (mut rounds, mut is_endless) = (0, false);
    while let Some(round) = strata.stages.iter().find_map(|stage| growth.next_round(stage)) {
        let told = growth.findings.len();
        let additions = growth.run(round, &room);
        let ended = additions.last().map(|(turn, _)| *turn).filter(|_| room.is_over());
        growth.add(additions);
        if room.is_over() {
            // Where nodes are made without end, they may be wrong without end too.
            growth.findings.truncate(told);
        }
        growth.world.take_in();
        rounds += 1;
        if rounds == ROUNDS || room.is_over() {
            growth.stop(ended);
            is_endless = true;
            break;
        }
    }
    if growth.has_failed {
        // What it would have added is as unknown as before it ran.
        growth.world.pending = Pending::of(growth.world.fleet, false);
    }
    growth.world.index_now();
    Grown { world: growth.world, findings: growth.findings, is_endless }
}

/// A tree that has grown.
pub(crate) struct Grown<'a> {
    pub(crate) world: World<'a>,
    pub(crate) findings: Vec<Finding>,
    /// It did not come to an end, and is nothing to draw conclusions from.
    pub(crate) is_endless: bool,
}

struct Growth<'g, 'a> {
    world: World<'a>,
    /// There is none while the macro runs.
    code: Option<&'a Code<'a>>,
    strata: &'g Strata,
    /// What went wrong on the way.
    findings: Vec<Finding>,
    /// Whether a `synth` gave nothing because it failed.
    has_failed: bool,
    /// What has run, and for which nodes.
    ran: HashSet<(Maker, EntryId)>,
    /// The lints that were told of a `synth`.
    doubted: HashSet<(Maker, &'static str)>,
    /// The entries by parent and name.
    children: HashMap<(EntryId, String), EntryId>,
}

/// A `synth` that is to run for a node.
#[derive(Clone, Copy)]
struct Turn<'a> {
    maker: Maker,
    synth: &'a Synth<'a>,
    node: EntryId,
}

impl<'g, 'a> Growth<'g, 'a> {
    fn of(world: World<'a>, code: Option<&'a Code<'a>>, strata: &'g Strata) -> Self {
        let tree = &world.tree;
        let child = |id: EntryId| tree[id].parent.map(|parent| ((parent, tree[id].name.to_string()), id));
        // Nothing else is added.
        let adds = code.is_some() && world.fleet.synths().next().is_some();
        let children = if adds { tree.ids().filter_map(child).collect() } else { HashMap::new() };
        Self {
            world,
            code,
            strata,
            findings: Vec::new(),
            has_failed: false,
            ran: HashSet::new(),
            doubted: HashSet::new(),
            children,
        }
    }

    /// What a stage has to run, once its traits have joined.
    fn next_round(&mut self, stage: &Stage) -> Option<Vec<Turn<'a>>> {
        for joining in &stage.joining {
            closure::close(&mut self.world, joining, &mut self.findings);
        }
        self.world.index_now();
        let running: Vec<_> =
            self.world.fleet.synths().filter(|(maker, _)| stage.running.contains(maker)).collect();
        Some(self.round(&running)).filter(|round| !round.is_empty())
    }

    /// What is to run next, in the order of the makers.
    fn round(&mut self, running: &[(Maker, &'a Synth<'a>)]) -> Vec<Turn<'a>> {
        // Of a fleet with a circle nothing has a meaning, and it is refused.
        let is_circular = !self.strata.circles.is_empty();
        if is_circular || self.code.is_none() {
            return Vec::new();
        }
        let (world, findings) = (&self.world, &mut self.findings);
        let turns = running.iter().flat_map(|(maker, synth)| {
            let nodes = nodes_of(world, *maker, findings);
            nodes.into_iter().map(|node| Turn { maker: *maker, synth, node })
        });
        let mut round: Vec<Turn> = turns.collect();
        round.retain(|turn| self.ran.insert((turn.maker, turn.node)));
        round
    }

    /// Runs a round. All of it sees the tree as it was when the round began.
    fn run(&mut self, round: Vec<Turn<'a>>, room: &Rc<Room>) -> Vec<(Turn<'a>, Additions)> {
        let (Some(code), world) = (self.code, &self.world) else { return Vec::new() };
        let run = |turn| (!room.is_over()).then(|| (turn, run(world, code, turn, room)));
        let results: Vec<_> = round.into_iter().map_while(run).collect();
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
                Err(problem) => {
                    self.has_failed = true;
                    self.tell(turn, problem);
                }
            }
        }
        ran
    }

    /// Tells that it does not end, and which makers go on from each other: those above the last node that was made.
    /// If a `synth` was ended, it may be that nothing goes on from it, but a loop in it.
    fn stop(&mut self, ended: Option<Turn>) {
        let World { fleet, tree, .. } = &self.world;
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
        let chain = chain.iter().rev().map(|maker| maker.describe(fleet)).collect();
        let example = nix::path(tree.path(last).into_iter().take(8));
        self.findings.push(Finding {
            site: Site::Synth(first),
            problem: match goes_on {
                true => Problem::EndlessSynthesis { chain, example },
                false => Problem::EndlessSynth { chain, example },
            },
        });
    }
}

/// The nodes that a maker's `synth` applies to, in document order.
fn nodes_of(world: &World, maker: Maker, findings: &mut Vec<Finding>) -> Vec<EntryId> {
    let rule = match maker {
        Maker::Trait(id) => return world.index.nodes_with(id).to_vec(),
        Maker::Rule(id) => id,
    };
    let mut tested = Tested::of_rule(world, &world.fleet[rule]);
    let all = std::iter::from_fn(|| tested.next_told(Site::Rule(rule), findings));
    all.filter(|(_, truth)| *truth == Truth::Yes).map(|(node, _)| node).collect()
}

/// What a `synth` adds to a node, and what is doubtful about its queries.
fn run(
    world: &World,
    code: &Code,
    Turn { synth, node, .. }: Turn,
    room: &Rc<Room>,
) -> Result<(Additions, Vec<Problem>), Problem> {
    for Argument(id) in &synth.arguments {
        if stands_under(world, node, *id) != Truth::Yes {
            let name = world.fleet[*id].name.to_owned();
            return Err(Problem::MissingArgument { name, node: world.tree.show(node) });
        }
    }
    let log = Log::default();
    let mut additions = Additions::none(room);
    let run = || code[synth.code](Context::new(Node::new(world, node), &log), &mut additions);
    match caught_unless_stopped(run) {
        Ok(None | Some(Ok(()))) => Ok((additions, log.into_problems())),
        Ok(Some(Err(failure))) => Err(failure.into_problem()),
        Err(problem) => Err(problem),
    }
}
