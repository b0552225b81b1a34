//! What traits and rules add to the tree.

use nest_core::model::Maker;
use nest_core::prelude::*;
use nest_core::{Origin, Resolved, Why};
use nest_macros::fleet;
use nest_tests::resolve;

/// The nodes in document order: path, traits, attributes.
fn nodes(fleet: &'static Fleet<'static>) -> Vec<String> {
    let resolved = resolve(fleet).unwrap();
    let told = |node: Node| {
        let traits: Vec<&str> = node.traits().map(|(name, _)| name).collect();
        let attrs: Vec<String> = node.attrs().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{} {}{}", node.path(), traits.join("+"), attrs.concat())
    };
    resolved.nodes().map(told).collect()
}

fn paths(fleet: &'static Fleet<'static>) -> Vec<String> {
    resolve(fleet).unwrap().nodes().map(Node::path).collect()
}

/// What is wrong with a fleet that compiled.
fn wrong(fleet: &'static Fleet<'static>) -> Vec<String> {
    let Err(findings) = nest_core::resolve(fleet) else { return Vec::new() };
    findings.iter().map(|finding| finding.problem.to_string()).collect()
}

mod attributes {
    use super::*;

    fleet! {
        pub static ATTRIBUTES;

        attr env: "prod" | "staging";
        attr port: u16;
        attr addr: Ipv4Addr;
        attr tags: [String];
        attr limits: { String: i64 };
        attr backup: String?;
        attr weight: f64;
        attr tier: "one" | "two-b";

        trait web {
            requires = [port];
            synth(node, web) {
                let digits = u8::try_from(web.port % 100)?;
                addr = format!("10.0.0.{digits}");
                tags = ["a", node.name];
                backup = None::<&str>;
                limits = { cpu = -2; "mem.max" = 10; };
                if web.port > 8000 {
                    weight = 0.5;
                } else {
                    weight = -1.5;
                }
                match web.port {
                    80 => tier = "one",
                    _ => { tier = Tier::TwoB; }
                }
            }
        }

        prod { env = "prod"; a { is = [web]; port = 80; } b { is = [web]; port = 8043; } }
    }
}

#[test]
fn attributes_are_set_to_literals_and_to_rust_values() {
    assert_eq!(
        nodes(&attributes::ATTRIBUTES),
        [
            "prod.a web env=\"prod\" port=80 addr=\"10.0.0.80\" tags=[\"a\", \"a\"] backup=null \
             limits={ cpu = -2; \"mem.max\" = 10; } weight=-1.5 tier=\"one\"",
            "prod.b web env=\"prod\" port=8043 addr=\"10.0.0.43\" tags=[\"a\", \"b\"] backup=null \
             limits={ cpu = -2; \"mem.max\" = 10; } weight=0.5 tier=\"two-b\"",
        ]
    );
}

mod children {
    use super::*;

    fleet! {
        pub static CHILDREN;

        attr env: "prod" | "staging";
        attr uid: u16;
        attr shell: String = "bash";

        trait host {
            class nixos => nixosConfigurations;
            trait user {
                requires = [uid, shell];
                class user => parent.nixos at users.users.[node.name];
            }
        }
        trait admin { needs = [user]; }
        trait monitored { needed_by = user[env = "prod"]; needs = [audited]; }
        trait audited;

        prod { env = "prod"; alpha { is = [host]; eve { is = [user]; uid = 7; } } }
        staging { env = "staging"; beta { is = [host]; } }

        /// The people, once for all hosts.
        people {
            ada { is = [person]; uid = 1; shell = "zsh"; }
            bob { is = [person]; uid = 2; }
        }
        trait person { requires = [uid]; }

        rule host as team {
            nixos { users.mutableUsers = false; }
            synth(select) {
                for person in select.all(person) {
                    child [person.name] from person { is = [user]; }
                }
            }
        }

        rule host as deploy => synth {
            child deploy-bot {
                is = [admin];
                uid = 999;
                shell = "nologin";
            }
            child "ops.x" { is = [user]; uid = 5; child inner { is = [audited]; uid = 6; } }
        }

        rule user[env = "prod"] as prod => user { description = "prod"; }
    }
}

