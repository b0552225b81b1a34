//! What fleets mean, on random ones, against a second way to work it out that is as slow and as plain as the model's own
//! words: traits, attributes, matches, synthesis, routes, outputs, and what is wrong.

mod code;
mod naive;
mod random;
mod seen;

use code::{render, render_set};
use naive::{Finished, Meaning};
use nest_core::model::{EntryId, TraitId};
use nest_core::problem::{Finding, Level};
use nest_core::{Fleet, Resolved, Why};
use nest_tests::random::Random;
use seen::Seen;
use std::collections::BTreeSet;
use std::thread;

const CASES: usize = 10_000;

const THREADS: usize = 2;

#[test]
fn every_random_fleet_means_what_the_model_says() {
    let seen: Vec<Seen> = thread::scope(|scope| {
        let run = |first| scope.spawn(move || compared((first..CASES).step_by(THREADS)));
        let threads: Vec<_> = (0..THREADS).map(run).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    Seen::of(seen).assert_enough(CASES);
}

fn compared(cases: impl Iterator<Item = usize>) -> Seen {
    let mut seen = Seen::default();
    for case in cases {
        let fleet = fleet(&mut Random::new(case as u64));
        let dom = fleet.dom.to_vec();
        let meaning = Meaning::of(&fleet, &dom);
        match nest_core::resolve(&fleet) {
            Ok(resolved) => {
                assert!(meaning.wrong.is_empty(), "case {case}: accepted in spite of {:?}", meaning.wrong);
                agree(&resolved, &meaning, case);
                assert_supported(&meaning, case);
                seen.accepted(&meaning);
            }
            Err(findings) => {
                agree_on_wrongs(&meaning, &findings, case);
                seen.refused(&meaning);
            }
        }
    }
    seen
}

/// A random fleet. What is wrong with it is mostly mended, and sometimes left.
fn fleet(random: &mut Random) -> Fleet<'static> {
    let mut fleet = random::fleet(random);
    loop {
        let dom = fleet.dom.to_vec();
        let meaning = Meaning::of(&fleet, &dom);
        // What grows without end would take nest-core to its limit of nodes, and that takes long.
        let ends = !meaning.wrong.contains("endless-synthesis");
        if meaning.wrong.is_empty() || (ends && random.below(20) == 0) {
            return fleet;
        }
        let wrong = meaning.wrong;
        random::mend(random, &mut fleet, &wrong);
    }
}

fn agree(resolved: &Resolved, meaning: &Meaning, case: usize) {
    let (world, fleet) = (&meaning.world, meaning.world.fleet);
    let order: Vec<EntryId> = resolved.nodes().map(|node| node.id()).collect();
    assert_eq!(order, world.nodes().into_iter().map(EntryId::at).collect::<Vec<_>>(), "case {case}: nodes");
    for node in resolved.nodes() {
        let (id, path) = (node.id().index(), node.path());
        assert_eq!(path, nest_core::nix::path(world.path(id)), "case {case}");
        let traits: Vec<_> = node.traits().map(|(_, joined)| joined).collect();
        assert_eq!(traits, world.traits[id], "case {case}: traits of {path}");
        let attrs: Vec<_> = resolved.attrs(node.id()).collect();
        let values = world.values(id).into_iter().map(|(attr, value)| (fleet[attr].name, value));
        assert_eq!(attrs, values.collect::<Vec<_>>(), "case {case}: attributes of {path}");
        assert_eq!(node.output(), meaning.output_name(id), "case {case}: output name of {path}");
    }

    let matched: usize = meaning.matched.iter().flatten().filter(|matches| **matches).count();
    assert_eq!(resolved.effort().matched, matched, "case {case}: matches in all");
    let summary = resolved.own_outputs().next().unwrap().evaluate().unwrap();
    for (rule, matches) in meaning.matched.iter().enumerate() {
        let nodes = world.nodes().into_iter().filter(|node| matches[*node]);
        let paths: Vec<String> =
            nodes.map(|node| format!("{:?}", nest_core::nix::path(world.path(node)))).collect();
        let asked = summary.get(&rule.to_string()).unwrap();
        let shown = fleet.rules[rule].selector.display(fleet);
        assert_eq!(render(asked), format!("[{}]", paths.join(", ")), "case {case}: nodes of {shown}");
    }

    let finished = resolved.configurations().map(|configuration| {
        let evaluated = configuration.evaluate().unwrap();
        Finished {
            output: configuration.output().to_owned(),
            name: configuration.name().to_owned(),
            node: configuration.node().path(),
            args: render_set(&evaluated.args),
            modules: evaluated.modules.iter().map(|m| (m.rule.index(), render_set(&m.set))).collect(),
            data: evaluated.data.as_ref().map(render),
        }
    });
    assert_eq!(finished.collect::<Vec<_>>(), meaning.finished, "case {case}: outputs");
}

/// What has joined and what has run has its reason in the finished tree, and nothing there has a reason and is missing:
/// whoever asked for an absence was right to the end. This is what strata are for, and it knows nothing of them.
fn assert_supported(meaning: &Meaning, case: usize) {
    let (world, fleet) = (&meaning.world, meaning.world.fleet);
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, t)| (TraitId::at(i), t)) {
        let Some(selector) = &declared.needed_by else { continue };
        let matches = world.nodes_matching(selector);
        for node in world.nodes() {
            let joined = world.traits[node].iter().find(|joined| joined.id == id);
            let path = world.path(node).join(".");
            assert!(!matches[node] || joined.is_some(), "case {case}: {} should join {path}", declared.name);
            let has_reason = joined.is_none_or(|joined| joined.why != Why::NeededBy) || matches[node];
            assert!(has_reason, "case {case}: {} has joined {path} without reason", declared.name);
        }
    }
    for (maker, _) in fleet.synths() {
        let applies = naive::applies(world, maker);
        for node in world.nodes() {
            let path = world.path(node).join(".");
            assert_eq!(
                applies[node],
                world.ran.contains(&(maker, node)),
                "case {case}: {maker:?} for {path}"
            );
        }
    }
}

/// Both refuse the fleet for the same reasons. What has no strata has no finished tree to judge.
fn agree_on_wrongs(meaning: &Meaning, findings: &[Finding], case: usize) {
    let denied = findings.iter().filter(|finding| finding.problem.level() == Level::Deny);
    let codes: BTreeSet<&str> = denied.map(|finding| finding.problem.code()).collect();
    assert_eq!(codes.contains("no-strata"), meaning.wrong.contains("no-strata"), "case {case}: {findings:?}");
    if codes.contains("no-strata") {
        return;
    }
    assert_eq!(codes, meaning.wrong, "case {case}: {findings:?}");
}
