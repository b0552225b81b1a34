//! How long a fleet takes to resolve and to write in which a rule gives every host three accounts, by the number of its
//! hosts.
//!
//! Either grows with the hosts and no faster: the hosts per second stay the same from row to row.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use divan::Bencher;
use divan::counter::ItemsCount;
use nest_core::model::{Entry, EntryId, Place, TraitId, Tree};
use nest_core::prelude::*;
use nest_xtask::Exit;
use std::io;

nest_macros::fleet! {
    /// Three people, who have an account on every host.
    pub static ACCOUNTS;

    attr system: System;
    attr uid: u16;
    attr keys: [String];

    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait person { requires = [uid, keys]; }
    trait user {
        requires = [uid, keys];
        class user => parent.nixos at users.users.[node.name];
    }

    people {
        ada { is = [person]; uid = 1001; keys = ["ssh-ed25519 AAAA ada"]; }
        bob { is = [person]; uid = 1002; keys = ["ssh-ed25519 BBBB bob"]; }
        eve { is = [person]; uid = 1003; keys = ["ssh-ed25519 CCCC eve"]; }
    }
    hosts {
        system = "x86_64-linux";
        host-0 { is = [host]; }
    }

    rule host {
        nixos(host) { networking.hostName = host.name; }
        synth(select) {
            for person in select.all(person) {
                child [person.name] from person { is = [user]; }
            }
        }
    }
    rule user => user(user) {
        isNormalUser = true;
        uid = user.uid;
        openssh.authorizedKeys.keys = user.keys;
    }
}

const HOSTS: [usize; 2] = [1_000, 10_000];
const PEOPLE: usize = 3;

fn main() {
    divan::main();
}

#[divan::bench(args = HOSTS, sample_count = 20)]
fn resolve(bencher: Bencher, hosts: usize) {
    let fleet = fleet(hosts);
    bencher.counter(ItemsCount::new(hosts)).bench_local(|| {
        let resolved = nest_core::resolve(&fleet).unwrap();
        assert_eq!(resolved.nodes().len(), PEOPLE + hosts * (1 + PEOPLE));
        resolved
    });
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

/// The fleet with that many hosts, all of them in one namespace.
fn fleet(hosts: usize) -> Fleet<'static> {
    let host = TraitId::at(ACCOUNTS.declared.traits.iter().position(|t| t.name == "host").unwrap());
    let mut tree = Tree::decode(&ACCOUNTS.dom);
    let parent = tree.entries.iter().position(|entry| entry.name == "hosts").map(EntryId::at);
    for i in 1..hosts {
        let is = Some(vec![host]);
        tree.entries.push(Entry { parent, is, ..Entry::named(format!("host-{i}"), Place::on(1)) });
    }
    Fleet { dom: tree.encode().into(), ..ACCOUNTS.clone() }
}
