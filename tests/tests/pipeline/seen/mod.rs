//! What the random fleets were like: a comparison means little where nothing happened.

mod made;

use crate::naive::{Meaning, Truth};
use nest_core::Why;
use nest_core::model::Target;
use nest_core::selector::{Combinator, Complex, Selector, Simple};
use std::collections::{BTreeMap, BTreeSet};

/// How many fleets had something.
#[derive(Default)]
pub struct Seen {
    accepted: usize,
    refused: BTreeMap<&'static str, usize>,
    had: BTreeMap<String, usize>,
    /// Why fleets had no strata as they were made: how many, and of these how many had a meaning all the same.
    circles: BTreeMap<String, [usize; 4]>,
}

/// How far fleets had a meaning for which no order was found.
const MEANINGS: [&str; 4] = ["all", "in some orders", "in all, with something idle", "in all"];

/// Everything that is to happen often in fleets that are accepted.
const FEATURES: &[&str] = &[
    "two stages",
    "two strata",
    "one round",
    "two rounds",
    "a child",
    "a grandchild",
    "a copied value",
    "an inherited value",
    "a default",
    "a trait that joined",
    "an extern node",
    "names by path",
    "a computed name",
    "a module",
    "a module from below",
    "a module from far below",
    "a module under a path",
    "a whole module under a path",
    "data",
    "arguments",
    "*",
    "trait",
    "#name",
    "a body in a node",
    "[attr]",
    "[attr op value]",
    ":is",
    ":not",
    ".class",
    ":has",
    ":has(>)",
    ":has(+)",
    ":has(~)",
    ":within",
    ":root",
    ":empty",
    ":first-child",
    ":last-child",
    ":only-child",
    ":nth-child",
    ":nth-child(of)",
    ":when",
    ":when(asks)",
    ">>",
    ">",
    "+",
    "~",
];

const REASONS: &[&str] = &[
    "no-strata",
    "duplicate-node",
    "duplicate-attribute",
    "missing-attribute",
    "missing-argument",
    "not-unique",
    "class-twice",
    "lands-nowhere",
    "output-collision",
    "broken-assertion",
    "body-failed",
    "host-name",
    "a child that is written",
    "a child made twice",
    "a child of two makers",
    "an attribute that is written",
    "an attribute that is set already",
    "an attribute that is inherited",
];

impl Seen {
    /// Why a fleet had no strata, and whether it had a meaning all the same.
    pub fn circle(&mut self, reason: String, truth: Truth) {
        let counts = self.circles.entry(reason).or_default();
        counts[0] += 1;
        match truth {
            Truth::None => {}
            Truth::InSome => counts[1] += 1,
            Truth::Idle => counts[2] += 1,
            Truth::InAll => counts[3] += 1,
        }
    }

    pub fn refused(&mut self, meaning: &Meaning) {
        let all = meaning.wrong.iter().chain(&meaning.world.clashes);
        all.for_each(|code| *self.refused.entry(code).or_default() += 1);
    }

    pub fn accepted(&mut self, meaning: &Meaning) {
        self.accepted += 1;
        let mut had: Vec<&'static str> = Vec::new();
        growth(meaning, &mut had);
        modules(meaning, &mut had);
        let mut makers: Vec<String> = Vec::new();
        made::features(meaning, &mut makers);
        let rules = meaning.world.fleet.rules.iter().zip(&meaning.matched);
        let nodes = meaning.world.nodes();
        for (rule, matched) in rules {
            // Where it matches some nodes and not others, it shows.
            if nodes.iter().any(|node| matched[*node]) && nodes.iter().any(|node| !matched[*node]) {
                match &rule.target {
                    Target::Matching(asked) => selector(asked, &mut had),
                    Target::Written { .. } => had.push("a body in a node"),
                }
            }
        }
        let all = had.into_iter().map(str::to_owned).chain(makers).collect::<BTreeSet<_>>();
        all.into_iter().for_each(|feature| *self.had.entry(feature).or_default() += 1);
    }

