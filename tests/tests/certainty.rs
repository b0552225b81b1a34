//! What is certain of a selector while the macro runs: before a `synth` or a predicate has, and where words have errors.
//!
//! Each row has a selector, the nodes that it certainly matches, and those that it certainly does not. Of the others
//! nothing is known. What is certain is also what the program finds, after the synths have run.

use nest_core::model::{Assertion, AttrId, Claim, Declared, Entry, Place, Table, Tree};
use nest_core::problem::Problem;
use nest_core::selector::{Complex, Compound, Op, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Diagnostic, Fleet};
use nest_tests::bare::rule;
use nest_tests::resolve;

/// A selector as text, and the names of the nodes that it certainly matches and certainly does not.
type Row = (&'static str, &'static str, &'static str);

mod adds {
    nest_macros::fleet! {
        /// A `synth` adds a child, to a node that only it knows.
        pub static ADDS;

        trait host { class nixos => nixosConfigurations; }
        trait web;
        trait red;
        trait crimson { needs = [red]; }
        trait joined { needed_by = red; }
        trait maker { synth(node) { if node.name == "c" { child x { is = [host, crimson]; } } } }

        top {
            a { is = [host]; b { is = [host, web]; } c { is = [host, maker]; } }
            d { is = [host]; e { is = [host]; } }
        }
        solo { f { is = [host, maker]; } }
    }
}

const ADDED: &[Row] = &[
    ("host", "a b c d e f", ""),
    ("web", "b", "a c d e f"),
    // What is added comes last, and only below nodes.
    (":first-child", "a b e f", "c d"),
    (":last-child", "d f", "a b"),
    (":only-child", "f", "a b c d"),
    (":not(:last-child)", "a b", "d f"),
    (":not(:only-child)", "a b c d", "f"),
    (":nth-child(1)", "a b e f", "c d"),
    (":nth-child(2 of host)", "c d", "a b e f"),
    (":root", "a d f", "b c e"),
    // A node can come to be no longer empty, and a namespace is never a node.
    (":empty", "", "a d"),
    (":not(:empty)", "a d", ""),
    (":empty > *", "", "a b c d e f"),
    (":last-child > *", "e", "a b c d f"),
    // There may come to be one.
    (":has(web)", "a", ""),
    (":not(:has(web))", "", "a"),
    (":has(> web)", "a", ""),
    (":has(+ host)", "a b", ""),
    (":has(~ host)", "a b", ""),
    (":has(red)", "", ""),
    (":has(web) > *", "a b c d", ""),
    ("host:has(web, red)", "a", ""),
    (":is(:has(web), web)", "a b", ""),
    ("web:has(red)", "", "a c d e f"),
    // What stands to the left is there already.
    ("host > host", "b c e", "a d f"),
    ("web + host", "c", "a b d e f"),
    ("host ~ host", "c d", "a b e f"),
    (":within(host)", "b c e", "a d f"),
    // In no order is anything known before a part that is not.
    (":has(red):has(web)", "", ""),
    (":has(red) > :has(red)", "", ""),
    (":nth-child(1 of :has(red))", "", ""),
    (":nth-child(2 of :has(red))", "", "a b e f"),
    (":nth-child(3 of :has(red))", "", "a b e f"),
    ("web:nth-child(1 of :has(red))", "", "a c d e f"),
    (":nth-child(2 of host:not(:has(web)))", "", "a b d e f"),
];

mod sets {
    nest_macros::fleet! {
        /// A `synth` sets an attribute, and nothing is added.
        pub static SETS;

        attr port: u16;
        attr level: u16 = 3;
        attr note: String;
        attr rank: inherited u16;

        trait host { class nixos => nixosConfigurations; }
        trait leveled { requires = [level]; }
        trait maker { synth { port = 80; rank = 7; } }

        prod {
            port = 1;
            a { is = [host]; }
            b { is = [host, leveled]; port = 2; note = "b"; }
        }
        rest {
            c { is = [host]; }
            d { is = [host, maker]; e { is = [host]; } }
            f { is = [host, leveled]; level = 4; }
        }
    }
}

const SET: &[Row] = &[
    // It is not set where it is written, nor where one flows to.
    ("[port]", "a b", ""),
    ("[port = 2]", "b", "a"),
    ("[port = 80]", "", "a b"),
    ("[port != 2]", "a", "b"),
    ("[port > 1]", "b", "a"),
    (":not([port])", "", "a b"),
    ("[rank]", "", ""),
    ("[rank = 7]", "", ""),
    (":not([rank])", "", ""),
    // Only nodes are synthesised for.
    ("[port] > *", "a b", "c d f"),
    ("[port = 1] > *", "a b", "c d f"),
    (":not([port]) > *", "c d f", "a b"),
    ("[port = 80] > *", "", "a b c d f"),
    // What no `synth` sets is certain.
    ("[note]", "b", "a c d e f"),
    ("[level]", "b f", "a c d e"),
    ("[level = 3]", "b", "a c d e f"),
    ("[level != 3]", "a c d e f", "b"),
    // And so is which nodes there are.
    (":last-child", "b f e", "a c d"),
    (":only-child", "e", "a b c d f"),
    (":empty", "a b c e f", "d"),
    (":has(host)", "d", "a b c e f"),
    (":has(~ leveled)", "a c d", "b e f"),
    (":has([note])", "", "a b c d e f"),
    (":has([port = 80])", "", "a b c e f"),
];

fn one(simple: Simple<'static>) -> Selector<'static> {
    let subject = Compound { all: vec![simple].into() };
    Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
}

/// Whether a rule is found to be dead.
fn is_dead(told: &[Diagnostic]) -> bool {
    told.iter().any(|diagnostic| diagnostic.problem.code() == "dead-rule")
}

/// What the macro tells of a fleet: it has no code.
fn told(fleet: &Fleet<'_>, declared: &Declared<'_>) -> Vec<Diagnostic> {
    nest_core::resolve_tree(declared, fleet.tree(), None).err().unwrap_or_default()
}

/// A selector, in the words of a fleet.
fn parse(text: &'static str, fleet: &Fleet<'_>) -> Selector<'static> {
    Selector::parse(text, &fleet.declared, &fleet.tree()).unwrap()
}

/// The names of the nodes that a selector certainly matches, as the macro sees the fleet, and of those that it certainly
/// does not.
fn certain(fleet: &Fleet<'_>, selector: &Selector<'static>) -> (Vec<String>, Vec<String>) {
    let promise = |why, of, must| Assertion { place: Place::on(1), why, claim: Claim::Each(of, must) };
    let assertions = vec![
        promise("never", one(Simple::Any), one(Simple::Not(selector.clone()))),
        promise("always", one(Simple::Any), selector.clone()),
        // Those that it certainly matches are also found.
        promise("found", selector.clone(), one(Simple::Not(one(Simple::Any)))),
    ];
    let rules = vec![rule(selector.clone())];
    let declared = Declared { assertions: assertions.into(), rules: rules.into(), ..fleet.declared.clone() };
    let findings = told(fleet, &declared);
    let broken = |wanted: &str| {
        let paths = findings.iter().find_map(|Diagnostic { problem, .. }| match problem {
            Problem::BrokenAssertion { why, broken } if why == wanted => Some(broken.clone()),
            _ => None,
        });
        let names = paths
            .unwrap_or_default()
            .into_iter()
            .map(|path| path.rsplit('.').next().unwrap_or("").to_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    assert_eq!(broken("never"), broken("found"), "{}", selector.display(&declared));
    // A rule is not dead if there may be a node.
    let nodes = Tree::decode(&fleet.dom).entries.iter().filter(|entry| entry.is_node()).count();
    assert!(broken("always").len() == nodes || !is_dead(&findings), "{}", selector.display(&declared));
    (broken("never"), broken("always"))
}

fn check(fleet: &Fleet<'_>, selector: &Selector<'static>, yes: &str, no: &str) {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut expected = (words(yes), words(no));
    expected.0.sort();
    assert_eq!(certain(fleet, selector), expected, "{}", selector.display(&fleet.declared));
}

fn check_rows(fleet: &Fleet<'static>, rows: &[Row]) {
    let program = resolve(fleet).unwrap();
    for (text, yes, no) in rows {
        check(fleet, &parse(text, fleet), yes, no);
        let found = program.select(text).unwrap();
        let is_found = |name: &&str| found.iter().any(|node| node.name == *name);
        assert_eq!(yes.split_whitespace().find(|name| !is_found(name)), None, "{text}");
        assert_eq!(no.split_whitespace().find(is_found), None, "{text}");
    }
}

#[test]
fn a_node_may_still_be_added() {
    check_rows(&adds::ADDS, ADDED);
}

#[test]
fn a_rule_may_match_a_node_that_is_still_to_come() {
    for (text, is_alive) in [
        ("crimson", true),
        ("red", true),
        ("joined", true),
        ("red:empty:last-child", true),
        ("red#x", true),
        ("maker > red", true),
        ("#x", true),
        ("host:not(web):nth-child(7)", true),
        ("web, red", true),
        // It is no web.
        ("web:is(red)", false),
        ("web#x", false),
        ("maker > maker", false),
    ] {
        let selector = parse(text, &adds::ADDS);
        let allow = vec!["unknown-name"].into();
        let rules = vec![rule(selector)].into();
        let mut declared = Declared { allow, rules, ..adds::ADDS.declared.clone() };
        let is_dead = |declared: &Declared<'_>| is_dead(&told(&adds::ADDS, declared));
        assert_eq!(!is_dead(&declared), is_alive, "{text}");
        // Its traits may not be known.
        let synths = declared.traits.to_mut().iter_mut().filter_map(|declared| declared.synth.as_mut());
        synths.flat_map(|synth| synth.children.to_mut()).for_each(|child| child.open = true);
        assert!(!is_dead(&declared), "{text}");
    }
}

#[test]
fn an_attribute_may_still_be_set() {
    check_rows(&sets::SETS, SET);
}

mod open {
    nest_macros::fleet! {
        /// A fleet of which some words are taken to be unknown.
        pub static OPEN;

        attr level: u16 = 3;
        attr port: u16;

        trait host { class nixos => nixosConfigurations; }
        trait web { class dns => nixosConfigurations; }
        trait leveled { requires = [level]; }
        trait opened;
        trait rare;

        a { is = [web, leveled]; }
        o { is = [host, opened]; p { is = [host]; q { is = [host]; } } }
        y { is = [host]; port = 1; }
        z { is = [web]; port = 2; }
    }
}

/// What is known where `o` may have more traits.
const OPENED: &[Row] = &[
    ("host", "o p q y", "a z"),
    ("web", "a z", "p q y"),
    (":not(web)", "p q y", "a z"),
    (".dns", "a z", "p q y"),
    ("leveled", "a", "p q y z"),
    ("[level]", "a", "p q y z"),
    (":not([level])", "p q y z", "a"),
    ("[level = 3]", "a", "p q y z"),
    ("[level != 3]", "p q y z", "a"),
    ("[port]", "y z", "a o p q"),
    ("[port != 1]", "a o p q z", "y"),
    ("host:is(web)", "", "a p q y z"),
    ("web > *", "", "a o q y z"),
    // Also from further away, past one that is certain.
    ("web *", "", "a o y z"),
    (":within(web)", "", "a o y z"),
    (":not(:within(web))", "a o y z", ""),
    ("rare ~ *", "", "a o p q"),
    (":has(rare)", "", "a o p q y z"),
    ("web + *", "o", "a p q z"),
    ("leveled ~ *", "o y z", "a p q"),
    ("leveled ~ leveled", "", "a p q y z"),
    (":has(~ leveled)", "", "o p q y z"),
    (":has(+ web)", "y", "o p q z"),
    // It may be counted before those behind it.
    (":nth-child(1 of web)", "a", "o p q y"),
    (":nth-child(2 of web)", "", "a p q y"),
    (":nth-child(3 of web)", "", "a o p q y"),
    (":nth-child(4 of web)", "", "a o p q y"),
    (":nth-child(2 of :not(web))", "", "a o p q z"),
];

#[test]
fn a_node_may_have_traits_whose_names_are_unknown() {
    let mut tree = Tree::decode(&open::OPEN.dom);
    tree.entries.iter_mut().filter(|entry| &*entry.name == "o").for_each(|entry| entry.open = true);
    let written = Fleet { dom: tree.encode().into(), ..open::OPEN.clone() };
    // The same where one of its traits may need more than is known.
    let mut needing = open::OPEN.clone();
    let opened = needing.declared.traits.to_mut().iter_mut().filter(|declared| declared.name == "opened");
    opened.for_each(|declared| declared.open = true);
    for fleet in [written, needing] {
        for (text, yes, no) in OPENED {
            check(&fleet, &parse(text, &fleet), yes, no);
        }
    }
}

#[test]
fn a_word_or_a_value_may_be_unknown() {
    let attr = AttrId::at(open::OPEN.declared.attrs.iter().position(|attr| attr.name == "port").unwrap());
    let mut tree = Tree::decode(&open::OPEN.dom);
    for Entry { attrs, .. } in tree.entries.iter_mut().filter(|entry| &*entry.name == "z") {
        *attrs = vec![(attr, Value::Unknown)];
    }
    let fleet = Fleet { dom: tree.encode().into(), ..open::OPEN.clone() };
    let port = |op, value| Simple::Attr(attr, op, value);
    for (simple, yes, no) in [
        (Simple::Unknown, "", ""),
        (Simple::Not(one(Simple::Unknown)), "", ""),
        // It has a value, whichever.
        (Simple::Has(attr), "y z", "a o p q"),
        (port(Op::Equal, Value::Int(1)), "y", "a o p q"),
        (port(Op::NotEqual, Value::Int(1)), "a o p q", "y"),
        (port(Op::Greater, Value::Int(1)), "", "a o p q y"),
        // Nothing has a value that is not there.
        (port(Op::Equal, Value::Unknown), "", "a o p q"),
        (port(Op::NotEqual, Value::Unknown), "a o p q", ""),
    ] {
        check(&fleet, &one(simple), yes, no);
    }
    check(&open::OPEN, &one(port(Op::Equal, Value::Unknown)), "", "a o p q");
}

mod asks {
    nest_macros::fleet! {
        /// Predicates, of which nothing is known but their arguments.
        pub static ASKS;

        trait host { class nixos => nixosConfigurations; }
        trait web;

        top {
            a { is = [host, web]; b { is = [host]; } }
            c { is = [host]; }
        }

        #[allow(dead-rule)]
        rule :when(|| true) => nixos {}
        rule :when(|web| !web.name.is_empty()) => nixos {}
        rule :not(:when(|web| !web.name.is_empty())) => nixos {}
        #[allow(dead-rule)]
        rule :when(|| true) > host => nixos {}
        rule host & :when(|host| !host.name.is_empty()), web => nixos {}
    }
}

#[test]
fn a_predicate_holds_only_of_a_node_that_has_its_arguments() {
    let rows = [("", ""), ("", "c"), ("c", ""), ("", "a c"), ("a", "")];
    for (rule, (yes, no)) in asks::ASKS.declared.rules.iter().zip(rows) {
        check(&asks::ASKS, rule.target.selector().unwrap(), yes, no);
    }
}
