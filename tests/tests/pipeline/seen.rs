//! What the random fleets were like: a comparison means little where nothing happened.

use crate::naive::Meaning;
use nest_core::Why;
use nest_core::selector::{Combinator, Complex, Selector, Simple};
use std::collections::BTreeMap;

/// How many fleets had something.
#[derive(Default)]
pub struct Seen {
    accepted: usize,
    refused: BTreeMap<&'static str, usize>,
    had: BTreeMap<&'static str, usize>,
}

/// Everything that is to happen often in fleets that are accepted.
const FEATURES: &[&str] = &[
    "two levels",
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
    "entries",
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
];

impl Seen {
    pub fn refused(&mut self, meaning: &Meaning) {
        meaning.wrong.iter().for_each(|code| *self.refused.entry(code).or_default() += 1);
    }

    pub fn accepted(&mut self, meaning: &Meaning) {
        self.accepted += 1;
        let mut had: Vec<&'static str> = Vec::new();
        growth(meaning, &mut had);
        modules(meaning, &mut had);
        let rules = meaning.world.fleet.rules.iter().zip(&meaning.matched);
        let nodes = meaning.world.nodes();
        for (rule, matched) in rules {
            // Where it matches some nodes and not others, it shows.
            if nodes.iter().any(|node| matched[*node]) && nodes.iter().any(|node| !matched[*node]) {
                selector(&rule.selector, &mut had);
            }
        }
        had.sort_unstable();
        had.dedup();
        had.into_iter().for_each(|feature| *self.had.entry(feature).or_default() += 1);
    }

    /// Several counts as one.
    pub fn of(all: Vec<Self>) -> Self {
        let mut sum = Self::default();
        for Self { accepted, refused, had } in all {
            sum.accepted += accepted;
            refused.into_iter().for_each(|(code, count)| *sum.refused.entry(code).or_default() += count);
            had.into_iter().for_each(|(feature, count)| *sum.had.entry(feature).or_default() += count);
        }
        sum
    }

    pub fn assert_enough(&self, cases: usize) {
        println!("{} of {cases} accepted, {:?}, refused {:?}", self.accepted, self.had, self.refused);
        assert!(self.accepted * 10 > cases * 6, "only {} were accepted", self.accepted);
        for feature in FEATURES {
            let count = self.had.get(feature).copied().unwrap_or(0);
            assert!(count * 500 >= cases, "{feature} only {count} times");
        }
        for code in REASONS {
            let count = self.refused.get(code).copied().unwrap_or(0);
            assert!(count * 2_000 >= cases, "{code} only {count} times");
        }
    }
}

fn growth(meaning: &Meaning, had: &mut Vec<&'static str>) {
    let world = &meaning.world;
    let all = [
        (meaning.levels > 1, "two levels"),
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
        Simple::Entries(..) => "entries",
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