#[test]
fn all_synths_that_apply_add_up_and_what_they_make_is_like_what_is_written() {
    assert_eq!(
        nodes(&children::CHILDREN),
        [
            "prod.alpha host env=\"prod\"",
            "prod.alpha.eve host::user+monitored+audited env=\"prod\" uid=7 shell=\"bash\"",
            "prod.alpha.ada host::user+monitored+audited env=\"prod\" uid=1 shell=\"zsh\"",
            "prod.alpha.bob host::user+monitored+audited env=\"prod\" uid=2 shell=\"bash\"",
            "prod.alpha.deploy-bot admin+host::user+monitored+audited env=\"prod\" uid=999 shell=\"nologin\"",
            "prod.alpha.\"ops.x\" host::user+monitored+audited env=\"prod\" uid=5 shell=\"bash\"",
            "prod.alpha.\"ops.x\".inner audited env=\"prod\" uid=6",
            "staging.beta host env=\"staging\"",
            "staging.beta.ada host::user env=\"staging\" uid=1 shell=\"zsh\"",
            "staging.beta.bob host::user env=\"staging\" uid=2 shell=\"bash\"",
            "staging.beta.deploy-bot admin+host::user env=\"staging\" uid=999 shell=\"nologin\"",
            "staging.beta.\"ops.x\" host::user env=\"staging\" uid=5 shell=\"bash\"",
            "staging.beta.\"ops.x\".inner audited env=\"staging\" uid=6",
            "people.ada person uid=1 shell=\"zsh\"",
            "people.bob person uid=2",
        ]
    );
    let resolved = resolve(&children::CHILDREN).unwrap();
    let files = |name: &str| {
        let configuration = resolved.configurations().find(|c| c.name() == name).unwrap();
        let modules = configuration.evaluate().unwrap().modules;
        modules.iter().map(|module| module.file.split("rule ").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(files("alpha"), ["team", "prod", "prod", "prod", "prod", "prod"]);
    assert_eq!(files("beta"), ["team"]);
}

mod rounds {
    use super::*;

    fleet! {
        pub static ROUNDS;

        attr count: i64;

        trait first {
            synth(select) { count = i64::try_from(select.all(second).count())?; child a { is = [second]; } }
        }
        trait second {
            synth(select) { count = i64::try_from(select.all(second).count())?; child b { is = [third]; } }
        }
        trait third { synth(select) { count = i64::try_from(select.all(second).count())?; } }

        one { is = [first]; }
        two { is = [first]; }
    }
}

#[test]
fn a_round_sees_the_tree_as_it_was_when_it_began() {
    assert_eq!(
        nodes(&rounds::ROUNDS),
        [
            "one first count=0",
            "one.a second count=2",
            "one.a.b third count=2",
            "two first count=0",
            "two.a second count=2",
            "two.a.b third count=2",
        ]
    );
}

mod until_enough {
    use super::*;

    fleet! {
        pub static UNTIL_ENOUGH;

        attr depth: i64;
        trait nested {
            requires = [depth];
            synth(nested) {
                if nested.depth < 5 {
                    child x { is = [nested]; depth = nested.depth + 1; }
                }
            }
        }
        top { is = [nested]; depth = 0; }
    }
}

#[test]
fn a_chain_may_end_by_itself() {
    assert_eq!(paths(&until_enough::UNTIL_ENOUGH).last().map(String::as_str), Some("top.x.x.x.x.x"));
}

mod without_end {
    use super::*;

    fleet! {
        pub static WITHOUT_END;
        trait host { synth { if true { child user { is = [user]; } } } }
        trait user { synth { child home { is = [home]; } } }
        trait home;
        rule home as again => synth { child host { is = [host]; } }
        alpha { is = [host]; }
    }
}

#[test]
fn a_chain_without_end_is_named() {
    let wrong = wrong(&without_end::WITHOUT_END);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].contains("trait `host`") && wrong[0].contains("trait `user`"), "{}", wrong[0]);
    assert!(wrong[0].contains("rule `again`") && wrong[0].ends_with("[endless-synthesis]"), "{}", wrong[0]);
}

/// What makes nodes without end in one run, and in rounds that double.
mod loops_without_end {
    pub mod children {
        use super::super::*;

        fleet! {
            pub static CHILDREN;
            trait host { synth { while i64::from(true) == 1 { child a { is = []; } } } }
            alpha { is = [host]; }
        }
    }

    pub mod numbers {
        use super::super::*;

        fleet! {
            pub static NUMBERS;
            trait host;
            rule host as numbers => synth { for i in 0u64.. { child [format!("x{i}")] { is = []; } } }
            alpha { is = [host]; }
            beta { is = [host]; }
        }
    }

    pub mod below {
        use super::super::*;

        fleet! {
            pub static BELOW;
            trait host {
                synth { child a { is = []; for i in 0u64.. { child [format!("x{i}")] { is = []; } } } }
            }
            alpha { is = [host]; }
        }
    }

    pub mod copies {
        use super::super::*;

