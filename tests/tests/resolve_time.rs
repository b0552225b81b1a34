//! What is wrong with a fleet is also found when a program resolves it, in the same words: tables can be changed
//! after the macro has checked them.

use nest_core::model::{
    Argument, Assertion, AttrId, Claim, ClassId, Entry, Place, RuleId, Table, Target, TraitId, Tree,
};
use nest_core::selector::{Complex, Compound, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Fleet, resolve};

nest_macros::fleet! {
    /// A fleet without a mistake.
    pub static GOOD;

    attr system: System;
    attr addr: unique Ipv4Addr;

    trait host { requires = [system, addr]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [server]; }
    trait server;
    trait vm { class nixos => machines; class home => homeConfigurations; }
    trait joined { needed_by = web; }
    trait other { needed_by = joined; }

    prod {
        system = "x86_64-linux";
        web-1 { is = [host, web]; addr = "10.0.0.1"; }
        web-2 { is = [host, web]; addr = "10.0.0.2"; }
        guest { is = [vm]; }
    }

    rule host => nixos(host) { networking.hostName = host.name; x.enable = true; }
    rule web => nixos { x.other = true; }
    rule vm => home { y.z = 1; }
}

const WEB_1: usize = 1;
const WEB_2: usize = 2;

fn tree(fleet: &mut Fleet<'static>, change: impl FnOnce(&mut Vec<Entry<'static>>)) {
    let bytes: &'static [u8] = fleet.dom.to_vec().leak();
    let mut tree = Tree::decode(bytes);
    change(&mut tree.entries);
    fleet.dom = tree.encode().into();
}

fn of_trait(id: u32, negated: bool) -> Selector<'static> {
    let selector = |simple| {
        let subject = Compound { all: vec![simple].into() };
        Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
    };
    let plain = selector(Simple::Trait(TraitId(id)));
    if negated { selector(Simple::Not(plain)) } else { plain }
}

