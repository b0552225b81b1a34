//! What fleets mean, on random ones, against a second way to work it out that is as slow and as plain as the model's own
//! words: traits, attributes, matches, synthesis, routes, outputs, and what is wrong.

mod code;
mod naive;
mod random;
mod seen;
mod show;

use code::{render, render_set};
use naive::{Finished, Meaning, Strata, World, tried};
use nest_core::model::{EntryId, TraitId, Tree};
use nest_core::problem::Level;
use nest_core::report::Site;
use nest_core::{Diagnostic, Fleet, Resolved};
use nest_tests::random::Random;
use seen::Seen;
use std::collections::BTreeSet;
use std::thread;

const CASES: usize = 10_000;

const THREADS: usize = 2;

/// Of so many fleets without strata one is tried in several orders.
const TRIED: usize = 4;

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
        let random = &mut Random::new(case as u64);
        let mut fleet = random::fleet(random);
        drafted(&fleet, case, &mut seen);
        settle(random, &mut fleet);
        let _shown = Case(&fleet);
        let dom = fleet.dom.to_vec();
        let meaning = Meaning::of(&fleet.declared, &dom);
        let certain = certain(&fleet);
        match nest_core::resolve(&fleet) {
            Ok(resolved) => {
                assert!(certain.is_empty(), "case {case}: before code runs, {certain:?} is told");
                assert!(meaning.wrong.is_empty(), "case {case}: accepted in spite of {:?}", meaning.wrong);
                agree(&resolved, &meaning, case);
                assert_eq!(naive::unsupported(&meaning.world), [""; 0], "case {case}");
                seen.accepted(&meaning);
            }
            Err(findings) => {
                agree_on_wrongs(&meaning, &findings, case);
                agree_on_certain(&certain, &findings, case);
                seen.refused(&meaning);
            }
        }
    }
    seen
}

/// A fleet as it was made, before it is mended, may ask for its own absence: then both say so, and it is told whether it
/// would have had a meaning all the same.
fn drafted(fleet: &Fleet<'static>, case: usize, seen: &mut Seen) {
    let _shown = Case(fleet);
    let dom = fleet.dom.to_vec();
    let world = World::new(&fleet.declared, Tree::decode(&dom));
    let strata = Strata::of(&world);
    if strata.circle.is_empty() {
        return;
    }
    let findings = nest_core::resolve(fleet).err().unwrap_or_default();
    let is_refused = findings.iter().any(|finding| finding.problem.code() == "no-strata");
    assert!(is_refused, "case {case}: accepted in spite of {}", strata.reason());
    if case.is_multiple_of(TRIED) {
        seen.circle(strata.reason(), tried(&fleet.declared, &world.tree, &strata.circle()));
    }
}

/// Shows the fleet if its case fails.
struct Case<'f>(&'f Fleet<'static>);

impl Drop for Case<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("{}", show::show(&self.0.declared, &self.0.tree()));
        }
    }
}

/// What is wrong with a fleet is mostly mended, and sometimes left.
fn settle(random: &mut Random, fleet: &mut Fleet<'static>) {
    loop {
        let dom = fleet.dom.to_vec();
        let Meaning { wrong, strata, world, .. } = Meaning::of(&fleet.declared, &dom);
        // What grows without end would take nest-core to its limit of nodes, and that takes long.
        let ends = !wrong.contains("endless-synthesis");
        let stays = if world.clashes.is_empty() { 40 } else { 4 };
        if wrong.is_empty() || (ends && random.below(stays) == 0) {
            return;
        }
        random::mend(random, fleet, &wrong, &strata.circle());
    }
}

