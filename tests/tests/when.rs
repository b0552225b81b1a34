//! Rust in selectors, and selectors in Rust.

use nest_core::prelude::*;
use nest_macros::fleet;
use nest_tests::{matched, resolve};
use std::cell::RefCell;

fleet! {
    /// Two environments, and users below a host.
    pub static FLEET;

    attr env: "prod" | "staging";
    attr port: u16;

    trait host { class nixos => nixosConfigurations; trait user; }
    trait web { requires = [port]; }
    trait lb;
    /// Joins where a predicate says so.
    trait public { needed_by = web:when(|web| web.port < 1000); }

    prod {
        env = "prod";
        a { is = [host, web]; port = 80; ada { is = [user]; } }
        b { is = [host, web]; port = 8080; bob { is = [user]; } eve { is = [user]; } }
        c { is = [host, lb]; }
    }
    staging { env = "staging"; d { is = [host, web]; port = 81; } }

    rule web:when(|web| web.port > 1024) as high => nixos {}
    rule host:when(|web| web.port > 1024) as none_without_the_argument => nixos {}
    rule :when(|select, node| select.children(user).count() > 1 && node.name == "b") as asks => nixos {}
    rule host:has(user:when(|host::user, web| user.name.len() == 3 && web.port == 80)) as nested => nixos {}
    rule :not(:when(|web| web.port > 1024)) & host as negated => nixos {}
    rule .nixos:when(|| true) as always => nixos {}
    rule public as joined => nixos {}
    rule host:when(|select| select.siblings(sel!(lb)).next().is_some()) as with_a_query => nixos {}

    rule lb as queries => nixos(select) {
        prod = select.siblings(sel!(web[env = "prod"])).map(|node| node.name).collect::<Vec<_>>();
        either = select.all(sel!(lb, web[port >= 1024])).map(|node| node.name).collect::<Vec<_>>();
        // In a tuple, in a closure, in a macro, in a condition.
        pairs = select
            .all((web, sel!([env = "staging"])))
            .map(|(web, node)| format!("{} {}", web.port, node.name))
            .collect::<Vec<_>>();
        nested = select.all(host).map(|host| set! {
            users = select.within(host, sel!(user:not(:first-child))).count();
        }).collect::<Vec<_>>();
        text = format!("{}", select.all(sel!(public)).count());
        if select.one(sel!(#d))?.get(port) == Some(81) {
            found = true;
        }
        signed = select.all(sel!(:nth-child(+2N+1 OF web))).map(|node| node.name).collect::<Vec<_>>();
        high = select.all(sel!(web:when(|web| web.port > 8000))).count();
    }
}

#[test]
fn a_predicate_takes_arguments_as_a_body_does_and_holds_for_nothing_that_lacks_one() {
    let expected = [
        ("high", "b"),
        ("none_without_the_argument", "b"),
        ("asks", "b"),
        ("nested", "a"),
        ("negated", "a c d"),
        ("always", "a b c d"),
        ("joined", "a d"),
        ("with_a_query", "a b d"),
    ];
    for (label, names) in expected {
        assert_eq!(matched(&FLEET, label).unwrap().join(" "), names, "{label}");
    }
}

#[test]
fn queries_may_be_selectors() {
    let resolved = resolve(&FLEET).unwrap();
    let lb = resolved.configurations().find(|c| c.name() == "c").unwrap().evaluate().unwrap();
    let module = lb.modules.iter().find(|module| resolved.rule_name(module.rule) == "queries").unwrap();
    let users = |users: usize| nest_macros::set! { users = users; };
    let expected = nest_macros::set! {
        prod = ["a", "b"];
        either = ["b", "c"];
        pairs = ["81 d"];
        nested = [users(0), users(1), users(0), users(0)];
        text = "2";
        found = true;
        signed = ["a", "d"];
        high = 1;
    };
    assert_eq!(NixValue::Set(module.set.clone()), expected);
}

fleet! {
    /// Predicates that tell whom they are asked about.
    pub static ASKED;

    trait machine { class nixos => nixosConfigurations; }

    a {
        is = [machine];
        b { is = [machine]; }
        c { is = [machine]; d { is = [machine]; e { is = [machine]; } } f { is = [machine]; } }
    }

    rule machine:when(|node| asks("parent", node.name)) > machine, machine => nixos {}
    rule machine:when(|node| asks("ancestor", node.name)) >> * >> machine, machine => nixos {}
    rule machine:within(:when(|node| asks("within", node.name))), machine => nixos {}
    rule machine:has(:when(|node| asks("below", node.name))):has(machine), machine => nixos {}
    rule machine:has(> :when(|node| asks("child", node.name))) > *, machine => nixos {}
    rule :when(|node| asks("before", node.name)) ~ *, machine => nixos {}
    rule machine:nth-child(2n+1 of :when(|node| asks("counted", node.name))), machine => nixos {}
}

thread_local! {
    static ASKS: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

/// Notes who is asked about, and holds for nobody, so that all are.
fn asks(place: &'static str, name: &str) -> bool {
    ASKS.with_borrow_mut(|asks| asks.push((place, name.to_owned())));
    false
}

#[test]
fn a_predicate_is_asked_once_about_a_node_in_each_place_of_a_selector() {
    ASKS.take();
    resolve(&ASKED).unwrap();
    let asks = ASKS.take();
    // Checks may ask again what a rule matches: then about all once more.
    let count = |place: &str, name: &str| asks.iter().filter(|(at, n)| *at == place && n == name).count();
    let expected = [
        ("ancestor", "a c"),
        ("before", "b d"),
        ("below", "b c d e f"),
        ("child", "b c d e f"),
        ("counted", "a b c d e f"),
        ("parent", "a c d"),
        ("within", "a c d"),
    ];
    for (place, names) in expected {
        let mut found: Vec<_> = asks.iter().filter(|(at, _)| *at == place).map(|(_, name)| &**name).collect();
        found.sort();
        found.dedup();
        assert_eq!(found.join(" "), names, "{place}");
        let times = count(place, found[0]);
        assert!(found.iter().all(|name| count(place, name) == times), "{place}: {asks:?}");
    }
}