    /// Several counts as one.
    pub fn of(all: Vec<Self>) -> Self {
        let mut sum = Self::default();
        for Self { accepted, refused, had, circles } in all {
            sum.accepted += accepted;
            refused.into_iter().for_each(|(code, count)| *sum.refused.entry(code).or_default() += count);
            had.into_iter().for_each(|(feature, count)| *sum.had.entry(feature).or_default() += count);
            for (reason, counts) in circles {
                let sum = sum.circles.entry(reason).or_default();
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        sum
    }

    pub fn assert_enough(&self, cases: usize) {
        println!("{} of {cases} accepted, refused {:?}", self.accepted, self.refused);
        self.had.iter().for_each(|(feature, count)| println!("{count:6} {feature}"));
        let sum: [usize; 4] = std::array::from_fn(|i| self.circles.values().map(|counts| counts[i]).sum());
        println!("without strata as drafted, and of these with one end: {MEANINGS:?} {sum:?}");
        let mut circles: Vec<_> = self.circles.iter().collect();
        circles.sort_by_key(|(_, [all, some, idle, real])| std::cmp::Reverse((*real, *idle, *some, *all)));
        circles.into_iter().for_each(|(reason, counts)| println!("{counts:?} {reason}"));
        assert!(self.accepted * 10 > cases * 6, "only {} were accepted", self.accepted);
        let features = FEATURES.iter().map(|feature| ((*feature).to_owned(), 500)).chain(made::often());
        let had = features.map(|(feature, one_of)| (self.had.get(&feature).copied(), feature, one_of));
        let reasons = REASONS.iter().map(|code| (self.refused.get(code).copied(), (*code).to_owned(), 2_000));
        let rare = had.chain(reasons).filter(|(count, _, one_of)| count.unwrap_or(0) * one_of < cases);
        assert_eq!(
            rare.collect::<Vec<_>>(),
            [],
            "what is seen too rarely, and that it is to be in one of so many"
        );
    }
}

fn growth(meaning: &Meaning, had: &mut Vec<&'static str>) {
    let world = &meaning.world;
    let all = [
        (meaning.strata.last_stage() > 0, "two stages"),
        (meaning.strata.last_stage() > 1, "three stages"),
        (meaning.strata.last_stratum() > 0, "two strata"),
        (meaning.strata.last_stratum() > 1, "three strata"),
        (meaning.rounds > 0, "one round"),
        (meaning.rounds > 1, "two rounds"),
        (world.fleet.names == nest_core::model::Names::Path, "names by path"),
    ];
    had.extend(all.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature));
    for node in world.nodes() {
        let entry = &world.tree.entries[node];
        let made = |entry: usize| world.tree.entries[entry].maker.is_some();
        let above = world.parent(node).is_some_and(made);
        let joined = world.traits[node].iter().any(|joined| joined.why == Why::NeededBy);
        let origins = world.values(node).into_iter().filter_map(|(attr, _)| world.origin(node, attr));
        had.extend(origins.filter_map(|(origin, _)| match origin {
            crate::naive::Origin::Copied => Some("a copied value"),
            crate::naive::Origin::Default => Some("a default"),
            crate::naive::Origin::Written(at) => (at != node).then_some("an inherited value"),
        }));
        let all = [
            (made(node), "a child"),
            (made(node) && above, "a grandchild"),
            (joined, "a trait that joined"),
            (entry.is_extern, "an extern node"),
            (!meaning.computed_names(node).is_empty(), "a computed name"),
        ];
        had.extend(all.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature));
    }
}

fn modules(meaning: &Meaning, had: &mut Vec<&'static str>) {
    for finished in &meaning.finished {
        let texts = || finished.modules.iter().map(|(_, text)| text);
        let own = format!("from = {:?};", finished.node);
        let depth = |text: &str| {
            let (_, rest) = text.split_once("from = \"").unwrap_or_default();
            rest.split('"').next().unwrap_or_default().split('.').count()
        };
        let here = finished.node.split('.').count();
        let all = [
            (texts().next().is_some(), "a module"),
            (texts().any(|text| !text.contains(&own)), "a module from below"),
            (texts().any(|text| depth(text) > here + 1), "a module from far below"),
            (
                texts().any(|text| text.starts_with("{ users") || text.starts_with("{ fixed")),
                "a module under a path",
            ),
            (texts().any(|text| text.contains("= module ")), "a whole module under a path"),
            (finished.data.as_ref().is_some_and(|data| data != "[]"), "data"),
            (finished.args != "{ }", "arguments"),
        ];
        had.extend(all.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature));
    }
}

fn selector(selector: &Selector, had: &mut Vec<&'static str>) {
    selector.any.iter().for_each(|chain| complex(chain, had));
}

fn complex(complex: &Complex, had: &mut Vec<&'static str>) {
    had.extend(complex.links.iter().map(|(combinator, _)| combinator.symbol()));
    let compounds = complex.links.iter().map(|(_, left)| left).chain([&complex.subject]);
    compounds.flat_map(|compound| &compound.all).for_each(|part| simple(part, had));
}

fn simple(simple: &Simple, had: &mut Vec<&'static str>) {
    had.push(match simple {
        Simple::Any => "*",
        Simple::Trait(_) => "trait",
        Simple::Name(_) => "#name",
        Simple::Has(_) => "[attr]",
        Simple::Attr(..) => "[attr op value]",
        Simple::Is(_) => ":is",
        Simple::Not(_) => ":not",
        Simple::Class(_) => ".class",
        Simple::HasRelative(_) => ":has",
        Simple::Within(_) => ":within",
        Simple::Root => ":root",
        Simple::Empty => ":empty",
        Simple::FirstChild => ":first-child",
        Simple::LastChild => ":last-child",
        Simple::OnlyChild => ":only-child",
        Simple::NthChild { of: None, .. } => ":nth-child",
        Simple::NthChild { of: Some(_), .. } => ":nth-child(of)",
        Simple::When(when) => {
            if when.asks {
                ":when(asks)"
            } else {
                ":when"
            }
        }
        Simple::Unknown => "unknown",
    });
    match simple {
        Simple::Is(inner) | Simple::Not(inner) | Simple::Within(inner) => selector(inner, had),
        Simple::HasRelative(any) => {
            for relative in any {
                had.extend(match relative.combinator {
                    Combinator::Descendant => None,
                    Combinator::Child => Some(":has(>)"),
                    Combinator::NextSibling => Some(":has(+)"),
                    Combinator::SubsequentSibling => Some(":has(~)"),
                });
                complex(&relative.complex, had);
            }
        }
        _ => {}
    }
}