fn agree(resolved: &Resolved, meaning: &Meaning, case: usize) {
    let (world, fleet) = (&meaning.world, meaning.world.fleet);
    let order: Vec<EntryId> = resolved.nodes().map(|node| node.id()).collect();
    assert_eq!(order, world.nodes().into_iter().map(EntryId::at).collect::<Vec<_>>(), "case {case}: nodes");
    for node in resolved.nodes() {
        let (id, path) = (node.id().index(), node.path());
        assert_eq!(path, nest_core::nix::path(world.path(id)), "case {case}");
        let name = |id: TraitId| fleet[id].name;
        let traits = world.traits[id].iter().map(|joined| (name(joined.id), joined.why.map(name)));
        assert_eq!(
            node.traits().collect::<Vec<_>>(),
            traits.collect::<Vec<_>>(),
            "case {case}: traits of {path}"
        );
        let attrs: Vec<_> = node.attrs().collect();
        let values = world.values(id).into_iter().map(|(attr, value)| (fleet[attr].name, value));
        assert_eq!(attrs, values.collect::<Vec<_>>(), "case {case}: attributes of {path}");
        assert_eq!(node.output(), meaning.output_name(id), "case {case}: output name of {path}");
    }

    let matched: usize = meaning.matched.iter().flatten().filter(|matches| **matches).count();
    assert_eq!(resolved.effort().matched, matched, "case {case}: matches in all");
    let (own_output, _) = resolved.own_outputs().next().unwrap().evaluate().unwrap();
    for (rule, matches) in meaning.matched.iter().enumerate() {
        let nodes = world.nodes().into_iter().filter(|node| matches[*node]);
        let paths: Vec<String> =
            nodes.map(|node| format!("{:?}", nest_core::nix::path(world.path(node)))).collect();
        // What is asked is the selector.
        if fleet.rules[rule].target.selector().is_none() {
            continue;
        }
        let asked = own_output.get(&rule.to_string()).unwrap();
        let shown = fleet.rules[rule].target.display(fleet);
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

/// What is certain before any code runs: the codes.
fn certain(fleet: &Fleet<'static>) -> BTreeSet<&'static str> {
    let told = nest_core::resolve_tree(&fleet.declared, fleet.tree(), None).err().unwrap_or_default();
    let denied = told.iter().filter(|finding| finding.level == Level::Deny);
    denied.map(|finding| finding.problem.code()).collect()
}

/// What is certain before any code runs is so when it has run, unless a `synth` failed, or what it makes is there already,
/// or there is no end of them.
fn agree_on_certain(certain: &BTreeSet<&str>, findings: &[Diagnostic], case: usize) {
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.problem.code()).collect();
    let is_else = ["no-strata", "duplicate-node"].iter().any(|code| codes.contains(code));
    if !findings.iter().any(is_of_failed_synth) && !is_else {
        assert!(certain.is_subset(&codes), "case {case}: {certain:?} is told, and then {findings:?}");
    }
}

/// Both refuse the fleet for the same reasons. What has no strata has no finished tree to judge.
fn agree_on_wrongs(meaning: &Meaning, findings: &[Diagnostic], case: usize) {
    let denied = findings.iter().filter(|finding| finding.problem.level() == Level::Deny);
    let codes: BTreeSet<&str> = denied.map(|finding| finding.problem.code()).collect();
    assert_eq!(codes.contains("no-strata"), meaning.wrong.contains("no-strata"), "case {case}: {findings:?}");
    if codes.contains("no-strata") {
        return;
    }
    // What a `synth` that failed would have added, and where one without end would have led, is not known: nothing that
    // hangs on it is told.
    if findings.iter().any(is_of_failed_synth) {
        let expected = codes.iter().all(|code| meaning.wrong.contains(code));
        assert!(expected, "case {case}: {findings:?}, not {:?}", meaning.wrong);
        return;
    }
    assert_eq!(codes, meaning.wrong, "case {case}: {findings:?}");
}

fn is_of_failed_synth(finding: &Diagnostic) -> bool {
    matches!(finding.site, Some(Site::Synth(_)))
        && ["missing-argument", "body-failed", "endless-synthesis"].contains(&finding.problem.code())
}
