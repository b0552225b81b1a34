//! How long a fleet takes to resolve, by the number of its rules and of its nodes.
//!
//! Every rule matches ten nodes. What a rule costs does not depend on how many others there are.

use divan::Bencher;
use divan::counter::ItemsCount;
use nest_core::model::{AttrId, Entry, EntryId, Place, TraitId, Tree};
use nest_core::selector::{Combinator, Complex, Compound, Op, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Declared, Fleet};
use nest_tests::bare::{empty_trait, integer, rule};

/// How many nodes and how many rules.
const SIZES: [(usize, usize); 4] = [(1_000, 100), (1_000, 1_000), (10_000, 100), (10_000, 1_000)];

/// How many nodes share a namespace, a value and a trait.
const ENVIRONMENT: usize = 10;

/// The trait that all nodes have; those that each environment has for itself come behind it.
const WEB: TraitId = TraitId(0);
const RACK: AttrId = AttrId(0);

fn main() {
    divan::main();
}

/// `rack-7`
#[divan::bench(args = SIZES, sample_count = 20)]
fn by_trait(bencher: Bencher, size: (usize, usize)) {
    bench(bencher, size, |i| selector(vec![Simple::Trait(own(i))], vec![]));
}

/// `web[rack = 7]`
#[divan::bench(args = SIZES, sample_count = 20)]
fn by_value(bencher: Bencher, size: (usize, usize)) {
    let rack = |i| Simple::Attr(RACK, Op::Equal, Value::Int(i as i64));
    bench(bencher, size, |i| selector(vec![Simple::Trait(WEB), rack(i)], vec![]));
}

/// `#rack-7 >> web`
#[divan::bench(args = SIZES, sample_count = 20)]
fn by_ancestor(bencher: Bencher, size: (usize, usize)) {
    let environment = |i| Compound { all: vec![Simple::Name(name(i).into())].into() };
    bench(bencher, size, |i| {
        selector(vec![Simple::Trait(WEB)], vec![(Combinator::Descendant, environment(i))])
    });
}

fn bench(bencher: Bencher, (nodes, rules): (usize, usize), selector: impl Fn(usize) -> Selector<'static>) {
    let environments = nodes / ENVIRONMENT;
    let names: Vec<String> = (0..environments).map(name).collect();
    let traits = std::iter::once("web").chain(names.iter().map(String::as_str));
    let rules = (0..rules).map(|i| rule(selector(i % environments)));
    let declared = Declared {
        attrs: vec![integer("rack")].into(),
        traits: traits.map(empty_trait).collect::<Vec<_>>().into(),
        rules: rules.collect::<Vec<_>>().into(),
        ..Declared::EMPTY
    };
    let fleet = Fleet { declared, dom: dom(&names).into(), ..Fleet::EMPTY };
    bencher.counter(ItemsCount::new(fleet.declared.rules.len())).bench_local(|| {
        let resolved = nest_tests::resolve(&fleet);
        let matched = resolved.as_ref().map(|resolved| resolved.effort().matched);
        assert_eq!(matched, Ok(fleet.declared.rules.len() * ENVIRONMENT));
        resolved
    });
}

fn name(environment: usize) -> String {
    format!("rack-{environment}")
}

fn own(environment: usize) -> TraitId {
    TraitId::at(1 + environment)
}

fn dom(environments: &[String]) -> Vec<u8> {
    let mut tree = Tree::default();
    for (i, environment) in environments.iter().enumerate() {
        let parent = Some(EntryId::at(tree.entries.len()));
        let attrs = vec![(RACK, Value::Int(i as i64))];
        tree.entries.push(Entry { attrs, ..Entry::named(environment.as_str(), Place::on(1)) });
        for node in 0..ENVIRONMENT {
            let is = Some(vec![WEB, own(i)]);
            tree.entries.push(Entry { parent, is, ..Entry::named(format!("web-{i}-{node}"), Place::on(1)) });
        }
    }
    tree.encode()
}

fn selector(subject: Vec<Simple<'static>>, links: Vec<(Combinator, Compound<'static>)>) -> Selector<'static> {
    let subject = Compound { all: subject.into() };
    Selector { any: vec![Complex { subject, links: links.into() }].into() }
}
