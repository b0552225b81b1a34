//! How long a fleet takes to resolve and to write, by the number of its hosts.
//!
//! Either grows with the hosts and no faster: the hosts per second stay the same from row to row.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use divan::Bencher;
use divan::counter::ItemsCount;
use fleets::MULTI_ENV_SCOPED;
use nest_core::model::{AttrId, Entry, EntryId, Place, TraitId, Tree};
use nest_core::value::Value;
use nest_core::{Fleet, Resolved};
use nest_xtask::Exit;
use std::io;

const HOSTS: [usize; 3] = [100, 1_000, 10_000];

/// How many hosts share a namespace, the load balancer included.
const ENVIRONMENT: usize = 50;

fn main() {
    divan::main();
}

#[divan::bench(args = HOSTS, sample_count = 20)]
fn resolve(bencher: Bencher, hosts: usize) {
    let fleet = fleet(hosts);
    bencher.counter(ItemsCount::new(hosts)).bench_local(|| resolved(&fleet, hosts));
}

#[divan::bench(args = HOSTS, sample_count = 20)]
fn write(bencher: Bencher, hosts: usize) {
    let fleet = fleet(hosts);
    bencher.counter(ItemsCount::new(hosts)).bench_local(|| {
        let exit =
            nest_xtask::run(["xtask", "emit", "--stdout"], &[&fleet], &mut io::sink(), &mut io::stderr());
        assert_eq!(exit, Exit::Done);
    });
}

fn resolved<'f>(fleet: &'f Fleet<'f>, hosts: usize) -> Resolved<'f> {
    let resolved = nest_core::resolve(fleet).unwrap();
    assert_eq!(resolved.nodes().len(), hosts);
    resolved
}

/// The traits, attributes, rules and compiled bodies of `MULTI_ENV_SCOPED`, with a DOM of that many hosts.
fn fleet(hosts: usize) -> Fleet<'static> {
    Fleet { dom: dom(hosts).into(), ..MULTI_ENV_SCOPED.clone() }
}

fn dom(hosts: usize) -> Vec<u8> {
    let attr =
        |name| AttrId::at(MULTI_ENV_SCOPED.declared.attrs.iter().position(|attr| attr.name == name).unwrap());
    let [system, env, addr, port] = ["system", "env", "addr", "httpPort"].map(attr);
    let is =
        |name| TraitId::at(MULTI_ENV_SCOPED.declared.traits.iter().position(|t| t.name == name).unwrap());
    let [host, lb, web] = ["host", "lb", "web"].map(is);

    let environments: Vec<String> = (0..hosts.div_ceil(ENVIRONMENT)).map(|i| format!("env-{i}")).collect();
    let names: Vec<(String, String)> = (0..hosts).map(|i| (name(i), address(i))).collect();
    let mut tree = Tree::default();
    for (environment, hosts) in environments.iter().zip(names.chunks(ENVIRONMENT)) {
        let attrs = vec![(system, Value::Str("x86_64-linux".into())), (env, Value::Str("prod".into()))];
        let parent = EntryId::at(tree.entries.len());
        tree.entries.push(Entry { attrs, ..Entry::named(environment, Place::on(1)) });
        for (i, (name, address)) in hosts.iter().enumerate() {
            tree.entries.push(Entry {
                parent: Some(parent),
                is: Some(vec![host, if i == 0 { lb } else { web }]),
                attrs: vec![(addr, Value::Str(address.into())), (port, Value::Int(80))],
                ..Entry::named(name, Place::on(1))
            });
        }
    }
    tree.encode()
}

fn name(i: usize) -> String {
    let kind = if i.is_multiple_of(ENVIRONMENT) { "lb" } else { "web" };
    format!("{kind}-{}-{}", i / ENVIRONMENT, i % ENVIRONMENT)
}

fn address(i: usize) -> String {
    let [_, a, b, c] = (i as u32).to_be_bytes();
    format!("10.{a}.{b}.{c}")
}