        fleet! {
            pub static COPIES;
            trait host { synth(node) { for i in 0u64.. { child [format!("x{i}")] from node { is = []; } } } }
            alpha { is = [host]; }
        }
    }

    pub mod branches {
        use super::super::*;

        fleet! {
            pub static BRANCHES;
            trait host {
                synth {
                    if true { child a { is = [host]; } child b { is = [host]; } child c { is = [host]; } }
                }
            }
            alpha { is = [host]; }
        }
    }

    pub mod attributes {
        use super::super::*;

        fleet! {
            pub static ATTRIBUTES;
            attr port: u16;
            trait host { synth { while i64::from(true) == 1 { port = 1; } } }
            alpha { is = [host]; }
        }
    }
}

#[test]
fn a_synth_without_end_is_ended_and_is_one_error() {
    let check = |fleet, expected: &[&str]| {
        let wrong = wrong(fleet);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(expected.iter().all(|part| wrong[0].contains(part)), "{}", wrong[0]);
    };
    let ended = "let its loop end [endless-synthesis]";
    check(&loops_without_end::children::CHILDREN, &["trait `host` makes", "(`alpha.a`)", ended]);
    check(&loops_without_end::numbers::NUMBERS, &["rule `numbers` makes", "(`alpha.x200", ended]);
    check(&loops_without_end::below::BELOW, &["trait `host` makes", "(`alpha.a.x200", ended]);
    check(&loops_without_end::copies::COPIES, &["trait `host` makes", "(`alpha.x200", ended]);
    check(
        &loops_without_end::branches::BRANCHES,
        &["trait `host`, and so on", "(`alpha.", "[endless-synthesis]"],
    );
    check(
        &loops_without_end::attributes::ATTRIBUTES,
        &["attribute `port` is set already", "[duplicate-attribute]"],
    );
}

/// As many nodes as there may be.
mod many {
    use super::*;

    fleet! {
        pub static MANY;
        trait host { synth { for i in 0..200_000 + 10 { child [format!("x{i}")] { is = []; } } } }
        alpha { is = [host]; }
    }
}

#[test]
fn so_many_nodes_may_be_made() {
    assert_eq!(resolve(&many::MANY).unwrap().nodes().count(), 200_011);
}

mod clashes {
    use super::*;

    fleet! {
        pub static CLASHES;
        attr port: u16;
        attr addr: Ipv4Addr;
        trait host { synth { port = 80; child ada { is = [user]; } } }
        trait user;
        rule host as other => synth {
            if true { port = 81; }
            child ada { is = [user]; }
            child eve { is = [user]; }
        }
        rule host as wrong => synth(node) { addr = format!("10.0.0.{}00", node.name.len()); }
        alpha { is = [host]; eve { is = [user]; } }
    }

    pub const LINE: u32 = line!() - 3;
}

#[test]
fn what_is_set_or_made_already_is_told_with_who_was_first() {
    let line = clashes::LINE;
    assert_eq!(
        wrong(&clashes::CLASHES),
        [
            "attribute `port` is set already, by the `synth` of trait `host`; remove one \
             [duplicate-attribute]"
                .to_owned(),
            "`alpha.ada` is there already, by the `synth` of trait `host`; give one another name \
             [duplicate-node]"
                .to_owned(),
            format!("`alpha.eve` is there already, on line {line}; give one another name [duplicate-node]"),
            "`\"10.0.0.500\"` is not of type `Ipv4Addr` [mistyped-value]".to_owned(),
        ]
    );
}

mod failures {
    use super::*;

    fleet! {
        pub static FAILURES;
        attr port: u16;
        trait host { synth(select) { let _ = select.one(user)?; } }
        trait user {
            requires = [port];
            synth(node) { if true { port = "a".parse::<u16>()? + node.name.len() as u16; } }
        }
        trait web { requires = [port]; }
        rule web as late => synth(web) { port = web.port; }
        alpha { is = [host]; ada { is = [user]; port = 1; } bob { is = [user]; port = 2; } }
        beta { is = [web]; }
        rule web as early => synth { if false { port = 1; } }
    }
}

#[test]
fn a_synth_that_fails_or_sees_an_incomplete_node_is_told_with_its_node() {
    let wrong = wrong(&failures::FAILURES);
    let expected = [
        "`select.one(user)` asks for one node, and there are 2 [body-failed]",
        "invalid digit found in string [body-failed]",
        "invalid digit found in string [body-failed]",
    ];
    assert_eq!(wrong[..3], expected);
    assert!(wrong[3].contains("`beta` has no `port` yet"), "{wrong:?}");
    // That `beta` has no `port` follows.
    assert_eq!(wrong.len(), 4, "{wrong:?}");
    let findings = nest_core::resolve(&failures::FAILURES).err().unwrap_or_default();
    let nodes: Vec<&str> = findings.iter().flat_map(|finding| &finding.nodes).map(String::as_str).collect();
    assert_eq!(nodes, ["alpha", "alpha.ada", "alpha.bob", "beta"]);
}

