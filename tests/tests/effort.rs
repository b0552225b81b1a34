//! How much is tested to find what each rule matches: counted, not timed. Of 10,000 nodes a rule that means ten tests
//! about ten.

use nest_core::model::{
    AttrId, Class, ClassId, Entry, EntryId, OutputId, Place, Route, Table, Trait, TraitId, Tree,
};
use nest_core::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Declared, Effort, Fleet};
use nest_tests::bare::{self, empty_trait, integer};

const RULES: usize = 1_000;
/// In each environment.
const NODES: usize = 10;

/// The trait that all nodes have; those that each environment has for itself come behind it.
const WEB: TraitId = TraitId(0);
const RACK: AttrId = AttrId(0);

fn own(environment: usize) -> TraitId {
    TraitId::at(1 + environment)
}

fn name(environment: usize, node: usize) -> String {
    format!("web-{environment}-{node}")
}

fn selector(subject: Vec<Simple<'static>>, links: Vec<(Combinator, Simple<'static>)>) -> Selector<'static> {
    let links = links.into_iter().map(|(combinator, left)| (combinator, Compound { all: vec![left].into() }));
    let links: Vec<_> = links.collect();
    Selector { any: vec![Complex { subject: Compound { all: subject.into() }, links: links.into() }].into() }
}

fn named(name: String) -> Simple<'static> {
    Simple::Name(name.into())
}

/// A thousand environments of ten nodes, and for each a rule that means its nodes.
fn effort(rule: fn(usize) -> Selector<'static>) -> Effort {
    let names: Vec<String> = (0..RULES).map(|i| format!("env-{i}")).collect();
    let mut tree = Tree::default();
    for (i, environment) in names.iter().enumerate() {
        let parent = Some(EntryId::at(tree.entries.len()));
        let attrs = vec![(RACK, Value::Int(i as i64))];
        tree.entries.push(Entry { attrs, ..Entry::named(environment.as_str(), Place::on(1)) });
        for node in 0..NODES {
            let is = Some(vec![WEB, own(i)]);
            tree.entries.push(Entry { parent, is, ..Entry::named(name(i, node), Place::on(1)) });
        }
    }
    let output = Route::Output { output: OutputId(0), name: None, args: None };
    let class = |i: usize| Class { id: ClassId::at(i), place: Place::on(1), route: output.clone() };
    let web = Trait { classes: Table::EMPTY, ..empty_trait("web") };
    let own = names
        .iter()
        .enumerate()
        .map(|(i, name)| Trait { classes: vec![class(i)].into(), ..empty_trait(name) });
    let rules = (0..RULES).map(|i| bare::rule(rule(i)));
    let declared = Declared {
        attrs: vec![integer("rack")].into(),
        traits: std::iter::once(web).chain(own).collect::<Vec<_>>().into(),
        classes: names.iter().map(String::as_str).collect::<Vec<_>>().into(),
        outputs: vec!["systems"].into(),
        rules: rules.collect::<Vec<_>>().into(),
        ..Declared::EMPTY
    };
    let fleet = Fleet { declared, dom: tree.encode().into(), ..Fleet::EMPTY };
    nest_tests::resolve(&fleet).unwrap().effort()
}

/// Each rule tests at most three nodes for one that it matches, and matches ten.
fn check(rule: fn(usize) -> Selector<'static>) {
    let Effort { tested, matched, .. } = effort(rule);
    assert_eq!(matched, RULES * NODES);
    assert!(tested <= 3 * matched, "{tested} tests for {matched} matches");
}

fn web() -> Simple<'static> {
    Simple::Trait(WEB)
}

fn environment(i: usize) -> Simple<'static> {
    named(format!("env-{i}"))
}

fn rack(i: usize) -> Simple<'static> {
    Simple::Attr(RACK, Op::Equal, Value::Int(i as i64))
}

fn nodes(i: usize) -> Vec<Complex<'static>> {
    let one =
        |node| Complex { subject: Compound { all: vec![named(name(i, node))].into() }, links: Table::EMPTY };
    (0..NODES).map(one).collect()
}

#[test]
fn a_trait_leads_to_its_nodes() {
    check(|i| selector(vec![Simple::Trait(own(i))], vec![]));
}

#[test]
fn a_list_of_names_leads_to_those_named() {
    check(|i| Selector { any: nodes(i).into() });
}

#[test]
fn names_in_is_lead_to_those_named() {
    check(|i| selector(vec![Simple::Is(Selector { any: nodes(i).into() })], vec![]));
}

#[test]
fn a_value_leads_to_those_that_have_it() {
    check(|i| selector(vec![rack(i)], vec![]));
}

#[test]
fn a_value_leads_there_past_a_frequent_trait() {
    check(|i| selector(vec![web(), rack(i)], vec![]));
}

#[test]
fn an_ancestor_leads_to_those_below() {
    check(|i| selector(vec![web()], vec![(Combinator::Descendant, environment(i))]));
}

#[test]
fn a_parent_leads_to_its_children() {
    check(|i| selector(vec![web()], vec![(Combinator::Child, environment(i))]));
}

#[test]
fn within_leads_to_those_below() {
    check(|i| selector(vec![web(), Simple::Within(selector(vec![environment(i)], vec![]))], vec![]));
}

#[test]
fn a_class_leads_to_the_nodes_of_its_traits() {
    check(|i| selector(vec![Simple::Class(ClassId::at(i))], vec![]));
}
