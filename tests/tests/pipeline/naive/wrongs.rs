//! What a fleet may not do, of a finished tree: by code, and by node or pair of nodes.

use super::Meaning;
use super::world::Origin;
use nest_core::model::{AttrId, Claim, Route, Unique};

type Check = fn(&Meaning) -> bool;

pub fn find(meaning: &mut Meaning) {
    let checks: [(&'static str, Check); 8] = [
        ("missing-attribute", lacks_attribute),
        ("not-unique", shares_unique_value),
        ("class-twice", has_class_twice),
        ("lands-nowhere", lands_nowhere),
        ("output-collision", |meaning| collides(meaning, &settled(meaning))),
        ("host-name", |meaning| has_no_host_name(meaning, &settled(meaning))),
        ("missing-argument", lacks_argument),
        ("broken-assertion", breaks_promise),
    ];
    for (code, holds) in checks {
        if holds(meaning) {
            meaning.wrong.insert(code);
        }
    }
    // Names are computed where nothing else is wrong.
    if meaning.wrong.is_empty() {
        let nodes = meaning.world.nodes();
        let differ =
            |node: &usize| meaning.computed_names(*node).windows(2).any(|names| names[0] != names[1]);
        let is_collision = nodes.iter().any(differ) || collides(meaning, &nodes);
        let no_host = has_no_host_name(meaning, &nodes);
        meaning.wrong.extend(is_collision.then_some("output-collision"));
        meaning.wrong.extend(no_host.then_some("host-name"));
    }
}

/// The nodes whose names no class computes.
fn settled(meaning: &Meaning) -> Vec<usize> {
    let nodes = meaning.world.nodes();
    nodes.into_iter().filter(|node| meaning.computed_names(*node).is_empty()).collect()
}

fn lacks_attribute(meaning: &Meaning) -> bool {
    let world = &meaning.world;
    let required =
        |node: &usize| world.traits[*node].iter().flat_map(|joined| &world.fleet[joined.id].requires);
    world.nodes().iter().any(|node| {
        required(node).any(|require| !require.optional && world.value(*node, require.attr).is_none())
    })
}

/// A value that a node hands down is still one value of one node; a copy does not count.
fn shares_unique_value(meaning: &Meaning) -> bool {
    let world = &meaning.world;
    let nodes = world.nodes();
    (0..world.fleet.attrs.len()).map(AttrId::at).any(|attr| {
        // The groups in which a value may stand once.
        let group = |node: usize| match world.fleet[attr].unique {
            Unique::No => None,
            Unique::InFleet => Some(None),
            Unique::Within(within) => Some(world.value(node, within)),
        };
        let values: Vec<_> = nodes
            .iter()
            .filter_map(|node| {
                let (origin, value) = world.origin(*node, attr)?;
                Some((origin, value, group(*node)?))
            })
            .collect();
        let is_handed_down = |origin: Origin| matches!(origin, Origin::Written(at) if world.is_node(at));
        values.iter().enumerate().any(|(i, (origin, value, around))| {
            values[..i].iter().any(|(other, same, around_other)| {
                value == same
                    && around == around_other
                    && *origin != Origin::Copied
                    && *other != Origin::Copied
                    && !(origin == other && is_handed_down(*origin))
            })
        })
    })
}

fn has_class_twice(meaning: &Meaning) -> bool {
    meaning.world.nodes().into_iter().any(|node| {
        let classes = meaning.classes(node);
        classes.iter().enumerate().any(|(i, class)| classes[..i].iter().any(|other| other.id == class.id))
    })
}

fn lands_nowhere(meaning: &Meaning) -> bool {
    meaning.world.nodes().into_iter().any(|node| {
        meaning.classes(node).into_iter().any(|class| match class.route {
            Route::Parent { class: Some(target), .. } => meaning.target(node, target).is_none(),
            _ => false,
        })
    })
}

/// A class that a node has twice is another mistake.
fn collides(meaning: &Meaning, nodes: &[usize]) -> bool {
    let all = nodes.iter().copied().flat_map(|node| {
        let outputs = meaning.classes(node).into_iter().filter_map(|class| match class.route {
            Route::Output { output, .. } | Route::Closure { output, .. } => Some((output, class.id)),
            Route::Parent { .. } => None,
        });
        let named = |(output, class)| ((output, meaning.output_name(node)), (node, class));
        outputs.map(named).collect::<Vec<_>>()
    });
    let all: Vec<_> = all.collect();
    all.iter()
        .enumerate()
        .any(|(i, (name, of))| all[..i].iter().any(|(other_name, other)| name == other_name && of != other))
}

/// A machine is found by one label of DNS.
fn has_no_host_name(meaning: &Meaning, nodes: &[usize]) -> bool {
    let is_machine = |node| {
        meaning.classes(node).iter().any(|class| match class.route {
            Route::Output { output, .. } | Route::Closure { output, .. } => {
                meaning.world.fleet[output] == "nixosConfigurations"
            }
            Route::Parent { .. } => false,
        })
    };
    let is_label = |name: &str| {
        let is_hyphen = |letter: Option<char>| letter == Some('-');
        let inner = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let (first, last) = (name.chars().next(), name.chars().next_back());
        inner && first.is_some() && !is_hyphen(first) && !is_hyphen(last) && name.len() < 64
    };
    let is_name = |name: String| name.split('.').all(is_label) && name.len() < 254;
    nodes.iter().any(|node| is_machine(*node) && !is_name(meaning.output_name(*node)))
}

fn lacks_argument(meaning: &Meaning) -> bool {
    let world = &meaning.world;
    world.nodes().into_iter().any(|node| {
        let rules = world.fleet.rules.iter().enumerate().filter(|(i, _)| meaning.matched[*i][node]);
        let bodies = rules.flat_map(|(_, rule)| &rule.bodies);
        let runs = |class| meaning.classes(node).iter().any(|other| Some(other.id) == class);
        bodies
            .filter(|body| runs(body.class))
            .flat_map(|body| &body.arguments)
            .any(|argument| !world.stands_under(node, argument.0))
    })
}

fn breaks_promise(meaning: &Meaning) -> bool {
    meaning.world.fleet.assertions.iter().any(|assertion| match &assertion.claim {
        Claim::Each(of, must) => {
            let (of, must) = (meaning.world.nodes_matching(of), meaning.world.matching(must));
            of.into_iter().zip(must).any(|(of, must)| of && !must)
        }
        Claim::Whole(_) => false,
    })
}
