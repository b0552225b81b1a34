//! What was among the selectors that decide over what comes to be: those of `needed_by`, and those of rules with a
//! `synth`; and what waited for what.

use crate::code::{From, SCRIPTS, Step};
use crate::naive::{Joined, Meaning, Origin, World};
use nest_core::Why;
use nest_core::model::{AttrId, Maker};
use nest_core::selector::{Complex, Op, Selector, Simple};

/// What is to happen so often: in one fleet of so many.
pub fn often() -> Vec<(String, usize)> {
    let words = [
        ":not",
        "!=",
        ":when",
        ":when(trait)",
        "[attr]",
        "[attr op value]",
        ":is",
        ":has",
        ":within",
        "trait",
        ".class",
    ];
    let nested = [
        ":not in :not",
        ":not in :is",
        ":not in :has",
        ":not in :within",
        ":not in a chain",
        "!= in :not",
        "!= in :is",
        "!= in :has",
        "!= in :within",
        "!= in a chain",
        ":when(trait) in :not",
        ":when(trait) in a chain",
    ];
    let values = [
        "a trait",
        "a class",
        "an argument",
        "a value that is set",
        "a made node's value",
        "a default",
        "a copied value",
        "the origin's value",
        "the origin's default",
        ":has",
    ];
    let mut all: Vec<(String, usize)> = Vec::new();
    for of in ["needed_by", "synth"] {
        all.extend(words.map(|word| (format!("{of} {word}"), 100)));
        all.extend([":empty", ":last-child", ":only-child"].map(|word| (format!("{of} {word}"), 200)));
        all.extend([":nth-child(of)"].map(|word| (format!("{of} {word}"), 400)));
        all.extend(nested.map(|word| (format!("{of} {word}"), 2_000)));
    }
    for value in values {
        all.push((format!("waits for {value}"), 50));
        all.push((format!("waits for absence of {value}"), 150));
    }
    all.extend(
        [":empty", ":last-child", ":only-child"].map(|word| (format!("waits for absence of {word}"), 50)),
    );
    let others = [
        "a synth that asks for what joined",
        "a comparison beside a copy",
        "children of two makers",
        "a value set over a default",
        "a value that a synth set and that flows down",
        "three stages",
    ];
    all.extend(others.map(|other| (other.to_owned(), 100)));
    all.push(("a made node by a name that is hard to read".to_owned(), 200));
    all
}

pub fn features(meaning: &Meaning, had: &mut Vec<String>) {
    let (world, strata) = (&meaning.world, &meaning.strata);
    let fleet = world.fleet;
    let joining =
        fleet.traits.iter().filter_map(|declared| Some(("needed_by", declared.needed_by.as_ref()?)));
    let running = fleet.rules.iter().filter(|rule| rule.synth.is_some());
    for (of, asked) in joining.chain(running.filter_map(|rule| Some(("synth", rule.target.selector()?)))) {
        let matches = world.nodes_matching(asked);
        let nodes = world.nodes();
        // Where it matches some nodes and not others, it shows.
        if nodes.iter().any(|node| matches[*node]) && nodes.iter().any(|node| !matches[*node]) {
            selector(asked, of, &mut Vec::new(), had);
        }
    }
    for edge in &strata.edges {
        let sign = edge.negated.map_or("", |_| "absence of ");
        had.push(format!("waits for {sign}{}", edge.asks));
    }
    let all = [
        (asks_for_what_joined(world), "a synth that asks for what joined"),
        (compares_beside_a_copy(world, had), "a comparison beside a copy"),
        (has_children_of_two(world), "children of two makers"),
        (has_hard_name(world), "a made node by a name that is hard to read"),
    ];
    had.extend(all.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature.to_owned()));
    for (node, attr) in set_values(world) {
        if fleet[attr].default.is_some() && world.requires(node, attr) {
            had.push("a value set over a default".to_owned());
        }
        let flows = |below: &usize| matches!(world.origin(*below, attr), Some((Origin::Written(from), _)) if from == node && *below != node);
        if world.nodes().iter().any(flows) {
            had.push("a value that a synth set and that flows down".to_owned());
        }
    }
}