/// `:not(#name)`
fn not_named(name: &'static str) -> Selector<'static> {
    let list = |simple| {
        let subject = Compound { all: vec![simple].into() };
        Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
    };
    list(Simple::Not(list(Simple::Name(name.into()))))
}

/// `#name`
fn named(name: &'static str) -> Selector<'static> {
    let subject = Compound { all: vec![Simple::Name(name.into())].into() };
    Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
}

/// `assert a => b, "it is so";`
fn assert(fleet: &mut Fleet<'static>, of: Selector<'static>, must: Selector<'static>) {
    fleet.declared.assertions.to_mut().push(Assertion {
        place: Place::on(1),
        why: "it is so",
        claim: Claim::Each(of, must),
    });
}

/// The code, and what breaks the fleet so.
type Case = (&'static str, fn(&mut Fleet<'static>));

const CASES: &[Case] = &[
    ("mistyped-value", |f| tree(f, |e| e[WEB_1].attrs[0].1 = Value::Str("10.0.0.300".into()))),
    ("missing-attribute", |f| tree(f, |e| drop(e[WEB_1].attrs.pop()))),
    ("not-unique", |f| tree(f, |e| e[WEB_1].attrs[0].1 = Value::Str("10.0.0.2".into()))),
    ("output-collision", |f| tree(f, |e| e[WEB_1].name = "web-2".into())),
    ("host-name", |f| tree(f, |e| e[WEB_2].name = "web_2".into())),
    ("class-twice", |f| tree(f, |e| e[WEB_1].is.as_mut().unwrap().push(TraitId(3)))),
    ("needs-cycle", |f| f.declared.traits.to_mut()[2].needs = vec![TraitId(1)].into()),
    ("no-strata", |f| f.declared.traits.to_mut()[4].needed_by = Some(of_trait(5, true))),
    ("dead-rule", |f| f.declared.rules.to_mut()[1].target = Target::Matching(Selector { any: Table::EMPTY })),
    ("unknown-name", |f| f.declared.rules.to_mut()[1].target = Target::Matching(not_named("web-9"))),
    ("only-namespaces", |f| f.declared.rules.to_mut()[1].target = Target::Matching(named("prod"))),
    ("only-namespaces", |f| f.declared.traits.to_mut()[5].needed_by = Some(named("prod"))),
    ("only-namespaces", |f| assert(f, named("prod"), of_trait(1, false))),
    ("dead-assertion", |f| assert(f, Selector { any: Table::EMPTY }, of_trait(1, false))),
    ("dead-needed-by", |f| f.declared.traits.to_mut()[5].needed_by = Some(Selector { any: Table::EMPTY })),
    ("dead-body", |f| f.declared.rules.to_mut()[1].bodies.to_mut()[0].class = Some(ClassId(1))),
    ("missing-argument", |f| {
        f.declared.rules.to_mut()[1].bodies.to_mut()[0].arguments = vec![Argument(TraitId(3))].into()
    }),
    ("unknown-output", |f| f.declared.outputs.to_mut()[1] = "nixosConfiguration"),
    ("reserved-name", |f| f.declared.outputs.to_mut()[1] = "nodes"),
    ("rule-conflict", |f| {
        let assigned = &mut f.declared.rules.to_mut()[1].bodies.to_mut()[0].assignments.to_mut()[0];
        assigned.path = vec![Some("x"), Some("enable")].into();
        assigned.value = Value::Bool(false);
    }),
];

fn codes(fleet: &Fleet<'static>) -> Vec<&'static str> {
    let told = resolve(fleet).err().unwrap_or_default();
    assert!(told.iter().all(|told| told.file == "nest-tests/tests/resolve_time.rs" && told.line > 0));
    told.iter().map(|told| told.problem.code()).collect()
}

#[test]
fn the_fleet_is_good_as_it_is() {
    assert_eq!(codes(&GOOD), [""; 0]);
}

#[test]
fn every_mistake_that_can_arise_later_is_found_later() {
    for (code, break_it) in CASES {
        let mut fleet = GOOD.clone();
        break_it(&mut fleet);
        assert_eq!(codes(&fleet), [*code], "{code}");
    }
}

#[test]
fn a_lint_can_be_silenced_on_its_item_and_on_the_fleet() {
    for (code, break_it) in
        CASES.iter().filter(|(code, _)| ["dead-rule", "dead-body", "rule-conflict"].contains(code))
    {
        let mut on_rule = GOOD.clone();
        break_it(&mut on_rule);
        let mut on_fleet = on_rule.clone();
        on_rule.declared.rules.to_mut()[RuleId(1).index()].allow = vec![*code].into();
        assert_eq!(codes(&on_rule), [""; 0], "{code}");
        on_fleet.declared.allow = vec![*code].into();
        assert_eq!(codes(&on_fleet), [""; 0], "{code}");
    }
}

#[test]
fn an_error_cannot_be_silenced() {
    let mut fleet = GOOD.clone();
    tree(&mut fleet, |entries| entries[WEB_1].attrs.retain(|(attr, _)| *attr != AttrId(1)));
    fleet.declared.allow = vec!["missing-attribute"].into();
    assert_eq!(codes(&fleet), ["missing-attribute"]);
}

#[test]
fn a_line_of_another_file_is_told_with_its_file() {
    let told = |code: &str, elsewhere: fn(&mut Fleet<'static>)| {
        let (_, break_it) = CASES.iter().find(|(other, _)| *other == code).unwrap();
        let mut fleet = GOOD.clone();
        break_it(&mut fleet);
        fleet.declared.files.to_mut().push("web/src/lib.rs");
        elsewhere(&mut fleet);
        resolve(&fleet).unwrap_err()[0].problem.to_string()
    };
    let other_entry = |f: &mut Fleet<'static>| tree(f, |e| e[WEB_1].place = Place::new(1, 7, 1));
    let other_rule = |f: &mut Fleet<'static>| {
        let assigned = &mut f.declared.rules.to_mut()[0].bodies.to_mut()[0].assignments.to_mut()[1];
        assigned.place = Place::new(1, 7, 1);
    };
    for (code, elsewhere) in [
        ("not-unique", other_entry as fn(&mut Fleet<'static>)),
        ("output-collision", other_entry),
        ("rule-conflict", other_rule),
    ] {
        let (here, there) = (told(code, |_| ()), told(code, elsewhere));
        assert!(there.contains("(line 7 of `web/src/lib.rs`)"), "{there}");
        assert!(here.contains("(line ") && !here.contains(" of `web"), "{here}");
    }
}
