//! Laws of selectors, on every small forest: what must hold of them whatever they select.

use nest_core::__private::{Code, Failure, OutputFn, Selected};
use nest_core::model::{
    Entry, EntryId, Key, OutputBody, OutputBodyId, Place, Query, Rule, Table, Trait, TraitId, Tree,
};
use nest_core::nix::{Attrs, NixValue};
use nest_core::selector::{Combinator, Complex, Compound, Relative, Selector, Simple};
use nest_core::{Declared, Fleet, Survey};

const NAMES: [&str; 4] = ["w", "x", "y", "z"];
const A: Simple = Simple::Trait(TraitId(0));
const B: Simple = Simple::Trait(TraitId(1));

const ALL: [Combinator; 4] =
    [Combinator::Descendant, Combinator::Child, Combinator::NextSibling, Combinator::SubsequentSibling];

/// Every forest of up to three entries, each a namespace or a node with one of the sets of `{a, b}`; and every one of
/// four where each node has one of both.
fn forests() -> Vec<Tree<'static>> {
    let mut all = Vec::new();
    for count in 1..=NAMES.len() {
        grow(&mut Vec::new(), count, &mut all);
    }
    all
}

fn grow(entries: &mut Vec<Entry<'static>>, count: usize, all: &mut Vec<Tree<'static>>) {
    if entries.len() == count {
        return all.push(Tree { entries: entries.clone() });
    }
    // In document order an entry stands at the top, or below the last one or one above that.
    let mut parents = vec![None];
    let mut above = entries.len().checked_sub(1).map(EntryId::at);
    while let Some(id) = above {
        parents.push(Some(id));
        above = entries[id.index()].parent;
    }
    let nodes = [vec![TraitId(0)], vec![TraitId(1)], vec![], vec![TraitId(0), TraitId(1)]];
    // Of four entries there are too many forests for all sets of traits.
    let sets = if count == NAMES.len() { 2 } else { nodes.len() };
    let kinds: Vec<_> = [None].into_iter().chain(nodes.into_iter().take(sets).map(Some)).collect();
    for parent in parents {
        for is in &kinds {
            entries.push(Entry {
                parent,
                is: is.clone(),
                ..Entry::named(NAMES[entries.len()], Place::on(1))
            });
            grow(entries, count, all);
            entries.pop();
        }
    }
}

fn one(simple: Simple<'static>) -> Selector<'static> {
    list(vec![chain(simple, vec![])])
}

fn list(any: Vec<Complex<'static>>) -> Selector<'static> {
    Selector { any: any.into() }
}

fn part(simple: Simple<'static>) -> Compound<'static> {
    Compound { all: vec![simple].into() }
}

/// A chain, its subject first.
fn chain(subject: Simple<'static>, links: Vec<(Combinator, Simple<'static>)>) -> Complex<'static> {
    let links: Vec<_> = links.into_iter().map(|(combinator, left)| (combinator, part(left))).collect();
    Complex { subject: part(subject), links: links.into() }
}

fn pair(left: Simple<'static>, combinator: Combinator, right: Simple<'static>) -> Selector<'static> {
    list(vec![chain(right, vec![(combinator, left)])])
}

