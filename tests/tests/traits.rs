//! Which traits a node has, in which order, and why.

use nest_core::{Fleet, Why};
use nest_tests::resolve;

/// The traits of the node with a name.
fn traits(fleet: &Fleet<'static>, name: &str) -> Vec<&'static str> {
    let resolved = resolve(fleet).unwrap();
    let node = resolved.nodes().find(|node| node.name == name).unwrap();
    let declared = |name: &str| fleet.declared.traits.iter().map(|t| t.name).find(|other| *other == name);
    node.traits().filter_map(|(name, _)| declared(name)).collect()
}

nest_macros::fleet! {
    /// Needs in a diamond, and traits that join by themselves.
    pub static JOINING;

    attr port: u16;
    attr level: i64 = 1;

    trait host;
    trait left { needs = [base, extra]; }
    trait right { needs = [base]; }
    trait base { needs = [root]; }
    trait extra;
    trait root;

    // Each brings the next, against the order in which they are declared.
    trait third  { needed_by = second; }
    trait second { needed_by = first; needs = [brought]; }
    trait first  { needed_by = [port > 1000]; }
    trait brought;
    trait late { needed_by = brought; }

    // Negations of what other traits add.
    trait plain { needed_by = host:not(busy); }
    trait busy  { needed_by = host & third; }
    trait bored { needed_by = plain & host:not(:not(plain)); }

    trait leveled { requires = [level]; }
    trait known   { needed_by = [level]; }
    trait unknown { needed_by = host[level != 1]; }

    a { is = [host, left, right]; }
    b { is = [host]; port = 8080; }
    c { is = [leveled]; }
    d { is = []; }
}

#[test]
fn needs_are_added_breadth_first_and_once() {
    assert_eq!(traits(&JOINING, "a")[..6], ["host", "left", "right", "base", "extra", "root"]);
}

#[test]
fn traits_join_until_nothing_changes() {
    let expected = ["host", "unknown", "first", "second", "brought", "third", "late", "busy"];
    let mut found = traits(&JOINING, "b");
    found.sort_by_key(|name| expected.iter().position(|other| other == name));
    assert_eq!(found, expected);
}

#[test]
fn a_negation_waits_for_what_it_negates() {
    assert!(traits(&JOINING, "a").contains(&"plain"));
    assert!(traits(&JOINING, "a").contains(&"bored"));
    assert!(!traits(&JOINING, "b").contains(&"plain"));
    assert!(!traits(&JOINING, "b").contains(&"bored"));
}

#[test]
fn a_negation_of_what_nothing_can_change_waits_for_nothing() {
    // No node that could be `unknown` could come to have a `level`, so it joins with those that negate nothing.
    assert_eq!(traits(&JOINING, "a")[6..], ["unknown", "plain", "bored"]);
}

#[test]
fn a_default_counts_where_a_trait_requires_it() {
    assert_eq!(traits(&JOINING, "c"), ["leveled", "known"]);
    assert!(traits(&JOINING, "a").contains(&"unknown"));
}

#[test]
fn a_node_may_have_no_trait() {
    assert_eq!(traits(&JOINING, "d"), [""; 0]);
}

#[test]
fn every_trait_knows_why_it_is_there() {
    let resolved = resolve(&JOINING).unwrap();
    let b = resolved.nodes().find(|node| node.name == "b").unwrap();
    let why = |name: &str| b.traits().find(|(n, _)| *n == name).map(|(_, why)| why);
    assert_eq!(why("host"), Some(Why::Written));
    assert_eq!(why("first"), Some(Why::NeededBy));
    assert_eq!(why("brought"), Some(Why::Needs("second")));
    assert_eq!(why("extra"), None);
}