/// What runs asks for the nodes of a trait that has joined some of them.
fn asks_for_what_joined(world: &World) -> bool {
    let asks = |step: &Step| match step {
        Step::Count(_) | Step::Each(..) | Step::IfAsked(..) | Step::One(_) => true,
        Step::Child(_, _, from, _) => *from == From::Asked,
        _ => false,
    };
    let asking = |maker: Maker| {
        let synth = world.fleet.synths().find(|(other, _)| *other == maker);
        synth.is_some_and(|(_, synth)| SCRIPTS[synth.code.index()].iter().any(asks))
    };
    let [Complex { subject, .. }] = &*world.fleet.queries[0].selector.any else { return false };
    let [Simple::Trait(id)] = &*subject.all else { return false };
    let joined = Joined { id: *id, why: Why::NeededBy };
    world.traits.iter().any(|traits| traits.contains(&joined))
        && world.ran.iter().any(|(maker, _)| asking(*maker))
}

fn compares_beside_a_copy(world: &World, had: &[String]) -> bool {
    let copied = world.tree.entries.iter().any(|entry| entry.from.is_some());
    copied && had.iter().any(|feature| feature.ends_with("[attr op value]"))
}

fn has_children_of_two(world: &World) -> bool {
    let made: Vec<_> = world.tree.entries.iter().filter(|entry| entry.maker.is_some()).collect();
    made.iter().any(|one| made.iter().any(|two| one.parent == two.parent && one.maker != two.maker))
}

fn has_hard_name(world: &World) -> bool {
    let is_hard = |name: &str| name.contains(|letter: char| !letter.is_ascii_alphabetic());
    world.tree.entries.iter().any(|entry| entry.maker.is_some() && is_hard(&entry.name))
}

/// The values that synths set on nodes that were there.
fn set_values(world: &World) -> Vec<(usize, AttrId)> {
    let written = world.tree.entries.iter().enumerate().filter(|(_, entry)| entry.maker.is_none());
    let attrs = written.flat_map(|(node, entry)| entry.attrs.iter().map(move |(attr, _)| (node, *attr)));
    attrs.filter(|(node, attr)| !world.is_written(*node, *attr)).collect()
}

/// `around` are the words around it, the innermost last.
fn selector(selector: &Selector, of: &str, around: &mut Vec<&'static str>, had: &mut Vec<String>) {
    selector.any.iter().for_each(|chain| complex(chain, of, around, had));
}

fn complex(complex: &Complex, of: &str, around: &mut Vec<&'static str>, had: &mut Vec<String>) {
    for (_, left) in &complex.links {
        around.push("a chain");
        left.all.iter().for_each(|part| simple(part, of, around, had));
        around.pop();
    }
    complex.subject.all.iter().for_each(|part| simple(part, of, around, had));
}

fn simple(simple: &Simple, of: &str, around: &mut Vec<&'static str>, had: &mut Vec<String>) {
    let mut push = |name: &str| had.push(format!("{of} {name}"));
    let word = match simple {
        Simple::Not(_) => ":not",
        Simple::Is(_) => ":is",
        Simple::HasRelative(_) => ":has",
        Simple::Within(_) => ":within",
        Simple::NthChild { of: Some(_), .. } => ":nth-child(of)",
        Simple::Attr(_, Op::NotEqual, _) => "!=",
        Simple::Attr(..) => "[attr op value]",
        Simple::Has(_) => "[attr]",
        Simple::Empty => ":empty",
        Simple::LastChild => ":last-child",
        Simple::OnlyChild => ":only-child",
        Simple::When(when) if when.asks => ":when(asks)",
        Simple::When(when) if !when.arguments.is_empty() => ":when(trait)",
        Simple::When(_) => ":when",
        Simple::Trait(_) => "trait",
        Simple::Class(_) => ".class",
        _ => return,
    };
    push(word);
    if let Some(outer) = around.last().filter(|_| matches!(word, ":not" | "!=" | ":when(trait)")) {
        push(&format!("{word} in {outer}"));
    }
    around.push(word);
    match simple {
        Simple::Not(inner) | Simple::Is(inner) | Simple::Within(inner) => selector(inner, of, around, had),
        Simple::NthChild { of: Some(inner), .. } => selector(inner, of, around, had),
        Simple::HasRelative(any) => {
            any.iter().for_each(|relative| complex(&relative.complex, of, around, had));
        }
        _ => {}
    }
    around.pop();
}