mod arguments {
    use super::*;

    fleet! {
        pub static ARGUMENTS;
        trait host { synth { child vm { is = [vm]; } } }
        trait vm { synth(lb) { child [lb.name] { is = [disk]; } } }
        trait lb;
        trait disk;
        alpha { is = [host, lb]; }
        beta { is = [host]; }
    }
}

#[test]
fn an_argument_that_a_made_node_lacks_is_found_when_its_synth_is_to_run() {
    let Err(findings) = nest_core::resolve(&arguments::ARGUMENTS) else { panic!() };
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.nodes, ["beta.vm"]);
    assert_eq!(finding.problem.code(), "missing-argument");
}

mod nodes_as_values {
    use super::*;

    fleet! {
        pub static NODES;
        attr port: u16;
        attr count: i64;
        trait service { requires = [port]; }
        trait proxy { requires = [port]; }
        trait gateway {
            synth(select, node) {
                count = i64::try_from(select.all(service).filter(|s| s.node != node).count())?;
                for service in select.all(service) {
                    let name = format!("proxy-{}", service.name);
                    child [name] from service.node { is = [proxy]; }
                }
                if let Some(last) = select.all(service).last() {
                    child last from last { is = [proxy]; port = last.port + 1; }
                }
            }
        }
        gate { is = [gateway, service]; port = 1; }
        web { is = [service]; port = 80; }
    }
}

#[test]
fn views_and_nodes_are_compared_and_copied_from() {
    assert_eq!(
        nodes(&nodes_as_values::NODES),
        [
            "gate gateway+service port=1 count=1",
            "gate.proxy-gate proxy port=1",
            "gate.proxy-web proxy port=80",
            "gate.last proxy port=81",
            "web service port=80",
        ]
    );
}

#[test]
fn what_a_node_has_tells_where_it_came_from() {
    let fleet = &children::CHILDREN;
    let resolved = resolve(fleet).unwrap();
    let node = |path: &str| node(&resolved, path);
    let by_whom = |maker: Option<Maker>| maker.map(|maker| maker.describe(&fleet.declared));
    let (team, deploy) = ("the `synth` of rule `team`", "the `synth` of rule `deploy`");

    let ada = node("prod.alpha.ada");
    assert_eq!(by_whom(ada.maker()).unwrap(), team);
    assert_eq!(
        ada.traits().collect::<Vec<_>>(),
        [("host::user", Why::Written), ("monitored", Why::NeededBy), ("audited", Why::Needs("monitored")),]
    );
    assert_eq!(ada.origin("uid"), Some(Origin::Copied(node("people.ada"))));
    let entry = |path: &str, attr: &str| match node(path).origin(attr) {
        Some(Origin::Entry { path, maker, .. }) => (path, by_whom(maker)),
        other => panic!("{path} {attr} {other:?}"),
    };
    assert_eq!(entry("prod.alpha.ada", "env"), ("prod".to_owned(), None));
    assert_eq!(entry("prod.alpha.eve", "uid"), ("prod.alpha.eve".to_owned(), None));
    let bot = "prod.alpha.deploy-bot";
    assert_eq!(entry(bot, "uid"), (bot.to_owned(), Some(deploy.to_owned())));
    assert_eq!(node(bot).traits().nth(1), Some(("host::user", Why::Needs("admin"))));
    assert_eq!(node("prod.alpha.eve").origin("shell"), Some(Origin::Default));
    assert_eq!(node("people.bob").origin("shell"), None);
    assert_eq!(node("people.bob").origin("nothing"), None);

    let labels = |node| resolved.rules_of(node).iter().map(|id| resolved.rule_name(*id)).collect::<Vec<_>>();
    assert_eq!(labels(node("prod.alpha")), ["team", "deploy"]);
    let alpha = resolved.configurations().next().unwrap();
    for module in alpha.evaluate().unwrap().modules {
        let from = resolved.node(module.node).unwrap();
        assert!(labels(from).contains(&resolved.rule_name(module.rule)));
        assert_eq!(!module.route.is_empty(), from != alpha.node());
        assert!(resolved.nodes_of(module.rule).any(|node| node == from));
    }
}

fn node<'r>(resolved: &'r Resolved<'_>, path: &str) -> Node<'r> {
    resolved.nodes().find(|node| node.path() == path).unwrap()
}
