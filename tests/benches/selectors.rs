//! How long a selector takes, by its shape and by the number of nodes.
//!
//! Each looks at many nodes for each one that it is asked about, and takes ten times as long on ten times as many.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use divan::Bencher;
use divan::counter::ItemsCount;
use nest_core::model::{Entry, EntryId, Key, Place, Trait, TraitId, Tree};
use nest_core::{Declared, Fleet};

const NODES: [usize; 3] = [1_000, 10_000, 100_000];

/// Every second node has it.
const WEB: TraitId = TraitId(0);

fn main() {
    divan::main();
}

/// All below one.
fn row(i: usize) -> Option<usize> {
    (i > 0).then_some(0)
}

/// Eight below each: the way up is short, and there are many below.
fn bush(i: usize) -> Option<usize> {
    i.checked_sub(1).map(|before| before / 8)
}

#[divan::bench(args = NODES, sample_count = 20)]
fn later_siblings(bencher: Bencher, nodes: usize) {
    bench(bencher, nodes, row, "web ~ web ~ web ~ :not(web)");
}

#[divan::bench(args = NODES, sample_count = 20)]
fn having_siblings(bencher: Bencher, nodes: usize) {
    bench(bencher, nodes, row, "web:has(~ db ~ web)");
}

#[divan::bench(args = NODES, sample_count = 20)]
fn counted_siblings(bencher: Bencher, nodes: usize) {
    bench(bencher, nodes, row, ":nth-child(2n+1 of web:nth-child(2n+1 of web))");
}

#[divan::bench(args = NODES, sample_count = 20)]
fn descendants(bencher: Bencher, nodes: usize) {
    bench(bencher, nodes, bush, ":not(web) web * * :not(web)");
}

#[divan::bench(args = NODES, sample_count = 20)]
fn having_descendants(bencher: Bencher, nodes: usize) {
    bench(bencher, nodes, bush, "web:not(:has(db)):has(web:has(web:not(:has(db))))");
}

fn bench(bencher: Bencher, nodes: usize, parent: fn(usize) -> Option<usize>, text: &str) {
    let entry = |i: usize| Entry {
        parent: parent(i).map(EntryId::at),
        is: Some(if i.is_multiple_of(2) { vec![WEB] } else { Vec::new() }),
        ..Entry::named(format!("n{i}"), Place::on(1))
    };
    let tree = Tree { entries: (0..nodes).map(entry).collect() };
    let traits = ["web", "db"].map(|name| Trait::marker(Key::of("benches", name), name, Place::on(1)));
    let declared = Declared { traits: traits.to_vec().into(), ..Declared::EMPTY };
    let fleet = Fleet { declared, dom: tree.encode().into(), ..Fleet::EMPTY };
    let resolved = nest_core::resolve(&fleet).unwrap();
    bencher.counter(ItemsCount::new(nodes)).bench_local(|| resolved.select(text).unwrap().len());
}
