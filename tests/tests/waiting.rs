//! What waits for what: only what a `synth` can really change waits for synths, and a negation by itself postpones
//! nothing.

use nest_core::prelude::*;
use nest_tests::resolve;

/// Fleets, each in a module of its own, since they have the same words.
macro_rules! fleets {
    ($module:ident $($name:ident { $($fleet:tt)* })*) => {
        mod $module {
            $(pub mod $name {
                nest_macros::fleet! { pub static FLEET; $($fleet)* }
            })*
        }
    };
}

/// The nodes in document order, each with its traits.
#[track_caller]
fn check(fleet: &'static Fleet<'static>, expected: &[&str]) {
    let resolved = resolve(fleet).unwrap();
    let told = |node: Node| {
        let traits: Vec<&str> = node.traits().map(|(name, _)| name).collect();
        format!("{} {}", node.path(), traits.join("+"))
    };
    assert_eq!(resolved.nodes().map(told).collect::<Vec<_>>(), expected);
}

// Traits that ask for an absence which nothing can end, and a balancer that asks for the nodes they join.
fleets! { joined_before_the_first_round
    not {
        trait lonely { needed_by = host:not(web); }
        trait lb { synth(select) { for x in select.all(lonely) { child [x.name] { is = [backend]; } } } }
        trait backend;
        trait host;
        trait web;
        lb-1 { is = [lb]; }
        a-1 { is = [host]; }
        b-2 { is = [host, web]; }
        c-3 { is = [host]; }
    }

    class {
        trait bare { needed_by = host:not(.home); }
        trait lb { synth(select) { for x in select.all(bare) { child [x.name] { is = [backend]; } } } }
        trait backend;
        trait host;
        trait person { class home => homes; }
        lb { is = [lb]; }
        a { is = [host]; }
        b { is = [host, person]; }
    }

    not_equal {
        attr env: "prod" | "dev";
        trait other { needed_by = host[env != "prod"]; }
        trait lb { synth(select) { for x in select.all(other) { child [x.name] from x.node { is = [backend]; } } } }
        trait backend { requires = [env?]; }
        trait host;
        lb { is = [lb]; }
        prod { env = "prod"; a { is = [host]; } }
        dev { env = "dev"; b { is = [host]; } }
        c { is = [host]; }
    }

    when {
        attr port: u16;
        trait web { requires = [port]; }
        trait low { needed_by = :when(|web| web.port < 1024); }
        trait lb { synth(select) { for x in select.all(low) { child [x.name] { is = [backend]; } } } }
        trait backend;
        lb { is = [lb]; }
        a { is = [web]; port = 80; }
        b { is = [web]; port = 8080; }
    }

    nested {
        trait plain { needed_by = host:not(:is(:not(:not(web)), db)); }
        trait lb { synth(select) { for x in select.all(plain) { child [x.name] { is = [backend]; } } } }
        trait backend;
        trait host;
        trait web;
        trait db;
        lb { is = [lb]; }
        a { is = [host]; }
        b { is = [host, web]; }
        c { is = [host, db]; }
    }

    in_a_chain {
        trait beside { needed_by = rack:not(old) > host:not(web) + host; }
        trait lb { synth(select) { for x in select.all(beside) { child [x.name] { is = [backend]; } } } }
        trait backend;
        trait host;
        trait web;
        trait rack;
        trait old;
        lb { is = [lb]; }
        r { is = [rack]; a { is = [host]; } b { is = [host, web]; } c { is = [host]; } }
        s { is = [rack, old]; d { is = [host]; } e { is = [host]; } }
    }

    // Children come only below the balancer, and it is no host.
    empty {
        trait free { needed_by = host:empty; }
        trait last { needed_by = host:last-child; }
        trait only { needed_by = host:only-child; }
        trait lb { synth(select) {
            for x in select.all(free) { child [format!("free-{}", x.name)] { is = [backend]; } }
            for x in select.all(last) { child [format!("last-{}", x.name)] { is = [backend]; } }
            for x in select.all(only) { child [format!("only-{}", x.name)] { is = [backend]; } }
        } }
        trait backend;
        trait host;
        trait guest;
        lb { is = [lb]; }
        a { is = [host]; g { is = [guest]; } }
        rack { b { is = [host]; } }
    }

    // A trait that is not joined by anything a `synth` does, behind another.
    chain_of_traits {
        trait quiet { needed_by = host:not(loud); }
        trait loud { needed_by = host:not(calm); }
        trait calm { needed_by = host:not(#b); }
        trait lb { synth(select) { for x in select.all(quiet) { child [x.name] { is = [backend]; } } } }
        trait backend;
        trait host;
        lb { is = [lb]; }
        a { is = [host]; }
        b { is = [host]; }
    }
}

#[test]
fn a_trait_that_asks_for_an_absence_has_joined_before_the_first_synth_runs() {
    use joined_before_the_first_round::*;
    check(
        &not::FLEET,
        &[
            "lb-1 lb",
            "lb-1.a-1 backend",
            "lb-1.c-3 backend",
            "a-1 host+lonely",
            "b-2 host+web",
            "c-3 host+lonely",
        ],
    );
    check(&class::FLEET, &["lb lb", "lb.a backend", "a host+bare", "b host+person"]);
    check(
        &not_equal::FLEET,
        &["lb lb", "lb.b backend", "lb.c backend", "prod.a host", "dev.b host+other", "c host+other"],
    );
    check(&when::FLEET, &["lb lb", "lb.a backend", "a web+low", "b web"]);
    check(&nested::FLEET, &["lb lb", "lb.a backend", "a host+plain", "b host+web", "c host+db"]);
    check(
        &in_a_chain::FLEET,
        &[
            "lb lb",
            "lb.b backend",
            "r rack",
            "r.a host",
            "r.b host+web+beside",
            "r.c host",
            "s rack+old",
            "s.d host",
            "s.e host",
        ],
    );
    check(
        &empty::FLEET,
        &[
            "lb lb",
            "lb.free-b backend",
            "lb.last-a backend",
            "lb.last-b backend",
            "lb.only-b backend",
            "a host+last",
            "a.g guest",
            "rack.b host+free+last+only",
        ],
    );
    check(&chain_of_traits::FLEET, &["lb lb", "lb.a backend", "a host+calm+quiet", "b host+loud"]);
}

// Two rules that both make a child, named for what they see, and the first of them asks for an absence.
fleets! { in_the_same_round
    not {
        trait host;
        trait web;
        trait guest;
        rule host:not(web) as first => synth(select) {
            child [format!("first-{}", select.all(guest).count())] { is = [guest]; }
        }
        rule host as second => synth(select) {
            child [format!("second-{}", select.all(guest).count())] { is = [guest]; }
        }
        a { is = [host]; }
        b { is = [host, web]; }
    }

    not_equal {
        attr env: "prod" | "dev";
        trait host;
        trait guest;
        rule host[env != "prod"] as first => synth(select) {
            child [format!("first-{}", select.all(guest).count())] { is = [guest]; }
        }
        rule host as second => synth(select) {
            child [format!("second-{}", select.all(guest).count())] { is = [guest]; }
        }
        a { is = [host]; }
        b { is = [host]; env = "prod"; }
    }

    when {
        attr port: u16;
        trait host { requires = [port]; }
        trait guest;
        rule host:when(|host| host.port == 80) as first => synth(select) {
            child [format!("first-{}", select.all(guest).count())] { is = [guest]; }
        }
        rule host as second => synth(select) {
            child [format!("second-{}", select.all(guest).count())] { is = [guest]; }
        }
        a { is = [host]; port = 80; }
        b { is = [host]; port = 81; }
    }

    // A trait's synth stands before those of rules, whatever they ask for.
    after_a_trait {
        trait host { synth(select) { child [format!("of-{}", select.all(guest).count())] { is = [guest]; } } }
        trait web;
        trait guest;
        rule host:not(web):not(.nixos) as first => synth(select) {
            child [format!("first-{}", select.all(guest).count())] { is = [guest]; }
        }
        trait machine { class nixos => nixosConfigurations; }
        rule host:within(:not(web)) as second => synth(select) {
            child [format!("second-{}", select.all(guest).count())] { is = [guest]; }
        }
        rack { a { is = [host]; } }
        b { is = [machine]; }
    }

    // What a synth does end is waited for: then the order is another, and the counts are.
    waits {
        trait host;
        trait guest;
        rule host:not(:has(guest)) as first => synth(select) {
            child [format!("first-{}", select.all(guest).count())] { is = [page]; }
        }
        trait page;
        rule host:not(#a) as second => synth(select) {
            child [format!("second-{}", select.all(guest).count())] { is = [guest]; }
        }
        a { is = [host]; }
        b { is = [host]; }
    }
}

#[test]
fn a_rule_that_asks_for_an_absence_runs_in_the_round_of_the_others_and_in_its_place() {
    use in_the_same_round::*;
    let both = ["a.first-0 guest", "a.second-0 guest"];
    check(&not::FLEET, &["a host", both[0], both[1], "b host+web", "b.second-0 guest"]);
    check(&not_equal::FLEET, &["a host", both[0], both[1], "b host", "b.second-0 guest"]);
    check(&when::FLEET, &["a host", both[0], both[1], "b host", "b.second-0 guest"]);
    check(
        &after_a_trait::FLEET,
        &["rack.a host", "rack.a.of-0 guest", "rack.a.first-0 guest", "rack.a.second-0 guest", "b machine"],
    );
    check(&waits::FLEET, &["a host", "a.first-1 page", "b host", "b.second-0 guest"]);
}

// Synths that ask for the one node that a negation finds.
fleets! { exactly_one
    one {
        attr port: u16;
        trait lonely { needed_by = host:not(web); }
        trait lb { synth(select) { child [select.one(lonely)?.name] { is = [backend]; } } }
        trait backend;
        trait host;
        trait web;
        lb { is = [lb]; }
        a { is = [host]; }
        b { is = [host, web]; }
    }

    closest {
        trait outer { needed_by = rack:not(:within(rack)); }
        trait host { synth(select) {
            if let Some(outer) = select.closest(outer) { child [outer.name] { is = [backend]; } }
        } }
        trait backend;
        trait rack;
        r { is = [rack]; s { is = [rack]; a { is = [host]; } } }
    }

    argument {
        trait spare { needed_by = host:not(web); synth(spare) { child [format!("{}-disk", spare.name)] { is = [disk]; } } }
        trait host;
        trait web;
        trait disk;
        a { is = [host]; }
        b { is = [host, web]; }
    }
}

#[test]
fn a_synth_finds_the_one_node_that_a_negation_means() {
    use exactly_one::*;
    check(&one::FLEET, &["lb lb", "lb.a backend", "a host+lonely", "b host+web"]);
    check(&closest::FLEET, &["r rack+outer", "r.s rack", "r.s.a host", "r.s.a.r backend"]);
    check(&argument::FLEET, &["a host+spare", "a.a-disk disk", "b host+web"]);
}

// Synths that set a reference to a node which a negation finds.
fleets! { references
    references {
        attr origin: node(lonely);
        attr others: [node(lonely)];
        trait lonely { needed_by = host:not(web); }
        trait lb {
            requires = [origin];
            synth(select) {
                origin = select.one(sel!(lonely & #a))?;
                child copy { is = [mirror]; others = select.all(lonely).collect::<Vec<_>>(); }
            }
        }
        trait mirror { requires = [others]; }
        trait host;
        trait web;
        lb { is = [lb]; }
        a { is = [host]; }
        b { is = [host, web]; }
        c { is = [host]; }
    }
}

#[test]
fn a_synth_may_refer_to_a_node_that_a_negation_found() {
    let resolved = resolve(&references::references::FLEET).unwrap();
    let told = |node: Node| {
        let attrs = node.attrs().map(|(name, value)| format!(" {name}={value}"));
        format!("{}{}", node.path(), attrs.collect::<String>())
    };
    let found: Vec<String> = resolved.nodes().map(told).collect();
    assert_eq!(found[..2], ["lb origin=#a", "lb.copy others=[#a, #c]"]);
}

// Comparisons beside synths that set or copy, of nodes for which these can do nothing.
fleets! { compared
    beside_a_copy {
        attr env: "prod" | "dev";
        trait prod { needed_by = web[env = "prod"]; requires = [env]; }
        trait lb { synth(select) { for web in select.all(prod) { child [web.name] from web { is = [backend]; } } } }
        trait backend { requires = [env?]; }
        trait web;
        lb { is = [lb]; }
        web-1 { is = [web]; env = "prod"; }
        web-2 { is = [web]; env = "dev"; }
    }

    not_equal_beside_a_copy {
        attr env: "prod" | "dev";
        trait other { needed_by = web[env != "prod"]; requires = [env?]; }
        trait lb { synth(select) { for web in select.all(other) { child [web.name] from web { is = [backend]; } } } }
        trait backend { requires = [env?]; }
        trait web;
        lb { is = [lb]; }
        web-1 { is = [web]; env = "prod"; }
        web-2 { is = [web]; }
    }

    // The attribute is set on others.
    beside_a_setter {
        attr tier: i64;
        trait front { needed_by = web[tier = 1]; }
        trait back { needed_by = web:not([tier]); }
        trait lb { synth(select) { tier = i64::try_from(select.all((web, front)).count())?; } }
        trait web;
        lb { is = [lb]; }
        web-1 { is = [web]; tier = 1; }
        web-2 { is = [web]; }
    }

    // What is written cannot be set, nor can what flows from it.
    written {
        attr tier: i64;
        attr weight: i64 = 1;
        trait front { needed_by = web[tier = 1]:not([weight = 2]); requires = [tier]; synth { child page { is = [page]; } } }
        trait web { requires = [weight]; }
        trait page;
        rule web:not([tier = 1]) as late => synth { child late { is = [page]; } }
        rack { tier = 1; weight = 3; web-1 { is = [web]; } }
        web-2 { is = [web]; tier = 2; weight = 2; }
    }
}

#[test]
fn a_comparison_is_none_of_what_copies_and_setters_do_elsewhere() {
    use compared::*;
    check(&beside_a_copy::FLEET, &["lb lb", "lb.web-1 backend", "web-1 web+prod", "web-2 web"]);
    check(&not_equal_beside_a_copy::FLEET, &["lb lb", "lb.web-2 backend", "web-1 web", "web-2 web+other"]);
    check(&beside_a_setter::FLEET, &["lb lb", "web-1 web+front", "web-2 web+back"]);
    let resolved = resolve(&beside_a_setter::FLEET).unwrap();
    let lb = resolved.nodes().next().unwrap();
    assert_eq!(lb.attrs().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>(), ["tier=1"]);
    check(&written::FLEET, &["rack.web-1 web+front", "rack.web-1.page page", "web-2 web", "web-2.late page"]);
}