fn has(combinator: Combinator, simple: Simple<'static>) -> Simple<'static> {
    Simple::HasRelative(vec![Relative { combinator, complex: chain(simple, vec![]) }].into())
}

fn not(selector: Selector<'static>) -> Simple<'static> {
    Simple::Not(selector)
}

/// Some of every kind.
fn simples() -> Vec<Simple<'static>> {
    let pairs = ALL.map(|combinator| Simple::Is(pair(A, combinator, B)));
    let relatives = ALL.map(|combinator| has(combinator, A));
    let others = [
        Simple::Any,
        A,
        B,
        not(one(A)),
        Simple::Within(one(A)),
        Simple::Root,
        Simple::Empty,
        Simple::FirstChild,
        Simple::LastChild,
        Simple::OnlyChild,
        Simple::NthChild { step: 2, first: 1, of: None },
        Simple::NthChild { step: -1, first: 2, of: Some(one(A)) },
    ];
    pairs.into_iter().chain(relatives).chain(others).collect()
}

const QUERIES: usize = 64;

fn key(query: usize) -> Key {
    Key::of("laws", &query.to_string())
}

fn answers(survey: Survey<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    for query in 0..QUERIES {
        let found = survey.all(Selected::new(key(query)));
        attrs.root().assign(&[query.to_string()], found.map(|node| node.name).collect::<Vec<_>>());
    }
    Ok(attrs)
}

/// The names of the nodes that each selector matches.
fn matched(tree: &Tree, selectors: &[Selector<'static>]) -> Vec<Vec<String>> {
    assert!(selectors.len() <= QUERIES);
    let marker = |name: &'static str| Trait::marker(Key::of("tests", name), name, Place::on(1));
    let query = |(i, selector): (usize, &Selector<'static>)| Query {
        key: key(i),
        place: Place::on(1),
        selector: selector.clone(),
    };
    let queries = selectors.iter().enumerate().map(query);
    let declared = Declared {
        allow: vec!["empty-namespace", "unknown-name", "only-namespaces"].into(),
        traits: vec![marker("a"), marker("b")].into(),
        rules: Table::<Rule>::EMPTY,
        own_outputs: vec![OutputBody {
            name: "answers",
            doc: "",
            place: Place::on(1),
            code: OutputBodyId(0),
        }]
        .into(),
        queries: queries.collect::<Vec<_>>().into(),
        ..Declared::EMPTY
    };
    let code = Code { own_outputs: vec![answers as OutputFn].into(), ..Code::EMPTY };
    let fleet = Fleet { declared, dom: tree.encode().into(), code };
    let resolved = nest_tests::resolve(&fleet).unwrap();
    let (answers, _) = resolved.own_outputs().next().unwrap().evaluate().unwrap();
    let names = |i: usize| match answers.get(&i.to_string()) {
        Some(NixValue::List(names)) => names.iter().map(text).collect(),
        other => panic!("no answer to {i}: {other:?}"),
    };
    (0..selectors.len()).map(names).collect()
}

fn text(value: &NixValue) -> String {
    match value {
        NixValue::Text(text) => text.to_string(),
        other => panic!("{other:?} is no name"),
    }
}

/// Checks that in every forest the selectors of each pair match the same nodes.
fn same(pairs: &[(Selector<'static>, Selector<'static>)]) {
    law(pairs, |left, right| left == right);
}

fn law(pairs: &[(Selector<'static>, Selector<'static>)], holds: fn(&[String], &[String]) -> bool) {
    let selectors: Vec<_> = pairs.iter().flat_map(|(left, right)| [left.clone(), right.clone()]).collect();
    let mut some = 0;
    for tree in forests() {
        for (i, sides) in matched(&tree, &selectors).chunks(2).enumerate() {
            assert!(holds(&sides[0], &sides[1]), "law {i}: {sides:?} in {tree:#?}");
            some += usize::from(!sides[0].is_empty());
        }
    }
    assert!(some > 0, "nothing was ever matched");
}

#[test]
fn not_not_is_the_same_and_is_alone_is_the_same() {
    let twice = |s: Simple<'static>| (one(not(one(not(one(s.clone()))))), one(s));
    let is = |s: Simple<'static>| (one(Simple::Is(one(s.clone()))), one(s));
    let pairs: Vec<_> = simples().into_iter().flat_map(|s| [twice(s.clone()), is(s)]).collect();
    // As many as one fleet asks for.
    pairs.chunks(QUERIES / 2).for_each(same);
}

#[test]
fn not_of_several_is_not_of_each_and_the_other_way_round() {
    let pairs = simples().into_iter().map(|s| {
        let both = Compound { all: vec![not(one(s.clone())), not(one(B))].into() };
        let neither = list(vec![Complex { subject: both, links: Table::EMPTY }]);
        (one(not(list(vec![chain(s, vec![]), chain(B, vec![])]))), neither)
    });
    same(&pairs.collect::<Vec<_>>());
}

#[test]
fn is_of_several_is_a_list() {
    let pairs = simples().into_iter().map(|s| {
        let several = list(vec![chain(s, vec![]), chain(A, vec![])]);
        (one(Simple::Is(several.clone())), several)
    });
    same(&pairs.collect::<Vec<_>>());
}

#[test]
fn a_child_is_a_descendant_and_the_next_sibling_a_later_one() {
    let within = [
        (Combinator::Child, Combinator::Descendant),
        (Combinator::NextSibling, Combinator::SubsequentSibling),
    ];
    let pairs = within.into_iter().flat_map(|(near, far)| {
        [A, B, Simple::Any].map(|left| (pair(left.clone(), near, B), pair(left, far, B)))
    });
    law(&pairs.collect::<Vec<_>>(), |near, far| near.iter().all(|name| far.contains(name)));
}

#[test]
fn a_chain_reads_from_left_to_right() {
    let pairs = ALL.into_iter().flat_map(|first| {
        ALL.map(|second| {
            let whole = list(vec![chain(A, vec![(second, B), (first, Simple::Any)])]);
            (whole, pair(Simple::Is(pair(Simple::Any, first, B)), second, A))
        })
    });
    same(&pairs.collect::<Vec<_>>());
}

#[test]
fn within_is_having_an_ancestor() {
    let pairs = simples()
        .into_iter()
        .map(|s| (one(Simple::Within(one(s.clone()))), pair(s, Combinator::Descendant, Simple::Any)));
    same(&pairs.collect::<Vec<_>>());
}

#[test]
fn places_among_siblings_agree() {
    let nth = |step, first| one(Simple::NthChild { step, first, of: None });
    let both = Compound { all: vec![Simple::FirstChild, Simple::LastChild].into() };
    let before = has(Combinator::NextSibling, Simple::Any);
    same(&[
        (nth(1, 0), one(Simple::Any)),
        (nth(0, 1), one(Simple::FirstChild)),
        (one(Simple::OnlyChild), list(vec![Complex { subject: both, links: Table::EMPTY }])),
        (one(Simple::LastChild), one(not(one(before)))),
        (one(not(one(Simple::FirstChild))), pair(Simple::Any, Combinator::NextSibling, Simple::Any)),
        (one(Simple::Empty), one(not(one(has(Combinator::Child, Simple::Any))))),
    ]);
}

#[test]
fn every_node_and_no_namespace_is_any() {
    for tree in forests() {
        let nodes = tree.entries.iter().filter(|entry| entry.is_node()).map(|entry| entry.name.to_string());
        assert_eq!(matched(&tree, &[one(Simple::Any)]), [nodes.collect::<Vec<_>>()]);
    }
}

/// Read off the tree: the names of the nodes that are led to an entry with `a`.
#[test]
fn has_is_being_led_to_one() {
    for tree in forests() {
        let selectors = ALL.map(|combinator| one(has(combinator, A)));
        let is_a = |id: EntryId| tree[id].is.as_ref().is_some_and(|is| is.contains(&TraitId(0)));
        let row = |id: EntryId| {
            let in_row = |other: &EntryId| tree[*other].parent == tree[id].parent && tree[*other].is_node();
            tree.ids().filter(in_row).filter(|other| *other > id).collect::<Vec<_>>()
        };
        let expected = ALL.map(|combinator| {
            let holds = |id: &EntryId| match combinator {
                Combinator::Descendant => {
                    tree.ids().any(|d| is_a(d) && tree.upwards(d).skip(1).any(|up| up == *id))
                }
                Combinator::Child => tree.ids().any(|child| is_a(child) && tree[child].parent == Some(*id)),
                Combinator::NextSibling => row(*id).first().is_some_and(|next| is_a(*next)),
                Combinator::SubsequentSibling => row(*id).into_iter().any(is_a),
            };
            let nodes = tree.ids().filter(|id| tree[*id].is_node()).filter(holds);
            nodes.map(|id| tree[id].name.to_string()).collect::<Vec<_>>()
        });
        assert_eq!(matched(&tree, &selectors), expected, "{tree:#?}");
    }
}
